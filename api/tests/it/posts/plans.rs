//! Plans, commitments and milestones.

use super::{Case, city};
use serde_json::json;

pub(super) const OPERATIONS: &[&str] = &[
    "plans_create",
    "plans_step",
    "commitments_create",
    "milestones_create",
    "milestones_report",
    "milestones_reschedule",
];

#[tokio::test]
async fn posts_of_plans_and_their_parts_have_one_effect() {
    let city = city().await;
    let (plan, commitment, milestone) = (&city.plan, &city.commitment, &city.milestone);
    let draft = city.draft_plan().await;
    let cases = [
        Case::json(
            "plans_create",
            "/plans",
            json!({ "reference": "2033-2035", "title": "A plan" }),
            json!({ "reference": "2033-2035", "title": "Another" }),
        ),
        Case::json(
            "plans_step",
            &format!("/plans/{draft}/state"),
            json!({ "state": "consultation", "version": 1 }),
            json!({ "state": "submitted", "version": 1 }),
        ),
        Case::json(
            "commitments_create",
            "/commitments",
            json!({ "title": "Open doors", "plan": plan }),
            json!({ "title": "Another", "plan": plan }),
        ),
        Case::json(
            "milestones_create",
            &format!("/commitments/{commitment}/milestones"),
            json!({ "title": "Open doors" }),
            json!({ "title": "Another" }),
        ),
        Case::json(
            "milestones_report",
            &format!("/milestones/{milestone}/progress"),
            json!({ "state": "in_progress", "version": 1 }),
            json!({ "state": "not_started", "version": 1 }),
        ),
        Case::json(
            "milestones_reschedule",
            &format!("/milestones/{milestone}/reschedule"),
            json!({ "due_on": "2027-01-31", "reason": "Late funds", "version": 2 }),
            json!({ "due_on": "2027-02-28", "reason": "Late funds", "version": 2 }),
        ),
    ];
    city.each_has_one_effect(OPERATIONS, &cases).await;
}

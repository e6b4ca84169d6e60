//! Plans, commitments, milestones and indicators.

use super::{Case, city};
use serde_json::json;

pub(super) const OPERATIONS: &[&str] = &[
    "plans_create",
    "plans_step",
    "commitments_create",
    "milestones_create",
    "milestones_report",
    "milestones_reschedule",
    "indicators_create",
    "readings_create",
    "readings_correct",
    "readings_withdraw",
];

#[tokio::test]
async fn posts_of_plans_and_their_parts_have_one_effect() {
    let city = city().await;
    let (plan, commitment, milestone) = (&city.plan, &city.commitment, &city.milestone);
    let draft = city.draft_plan().await;
    let indicators = format!("/commitments/{commitment}/indicators");
    let indicator = city
        .create(&indicators, json!({ "titles": { "en": "Open doors" } }))
        .await;
    let readings = format!("/indicators/{indicator}/readings");
    let wrong = city
        .create(&readings, json!({ "read_on": "2026-11-01", "value": "5" }))
        .await;
    let other = city
        .create(&readings, json!({ "read_on": "2026-11-02", "value": "6" }))
        .await;
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
        Case::json(
            "indicators_create",
            &indicators,
            json!({ "titles": { "en": "Visitors" } }),
            json!({ "titles": { "en": "Another" } }),
        ),
        Case::json(
            "readings_create",
            &readings,
            json!({ "read_on": "2026-11-03", "value": "7" }),
            json!({ "read_on": "2026-11-03", "value": "8" }),
        ),
        Case::json(
            "readings_correct",
            &format!("/readings/{wrong}/correct"),
            json!({ "value": "4", "reason": "Counted twice", "version": 1 }),
            json!({ "value": "3", "reason": "Counted twice", "version": 1 }),
        ),
        Case::json(
            "readings_withdraw",
            &format!("/readings/{other}/withdraw"),
            json!({ "reason": "Of another year", "version": 1 }),
            json!({ "reason": "Of another door", "version": 1 }),
        ),
    ];
    city.each_has_one_effect(OPERATIONS, &cases).await;
}

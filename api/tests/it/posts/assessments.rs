//! Assessments of the monitoring body.

use super::{Case, Sent, city, id};
use poem::http::StatusCode;
use serde_json::{Value, json};

pub(super) const OPERATIONS: &[&str] = &[
    "assessments_create",
    "assessments_attach",
    "assessments_submit",
    "assessments_reply",
    "assessments_publish",
    "assessments_renew",
];

/// Every question of an inception assessment, answered.
fn assessed(commitment: &str) -> Value {
    let mut answers: Vec<Value> = Vec::new();
    for question in "forum multi_stakeholder meeting endorsed website".split(' ') {
        answers.push(json!({ "question": question, "choice": "yes" }));
    }
    for question in "papers_before open_input reported_back dialogue inclusive".split(' ') {
        answers.push(json!({ "question": question, "choice": "unclear" }));
    }
    for (question, choice) in [("verifiable", "yes"), ("relevant", "yes"), ("ambition", "continuation")] {
        answers.push(json!({ "question": question, "choice": choice, "commitment": commitment }));
    }
    json!({
        "version": 1,
        "evaluators": [{ "name": "Vera", "email": "vera@example.org" }],
        "interests": "None.",
        "answers": answers,
    })
}

#[tokio::test]
async fn posts_of_assessments_have_one_effect() {
    let city = city().await;
    let (plan, commitment) = (&city.plan, &city.commitment);
    let draft = city.draft_plan().await;
    let mut begun = Vec::new();
    for plan in [plan, &draft] {
        let body = json!({ "kind": "inception", "plan": plan });
        let path = "/tenants/elbasan/assessments";
        let made = city.world.post(&city.monitor_token, path, body).await;
        begun.push(id(&made.is(StatusCode::CREATED)));
    }
    let (inception, ended) = (&begun[0], &begun[1]);
    let path = format!("/tenants/elbasan/assessments/{inception}");
    let whole = assessed(commitment);
    let saved = city.world.patch(&city.monitor_token, &path, whole).await;
    saved.is(StatusCode::OK);
    let cases = [
        Case::json(
            "assessments_create",
            "/assessments",
            json!({ "kind": "end_of_commitment", "plan": plan, "commitment": commitment }),
            json!({ "kind": "inception", "plan": plan }),
        ),
        Case::new(
            "assessments_attach",
            (
                format!("/tenants/elbasan/assessments/{inception}/exhibits"),
                Sent::import("Found"),
            ),
            (
                format!("/tenants/elbasan/assessments/{inception}/exhibits"),
                Sent::import("Another"),
            ),
        ),
        Case::json(
            "assessments_submit",
            &format!("/assessments/{inception}/submit"),
            json!({ "version": 2 }),
            json!({ "version": 3 }),
        ),
        Case::json(
            "assessments_reply",
            &format!("/assessments/{inception}/reply"),
            json!({ "version": 3, "reply": "We read it." }),
            json!({ "version": 3, "reply": "We did not." }),
        ),
        Case::json(
            "assessments_publish",
            &format!("/assessments/{inception}/publish"),
            json!({ "version": 4 }),
            json!({ "version": 5 }),
        ),
        Case::new(
            "assessments_renew",
            (format!("/tenants/elbasan/assessments/{inception}/renew"), Sent::Nothing),
            (format!("/tenants/elbasan/assessments/{ended}/renew"), Sent::Nothing),
        ),
    ];
    city.each_has_one_effect(OPERATIONS, &cases).await;
}

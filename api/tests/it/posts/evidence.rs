//! Evidence, and the monitoring body's verdicts on it.

use super::{Case, city, id};
use poem::http::StatusCode;
use serde_json::json;

pub(super) const OPERATIONS: &[&str] = &[
    "evidence_create",
    "evidence_withdraw",
    "verdicts_create",
    "verdicts_answer",
];

#[tokio::test]
async fn posts_of_evidence_and_verdicts_have_one_effect() {
    let city = city().await;
    let minutes = |title: &str| json!({ "commitment": city.commitment, "title": title, "kind": "minutes", "link": "https://example.org/" });
    let piece = city.create("/evidence", minutes("Minutes")).await;
    let doubtful = city.create("/evidence", minutes("Minutes")).await;
    let path = format!("/tenants/elbasan/evidence/{doubtful}/verdict");
    let body = json!({ "finding": "questioned", "note": "Of another year." });
    let verdict = city.world.post(&city.monitor_token, &path, body).await;
    let verdict = id(&verdict.is(StatusCode::OK));
    let cases = [
        Case::json("evidence_create", "/evidence", minutes("Minutes"), minutes("Another")),
        Case::json(
            "evidence_withdraw",
            &format!("/evidence/{piece}/withdraw"),
            json!({ "reason": "The wrong meeting", "version": 1 }),
            json!({ "reason": "Another reason", "version": 1 }),
        ),
        Case::json(
            "verdicts_create",
            &format!("/evidence/{doubtful}/verdict"),
            json!({ "finding": "questioned", "note": "Of another place." }),
            json!({ "finding": "verified" }),
        ),
        Case::json(
            "verdicts_answer",
            &format!("/verdicts/{verdict}/answer"),
            json!({ "version": 2, "answer": "It is of this place." }),
            json!({ "version": 2, "answer": "It is not." }),
        ),
    ];
    city.each_has_one_effect(OPERATIONS, &cases).await;
}

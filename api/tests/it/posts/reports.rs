//! Self-assessments.

use super::{Case, City, city};
use poem::http::StatusCode;
use poem::{Endpoint, Response};
use serde_json::json;
use time::Duration;

pub(super) const OPERATIONS: &[&str] = &["reports_create", "reports_consult", "reports_stop", "reports_finish"];

/// A report whose consultation is over, and a draft. The consultation takes two weeks.
async fn reports<E: Endpoint<Output = Response>>(city: &mut City<E>) -> [String; 2] {
    let new = json!({ "plan": city.plan, "kind": "self_assessment", "language": "en" });
    let made = [
        city.create("/reports", new.clone()).await,
        city.create("/reports", new).await,
    ];
    let one = format!("/tenants/elbasan/reports/{}", made[0]);
    for section in [
        "introduction",
        "development",
        "implementation",
        "recommendations",
        "lessons",
        "next",
    ] {
        let path = format!("{one}/sections/{section}");
        let words = json!({ "text": "What was done.", "version": 0 });
        city.world.put(&city.token, &path, words).await.is(StatusCode::OK);
    }
    let opening = format!("{one}/consultation");
    city.world
        .post(&city.token, &opening, json!({ "version": 1 }))
        .await
        .is(StatusCode::OK);
    city.advance(Duration::days(15)).await;
    made
}

#[tokio::test]
async fn posts_of_reports_have_one_effect() {
    let mut city = city().await;
    let draft = city.draft_plan().await;
    let reports = reports(&mut city).await;
    let plan = &city.plan;
    let cases = [
        Case::json(
            "reports_create",
            "/reports",
            json!({ "plan": plan, "kind": "self_assessment", "language": "en" }),
            json!({ "plan": draft, "kind": "self_assessment", "language": "en" }),
        ),
        Case::json(
            "reports_consult",
            &format!("/reports/{}/consultation", reports[1]),
            json!({ "version": 1, "closes_on": "2027-02-01" }),
            json!({ "version": 1, "closes_on": "2027-03-01" }),
        ),
        Case::json(
            "reports_stop",
            &format!("/reports/{}/stop", reports[1]),
            json!({ "version": 2, "reason": "Two commitments are missing" }),
            json!({ "version": 2, "reason": "Three commitments are missing" }),
        ),
        Case::json(
            "reports_finish",
            &format!("/reports/{}/final", reports[0]),
            json!({ "version": 2 }),
            json!({ "version": 3 }),
        ),
    ];
    city.each_has_one_effect(OPERATIONS, &cases).await;
}

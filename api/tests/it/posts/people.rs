//! People, their tokens, and the days on which nobody works.

use super::{Case, Sent, city};
use serde_json::json;

pub(super) const OPERATIONS: &[&str] = &[
    "contacts_create",
    "invitations_create",
    "monitors_invite",
    "tokens_create",
    "holidays_add",
];

#[tokio::test]
async fn posts_of_people_tokens_and_holidays_have_one_effect() {
    let city = city().await;
    let cases = [
        Case::json(
            "contacts_create",
            "/contacts",
            json!({ "name": "Ina", "email": "ina@example.org" }),
            json!({ "name": "Ina", "email": "another@example.org" }),
        ),
        Case::json(
            "invitations_create",
            "/invitations",
            json!({ "email": "new@example.org", "role": "viewer" }),
            json!({ "email": "new@example.org", "role": "admin" }),
        ),
        Case::json(
            "monitors_invite",
            "/monitors",
            json!({ "email": "new-monitor@example.org" }),
            json!({ "email": "another-monitor@example.org" }),
        ),
        Case::new(
            "tokens_create",
            ("/tokens".into(), Sent::Json(json!({ "name": "Nightly export" }))),
            ("/tokens".into(), Sent::Json(json!({ "name": "Another" }))),
        ),
        Case::json(
            "holidays_add",
            "/holidays",
            json!({ "day": "2026-11-28", "name": "Flag Day" }),
            json!({ "day": "2026-11-29", "name": "Liberation Day" }),
        ),
    ];
    city.each_has_one_effect(OPERATIONS, &cases).await;
}

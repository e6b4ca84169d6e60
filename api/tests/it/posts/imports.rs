//! Imports of plans.

use super::{Case, Sent, city, id};
use poem::http::StatusCode;
use serde_json::json;

pub(super) const OPERATIONS: &[&str] = &[
    "imports_create",
    "imports_decide",
    "imports_confirm",
    "imports_undo",
    "imports_cancel",
];

#[tokio::test]
async fn posts_of_imports_have_one_effect() {
    let city = city().await;
    let mut proposed = Vec::new();
    for key in ["a", "b", "c", "d", "e"] {
        let kept = city.send(key, "/tenants/elbasan/imports", &Sent::import("Kept")).await;
        proposed.push(id(&kept.is(StatusCode::CREATED)));
    }
    // An import that made nothing new can be taken back like any other.
    for at in [3, 4] {
        let path = format!("/tenants/elbasan/imports/{}/confirm", proposed[at]);
        city.send(&format!("confirm-{at}"), &path, &Sent::Nothing)
            .await
            .is(StatusCode::OK);
    }
    let proposed = |at: usize, what: &str| {
        let path = format!("/tenants/elbasan/imports/{}/{what}", proposed[at]);
        (path, Sent::Nothing)
    };
    let left_out = |out: bool| Sent::Json(json!({ "left_out": { "plans[0]": out } }));
    let cases = [
        Case::new(
            "imports_create",
            ("/tenants/elbasan/imports".into(), Sent::import("A plan")),
            ("/tenants/elbasan/imports".into(), Sent::import("Another")),
        ),
        Case::new(
            "imports_decide",
            (proposed(2, "decisions").0, left_out(true)),
            (proposed(2, "decisions").0, left_out(false)),
        ),
        Case::new("imports_confirm", proposed(0, "confirm"), proposed(1, "confirm")),
        Case::new("imports_undo", proposed(3, "undo"), proposed(4, "undo")),
        Case::new("imports_cancel", proposed(1, "cancel"), proposed(2, "cancel")),
    ];
    city.each_has_one_effect(OPERATIONS, &cases).await;
}

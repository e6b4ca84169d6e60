//! Idempotency keys: who may use one, and what a repeated key returns.

use crate::world::{answer, plan, world};
use besa_domain::access::Role;
use besa_domain::people;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn the_same_post_has_one_effect_and_one_response() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let (plan, _, milestone) = plan(&world, &coordinator).await;
    let once = async |path: &str, key: &str, body: &Value| {
        let request = world.client.post(format!("/api/v1{path}"));
        let request = request.header("authorization", format!("Bearer {coordinator}"));
        answer(request.header("idempotency-key", key).body_json(body).send().await).await
    };
    let body = json!({ "plan": plan, "title": "Open contracts" });
    let first = once("/tenants/elbasan/commitments", "a", &body)
        .await
        .is(StatusCode::CREATED);
    let second = once("/tenants/elbasan/commitments", "a", &body)
        .await
        .is(StatusCode::CREATED);
    assert_eq!(first, second);
    let other = json!({ "plan": plan, "title": "Another" });
    once("/tenants/elbasan/commitments", "a", &other)
        .await
        .problem(StatusCode::CONFLICT, "key-reused");
    let report = json!({ "state": "in_progress", "version": 1 });
    let path = format!("/tenants/elbasan/milestones/{milestone}/progress");
    let first = once(&path, "b", &report).await.is(StatusCode::OK);
    assert_eq!(first, once(&path, "b", &report).await.is(StatusCode::OK));
    let all = world
        .get("", "/tenants/elbasan/commitments?limit=1")
        .await
        .is(StatusCode::OK);
    assert_eq!(all["total"], 2);
    let next = format!(
        "/tenants/elbasan/commitments?limit=1&after={}",
        all["next"].as_str().unwrap()
    );
    let rest = world.get("", &next).await.is(StatusCode::OK);
    assert_eq!(
        (&rest["items"][0]["title"], &rest["next"]),
        (&json!("Open contracts"), &Value::Null)
    );
}

#[tokio::test]
async fn a_key_of_another_session_gives_no_token() {
    let world = world().await;
    world.token("elbasan", Role::Viewer).await;
    let account = people::by_email(&world.app.db, "viewer@elbasan.example.org")
        .await
        .unwrap();
    let make = async || {
        let link = people::link(&world.app.db, account.id).await.unwrap();
        let session = people::sign_in_by_link(&world.app.db, &link).await.unwrap();
        let request = world.client.request(Method::POST, "/api/v1/tokens");
        let request = request.header(
            "cookie",
            format!("{}={}", besa_domain::people::SESSION_COOKIE, session.secret),
        );
        let request = request
            .header("x-csrf-token", &session.csrf)
            .header("idempotency-key", "a");
        answer(request.body_json(&json!({ "name": "Export" })).send().await).await
    };
    let made = make().await.is(StatusCode::CREATED);
    let refused = make().await.problem(StatusCode::CONFLICT, "key-reused");
    assert!(!refused.to_string().contains(made["token"].as_str().unwrap()));
}

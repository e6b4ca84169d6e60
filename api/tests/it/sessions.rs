//! Browsers.

use crate::world::{PLAN, answer, world};
use besa_domain::access::Role;
use besa_domain::people;
use poem::http::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_browser_shows_the_pages_token() {
    let world = world().await;
    world.token("elbasan", Role::Coordinator).await;
    let account = people::by_email(&world.app.db, "coordinator@elbasan.example.org")
        .await
        .unwrap();
    let link = people::link(&world.app.db, account.id).await.unwrap();
    let session = people::sign_in_by_link(&world.app.db, &link).await.unwrap();
    let cookie = format!("{}={}", besa_api::SESSION_COOKIE, session.secret);
    let post = |csrf: Option<&str>, path: &str, body: Value| {
        let mut request = world.client.post(format!("/api/v1{path}")).header("cookie", &cookie);
        if let Some(csrf) = csrf {
            request = request.header("x-csrf-token", csrf);
        }
        async move { answer(request.body_json(&body).send().await).await }
    };
    let body = json!({ "reference": "2026-2028", "title": "Plan" });
    post(None, PLAN, body.clone())
        .await
        .problem(StatusCode::FORBIDDEN, "form-token");
    post(Some("wrong"), PLAN, body.clone())
        .await
        .problem(StatusCode::FORBIDDEN, "form-token");
    post(Some(&session.csrf), PLAN, body).await.is(StatusCode::CREATED);
    let made = post(Some(&session.csrf), "/tokens", json!({ "name": "Export" }))
        .await
        .is(StatusCode::CREATED);
    let token = made["token"].as_str().unwrap();
    assert_eq!(
        world.get(token, PLAN).await.is(StatusCode::OK)["total"],
        1,
        "members see drafts"
    );
    assert_eq!(
        world.get("", PLAN).await.is(StatusCode::OK)["total"],
        0,
        "nobody else does"
    );
    world
        .post(token, "/tokens", json!({ "name": "More" }))
        .await
        .problem(StatusCode::FORBIDDEN, "session-only");
}

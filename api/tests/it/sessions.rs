//! API requests with a browser's session.

use crate::world::{PLAN, answer, world};
use besa_domain::access::{KeepTokens, Permit, Role};
use besa_domain::people;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn a_browser_must_send_the_csrf_token() {
    let world = world().await;
    world.token("elbasan", Role::Coordinator).await;
    let account = people::by_email(&world.app.db, "coordinator@elbasan.example.org")
        .await
        .unwrap();
    let link = people::link(&world.app.db, account.id).await.unwrap();
    let session = people::sign_in_by_link(&world.app.db, &link).await.unwrap();
    let cookie = format!("{}={}", besa_domain::people::SESSION_COOKIE, session.secret);
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
    world
        .get(token, "/tokens")
        .await
        .problem(StatusCode::FORBIDDEN, "session-only");

    // Users see their own tokens, including those that others created for them; no tokens of others, and no
    // secrets.
    let other = world.token("tirana", Role::Coordinator).await;
    let browser = async |method: Method, path: &str| {
        let request = world.client.request(method, format!("/api/v1{path}"));
        let request = request.header("cookie", &cookie).header("x-csrf-token", &session.csrf);
        answer(request.send().await).await
    };
    let list = browser(Method::GET, "/tokens").await.is(StatusCode::OK);
    assert_eq!(list["total"], 2, "{list:#}");
    let seen = &list["items"][0];
    assert_eq!(
        (&seen["id"], &seen["name"], &seen["made_by"]),
        (&made["id"], &json!("Export"), &json!("coordinator"))
    );
    assert_eq!(seen["last_used_at"], "2026-11-23T09:00:00Z");
    assert_eq!(
        (&list["items"][1]["name"], &list["items"][1]["made_by"]),
        (&json!("test"), &Value::Null)
    );
    assert!(!list.to_string().contains("besa_"), "{list:#}");
    assert!(seen.get("token").is_none() && seen.get("token_hash").is_none());

    // A revoked token ends with the next request; it can be revoked only once.
    let path = format!("/tokens/{}", made["id"].as_str().unwrap());
    world
        .send(Method::DELETE, &other, &path, Value::Null)
        .await
        .problem(StatusCode::FORBIDDEN, "session-only");
    browser(Method::DELETE, &path).await.is(StatusCode::NO_CONTENT);
    world
        .get(token, PLAN)
        .await
        .problem(StatusCode::UNAUTHORIZED, "sign-in");
    for path in [path.as_str(), "/tokens/no-id"] {
        browser(Method::DELETE, path)
            .await
            .problem(StatusCode::NOT_FOUND, "not-found");
    }
    assert_eq!(browser(Method::GET, "/tokens").await.is(StatusCode::OK)["total"], 1);

    // Nobody can end a session of another account.
    let account = people::by_email(&world.app.db, "coordinator@tirana.example.org")
        .await
        .unwrap();
    let theirs = people::tokens(&world.app.db, &Permit::<KeepTokens>::own(account.id))
        .await
        .unwrap();
    let path = format!("/tokens/{}", theirs[0].id);
    browser(Method::DELETE, &path)
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    world.get(&other, "/tenants/tirana/plans").await.is(StatusCode::OK);
}

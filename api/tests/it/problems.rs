//! Problem responses.

use crate::world::{PLAN, answer, world};
use besa_domain::access::Role;
use poem::http::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn every_error_is_a_problem_response() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    world
        .get("", "/nowhere")
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    answer(world.client.get("/api/nowhere").send().await)
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    let wrong = world.send(Method::PUT, "", PLAN, Value::Null).await;
    assert_eq!(wrong.headers["allow"], "GET, HEAD, POST");
    wrong.problem(StatusCode::METHOD_NOT_ALLOWED, "method");
    world
        .get("", "/tenants/elbasan/plans?limit=x")
        .await
        .problem(StatusCode::BAD_REQUEST, "malformed");
    world
        .get("", "/tenants/elbasan/plans?limit=0")
        .await
        .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    world
        .get("", "/tenants/elbasan/plans/nowhere")
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    world
        .get("", "/tenants/nowhere/plans")
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    world
        .get("", "/tenants/elbasan/contacts")
        .await
        .problem(StatusCode::UNAUTHORIZED, "sign-in");

    let post = |kind: &str, body: Vec<u8>| {
        let request = world.client.post(format!("/api/v1{PLAN}")).content_type(kind);
        let request = request
            .header("authorization", format!("Bearer {coordinator}"))
            .body(body);
        async { answer(request.send().await).await }
    };
    post("application/json", b"{".to_vec())
        .await
        .problem(StatusCode::BAD_REQUEST, "malformed");
    post("application/json", b"[]".to_vec())
        .await
        .problem(StatusCode::BAD_REQUEST, "malformed");
    post("text/plain", b"{}".to_vec())
        .await
        .problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type");
    post("application/json", vec![b' '; 1_000_001])
        .await
        .problem(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
    let empty = post("application/json", b"{}".to_vec()).await;
    let empty = empty.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(empty["errors"].as_array().unwrap().len(), 2, "{empty:#}");
    assert_eq!(empty["instance"], "/api/v1/tenants/elbasan/plans");

    // Guessing is rate limited, and large bodies are refused.
    let mut last = 0;
    for _ in 0..70 {
        last = world.post("", PLAN, json!({})).await.status;
    }
    assert_eq!(last, 429);
    let many = world.post("", PLAN, json!({})).await;
    assert!(many.headers.contains_key("retry-after"));
}

//! A repeated request gets its stored response before rate limits are counted.

use besa_domain::access::{Caller, Speak};
use besa_domain::voices;
use besa_tests::{Answer, TestApp};
use poem::http::{Method, header};
use poem::{Body, Request};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr};

const API: &str = "/api/v1/tenants/elbasan/comments";
const NETWORK: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

/// Uses up the network's limit of comments.
async fn use_up(app: &TestApp) {
    let (gate, db) = (&app.app.gate, &app.app.db);
    let (_, permit) = gate.permit::<Speak>(db, Caller::Nobody, "elbasan").await.unwrap();
    while voices::count(&app.app, &permit, None, Some(NETWORK), None)
        .await
        .is_ok()
    {}
}

#[tokio::test]
async fn a_repeated_comment_gets_the_same_response() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let send = async |key: &str, email: &str| {
        let body = json!({ "commitment": sample.commitment.id, "body": "When?", "name": "Ana", "email": email });
        let request = Request::builder()
            .method(Method::POST)
            .uri_str(API)
            .header("idempotency-key", key)
            .extension(NETWORK)
            .content_type("application/json")
            .body(Body::from_json(body).unwrap());
        Answer::to(&app, request, None).await
    };
    let first = send("first", "ana@example.org").await.is(202);
    use_up(&app).await;
    send("second", "bora@example.org").await.is(429);
    let again = send("first", "ana@example.org").await.is(202);
    assert_eq!(again.body, first.body);
    // The idempotency key alone is not enough.
    send("first", "eva@example.org").await.is(429);
    assert_eq!(app.count("voice").await, 1);
}

#[tokio::test]
async fn a_repeated_comment_of_a_user_gets_the_same_response() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let person = app.stranger("ana").await;
    let send = async |key: &str| {
        let body = json!({ "commitment": sample.commitment.id, "body": format!("When? {key}") });
        person
            .send(Method::POST, API, Some(body), &[("idempotency-key", key)])
            .await
    };
    let first = send("first").await.is(201);
    let mut last = 0;
    for at in 0..20 {
        last = send(&format!("k{at}")).await.status.as_u16();
    }
    assert_eq!(last, 429);
    assert_eq!(send("first").await.is(201).header("location"), first.header("location"));
}

#[tokio::test]
async fn a_repeated_form_gets_the_same_response() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let post = async |nonce: &str, email: &str| {
        let mut body = url::form_urlencoded::Serializer::new(String::new());
        body.extend_pairs([("nonce", nonce), ("body", "When?"), ("name", "Ana"), ("email", email)]);
        let request = Request::builder()
            .method(Method::POST)
            .uri_str(format!("/elbasan/en/comments/new/c-{}", sample.commitment.id))
            .header(header::ORIGIN, "http://localhost:8080")
            .extension(NETWORK)
            .content_type("application/x-www-form-urlencoded")
            .body(Body::from(body.finish()));
        Answer::to(&app, request, None).await.status.as_u16()
    };
    assert_eq!(post("first", "ana@example.org").await, 303);
    use_up(&app).await;
    assert_eq!(post("second", "bora@example.org").await, 429);
    assert_eq!(post("first", "ana@example.org").await, 303);
}

//! Password guessing is slowed down per account and per IPv6 network.

use besa_domain::people;
use besa_tests::{Answer, TestApp};
use poem::http::{Method, header};
use poem::{Body, Request};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use time::Duration;

const PASSWORD: &str = "a bridge over the Shkumbin";

async fn sign_in(app: &TestApp, from: IpAddr, email: &str, password: &str, cookie: &str) -> Answer {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs([("email", email), ("password", password)]);
    let request = Request::builder()
        .method(Method::POST)
        .uri_str("/sign-in")
        .header(header::ORIGIN, "http://localhost:8080")
        .header(header::COOKIE, cookie)
        .extension(from)
        .content_type("application/x-www-form-urlencoded")
        .body(Body::from(body.finish()));
    Answer::to(app, request, None).await
}

fn network(at: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(198, 51, 100, at))
}

/// The cookie of a known browser, as it is sent back.
fn device(answer: &Answer) -> Option<String> {
    let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    let cookie = cookies.find(|cookie| cookie.starts_with("besa_device="))?;
    Some(cookie.split(';').next().unwrap().to_owned())
}

/// Guesses passwords, each from another network; returns the responses.
async fn guess(app: &TestApp, email: &str) -> Vec<(u16, String)> {
    let mut answers = Vec::new();
    for at in 0..40 {
        let answer = sign_in(app, network(at), email, "a wrong guess at it", "").await;
        answers.push((answer.status.as_u16(), answer.header("retry-after").to_owned()));
    }
    answers
}

#[tokio::test]
async fn guessing_is_limited_and_the_owner_can_sign_in() {
    let app = TestApp::new().await;
    let ana = app.stranger("ana").await;
    let (db, email) = (&app.app.db, "ana@example.org");
    people::set_password(db, ana.account.id, None, PASSWORD).await.unwrap();
    let first = sign_in(&app, network(200), email, PASSWORD, "").await.is(303);
    let cookie = device(&first).unwrap();

    let answers = guess(&app, email).await;
    let refused: Vec<u64> = answers
        .iter()
        .filter(|(status, _)| *status == 429)
        .map(|(_, wait)| wait.parse().unwrap())
        .collect();
    assert!((18..=20).contains(&refused.len()), "{answers:?}");
    assert!(refused.iter().all(|wait| *wait <= 60), "{refused:?}");
    // Responses to guesses do not reveal whether the e-mail address has an account.
    let unknown = guess(&app, "nobody@example.org").await;
    assert_eq!(unknown[1..], answers[..39], "the owner's own attempt counts too");

    // The owner's browser is recognised by its cookie, which works for no other account, and not without the
    // password.
    let known = sign_in(&app, network(201), email, PASSWORD, &cookie).await.is(303);
    assert_eq!(device(&known), None, "it keeps its cookie");
    sign_in(&app, network(202), email, "a wrong guess at it", &cookie)
        .await
        .is(422);
    sign_in(&app, network(203), "nobody@example.org", PASSWORD, &cookie)
        .await
        .is(429);
    // In another browser the owner waits at most a minute, however many guesses others send.
    let late = sign_in(&app, network(204), email, PASSWORD, "").await.is(429);
    let wait: i64 = late.header("retry-after").parse().unwrap();
    app.app.clock().advance(Duration::seconds(wait));
    sign_in(&app, network(204), email, PASSWORD, "").await.is(303);
    // After a password change all browsers are unknown again.
    people::set_password(db, ana.account.id, Some(PASSWORD), "another bridge over it")
        .await
        .unwrap();
    assert_eq!(app.count("device").await, 0);
}

#[tokio::test]
async fn a_forged_device_cookie_is_ignored() {
    let app = TestApp::new().await;
    let ana = app.stranger("ana").await;
    people::set_password(&app.app.db, ana.account.id, None, PASSWORD)
        .await
        .unwrap();
    let signed_in = sign_in(&app, network(1), "ana@example.org", PASSWORD, "besa_device=mine").await;
    let cookie = device(&signed_in.is(303)).unwrap();
    assert_ne!(cookie, "besa_device=mine");
}

#[tokio::test]
async fn an_ipv6_network_is_one_client() {
    let app = TestApp::new().await;
    let ask = async |network: u16, host: u16| {
        let address = Ipv6Addr::new(0x2001, 0xdb8, 0, network, 0, 0, host, host);
        let request = Request::builder()
            .method(Method::POST)
            .uri_str("/api/v1/tenants/nowhere/organisations")
            .extension(IpAddr::V6(address))
            .content_type("application/json")
            .body(Body::from("{}"));
        Answer::to(&app, request, None).await.status.as_u16()
    };
    let mut answers = Vec::new();
    for host in 0..70 {
        answers.push(ask(1, host).await);
    }
    assert_eq!(
        answers.iter().filter(|status| **status == 429).count(),
        10,
        "{answers:?}"
    );
    assert_ne!(ask(2, 1).await, 429, "another network");
}

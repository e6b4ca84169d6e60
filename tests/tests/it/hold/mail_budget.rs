//! Mail limits per recipient and per sender, over all cities and forms.

use besa_domain::access::Role;
use besa_tests::{Answer, Person, TestApp};
use futures_util::future::join_all;
use mail_parser::MessageParser;
use poem::http::{Method, header};
use poem::{Body, Request};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr};
use time::Duration;

const VICTIM: &str = "victim@example.org";
const CITIES: [&str; 7] = ["alba", "berat", "corovoda", "durres", "elbasan", "fier", "gramsh"];

/// Submits a form of a page, each time from another network.
async fn post(app: &TestApp, from: u8, path: &str, fields: &[(&str, &str)]) -> Answer {
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(fields);
    let request = Request::builder()
        .method(Method::POST)
        .uri_str(path)
        .header(header::ORIGIN, "http://localhost:8080")
        .extension(IpAddr::V4(Ipv4Addr::new(192, 0, 2, from)))
        .content_type("application/x-www-form-urlencoded")
        .body(Body::from(body.finish()));
    Answer::to(app, request, None).await
}

/// Counts the mails to a mailbox so far.
async fn mails(app: &TestApp, mailbox: &str) -> usize {
    app.run_jobs().await;
    let to = |wire: Vec<u8>| {
        let mail = MessageParser::default().parse(&wire).unwrap();
        mail.to().unwrap().first().unwrap().address().unwrap().to_owned()
    };
    let all = app.mailer.kept().into_iter().map(to);
    all.filter(|to| to == mailbox).count()
}

#[tokio::test]
async fn a_mailbox_gets_three_confirmations_a_day_from_all_forms() {
    let app = TestApp::new().await;
    let mut from = 0;
    for city in CITIES {
        let sample = app.sample(city).await;
        for email in [VICTIM, "Victim+more@example.org"] {
            from += 1;
            let asked = post(&app, from, &format!("/{city}/en/subscribe"), &[("email", email)]).await;
            assert_eq!(asked.is(303).header("location"), format!("/{city}/en/subscribe?sent=1"));
            let nonce = format!("{city}-{email}");
            let comment = [
                ("nonce", nonce.as_str()),
                ("body", "When will it open?"),
                ("name", "Ana"),
                ("email", email),
            ];
            let path = format!("/{city}/en/comments/new/c-{}", sample.commitment.id);
            let sent = post(&app, from, &path, &comment).await;
            assert_eq!(sent.is(303).header("location"), format!("/{city}/en/voices/check-mail"));
        }
    }
    let all = mails(&app, VICTIM).await + mails(&app, "Victim+more@example.org").await;
    assert_eq!(all, 3);
    // Other mailboxes are not affected, and the next day has its own limit.
    post(&app, 99, "/fier/en/subscribe", &[("email", "other@example.org")])
        .await
        .is(303);
    assert_eq!(mails(&app, "other@example.org").await, 1);
    app.app.clock().advance(Duration::days(1));
    post(&app, 99, "/gramsh/en/subscribe", &[("email", VICTIM)])
        .await
        .is(303);
    let all = mails(&app, VICTIM).await + mails(&app, "Victim+more@example.org").await;
    assert_eq!(all, 4);
}

#[tokio::test]
async fn concurrent_requests_share_the_limit() {
    let app = TestApp::new().await;
    for city in CITIES {
        app.sample(city).await;
    }
    let ask = async |city: &str| post(&app, 1, &format!("/{city}/en/subscribe"), &[("email", VICTIM)]).await;
    for answer in join_all(CITIES.map(ask)).await {
        answer.is(303);
    }
    assert_eq!(mails(&app, VICTIM).await, 3);
}

#[tokio::test]
async fn one_sender_can_request_a_limited_number_of_confirmations() {
    let app = TestApp::new().await;
    for city in ["elbasan", "fier"] {
        app.sample(city).await;
    }
    let person = app.stranger("sender").await;
    let mut taken = 0;
    for at in 0..60 {
        let city = if at % 2 == 0 { "elbasan" } else { "fier" };
        let path = format!("/api/v1/tenants/{city}/subscriptions");
        let body = json!({ "email": format!("v{at}@example.org") });
        let answer = person.post(&path, body.clone()).await;
        if answer.status.as_u16() == 429 {
            let wait: u64 = answer.header("retry-after").parse().unwrap();
            assert!((1..=86_400).contains(&wait), "{wait}");
        } else {
            answer.is(202);
            taken += 1;
            // A repeated request gets the same response and is not counted.
            let key = [("idempotency-key", "same")];
            if at == 0 {
                for _ in 0..30 {
                    person.send(Method::POST, &path, Some(body.clone()), &key).await.is(202);
                }
                taken += 1;
            }
        }
    }
    assert_eq!(taken, 20);
    app.run_jobs().await;
    assert!(app.mailer.kept().len() <= 20, "{}", app.mailer.kept().len());
}

#[tokio::test]
async fn invitations_to_a_mailbox_are_limited() {
    let app = TestApp::new().await;
    let mut admins = Vec::new();
    for city in CITIES {
        let sample = app.sample(city).await;
        admins.push((
            city,
            app.person(&format!("admin-{city}"), &sample.city, Role::Admin).await,
        ));
    }
    let invite = async |(city, admin): &(&str, Person<'_>), email: &str| {
        let body = json!({ "email": email, "role": "viewer" });
        admin.post(&format!("/api/v1/tenants/{city}/invitations"), body).await
    };
    // An invitation that would not be mailed is refused, so that it does not look sent.
    for at in 0..20 {
        let answer = invite(&admins[0], VICTIM).await;
        answer.is(if at < 3 { 201 } else { 429 });
    }
    assert_eq!(mails(&app, VICTIM).await, 3, "from one city");
    for admin in &admins {
        for _ in 0..3 {
            invite(admin, VICTIM).await;
        }
    }
    assert_eq!(mails(&app, VICTIM).await, 10, "from all");
    // Confirmations have a limit of their own.
    post(&app, 1, "/fier/en/subscribe", &[("email", VICTIM)]).await.is(303);
    assert_eq!(mails(&app, VICTIM).await, 11);
    let mut last = 201;
    for at in 0..101 {
        let email = format!("new{at}@example.org");
        last = invite(&admins[6], &email).await.status.as_u16();
    }
    assert_eq!(last, 429, "one person invites a hundred a day");
}

#[tokio::test]
async fn mail_counters_are_deleted() {
    use besa_domain::TenantId;
    use besa_domain::access::{CleanUp, Permit};
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    post(&app, 1, "/elbasan/en/subscribe", &[("email", VICTIM)])
        .await
        .is(303);
    let clean = async || {
        let permit = Permit::<CleanUp>::system(TenantId::PLATFORM);
        let files = app.app.files.as_ref();
        let gone = besa_domain::clean_up::clean_up(&app.app.db, files, &permit)
            .await
            .unwrap();
        (gone.counters, app.count("mail_budget").await)
    };
    assert_eq!(clean().await, (0, 3), "the city's, and the mailbox's two");
    app.app.clock().advance(Duration::days(2));
    assert_eq!(clean().await, (3, 0));
}

//! The job queue for operators, and the warning for all users that mail is not sent.

use besa_domain::TenantId;
use besa_domain::access::{Permit, Role, SeeJobs, StaffRole};
use besa_domain::jobs::{self, JobState, Lane};
use besa_domain::people::{self, Session};
use besa_domain::subscriptions::{self, SubscriptionSettings};
use besa_tests::{Answer, Person, TestApp};
use poem::http::Method;
use poem::{Body, Request};
use time::Duration;

/// Requests a page as a signed-in user.
async fn as_person(app: &TestApp, session: &Session, method: Method, path: &str) -> Answer {
    let cookie = format!("besa_session={}", session.secret);
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.append_pair("csrf", &session.csrf);
    let request = Request::builder()
        .method(method)
        .uri_str(path)
        .header("origin", "http://localhost:8080")
        .header("cookie", cookie)
        .content_type("application/x-www-form-urlencoded")
        .body(Body::from(body.finish()));
    Answer::to(app, request, None).await
}

#[tokio::test]
async fn operators_see_that_mail_is_not_sent_and_retry_it() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.run_jobs().await;
    let sign_in = async |person: &Person<'_>| {
        let link = people::link(&app.app.db, person.account.id).await.unwrap();
        people::sign_in_by_link(&app.app.db, &link).await.unwrap()
    };
    let operator = sign_in(&app.staff("operator", StaffRole::Operator).await).await;
    let coordinator = sign_in(&app.person("coordinator", &sample.city, Role::Coordinator).await).await;
    let page = as_person(&app, &operator, Method::GET, "/operator/jobs")
        .await
        .is(200)
        .text();
    assert!(page.contains("Nothing failed."), "{page}");
    let led = app.get("/operator/jobs").await.is(303);
    assert!(led.header("location").starts_with("/sign-in"));
    as_person(&app, &coordinator, Method::GET, "/operator/jobs")
        .await
        .is(403);
    // The mail server is down.
    let permit = Permit::public(sample.city.id);
    let wish = SubscriptionSettings::usual("en");
    subscriptions::subscribe(&app.app.db, &permit, None, &sample.city, "resident@example.org", &wish)
        .await
        .unwrap();
    let sender = besa_worker::Sender::new(None, "besa@example.org", "http://localhost:8080").unwrap();
    let dead = besa_worker::Mailer::smtp("smtp://127.0.0.1:9", sender).unwrap();
    besa_worker::drain(&app.app, &dead).await.unwrap();
    let week = "/elbasan/en/w/";
    let quiet = as_person(&app, &coordinator, Method::GET, week).await.is(200).text();
    assert!(!quiet.contains("Mail is not going out"));
    app.app.clock().advance(Duration::minutes(16));
    for (session, path) in [(&operator, "/operator/jobs"), (&coordinator, week)] {
        let page = as_person(&app, session, Method::GET, path).await.is(200).text();
        assert!(page.contains("Mail is not going out"), "{path}");
        assert!(!page.contains("resident@example.org"), "{path}");
    }
    app.get("/readyz").await.is(200);
    let see = Permit::<SeeJobs>::system(TenantId::PLATFORM);
    for job in jobs::list(&app.app.db, &see).await.unwrap() {
        let why = job.why.unwrap();
        assert!(why.starts_with("mail server 127.0.0.1:9 (smtp_url): "), "{why}");
    }
    let retrying = async || {
        let counts = jobs::counts(&app.app.db, &see).await.unwrap();
        assert_eq!(counts.len(), Lane::ALL.len() * JobState::ALL.len());
        let retrying = counts.into_iter().filter(|(_, state, _)| *state == JobState::Retrying);
        retrying.map(|(_, _, jobs)| jobs).sum::<u64>()
    };
    assert_eq!(retrying().await, 1);
    // The mail server is up again.
    let waiting = app
        .rows("SELECT kind FROM job WHERE last_error IS NOT NULL")
        .await
        .len();
    assert_eq!(waiting, 1, "the resident's mail");
    as_person(&app, &coordinator, Method::POST, "/operator/jobs")
        .await
        .is(403);
    as_person(&app, &operator, Method::POST, "/operator/jobs").await.is(303);
    // The retry by the operator is the second attempt.
    let listed = jobs::list(&app.app.db, &see).await.unwrap();
    assert!(listed.iter().all(|job| job.attempts == 1), "{listed:?}");
    app.run_jobs().await;
    assert_eq!(retrying().await, 0);
    assert_eq!(app.mailer.kept().len(), waiting);
    let page = as_person(&app, &operator, Method::GET, "/operator/jobs")
        .await
        .is(200)
        .text();
    assert!(page.contains("Nothing failed.") && !page.contains("Mail is not going out"));
}

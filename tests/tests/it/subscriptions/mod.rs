//! Subscriptions to a plan by mail: residents, their mail programs, and misuse.

mod misuse;

use besa_domain::access::{AddEvidence, Permit, Role};
use besa_domain::evidence::{self, About, EvidenceKind};
use besa_tests::{Answer, Person, Sample, TestApp};
use mail_parser::{Message, MessageParser};
use poem::http::Method;
use poem::{Body, Request};
use serde_json::json;
use std::io::Write as _;
use std::process::{Command, Stdio};
use time::Duration;
use time::macros::datetime;

const SUBSCRIBE: &str = "/elbasan/en/subscribe";
const API: &str = "/api/v1/tenants/elbasan/subscriptions";

/// Sends a request as a browser or a mail program does.
async fn send(app: &TestApp, method: Method, path: &str, headers: &[(&str, &str)], form: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri_str(path)
        .content_type("application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut body = url::form_urlencoded::Serializer::new(String::new());
    body.extend_pairs(form);
    Answer::to(app, request.body(Body::from(body.finish())), None).await
}

const OURS: (&str, &str) = ("origin", "http://localhost:8080");

/// Submits a form of a page of Besa.
async fn post(app: &TestApp, path: &str, form: &[(&str, &str)]) -> Answer {
    send(app, Method::POST, path, &[OURS], form).await
}

/// Sends the one-click unsubscribe request of a mail program (RFC 8058): cross-site, without a cookie.
async fn one_click(app: &TestApp, path: &str) -> Answer {
    let form = [("List-Unsubscribe", "One-Click")];
    send(app, Method::POST, path, &[], &form).await
}

fn parsed(wire: &[u8]) -> Message<'_> {
    MessageParser::default().parse(wire).unwrap()
}

/// Lists the links to Besa in a mail, as paths.
fn links(wire: &[u8]) -> Vec<String> {
    let mail = parsed(wire);
    let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
    let head = mail.header_raw("List-Unsubscribe").unwrap_or_default();
    let all = format!("{text} {html} {head}");
    let mut links: Vec<String> = all
        .split("http://localhost:8080")
        .skip(1)
        .map(|rest| {
            let end = rest.find(|c: char| c.is_whitespace() || "\"<>".contains(c));
            rest[..end.unwrap_or(rest.len())].replace("&#38;", "&")
        })
        .collect();
    links.sort();
    links.dedup();
    links
}

/// Returns the subscription's path in a mail.
fn opening(wire: &[u8]) -> String {
    let links = links(wire);
    let found = links
        .iter()
        .find(|link| link.contains("/subscribe/") && !link.contains("/stop"));
    found.unwrap().clone()
}

/// Reads all rows of subscriptions as text.
async fn state(app: &TestApp) -> Vec<String> {
    let mut state = Vec::new();
    for sql in [
        "SELECT email, language, frequency, version, CAST(confirmed_at AS text) AS confirmed, CAST(stopped_at AS text) AS stopped FROM subscription ORDER BY address",
        "SELECT CAST(commitment_id AS text) AS email, '' AS language, '' AS frequency, 0 AS version, '' AS confirmed, '' AS stopped FROM follow ORDER BY 1",
    ] {
        for row in app.rows(sql).await {
            let text = |name| {
                row.try_get::<Option<String>>("", name)
                    .ok()
                    .flatten()
                    .unwrap_or_default()
            };
            let version: Option<i32> = row.try_get("", "version").ok();
            state.push(format!(
                "{} {} {} {version:?} {} {}",
                text("email"),
                text("language"),
                text("frequency"),
                text("confirmed"),
                text("stopped")
            ));
        }
    }
    state
}

async fn proof(app: &TestApp, sample: &Sample, title: &str) {
    let draft = besa_tests::evidence(title, EvidenceKind::Document, Some("https://example.org/proof"));
    let permit = Permit::<AddEvidence>::system(sample.city.id);
    let about = About::Milestone(sample.milestone.id);
    evidence::add(&app.app.db, &permit, None, about, draft, None)
        .await
        .unwrap();
}

/// Subscribes to the plan daily at ten through the pages; returns the subscription's path.
async fn follow(app: &TestApp, email: &str) -> String {
    let before = app.mailer.kept().len();
    let form = [("email", email), ("frequency", "daily"), ("hour", "10")];
    post(app, SUBSCRIBE, &form).await.is(303);
    app.run_jobs().await;
    let mails = app.mailer.kept();
    assert_eq!(mails.len(), before + 1);
    let address = opening(&mails[before]);
    post(app, &address, &[]).await.is(303);
    address
}

async fn at(app: &TestApp, moment: time::OffsetDateTime) {
    let clock = app.app.clock();
    clock.advance(moment - clock.now());
    app.run_jobs().await;
}

#[tokio::test]
async fn a_resident_subscribes_confirms_gets_a_digest_and_unsubscribes_with_one_click() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let overview = app.get("/elbasan/en/").await.is(200).text();
    assert!(overview.contains("action=\"/elbasan/en/subscribe\""));
    let page = app.get(SUBSCRIBE).await.is(200).text();
    assert!(page.contains("Drinking-water results"), "commitments to choose");
    let asked = post(
        &app,
        SUBSCRIBE,
        &[("email", "Resident@example.org"), ("frequency", "daily")],
    )
    .await
    .is(303);
    assert_eq!(asked.header("location"), "/elbasan/en/subscribe?sent=1");
    app.get("/elbasan/en/subscribe?sent=1").await.is(200);
    app.run_jobs().await;
    let mails = app.mailer.kept();
    let mail = parsed(&mails[0]);
    assert_eq!(mail.subject(), Some("Confirm your email about the plan of Elbasan"));
    let address = opening(&mails[0]);
    // Opening the link does not confirm, and nothing is sent before the confirmation.
    let before = state(&app).await;
    assert!(app.get(&address).await.is(200).text().contains("Confirm the email"));
    assert_eq!(state(&app).await, before);
    proof(&app, &sample, "Before").await;
    at(&app, datetime!(2026-11-24 07:00 UTC)).await;
    assert_eq!(app.mailer.kept().len(), 1);
    post(&app, &address, &[]).await.is(303);
    post(&app, &address, &[]).await.is(303);
    assert!(
        app.get(&address)
            .await
            .is(200)
            .text()
            .contains("Your email from Elbasan")
    );
    proof(&app, &sample, "Water results").await;
    at(&app, datetime!(2026-11-25 07:00 UTC)).await;
    let mails = app.mailer.kept();
    assert_eq!(mails.len(), 2, "earlier events are not in the digest");
    let digest = parsed(&mails[1]);
    assert_eq!(digest.subject(), Some("New evidence: “Water results”."));
    assert_eq!(
        digest.to().unwrap().first().unwrap().address(),
        Some("Resident@example.org")
    );
    // Uses the address in the mail's header, as a mail program does.
    let raw = digest.header_raw("List-Unsubscribe").unwrap().trim();
    let stop = raw
        .strip_prefix("<http://localhost:8080")
        .unwrap()
        .strip_suffix('>')
        .unwrap();
    let before = state(&app).await;
    app.get(stop).await.is(200);
    assert_eq!(state(&app).await, before, "viewing the page does not unsubscribe");
    let stopped = one_click(&app, stop).await.is(200);
    assert_eq!((stopped.header("location"), stopped.header("set-cookie")), ("", ""));
    let after = state(&app).await;
    assert!(
        !after.join(" ").contains("example.org"),
        "the e-mail address is deleted: {after:?}"
    );
    one_click(&app, stop).await.is(200);
    assert_eq!(state(&app).await, after);
    proof(&app, &sample, "After").await;
    at(&app, datetime!(2026-11-26 07:00 UTC)).await;
    assert_eq!(app.mailer.kept().len(), 2);
    app.get(&address).await.is(410);
    // Subscribing again needs a new confirmation.
    post(&app, &address, &[]).await.is(409);
    follow(&app, "resident@example.org").await;
    assert_eq!(app.count("subscription").await, 1);
}

#[tokio::test]
async fn a_subscriber_changes_settings_without_signing_in() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let address = follow(&app, "resident@example.org").await;
    let page = app.get(&address).await.is(200).text();
    assert!(page.contains("name=\"version\" value=\"2\""));
    let id = sample.commitment.id.to_string();
    let mut form = vec![
        ("nonce", "a"),
        ("version", "2"),
        ("scope", "chosen"),
        ("frequency", "monthly"),
        ("hour", "25"),
        ("language", "sq"),
    ];
    let refused = post(&app, &address, &form).await.is(422).text();
    assert!(refused.contains("errors"), "{refused}");
    form.retain(|(name, _)| *name != "hour");
    form.extend([("hour", "18"), ("commitments", id.as_str())]);
    post(&app, &address, &form).await.is(303);
    // Submitted twice, as by a double click, it is one change.
    post(&app, &address, &form).await.is(303);
    let row = &app
        .rows("SELECT language, frequency, hour, version FROM subscription")
        .await[0];
    let text = |name| row.try_get::<String>("", name).unwrap();
    let number = |name| row.try_get::<i32>("", name).unwrap();
    assert_eq!(
        (text("language"), text("frequency")),
        ("sq".to_owned(), "monthly".to_owned())
    );
    assert_eq!(
        (number("hour"), number("version"), app.count("follow").await),
        (18, 3, 1)
    );
    // The version from before the change is outdated.
    form.retain(|(name, _)| *name != "nonce");
    form.push(("nonce", "b"));
    post(&app, &address, &form).await.is(409);
}

#[tokio::test]
async fn the_api_has_the_same_functions() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let body = json!({ "email": "resident@example.org", "frequency": "weekly", "day": 2, "commitments": [sample.commitment.id] });
    let nobody = Person::nobody(&app);
    let key = [("idempotency-key", "n-1")];
    for _ in 0..2 {
        let answer = nobody.send(Method::POST, API, Some(body.clone()), &key).await.is(202);
        assert_eq!(answer.json(), json!({ "holds_days": 7 }));
    }
    app.run_jobs().await;
    let mails = app.mailer.kept();
    assert_eq!(mails.len(), 1);
    let address = opening(&mails[0]);
    let at = format!("{API}/{}", address.rsplit('/').next().unwrap());
    let read = nobody.send(Method::GET, &at, None, &[]).await.is(200);
    assert_eq!((&read.json()["waits"], &read.json()["day"]), (&json!(true), &json!(2)));
    assert!(!read.text().contains("resident@example.org"));
    let confirmed = nobody
        .send(Method::POST, &format!("{at}/confirm"), None, &[])
        .await
        .is(200);
    // The following Tuesday at seven in Tirana.
    assert_eq!(confirmed.json()["next_at"], "2026-11-24T06:00:00Z");
    let changed = nobody
        .send(
            Method::PATCH,
            &at,
            Some(json!({ "whole": true })),
            &[("if-match", confirmed.header("etag"))],
        )
        .await
        .is(200);
    assert_eq!(changed.json()["whole"], true);
    nobody
        .send(Method::PATCH, &at, Some(json!({ "hour": 9, "version": 1 })), &[])
        .await
        .problem(409);
    nobody
        .send(Method::PATCH, &at, Some(json!({ "hour": 24, "version": 3 })), &[])
        .await
        .problem(422);
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let counts = coordinator.get("/api/v1/tenants/elbasan/digests").await.is(200).json();
    assert_eq!(counts["subscriptions"][1], json!({ "frequency": "weekly", "count": 1 }));
    let viewer = app.person("viewer", &sample.city, Role::Viewer).await;
    viewer.get("/api/v1/tenants/elbasan/digests").await.problem(403);
    for _ in 0..2 {
        nobody.send(Method::DELETE, &at, None, &[]).await.is(204);
    }
    assert!(!state(&app).await.join(" ").contains("example.org"));
}

#[tokio::test]
async fn an_independent_parser_reads_the_digest() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    follow(&app, "resident@example.org").await;
    proof(&app, &sample, "Rezultatet e ujit për çdo fshat, nëntor 2026").await;
    at(&app, datetime!(2026-11-24 09:00 UTC)).await;
    let mails = app.mailer.kept();
    let wire = mails.last().unwrap();
    let script = "import sys, json, email, email.policy
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
print(json.dumps({'subject': m['subject'], 'to': m['to'], 'post': m['list-unsubscribe-post'], 'stop': m['list-unsubscribe'],
 'kinds': [p.get_content_type() for p in m.walk()], 'text': m.get_body(('plain',)).get_content(), 'html': m.get_body(('html',)).get_content(),
 'defects': [str(d) for p in m.walk() for d in p.defects]}))";
    let child = Command::new("python3")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        println!("left out: there is no python3");
        return;
    };
    child.stdin.take().unwrap().write_all(wire).unwrap();
    let output = child.wait_with_output().unwrap();
    let read: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(read["defects"], json!([]));
    assert_eq!(
        read["subject"],
        "New evidence: “Rezultatet e ujit për çdo fshat, nëntor 2026”."
    );
    assert_eq!(read["to"], "resident@example.org");
    assert_eq!(
        read["kinds"],
        json!(["multipart/alternative", "text/plain", "text/html"])
    );
    assert_eq!(read["post"], "List-Unsubscribe=One-Click");
    let stop = read["stop"].as_str().unwrap();
    assert!(
        stop.starts_with("<http://localhost:8080/elbasan/en/subscribe/") && stop.ends_with("/stop>"),
        "{stop}"
    );
    let mine = parsed(wire);
    let unix = |text: &str| text.replace("\r\n", "\n").trim_end().to_owned();
    assert_eq!(unix(read["text"].as_str().unwrap()), unix(&mine.body_text(0).unwrap()));
    assert_eq!(unix(read["html"].as_str().unwrap()), unix(&mine.body_html(0).unwrap()));
}

//! Following a plan by mail, as residents, their mail programs and those who mean them ill do it.

use besa_domain::access::{AddEvidence, Permit, Role, StaffRole};
use besa_domain::evidence::{self, About, EvidenceDraft, EvidenceKind};
use besa_domain::people::{self, Session};
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

/// A request as a browser or a mail program sends it.
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

/// Sends a form of our page.
async fn post(app: &TestApp, path: &str, form: &[(&str, &str)]) -> Answer {
    send(app, Method::POST, path, &[OURS], form).await
}

/// What a mail program posts when its button for stopping is pressed: from nowhere, no cookie.
async fn one_click(app: &TestApp, path: &str) -> Answer {
    let form = [("List-Unsubscribe", "One-Click")];
    send(app, Method::POST, path, &[], &form).await
}

fn parsed(wire: &[u8]) -> Message<'_> {
    MessageParser::default().parse(wire).unwrap()
}

/// Every address of ours in a mail, as paths.
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

/// The subscription's address in a mail.
fn opening(wire: &[u8]) -> String {
    let links = links(wire);
    let found = links
        .iter()
        .find(|link| link.contains("/subscribe/") && !link.contains("/stop"));
    found.unwrap().clone()
}

/// Every row that a subscription is made of.
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
    let draft = EvidenceDraft {
        title: title.to_owned(),
        kind: EvidenceKind::Document,
        link: Some("https://example.org/proof".to_owned()),
        language: None,
        source: None,
        licence: None,
        description: None,
        dated_on: None,
    };
    let permit = Permit::<AddEvidence>::system(sample.city.id);
    let about = About::Milestone(sample.milestone.id);
    evidence::add(&app.app.db, &permit, None, about, draft, None)
        .await
        .unwrap();
}

/// Follows the plan daily at ten, through the pages; gives the subscription's address.
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
async fn a_resident_subscribes_confirms_gets_a_digest_and_stops_in_one_click() {
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
    // Looking confirms nothing, and nothing is sent before she does.
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
    assert_eq!(mails.len(), 2, "what was before is not told");
    let digest = parsed(&mails[1]);
    assert_eq!(digest.subject(), Some("New evidence: “Water results”."));
    assert_eq!(
        digest.to().unwrap().first().unwrap().address(),
        Some("Resident@example.org")
    );
    // The address that the mail's header gives, by a mail program.
    let raw = digest.header_raw("List-Unsubscribe").unwrap().trim();
    let stop = raw
        .strip_prefix("<http://localhost:8080")
        .unwrap()
        .strip_suffix('>')
        .unwrap();
    let before = state(&app).await;
    app.get(stop).await.is(200);
    assert_eq!(state(&app).await, before, "a page that is looked at stops nothing");
    let stopped = one_click(&app, stop).await.is(200);
    assert_eq!((stopped.header("location"), stopped.header("set-cookie")), ("", ""));
    let after = state(&app).await;
    assert!(
        !after.join(" ").contains("example.org"),
        "her address is gone: {after:?}"
    );
    one_click(&app, stop).await.is(200);
    assert_eq!(state(&app).await, after);
    proof(&app, &sample, "After").await;
    at(&app, datetime!(2026-11-26 07:00 UTC)).await;
    assert_eq!(app.mailer.kept().len(), 2);
    app.get(&address).await.is(410);
    // She may come back, by a new confirmation alone.
    post(&app, &address, &[]).await.is(409);
    follow(&app, "resident@example.org").await;
    assert_eq!(app.count("subscription").await, 1);
}

#[tokio::test]
async fn nobody_is_told_whether_an_address_is_known() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    follow(&app, "known@example.org").await;
    let ask = async |email: &str| {
        let answer = post(&app, SUBSCRIBE, &[("email", email), ("frequency", "weekly")]).await;
        (answer.status, answer.header("location").to_owned(), answer.body)
    };
    let api = async |email: &str| {
        let answer = Person::nobody(&app)
            .send(Method::POST, API, Some(json!({ "email": email })), &[])
            .await;
        (answer.status.as_u16(), answer.body)
    };
    let (unknown, known) = (ask("new@example.org").await, ask("known@example.org").await);
    assert_eq!(unknown, known);
    assert_eq!(api("newer@example.org").await, api("known@example.org").await);
    // Days later she hears that she follows already, and what she chose stands.
    app.app.clock().advance(Duration::days(2));
    let before = state(&app).await;
    assert_eq!(ask("known@example.org").await, known);
    assert_eq!(state(&app).await, before);
    app.run_jobs().await;
    let mails = app.mailer.kept();
    let last = parsed(mails.last().unwrap());
    assert_eq!(last.subject(), Some("You already get email about the plan of Elbasan"));
}

#[tokio::test]
async fn a_mailbox_is_not_flooded_by_those_who_ask_in_its_name() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let permit = Permit::public(sample.city.id);
    let wish = besa_domain::subscriptions::Wish::usual("en");
    let mut first_day = 0;
    for n in 0..300 {
        let email = if n % 2 == 0 {
            "victim@example.org"
        } else {
            " Victim@EXAMPLE.org "
        };
        besa_domain::subscriptions::subscribe(&app.app.db, &permit, None, &sample.city, email, &wish)
            .await
            .unwrap();
        app.app.clock().advance(Duration::minutes(6));
        app.run_jobs().await;
        if n == 200 {
            first_day = app.mailer.kept().len();
        }
    }
    assert_eq!(first_day, 1);
    assert_eq!(app.mailer.kept().len(), 2, "one a day, in thirty hours");
    // And the pages count tries.
    let mut refused = 0;
    for n in 0..80 {
        let email = format!("victim{n}@example.org");
        refused += usize::from(post(&app, SUBSCRIBE, &[("email", &email)]).await.status == 429);
    }
    assert!(refused >= 20, "{refused}");
}

#[tokio::test]
async fn what_scanners_of_mail_do_changes_nothing() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    follow(&app, "resident@example.org").await;
    let chosen = [
        ("email", "chooser@example.org"),
        ("frequency", "daily"),
        ("hour", "10"),
        ("scope", "chosen"),
        ("commitments", &sample.commitment.id.to_string()),
    ];
    post(&app, SUBSCRIBE, &chosen).await.is(303);
    app.run_jobs().await;
    let mails = app.mailer.kept();
    post(&app, &opening(mails.last().unwrap()), &[]).await.is(303);
    post(&app, SUBSCRIBE, &[("email", "waiting@example.org")]).await.is(303);
    proof(&app, &sample, "Proof").await;
    at(&app, datetime!(2026-11-24 09:00 UTC)).await;
    let mails = app.mailer.kept();
    assert_eq!(mails.len(), 5, "three to confirm, two digests");
    let before = state(&app).await;
    let mut seen = 0;
    for link in mails.iter().flat_map(|mail| links(mail)) {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            let answer = send(&app, method, &link, &[], &[]).await;
            assert!(!answer.status.is_server_error(), "{link}");
        }
        let answer = app.get(&link).await;
        assert!(
            answer.status.is_success() || answer.status.is_redirection(),
            "{link}: {}",
            answer.status
        );
        seen += 1;
    }
    assert!(seen > 12, "{seen}");
    assert_eq!(state(&app).await, before);
    // A form elsewhere reaches nothing but the one address that a mail's secret opens.
    let address = opening(&mails[0]);
    let foreign = [("origin", "https://evil.example")];
    send(&app, Method::POST, &address, &foreign, &[]).await.is(403);
    send(&app, Method::POST, SUBSCRIBE, &foreign, &[("email", "x@example.org")])
        .await
        .is(403);
    assert_eq!(state(&app).await, before);
    // One commitment is left by its own address; with the last one the mail stops.
    let leave = mails
        .iter()
        .flat_map(|mail| links(mail))
        .find(|link| link.contains("?commitment="));
    let leave = leave.unwrap();
    one_click(&app, &leave).await.is(200);
    assert!(!state(&app).await.join(" ").contains("chooser@example.org"));
}

#[tokio::test]
async fn a_secret_of_one_city_opens_nothing_in_another() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    app.sample("tirana").await;
    let address = follow(&app, "resident@example.org").await;
    let secret = address.rsplit('/').next().unwrap();
    let before = state(&app).await;
    for tail in ["", "/stop"] {
        let there = format!("/tirana/en/subscribe/{secret}{tail}");
        let nowhere = format!("/tirana/en/subscribe/nothing{tail}");
        app.get(&there).await.is(404);
        for path in [&there, &nowhere] {
            one_click(&app, path).await;
            post(&app, path, &[]).await.is(404);
        }
    }
    let nobody = Person::nobody(&app);
    let (there, random) = (
        nobody
            .send(
                Method::GET,
                &format!("/api/v1/tenants/tirana/subscriptions/{secret}"),
                None,
                &[],
            )
            .await,
        nobody
            .send(Method::GET, "/api/v1/tenants/tirana/subscriptions/nothing", None, &[])
            .await,
    );
    there.problem(404);
    random.problem(404);
    assert_eq!(state(&app).await, before);
}

#[tokio::test]
async fn she_changes_what_she_gets_without_signing_in() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let address = follow(&app, "resident@example.org").await;
    let page = app.get(&address).await.is(200).text();
    assert!(page.contains("name=\"version\" value=\"2\""));
    let id = sample.commitment.id.to_string();
    let mut form = vec![
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
    // What was read before is stale.
    post(&app, &address, &form).await.is(409);
}

#[tokio::test]
async fn programs_do_the_same_through_the_api() {
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
    // The Tuesday after, at seven in Tirana.
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
async fn many_clicks_at_once_are_one() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    post(&app, SUBSCRIBE, &[("email", "resident@example.org")])
        .await
        .is(303);
    app.run_jobs().await;
    let address = opening(&app.mailer.kept()[0]);
    for path in [address.clone(), format!("{address}/stop")] {
        let clicks = (0..10).map(|_| post(&app, &path, &[]));
        for answer in futures_util::future::join_all(clicks).await {
            assert!(answer.status.as_u16() < 400, "{}", answer.status);
        }
    }
    let row = &app.rows("SELECT version FROM subscription").await[0];
    assert_eq!(
        row.try_get::<i32>("", "version").unwrap(),
        3,
        "asked, confirmed, stopped"
    );
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

/// A page as somebody sees it who is signed in.
async fn as_person(app: &TestApp, session: &Session, method: Method, path: &str) -> Answer {
    let cookie = format!("besa_session={}", session.secret);
    let headers = [OURS, ("cookie", cookie.as_str())];
    send(app, method, path, &headers, &[("csrf", &session.csrf)]).await
}

#[tokio::test]
async fn operators_see_that_mail_does_not_go_out_and_have_it_tried_again() {
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
    // The mail server is dead.
    post(&app, SUBSCRIBE, &[("email", "resident@example.org")])
        .await
        .is(303);
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
    // It is back.
    let waiting = app
        .rows("SELECT kind FROM job WHERE last_error IS NOT NULL")
        .await
        .len();
    assert_eq!(waiting, 2, "the resident's mail, and a reminder for the coordinator");
    as_person(&app, &coordinator, Method::POST, "/operator/jobs")
        .await
        .is(403);
    as_person(&app, &operator, Method::POST, "/operator/jobs").await.is(303);
    app.run_jobs().await;
    assert_eq!(app.mailer.kept().len(), waiting);
    let page = as_person(&app, &operator, Method::GET, "/operator/jobs")
        .await
        .is(200)
        .text();
    assert!(page.contains("Nothing failed.") && !page.contains("Mail is not going out"));
}

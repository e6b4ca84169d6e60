//! Reviewers across cities: which cities they see, what cities learn about their visits, notes, questions;
//! and lists of all cities.

mod costs;
mod lists;

use besa_domain::access::{CreateTenant, Permit, Role, StaffRole};
use besa_domain::{Error, TenantId, people};
use besa_tests::{Answer, Person, TestApp};
use mail_parser::MessageParser;
use poem::Request;
use poem::http::{Method, header};
use serde_json::{Value, json};
use time::Duration;

const NOTES: &str = "/api/v1/tenants/elbasan/review/notes";
const QUERIES: &str = "/api/v1/tenants/elbasan/review/queries";

/// Requests a page as a browser does.
pub(crate) async fn page(app: &TestApp, person: &Person<'_>, path: &str) -> Answer {
    let link = people::link(&app.app.db, person.account.id).await.unwrap();
    let session = people::sign_in_by_link(&app.app.db, &link).await.unwrap();
    let request = Request::builder()
        .uri_str(path)
        .header(header::COOKIE, format!("besa_session={}", session.secret));
    Answer::to(app, request.finish(), None).await
}

/// Lists the mails with questions and answers, without reminders: recipient and mail.
fn letters(app: &TestApp) -> Vec<(String, Vec<u8>)> {
    let to = |bytes: Vec<u8>| {
        let mail = MessageParser::default().parse(&bytes).unwrap();
        let subject = mail.subject().unwrap();
        let ours = subject.starts_with("OGP asks") || subject.ends_with("answered your question");
        let to = mail.to().unwrap().first().unwrap().address().unwrap().to_owned();
        ours.then(|| (to, bytes.clone()))
    };
    app.mailer.kept().into_iter().filter_map(to).collect()
}

fn slugs(answer: &Answer) -> Vec<String> {
    let json = answer.json();
    let items = json["items"].as_array().unwrap();
    items
        .iter()
        .map(|city| city["slug"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_limited_reviewer_sees_only_their_cities() {
    let app = TestApp::new().await;
    let (elbasan, tirana) = (app.sample("elbasan").await.city, app.sample("tirana").await.city);
    app.run_jobs().await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    assert_eq!(
        slugs(&reviewer.get("/api/v1/review/cities").await.is(200)),
        ["elbasan", "tirana"]
    );
    reviewer.get(NOTES).await.is(200);

    app.reach(&reviewer, &[&tirana]).await;
    for list in ["cities", "compare"] {
        let answer = reviewer.get(&format!("/api/v1/review/{list}")).await.is(200);
        assert_eq!(slugs(&answer), ["tirana"], "{list}");
    }
    let chosen = reviewer.get("/api/v1/review/compare?cities=elbasan").await;
    assert!(slugs(&chosen).is_empty(), "the filter does not give access to a city");
    let refused = reviewer.get(NOTES).await;
    let nowhere = reviewer.get("/api/v1/tenants/nowhere/review/notes").await;
    assert_eq!((refused.problem(404)["title"].clone()), nowhere.problem(404)["title"]);
    page(&app, &reviewer, "/review/cities/elbasan").await.is(404);
    page(&app, &reviewer, "/review/cities/tirana").await.is(200);

    // An empty list of cities is refused, because a missing list means all cities.
    let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    let emptied = people::set_reach(&app.app.db, &permit, &reviewer.account, Some(&[])).await;
    assert!(matches!(emptied, Err(Error::Invalid(_))));
    reviewer.get(NOTES).await.problem(404);
    app.reach(&reviewer, &[&elbasan, &tirana]).await;
    reviewer.get(NOTES).await.is(200);
    people::set_reach(&app.app.db, &permit, &reviewer.account, None)
        .await
        .unwrap();
    reviewer.get(NOTES).await.is(200);
}

/// Counts the entries of the city's log about visits of OGP's reviewers.
async fn reads(person: &Person<'_>) -> usize {
    let log = person.get("/api/v1/tenants/elbasan/log?limit=200").await.is(200).json();
    let entries = log["items"].as_array().unwrap();
    entries.iter().filter(|entry| entry["action"] == "review.read").count()
}

#[tokio::test]
async fn opening_a_city_writes_one_log_entry_per_reviewer_and_day() {
    let app = TestApp::new().await;
    let city = app.sample("elbasan").await.city;
    app.sample("tirana").await;
    app.run_jobs().await;
    let coordinator = app.person("coordinator", &city, Role::Coordinator).await;
    let viewer = app.person("viewer", &city, Role::Viewer).await;
    let (one, two) = (
        app.staff("one", StaffRole::Reviewer).await,
        app.staff("two", StaffRole::Reviewer).await,
    );
    for path in ["/api/v1/review/cities", "/api/v1/review/compare"] {
        one.get(path).await.is(200);
    }
    page(&app, &one, "/review/compare").await.is(200);
    assert_eq!(reads(&viewer).await, 0, "lists read only figures, no city's records");

    let made = one.post(NOTES, json!({ "text": "A note." })).await.is(201).json();
    let note = format!("{NOTES}/{}", made["id"].as_str().unwrap());
    for path in [NOTES, QUERIES, &note] {
        one.get(path).await.is(200);
    }
    page(&app, &one, "/review/cities/elbasan").await.is(200);
    assert_eq!(reads(&viewer).await, 1);
    two.get(QUERIES).await.is(200);
    assert_eq!(reads(&viewer).await, 2);
    two.get(&note).await.is(200);
    two.send(
        Method::PATCH,
        &note,
        Some(json!({ "text": "Another's." })),
        &[("if-match", "\"1\"")],
    )
    .await
    .problem(403);
    coordinator.get(QUERIES).await.is(200);
    assert_eq!(reads(&viewer).await, 2, "the city's own visits are not logged");

    // 23:59 is still the same day in the city, whatever the day is in UTC.
    app.app.clock().advance(Duration::hours(14) + Duration::minutes(59));
    one.get(NOTES).await.is(200);
    assert_eq!(reads(&viewer).await, 2);
    app.app.clock().advance(Duration::minutes(1));
    one.get(NOTES).await.is(200);
    one.get(NOTES).await.is(200);
    assert_eq!(reads(&viewer).await, 3);

    let public: Value = app.get("/api/v1/tenants/elbasan/log?limit=200").await.json();
    assert!(!public.to_string().contains("review."), "not in the public log");
    let queries_page = page(&app, &coordinator, "/elbasan/en/w/queries").await.is(200).text();
    assert_eq!(queries_page.matches("OGP staff read the record of Elbasan.").count(), 3);
}

#[tokio::test]
async fn a_question_and_its_answer_are_sent_by_mail() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.run_jobs().await;
    let ana = app.person("ana", &sample.city, Role::Coordinator).await;
    app.person("ben", &sample.city, Role::Coordinator).await;
    app.person("vera", &sample.city, Role::Viewer).await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let question = json!({
        "commitment": sample.commitment.id.to_string(),
        "question": "Two villages are missing.\nWhen will they be there?",
        "due_on": "2026-12-07",
    });
    let key = [("idempotency-key", "once")];
    let asked = reviewer
        .send(Method::POST, QUERIES, Some(question.clone()), &key)
        .await
        .is(201);
    let again = reviewer.send(Method::POST, QUERIES, Some(question), &key).await.is(201);
    assert_eq!(asked.json()["id"], again.json()["id"]);
    app.run_jobs().await;
    app.run_jobs().await;

    let mails = letters(&app);
    let mut to: Vec<_> = mails.iter().map(|(to, _)| to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(
        to,
        ["ana@example.org", "ben@example.org"],
        "one mail for each coordinator"
    );
    let id = asked.json()["id"].as_str().unwrap().to_owned();
    for (_, mail) in &mails {
        let mail = MessageParser::default().parse(mail).unwrap();
        let (text, html) = (mail.body_text(0).unwrap(), mail.body_html(0).unwrap());
        for body in [&text, &html] {
            assert!(body.contains("Two villages are missing."), "{body}");
            assert!(body.contains("7 Dec 2026"), "{body}");
            assert!(body.contains(&format!("/elbasan/en/w/queries/{id}")), "{body}");
            assert!(body.contains("Drinking-water results"), "{body}");
            assert!(!body.contains("reviewer@example.org"), "{body}");
        }
    }
    let week = page(&app, &ana, "/elbasan/en/w/").await.is(200).text();
    assert!(week.contains("A question from OGP waits for an answer."));

    let address = format!("{QUERIES}/{id}/answer");
    ana.post(&address, json!({ "version": 1, "answer": " " }))
        .await
        .problem(422);
    ana.post(&address, json!({ "version": 7, "answer": "On Friday." }))
        .await
        .problem(409);
    let answer = json!({ "version": 1, "answer": "The laboratory sends them on Friday." });
    let once = [("idempotency-key", "answer")];
    for _ in 0..2 {
        let answered = ana
            .send(Method::POST, &address, Some(answer.clone()), &once)
            .await
            .is(200);
        assert_eq!(answered.json()["state"], "answered");
    }
    ana.post(&address, json!({ "version": 2, "answer": "No, on Monday." }))
        .await
        .problem(409);
    app.run_jobs().await;
    let mails = letters(&app);
    assert_eq!(mails.len(), 3);
    let (to, mail) = &mails[2];
    assert_eq!(to, "reviewer@example.org");
    let mail = MessageParser::default().parse(mail).unwrap();
    let text = mail.body_text(0).unwrap();
    assert!(text.contains("The laboratory sends them on Friday."), "{text}");
    assert!(text.contains("/review/cities/elbasan"), "{text}");
    let record = page(&app, &reviewer, "/review/cities/elbasan").await.is(200).text();
    assert!(record.contains("The laboratory sends them on Friday."));
    let week = page(&app, &ana, "/elbasan/en/w/").await.is(200).text();
    assert!(!week.contains("waits for an answer"));
}

#[tokio::test]
async fn an_answered_question_is_not_mailed_to_others() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.run_jobs().await;
    let ana = app.person("ana", &sample.city, Role::Coordinator).await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let refused = [
        json!({ "question": "" }),
        json!({ "question": "x", "due_on": "2026-11-22" }),
        json!({ "question": "x".repeat(4_001) }),
        json!({ "question": "x", "commitment": "01900000-0000-7000-8000-ffffffffffff" }),
    ];
    for body in refused {
        reviewer.post(QUERIES, body).await.problem(422);
    }
    let asked = reviewer
        .post(QUERIES, json!({ "question": "When?" }))
        .await
        .is(201)
        .json();
    let address = format!("{QUERIES}/{}/answer", asked["id"].as_str().unwrap());
    ana.post(&address, json!({ "version": 1, "answer": "Now." }))
        .await
        .is(200);
    app.run_jobs().await;
    let mails = letters(&app);
    assert_eq!(
        mails.len(),
        1,
        "only the answer: the mail with the question is obsolete"
    );
}

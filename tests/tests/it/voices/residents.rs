//! Residents without an account: nothing is shown before they confirm, and nothing reveals whether an e-mail
//! address is known.

use super::{CITY, PAGE, comment, confirm, draft, ids, letters, link, log_holds, post, set_rules, submit};
use besa_domain::Error;
use besa_domain::access::{Caller, Role, Speak};
use besa_domain::voices::{self, About, Rules};
use besa_tests::TestApp;
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr};
use time::Duration;

const WORDS: &str = "Post the results at the *village shop*, too.";

#[tokio::test]
async fn a_resident_comments_and_the_response_is_public() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let form = app
        .get(&format!("{CITY}/comments/new/c-{}", sample.commitment.id))
        .await
        .is(200)
        .text();
    assert!(form.contains("Email address") && form.contains("Drinking-water results"));

    let sent = comment(&app, sample.commitment.id, "n-1", "Ana@Example.org", WORDS)
        .await
        .is(303);
    assert_eq!(sent.header("location"), "/elbasan/en/voices/check-mail");
    let check = app.get(sent.header("location")).await.is(200).text();
    assert!(!check.to_lowercase().contains("ana@example.org"));
    let hidden_from = [
        PAGE,
        "/elbasan/en/voices",
        "/api/v1/tenants/elbasan/comments",
        "/elbasan/en/log",
    ];
    for path in hidden_from {
        assert!(!app.get(path).await.is(200).text().contains("village shop"), "{path}");
    }

    let mails = letters(&app).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "Ana@Example.org");
    for theirs in ["village shop", "Ana K."] {
        assert!(
            !mails[0].text.contains(theirs),
            "the mail contains no text of the unconfirmed comment"
        );
    }
    let path = link(&mails[0]);
    // Opening a link changes nothing, because mail scanners open every link.
    for _ in 0..3 {
        let page = app.get(&path).await.is(200).text();
        assert!(page.contains("Did you write this?") && page.contains("village shop"));
    }
    assert_eq!(app.get("/api/v1/tenants/elbasan/comments").await.json()["total"], 0);

    confirm(&app).await;
    let page = app.get(&path).await.is(200).text();
    assert!(page.contains("Thank you, we have it"), "{page}");
    let id = ids_of(&app).await;
    // Confirming twice has one effect.
    post(&app, &path, &[("seen", &id), ("voice", &id)]).await.is(303);
    assert_eq!(app.count("voice").await, 1);
    let page = app.get(PAGE).await.is(200).text();
    assert!(
        page.contains("<em>village shop</em>") && page.contains("Ana K."),
        "{page}"
    );
    assert!(page.contains("Answer due 7 Dec 2026"), "ten working days: {page}");
    assert!(
        !page.to_lowercase().contains("example.org"),
        "the e-mail address is shown nowhere"
    );

    let mails = letters(&app).await;
    assert_eq!(mails.len(), 2, "one receipt");
    assert!(mails[1].text.contains("by 7 Dec 2026"), "{}", mails[1].text);

    let answer = json!({ "outcome": "accepted", "reason": "You are right.", "changed": "A notice at each shop." });
    let path = format!("/api/v1/tenants/elbasan/comments/{id}/response");
    coordinator.post(&path, answer).await.is(201);
    let mails = letters(&app).await;
    assert_eq!(mails.len(), 3);
    assert!(mails[2].subject.contains("Accepted") && mails[2].text.contains("A notice at each shop."));
    let page = app.get(PAGE).await.is(200).text();
    assert!(page.contains("You are right.") && page.contains("What changed: A notice at each shop."));
    let list = app.get("/elbasan/en/voices").await.is(200).text();
    assert!(
        list.contains("Nothing waits for an answer") && list.contains("100%"),
        "{list}"
    );
    log_holds(&app, &sample).await;
}

/// Returns the only comment or proposal in the database.
async fn ids_of(app: &TestApp) -> String {
    let list = app.get("/api/v1/tenants/elbasan/comments").await.is(200).json();
    list["items"][0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn responses_reveal_no_known_address_and_no_mailbox_is_flooded() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.person("known", &sample.city, Role::Viewer).await;
    let mut answers = Vec::new();
    for (nonce, email) in [
        ("a", "known@example.org"),
        ("b", "unknown@example.org"),
        ("c", "unknown@example.org"),
    ] {
        let answer = comment(&app, sample.commitment.id, nonce, email, WORDS).await.is(303);
        answers.push((answer.header("location").to_owned(), answer.body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    let new =
        json!({ "commitment": sample.commitment.id, "body": WORDS, "name": "Ana K.", "email": "unknown@example.org" });
    for _ in 0..4 {
        let answer = api(&app, "comments", new.clone()).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (202, 0));
    }
    let mails = letters(&app).await;
    assert_eq!(mails.len(), 2, "at most one a day to each address");
    // One link confirms everything that was written with the address.
    let path = link(mails.iter().find(|mail| mail.to == "unknown@example.org").unwrap());
    let page = app.get(&path).await.is(200).text();
    let all = ids(&page);
    assert!(all.len() >= 2, "{}", all.len());
    // The resident wrote only the first comment.
    let mut fields: Vec<(&str, &str)> = all.iter().map(|id| ("seen", id.as_str())).collect();
    fields.push(("voice", &all[0]));
    post(&app, &path, &fields).await.is(303);
    let list = app.get("/api/v1/tenants/elbasan/comments").await.json();
    assert_eq!(list["total"], 1);
    assert_eq!(list["items"][0]["id"], all[0].as_str());
}

async fn api(app: &TestApp, list: &str, body: serde_json::Value) -> besa_tests::Answer {
    let request = poem::Request::builder()
        .method(poem::http::Method::POST)
        .uri_str(format!("/api/v1/tenants/elbasan/{list}"))
        .content_type("application/json");
    let request = request.body(poem::Body::from_json(body).unwrap());
    besa_tests::Answer::to(app, request, None).await
}

#[tokio::test]
async fn an_unconfirmed_comment_is_never_shown_and_is_deleted() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    comment(&app, sample.commitment.id, "n-1", "ana@example.org", WORDS)
        .await
        .is(303);
    let path = link(&letters(&app).await[0]);
    app.app.clock().advance(Duration::days(4));
    app.get(&path).await.is(409);
    let page = post(&app, &path, &[("voice", "01900000-0000-7000-8000-ffffffffffff")]).await;
    page.is(409);
    assert_eq!(
        besa_domain::voices::sweep(&app.app.db, &besa_domain::access::Permit::system(sample.city.id))
            .await
            .unwrap(),
        1
    );
    assert_eq!((app.count("voice").await, app.count("author").await), (0, 0));
    // An unknown link gets the same response as a used one.
    app.get(&format!("{CITY}/voices/confirm/nothing")).await.is(409);
}

#[tokio::test]
async fn comments_of_spam_bots_are_silently_discarded() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let path = format!("{CITY}/comments/new/c-{}", sample.commitment.id);
    let fields = [
        ("nonce", "n"),
        ("body", "Buy this"),
        ("name", "Bot"),
        ("email", "bot@example.org"),
        ("website", "https://spam.example"),
    ];
    let answer = post(&app, &path, &fields).await.is(303);
    assert_eq!(answer.header("location"), "/elbasan/en/voices/check-mail");
    assert_eq!(app.count("voice").await, 0);
    let many = "https://a.example https://b.example https://c.example www.d.example";
    let page = comment(&app, sample.commitment.id, "m", "ana@example.org", many)
        .await
        .is(422)
        .text();
    assert!(page.contains("more than 3 links"), "{page}");
    assert!(page.contains("a.example"), "the text stays in the form");
}

#[tokio::test]
async fn a_form_submitted_many_times_creates_one_comment() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let all = (0..10).map(|_| comment(&app, sample.commitment.id, "same", "ana@example.org", WORDS));
    for answer in futures_util::future::join_all(all).await {
        answer.is(303);
    }
    assert_eq!(app.count("voice").await, 1);
    assert_eq!(letters(&app).await.len(), 1);
}

#[tokio::test]
async fn a_school_class_behind_one_address_takes_part_at_once() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    for pupil in 0..40 {
        let email = format!("p{pupil}@example.org");
        comment(&app, sample.commitment.id, &format!("c-{pupil}"), &email, WORDS)
            .await
            .is(303);
        let nonce = format!("p-{pupil}");
        let fields = [
            ("nonce", &*nonce),
            ("title", "Benches"),
            ("body", WORDS),
            ("email", &*email),
            ("name", "Ana K."),
        ];
        post(&app, &format!("{CITY}/proposals/new"), &fields).await.is(303);
    }
    assert_eq!(app.count("voice").await, 80);
}

#[tokio::test]
async fn a_flood_from_one_address_is_stopped_in_its_city_alone() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.sample("korca").await;
    let address = Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)));
    let speaks = async |city: &str, from| {
        let gate = &app.app.gate;
        let (_, permit) = gate.permit::<Speak>(&app.app.db, Caller::Nobody, city).await.unwrap();
        voices::count(&app.app, &permit, None, from, None).await
    };
    for _ in 0..300 {
        assert!(speaks("elbasan", address).await.unwrap());
    }
    assert!(matches!(speaks("elbasan", address).await, Err(Error::TooMany(12))));
    let refused = comment(&app, sample.commitment.id, "n", "ana@example.org", WORDS)
        .await
        .is(429);
    assert_eq!(refused.header("retry-after"), "12");
    assert!(refused.text().contains("Try again at"));
    assert!(speaks("korca", address).await.unwrap());
    assert!(speaks("elbasan", Some(IpAddr::V4(Ipv4Addr::LOCALHOST))).await.unwrap());
}

#[tokio::test]
async fn an_account_has_ten_at_once_in_each_city() {
    let app = TestApp::new().await;
    app.sample("elbasan").await;
    app.sample("korca").await;
    let person = app.stranger("ana").await;
    let speaks = async |city: &str| {
        let caller = Caller::Person(person.account.id);
        let (_, permit) = app.app.gate.permit::<Speak>(&app.app.db, caller, city).await.unwrap();
        voices::count(&app.app, &permit, None, None, None).await
    };
    for _ in 0..10 {
        assert!(speaks("elbasan").await.unwrap());
    }
    assert!(matches!(speaks("elbasan").await, Err(Error::TooMany(180))));
    assert!(speaks("korca").await.unwrap());
}

#[tokio::test]
async fn with_moderation_comments_are_shown_only_after_approval_except_of_members() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let stranger = app.stranger("stranger").await;
    set_rules(
        &app,
        &sample,
        Rules {
            pre_moderation: true,
            ..Rules::default()
        },
    )
    .await;
    comment(&app, sample.commitment.id, "n-1", "ana@example.org", WORDS)
        .await
        .is(303);
    confirm(&app).await;
    let new = |words: &str| json!({ "commitment": sample.commitment.id, "body": words });
    stranger
        .post("/api/v1/tenants/elbasan/comments", new("From outside"))
        .await
        .is(202);
    coordinator
        .post("/api/v1/tenants/elbasan/comments", new("From inside"))
        .await
        .is(201);
    let page = app.get(PAGE).await.is(200).text();
    assert!(page.contains("From inside") && !page.contains("village shop") && !page.contains("From outside"));
    assert!(
        letters(&app)
            .await
            .iter()
            .any(|mail| mail.text.contains("after the municipality has looked at it"))
    );

    let held = coordinator
        .get("/api/v1/tenants/elbasan/comments?shelf=held")
        .await
        .is(200)
        .json();
    assert_eq!(held["total"], 2);
    app.get("/api/v1/tenants/elbasan/comments?shelf=held")
        .await
        .problem(401);
    let one = &held["items"][0];
    let path = format!("/api/v1/tenants/elbasan/comments/{}", one["id"].as_str().unwrap());
    // It cannot be answered before it is published.
    let answer = json!({ "outcome": "accepted" });
    coordinator.post(&format!("{path}/response"), answer).await.problem(409);
    coordinator
        .post(&format!("{path}/publish"), json!({ "version": 9 }))
        .await
        .problem(409);
    let shown = coordinator
        .post(&format!("{path}/publish"), json!({ "version": one["version"] }))
        .await
        .is(200);
    assert_eq!(shown.json()["state"], "published");
    assert!(app.get(PAGE).await.text().contains("village shop"));
    // The time in moderation did not extend the deadline.
    assert_eq!(shown.json()["due_on"], "2026-12-07");
}

#[tokio::test]
async fn a_hidden_comment_shows_the_rule_that_it_broke() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let viewer = app.person("viewer", &sample.city, Role::Viewer).await;
    let stranger = app.stranger("ana").await;
    let voice = submit(
        &app,
        &stranger,
        draft(About::Commitment(sample.commitment.id), "My cousin is ill."),
    )
    .await;
    let path = format!("/api/v1/tenants/elbasan/comments/{}", voice.id);
    let hiding = json!({ "version": 2, "rule": "personal_data", "words": "It told of somebody's health." });
    viewer.post(&format!("{path}/hide"), hiding.clone()).await.problem(403);
    coordinator
        .post(&format!("{path}/hide"), json!({ "version": 2, "rule": "spam" }))
        .await
        .problem(422);
    coordinator.post(&format!("{path}/hide"), hiding).await.is(200);
    for page in [PAGE.to_owned(), format!("{CITY}/voices/{}", voice.id), path.clone()] {
        let text = app.get(&page).await.is(200).text();
        assert!(!text.contains("cousin") && !text.contains("Ana K."), "{page}");
        assert!(text.contains("health"), "{page}: the reason is public");
    }
    let entries = app.rows("SELECT body, action FROM event").await;
    let bodies: Vec<String> = entries.iter().map(|row| row.try_get("", "body").unwrap()).collect();
    assert!(
        bodies
            .iter()
            .all(|body| !body.contains("cousin") && !body.contains("Ana"))
    );
    assert!(bodies.iter().any(|body| body.contains("personal_data")));
    assert!(
        app.get("/elbasan/en/log")
            .await
            .text()
            .contains("was hidden by moderation")
    );

    // Erasing the author keeps the comment and a valid log.
    app.sql("UPDATE author SET name = NULL, email = NULL, email_key = NULL, account_id = NULL, salt = ''")
        .await;
    coordinator
        .post(&format!("{path}/publish"), json!({ "version": 3 }))
        .await
        .is(200);
    assert!(app.get(PAGE).await.text().contains("Name removed"));
    log_holds(&app, &sample).await;
}

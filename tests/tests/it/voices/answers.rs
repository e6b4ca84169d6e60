//! Responses of the city: deadlines, public text, and one response to many comments.

use super::{CITY, PAGE, draft, letters, log_holds, submit};
use crate::review::page;
use besa_domain::access::{EditCommitment, Permit, Role};
use besa_domain::commitments;
use besa_domain::voices::{About, VoiceKind};
use besa_tests::TestApp;
use poem::http::Method;
use serde_json::{Value, json};
use time::Duration;

const HOLIDAYS: &str = "/api/v1/tenants/elbasan/holidays";

#[tokio::test]
async fn the_response_deadline_skips_weekends_and_holidays_and_lateness_is_shown() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let stranger = app.stranger("ana").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let mut holidays = Vec::new();
    for (day, name) in [
        ("2026-11-30", "Liberation Day"),
        ("2026-12-01", ""),
        ("2026-12-14", "Youth Day"),
    ] {
        let made = coordinator
            .post(HOLIDAYS, json!({ "day": day, "name": name }))
            .await
            .is(201);
        assert_eq!(
            coordinator.get(made.header("location")).await.is(200).json(),
            made.json()
        );
        holidays.push(made.json()["id"].as_str().unwrap().to_owned());
    }
    let voice = submit(&app, &stranger, draft(About::Commitment(sample.commitment.id), "When?")).await;
    // From Monday 23 November: ten working days, two holidays and two weekends.
    assert_eq!(voice.due_on.unwrap().to_string(), "2026-12-09");
    app.app.clock().advance(Duration::days(16));
    let list = app.get(&format!("{CITY}/voices")).await.is(200).text();
    assert!(list.contains("Answer due 9 Dec 2026"), "not late on the day itself");
    app.app.clock().advance(Duration::days(1));
    let list = app.get(&format!("{CITY}/voices")).await.is(200).text();
    assert!(list.contains("1 day late, due 9 Dec 2026"), "{list}");
    let overdue = app.get("/api/v1/tenants/elbasan/comments?shelf=overdue").await.json();
    assert_eq!(
        (overdue["total"].clone(), overdue["items"][0]["overdue"].clone()),
        (json!(1), json!(true))
    );
    // A removed holiday counts as a working day at once; announced deadlines do not change.
    let about = || About::Commitment(sample.commitment.id);
    let over = submit(&app, &stranger, draft(about(), "And then?")).await;
    assert_eq!(over.due_on.unwrap().to_string(), "2026-12-25");
    let youth_day = format!("{HOLIDAYS}/{}", holidays[2]);
    coordinator.send(Method::DELETE, &youth_day, None, &[]).await.is(204);
    coordinator
        .send(Method::DELETE, &youth_day, None, &[])
        .await
        .problem(404);
    let next = submit(&app, &stranger, draft(about(), "And later?")).await;
    assert_eq!(next.due_on.unwrap().to_string(), "2026-12-24");
    let kept = app
        .get(&format!("/api/v1/tenants/elbasan/comments/{}", voice.id))
        .await
        .json();
    assert_eq!(kept["due_on"], "2026-12-09");
}

#[tokio::test]
async fn holidays_are_edited_one_by_one_and_listed_by_year() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let day = |day: &str| json!({ "day": day, "name": "<b>Flag</b> Day" });
    for wrong in [
        json!({}),
        json!({ "day": "2026-02-30" }),
        json!({ "day": "2026-11-28", "name": "x".repeat(301) }),
    ] {
        coordinator.post(HOLIDAYS, wrong).await.problem(422);
    }
    for one in ["2027-03-14", "2026-11-28", "2026-03-14"] {
        coordinator.post(HOLIDAYS, day(one)).await.is(201);
    }
    let twice = coordinator.post(HOLIDAYS, day("2026-11-28")).await.problem(422);
    assert_eq!(
        (&twice["errors"][0]["field"], &twice["errors"][0]["code"]),
        (&json!("day"), &json!("taken"))
    );
    let listed = app.get(HOLIDAYS).await.is(200).json();
    let days: Vec<_> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["day"].clone())
        .collect();
    assert_eq!(days, ["2026-03-14", "2026-11-28", "2027-03-14"]);

    let html = page(&app, &coordinator, "/elbasan/en/w/voices/holidays")
        .await
        .is(200)
        .text();
    let at = |words: &str| html.find(words).unwrap_or_else(|| panic!("{words} is not in {html}"));
    assert!(at("id=\"y2027\"") < at("id=\"y2026\""), "the current year comes first");
    assert!(at("14 March 2026") < at("28 November 2026"));
    assert!(html.contains("&#60;b&#62;Flag&#60;/b&#62; Day"), "{html}");
    for path in ["voices", "voices/rules"] {
        let html = page(&app, &coordinator, &format!("/elbasan/en/w/{path}"))
            .await
            .is(200)
            .text();
        assert!(html.contains("/elbasan/en/w/voices/holidays"), "{path} leads there");
    }
    let log = app.get("/elbasan/en/log").await.is(200).text();
    assert!(log.contains("28 Nov 2026 is a holiday"), "{log}");
}

#[tokio::test]
async fn one_response_to_many_comments_is_stored_for_each() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let mut ids = Vec::new();
    for name in ["ana", "ben", "cen"] {
        let person = app.stranger(name).await;
        let voice = submit(
            &app,
            &person,
            draft(About::Commitment(sample.commitment.id), "Weekly, please."),
        )
        .await;
        ids.push(voice.id.to_string());
    }
    let before = letters(&app).await.len();
    let path = "/api/v1/tenants/elbasan/responses";
    let answer =
        |ids: &[String]| json!({ "voices": ids, "outcome": "not_accepted", "reason": "The laboratory has no room." });
    let foreign = app.sample("tirana").await;
    let theirs = said_in(&app, &foreign).await;
    let mut with_foreign = ids.clone();
    with_foreign.push(theirs);
    coordinator.post(path, answer(&with_foreign)).await.problem(404);
    coordinator
        .post(path, json!({ "voices": ids, "outcome": "not_accepted" }))
        .await
        .problem(422);
    assert_eq!(app.count("response").await, 0, "all or none");
    let keyed = [("idempotency-key", "k-1")];
    for _ in 0..2 {
        let made = coordinator
            .send(Method::POST, path, Some(answer(&ids)), &keyed)
            .await
            .is(200)
            .json();
        assert_eq!(made["total"], 3);
    }
    assert_eq!(app.count("response").await, 3);
    let mails = letters(&app).await;
    let mut to: Vec<&str> = mails[before..].iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, ["ana@example.org", "ben@example.org", "cen@example.org"]);
    let entries = app
        .rows("SELECT 1 AS one FROM event WHERE action = 'response.add'")
        .await;
    assert_eq!(entries.len(), 3);
    // A second response replaces the first.
    let problem = coordinator.post(path, answer(&ids[..1])).await.problem(409);
    assert!(problem["type"].as_str().unwrap().ends_with("/answered"), "{problem}");
    let one = format!("/api/v1/tenants/elbasan/comments/{}/response", ids[0]);
    coordinator
        .patch(&one, json!({ "version": 7, "outcome": "accepted" }))
        .await
        .problem(409);
    let better = json!({ "version": 1, "outcome": "accepted", "reason": null, "commitment": sample.commitment.id });
    let saved = coordinator.patch(&one, better).await.is(200).json();
    assert_eq!(
        (saved["version"].clone(), saved["reason"].clone()),
        (json!(2), Value::Null)
    );
    let mails = letters(&app).await;
    assert!(
        mails.last().unwrap().subject.contains("corrected"),
        "{}",
        mails.last().unwrap().subject
    );
    log_holds(&app, &sample).await;
}

async fn said_in(app: &TestApp, sample: &besa_tests::Sample) -> String {
    let permit = Permit::<besa_domain::access::Speak>::system(sample.city.id);
    let draft = besa_domain::voices::Draft {
        name: Some("Elsewhere".to_owned()),
        ..draft(About::Commitment(sample.commitment.id), "Elsewhere")
    };
    match besa_domain::voices::submit(&app.app.db, &permit, None, draft)
        .await
        .unwrap()
    {
        besa_domain::voices::Submission::Received(received) => received.voice.id.to_string(),
        besa_domain::voices::Submission::Asked => panic!("Besa itself is not asked"),
    }
}

#[tokio::test]
async fn another_citys_records_cannot_be_commented_on() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let tirana = app.sample("tirana").await;
    let stranger = app.stranger("stranger").await;
    let path = "/api/v1/tenants/elbasan/comments";
    let random = "01900000-0000-7000-8000-ffffffffffff".to_owned();
    for (field, theirs) in [
        ("commitment", tirana.commitment.id.to_string()),
        ("milestone", tirana.milestone.id.to_string()),
        ("plan", tirana.plan.id.to_string()),
    ] {
        let foreign = stranger
            .post(path, json!({ field: theirs, "body": "Here?" }))
            .await
            .problem(404);
        let nothing = stranger
            .post(path, json!({ field: random, "body": "Here?" }))
            .await
            .problem(404);
        assert_eq!(foreign["detail"], nothing["detail"]);
        app.get(&format!("{CITY}/comments/new/{}-{theirs}", &field[..1]))
            .await
            .is(404);
    }
    let theirs = said_in(&app, &tirana).await;
    let reply = json!({ "commitment": sample.commitment.id, "parent": theirs, "body": "Here?" });
    stranger.post(path, reply).await.problem(404);
    app.get(&format!("{path}/{theirs}")).await.problem(404);
    app.get(&format!("{CITY}/voices/{theirs}")).await.is(404);
    assert_eq!(app.count("voice").await, 1);
}

#[tokio::test]
async fn a_proposal_and_its_commitment_link_to_each_other() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let stranger = app.stranger("ana").await;
    let new =
        json!({ "plan": sample.plan.id, "title": "Benches at every stop", "body": "People stand for half an hour." });
    let made = stranger
        .post("/api/v1/tenants/elbasan/proposals", new)
        .await
        .is(201)
        .json();
    assert_eq!(made["name"], "ana", "the account's name by default");
    let id = made["id"].as_str().unwrap();
    // A proposal is not found as a comment.
    app.get(&format!("/api/v1/tenants/elbasan/comments/{id}"))
        .await
        .problem(404);
    let answer = json!({ "outcome": "accepted", "commitment": sample.commitment.id });
    let path = format!("/api/v1/tenants/elbasan/proposals/{id}/response");
    coordinator.post(&path, answer).await.is(201);
    let proposal = app.get(&format!("{CITY}/proposals/{id}")).await.is(200).text();
    assert!(
        proposal.contains("This proposal became a commitment:") && proposal.contains("commitments/1-drinking-water")
    );
    let commitment = app.get(PAGE).await.is(200).text();
    assert!(commitment.contains("came from a proposal") && commitment.contains(&format!("proposals/{id}")));
    assert!(
        app.get(&format!("{CITY}/proposals"))
            .await
            .text()
            .contains("Benches at every stop")
    );
    let log = app.get(&format!("{CITY}/log")).await.text();
    assert!(!log.contains("Benches"), "the log has no text written by residents");
}

#[tokio::test]
async fn an_implementer_responds_only_to_comments_on_assigned_commitments() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let ina = app.person("ina", &sample.city, Role::Implementer).await;
    let viewer = app.person("viewer", &sample.city, Role::Viewer).await;
    let stranger = app.stranger("stranger").await;
    let other = app.commitment(&sample.plan).await;
    let permit = Permit::<EditCommitment>::system(sample.city.id);
    commitments::assign(&app.app.db, &permit, None, ina.account.id, &[sample.commitment.id])
        .await
        .unwrap();
    let assigned = submit(
        &app,
        &stranger,
        draft(About::Milestone(sample.milestone.id), "On the assigned commitment"),
    )
    .await;
    let unassigned = submit(&app, &stranger, draft(About::Commitment(other.id), "On another")).await;
    let plan = submit(&app, &stranger, draft(About::Plan(sample.plan.id), "On the plan")).await;
    let path = |id| format!("/api/v1/tenants/elbasan/comments/{id}/response");
    let answer = json!({ "outcome": "accepted" });
    viewer.post(&path(assigned.id), answer.clone()).await.problem(403);
    stranger.post(&path(assigned.id), answer.clone()).await.problem(404);
    for id in [unassigned.id, plan.id] {
        ina.post(&path(id), answer.clone()).await.problem(403);
    }
    ina.post(&path(assigned.id), answer).await.is(201);
    let batch = json!({ "voices": [plan.id], "outcome": "accepted" });
    ina.post("/api/v1/tenants/elbasan/responses", batch).await.problem(403);
    assert_eq!(assigned.kind, VoiceKind::Comment);
}

#[tokio::test]
async fn page_and_api_have_the_same_figures() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let mut ids = Vec::new();
    for name in ["ana", "ben", "cen", "dea"] {
        let person = app.stranger(name).await;
        ids.push(
            submit(&app, &person, draft(About::Commitment(sample.commitment.id), "Please."))
                .await
                .id,
        );
    }
    // A comment that does not ask for a response does not count.
    let quiet = app.stranger("quiet").await;
    let no_answer = besa_domain::voices::Draft {
        asks: false,
        ..draft(About::Commitment(sample.commitment.id), "Well done.")
    };
    submit(&app, &quiet, no_answer).await;
    let respond = |id: besa_domain::VoiceId| {
        coordinator.post(
            "/api/v1/tenants/elbasan/responses",
            json!({ "voices": [id], "outcome": "accepted" }),
        )
    };
    app.app.clock().advance(Duration::days(2));
    respond(ids[0]).await.is(200);
    app.app.clock().advance(Duration::days(2));
    respond(ids[1]).await.is(200);
    app.app.clock().advance(Duration::days(16));
    respond(ids[2]).await.is(200);
    let figures = app
        .get("/api/v1/tenants/elbasan/responses/figures")
        .await
        .is(200)
        .json();
    let expected =
        json!({ "asked": 4, "answered": 3, "in_time": 2, "waiting": 0, "overdue": 1, "rate": 75, "median_days": 4 });
    assert_eq!(figures, expected);
    let page = app.get(&format!("{CITY}/voices")).await.is(200).text();
    for (title, fact) in [
        ("Asking for an answer", "4"),
        ("Answered", "3"),
        ("Answer rate", "75%"),
        ("Answered in time", "2"),
        ("Overdue", "1"),
        ("Days to an answer, half are faster", "4"),
    ] {
        assert!(
            page.contains(&format!("<dt>{title}</dt><dd>{fact}</dd>")),
            "{title}: {page}"
        );
    }
}

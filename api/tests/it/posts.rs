//! The same request twice.
//!
//! Long because every `POST` that takes a key has its case here.

use crate::world::{PLAN, World, answer, plan, world};
use besa_domain::access::{CreateTenant, EditStakeholders, ManagePeople, Permit, Role, StaffRole};
use besa_domain::stakeholders::{self, OrganisationDraft, OrganisationKind};
use besa_domain::{TenantId, people, tenants};
use poem::http::StatusCode;
use poem::{Endpoint, Response};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// They change nothing that anybody else sees: no page is older for them.
const ASIDE: [&str; 4] = [
    "subscriptions_create",
    "assessments_create",
    "assessments_attach",
    "assessments_renew",
];

/// Whether it is the monitoring body's to do.
fn is_monitors(path: &str) -> bool {
    path.ends_with("/verdict")
        || path.ends_with("/monitors")
        || (path.contains("/assessments") && !path.ends_with("/reply"))
}

/// Whether it is a reviewer's to do.
fn is_reviewers(path: &str) -> bool {
    path.contains("/review/") && !path.ends_with("/answer")
}

/// Every question of an inception assessment answered.
fn assessed(commitment: &str) -> Value {
    let mut answers: Vec<Value> = Vec::new();
    for question in "forum multi_stakeholder meeting endorsed website".split(' ') {
        answers.push(json!({ "question": question, "choice": "yes" }));
    }
    for question in "papers_before open_input reported_back dialogue inclusive".split(' ') {
        answers.push(json!({ "question": question, "choice": "unclear" }));
    }
    for (question, choice) in [("verifiable", "yes"), ("relevant", "yes"), ("ambition", "continuation")] {
        answers.push(json!({ "question": question, "choice": choice, "commitment": commitment }));
    }
    json!({
        "version": 1,
        "evaluators": [{ "name": "Vera", "email": "vera@example.org" }],
        "interests": "None.",
        "answers": answers,
    })
}

/// An operation, the address and the body of a request, and those of another request to it.
type Case = (&'static str, (String, Sent), (String, Sent));

#[derive(Clone)]
enum Sent {
    Nothing,
    Json(Value),
    /// A form with a file of this content.
    File(String),
}

fn import(title: &str) -> String {
    json!({ "plans": [{ "member": "Elbasan", "plan_title": title, "plan_end": "2031-08-31", "commitments": [] }] })
        .to_string()
}

/// Whom she speaks for when she endorses.
async fn acts_for_an_organisation<E>(world: &World<E>, account: &people::Account) {
    let city = tenants::by_slug(&world.app.db, "elbasan").await.unwrap().id;
    let permit = Permit::<ManagePeople>::system(city);
    people::add_member(&world.app.db, &permit, account, Role::Cocreator)
        .await
        .unwrap();
    let draft = OrganisationDraft {
        name: "Forum".to_owned(),
        kind: OrganisationKind::CivilSociety,
        website: None,
    };
    let edit = Permit::<EditStakeholders>::system(city);
    let made = stakeholders::create(&world.app.db, &edit, None, draft).await.unwrap();
    people::appoint(&world.app.db, &permit, None, account.id, Some(made.id))
        .await
        .unwrap();
}

#[tokio::test]
async fn every_post_has_one_effect_and_one_answer() {
    let world = world().await;
    let token = world.token("elbasan", Role::Admin).await;
    let (plan, commitment, milestone) = plan(&world, &token).await;
    let account = people::by_email(&world.app.db, "admin@elbasan.example.org")
        .await
        .unwrap();
    let platform = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    let reviewer = people::ensure(&world.app.db, &platform, "reviewer@example.org", "Reviewer", "en")
        .await
        .unwrap();
    people::add_staff(&world.app.db, &platform, &reviewer, StaffRole::Reviewer)
        .await
        .unwrap();
    acts_for_an_organisation(&world, &account).await;
    // Two weeks pass: before anybody signs in.
    let reports = reports(&world, &token, &plan).await;
    let session = async |account| {
        let link = people::link(&world.app.db, account).await.unwrap();
        people::sign_in_by_link(&world.app.db, &link).await.unwrap()
    };
    // Who works for the city is no monitoring body, and does not review it.
    let monitor = world.token("elbasan", Role::Monitor).await;
    let monitors = people::by_email(&world.app.db, "monitor@elbasan.example.org")
        .await
        .unwrap();
    let (admins, monitors, reviewers) = (
        session(account.id).await,
        session(monitors.id).await,
        session(reviewer.id).await,
    );
    // A browser throughout: tokens are made by none else.
    let send = async |key: &str, path: &str, sent: &Sent| {
        let request = world.client.post(format!("/api/v1{path}"));
        let session = match path {
            path if is_monitors(path) => &monitors,
            path if is_reviewers(path) => &reviewers,
            _ => &admins,
        };
        let cookie = format!("{}={}", besa_domain::people::SESSION_COOKIE, session.secret);
        let request = request.header("cookie", cookie).header("x-csrf-token", &session.csrf);
        let request = request.header("idempotency-key", key);
        let request = match sent {
            Sent::Nothing => request,
            Sent::Json(body) => request.body_json(body),
            Sent::File(file) => {
                let head = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.json\"\r\n\r\n";
                let request = request.content_type("multipart/form-data; boundary=B");
                request.body(format!("{head}{file}\r\n--B--\r\n"))
            }
        };
        answer(request.send().await).await
    };
    let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
    let at = |path: String| format!("/tenants/elbasan{path}");

    // What some of them need.
    let body = json!({ "reference": "2029-2031", "title": "The next plan" });
    let draft = id(&world.post(&token, PLAN, body).await.is(StatusCode::CREATED));
    let minutes =
        json!({ "commitment": commitment, "title": "Minutes", "kind": "minutes", "link": "https://example.org/" });
    let body = minutes.clone();
    let piece = world.post(&token, "/tenants/elbasan/evidence", body).await;
    let piece = id(&piece.is(StatusCode::CREATED));
    let mut proposed = Vec::new();
    for at in ["a", "b", "c"] {
        let kept = send(at, "/tenants/elbasan/imports", &Sent::File(import("Kept"))).await;
        proposed.push(id(&kept.is(StatusCode::CREATED)));
    }
    let mut voices = Vec::new();
    for (at, what) in [
        ("d", "comments"),
        ("e", "comments"),
        ("f", "proposals"),
        ("g", "proposals"),
        ("h", "comments"),
    ] {
        let mut said = json!({ "commitment": commitment, "body": format!("Words {at}"), "asks": true });
        if what == "proposals" {
            said = json!({ "plan": plan, "title": "Benches", "body": format!("Words {at}") });
        }
        let kept = send(at, &format!("/tenants/elbasan/{what}"), &Sent::Json(said)).await;
        voices.push(id(&kept.is(StatusCode::CREATED)));
    }
    let forum = json!({ "name": "Forum", "kind": "multi_stakeholder" });
    let forum = id(&world
        .post(&token, "/tenants/elbasan/forums", forum)
        .await
        .is(StatusCode::CREATED));
    let path = format!("/tenants/elbasan/forums/{forum}/meetings");
    let meeting = json!({ "title": "Spring", "starts_at": "2026-12-10T15:00:00Z" });
    let meeting = id(&world.post(&token, &path, meeting).await.is(StatusCode::CREATED));
    let strategy = json!({ "title": "Environment" });
    let strategy = world.post(&token, "/tenants/elbasan/strategies", strategy).await;
    let strategy = id(&strategy.is(StatusCode::CREATED));
    let asked = json!({ "question": "When do the tests start?" });
    let asked = send("i", "/tenants/elbasan/review/queries", &Sent::Json(asked)).await;
    let asked = id(&asked.is(StatusCode::CREATED));
    let body = json!({ "kind": "inception", "plan": plan });
    let inception = world.post(&monitor, "/tenants/elbasan/assessments", body).await;
    let inception = id(&inception.is(StatusCode::CREATED));
    let body = json!({ "kind": "inception", "plan": draft });
    let ended = world.post(&monitor, "/tenants/elbasan/assessments", body).await;
    let ended = id(&ended.is(StatusCode::CREATED));
    let path = format!("/tenants/elbasan/assessments/{inception}");
    let whole = assessed(&commitment);
    world.patch(&monitor, &path, whole).await.is(StatusCode::OK);
    let body = minutes.clone();
    let doubtful = world.post(&token, "/tenants/elbasan/evidence", body).await;
    let doubtful = id(&doubtful.is(StatusCode::CREATED));
    let path = format!("/tenants/elbasan/evidence/{doubtful}/verdict");
    let body = json!({ "finding": "questioned", "note": "Of another year." });
    let said = id(&world.post(&monitor, &path, body).await.is(StatusCode::OK));
    let proposed = |at: usize, what: &str| {
        (
            format!("/tenants/elbasan/imports/{}/{what}", proposed[at]),
            Sent::Nothing,
        )
    };

    let json = |operation: &'static str, path: String, body: Value, other: Value| -> Case {
        let path = at(path);
        (operation, (path.clone(), Sent::Json(body)), (path, Sent::Json(other)))
    };
    let with = |mut body: Value, field: &str, value: &str| {
        body[field] = value.into();
        body
    };
    let title = json!({ "title": "Open doors" });
    let cases: Vec<Case> = vec![
        // Before there is another commitment, of which it would say nothing.
        json(
            "assessments_create",
            "/assessments".into(),
            json!({ "kind": "end_of_commitment", "plan": plan, "commitment": commitment }),
            json!({ "kind": "inception", "plan": plan }),
        ),
        (
            "assessments_attach",
            (
                format!("/tenants/elbasan/assessments/{inception}/exhibits"),
                Sent::File(import("Found")),
            ),
            (
                format!("/tenants/elbasan/assessments/{inception}/exhibits"),
                Sent::File(import("Another")),
            ),
        ),
        json(
            "assessments_submit",
            format!("/assessments/{inception}/submit"),
            json!({ "version": 2 }),
            json!({ "version": 3 }),
        ),
        json(
            "assessments_reply",
            format!("/assessments/{inception}/reply"),
            json!({ "version": 3, "reply": "We read it." }),
            json!({ "version": 3, "reply": "We did not." }),
        ),
        json(
            "assessments_publish",
            format!("/assessments/{inception}/publish"),
            json!({ "version": 4 }),
            json!({ "version": 5 }),
        ),
        (
            "assessments_renew",
            (at(format!("/assessments/{inception}/renew")), Sent::Nothing),
            (at(format!("/assessments/{ended}/renew")), Sent::Nothing),
        ),
        json(
            "plans_create",
            "/plans".into(),
            json!({ "reference": "2033-2035", "title": "A plan" }),
            json!({ "reference": "2033-2035", "title": "Another" }),
        ),
        json(
            "plans_step",
            format!("/plans/{draft}/state"),
            json!({ "state": "consultation", "version": 1 }),
            json!({ "state": "submitted", "version": 1 }),
        ),
        json(
            "commitments_create",
            "/commitments".into(),
            with(title.clone(), "plan", &plan),
            json!({ "title": "Another", "plan": plan }),
        ),
        json(
            "milestones_create",
            format!("/commitments/{commitment}/milestones"),
            title.clone(),
            with(title, "title", "Another"),
        ),
        json(
            "milestones_report",
            format!("/milestones/{milestone}/progress"),
            json!({ "state": "in_progress", "version": 1 }),
            json!({ "state": "not_started", "version": 1 }),
        ),
        json(
            "milestones_reschedule",
            format!("/milestones/{milestone}/reschedule"),
            json!({ "due_on": "2027-01-31", "reason": "Late funds", "version": 2 }),
            json!({ "due_on": "2027-02-28", "reason": "Late funds", "version": 2 }),
        ),
        json(
            "evidence_create",
            "/evidence".into(),
            minutes.clone(),
            with(minutes, "title", "Another"),
        ),
        json(
            "evidence_withdraw",
            format!("/evidence/{piece}/withdraw"),
            json!({ "reason": "The wrong meeting", "version": 1 }),
            json!({ "reason": "Another reason", "version": 1 }),
        ),
        json(
            "organisations_create",
            "/organisations".into(),
            json!({ "name": "Youth Forum", "kind": "civil_society" }),
            json!({ "name": "Another", "kind": "civil_society" }),
        ),
        json(
            "forums_create",
            "/forums".into(),
            json!({ "name": "Safety Council", "kind": "public_safety" }),
            json!({ "name": "Another", "kind": "public_safety" }),
        ),
        json(
            "strategies_create",
            "/strategies".into(),
            json!({ "title": "Integrity plan", "commitments": [commitment] }),
            json!({ "title": "Another", "commitments": [commitment] }),
        ),
        json(
            "rounds_create",
            format!("/strategies/{strategy}/rounds"),
            json!({ "year": 2024, "amount": 5, "currency": "ALL", "source": "The council" }),
            json!({ "year": 2024, "amount": 6, "currency": "ALL", "source": "The council" }),
        ),
        json(
            "seats_create",
            format!("/forums/{forum}/seats"),
            json!({ "title": "Speaker", "side": "residents" }),
            json!({ "title": "Speaker", "side": "academia" }),
        ),
        json(
            "meetings_create",
            format!("/forums/{forum}/meetings"),
            json!({ "title": "Summer", "starts_at": "2027-06-10T15:00:00Z" }),
            json!({ "title": "Summer", "starts_at": "2027-06-11T15:00:00Z" }),
        ),
        json(
            "papers_create",
            format!("/meetings/{meeting}/papers"),
            json!({ "title": "Results", "link": "https://example.org/", "shared_on": "2026-11-20" }),
            json!({ "title": "Results", "link": "https://example.org/", "shared_on": "2026-11-21" }),
        ),
        json(
            "decisions_create",
            format!("/meetings/{meeting}/decisions"),
            json!({ "text": "Publish the results" }),
            json!({ "text": "Keep the results" }),
        ),
        json(
            "endorsements_create",
            format!("/plans/{plan}/endorsements"),
            json!({ "stance": "endorses", "name": "Chair of the board" }),
            json!({ "stance": "endorses", "name": "Another" }),
        ),
        json(
            "subscriptions_create",
            "/subscriptions".into(),
            json!({ "email": "resident@example.org" }),
            json!({ "email": "another@example.org" }),
        ),
        json(
            "contacts_create",
            "/contacts".into(),
            json!({ "name": "Ina", "email": "ina@example.org" }),
            json!({ "name": "Ina", "email": "another@example.org" }),
        ),
        json(
            "invitations_create",
            "/invitations".into(),
            json!({ "email": "new@example.org", "role": "viewer" }),
            json!({ "email": "new@example.org", "role": "admin" }),
        ),
        json(
            "monitors_invite",
            "/monitors".into(),
            json!({ "email": "new-monitor@example.org" }),
            json!({ "email": "another-monitor@example.org" }),
        ),
        json(
            "reports_create",
            "/reports".into(),
            json!({ "plan": plan, "kind": "self_assessment", "language": "en" }),
            json!({ "plan": draft, "kind": "self_assessment", "language": "en" }),
        ),
        json(
            "reports_consult",
            format!("/reports/{}/consultation", reports[1]),
            json!({ "version": 1, "closes_on": "2027-02-01" }),
            json!({ "version": 1, "closes_on": "2027-03-01" }),
        ),
        json(
            "reports_finish",
            format!("/reports/{}/final", reports[0]),
            json!({ "version": 2 }),
            json!({ "version": 3 }),
        ),
        json(
            "comments_create",
            "/comments".into(),
            json!({ "commitment": commitment, "body": "Please post them.", "asks": true }),
            with(
                json!({ "commitment": commitment, "body": "Please post them.", "asks": true }),
                "body",
                "Another",
            ),
        ),
        json(
            "comments_hide",
            format!("/comments/{}/hide", voices[0]),
            json!({ "version": 2, "rule": "spam", "words": "It sells shoes." }),
            json!({ "version": 2, "rule": "insult", "words": "It sells shoes." }),
        ),
        json(
            "comments_publish",
            format!("/comments/{}/publish", voices[0]),
            json!({ "version": 3 }),
            json!({ "version": 4 }),
        ),
        json(
            "comments_respond",
            format!("/comments/{}/response", voices[1]),
            json!({ "outcome": "accepted", "reason": "You are right.", "changed": "A notice at each shop." }),
            json!({ "outcome": "accepted", "reason": "You are not.", "changed": "A notice at each shop." }),
        ),
        json(
            "proposals_create",
            "/proposals".into(),
            json!({ "plan": plan, "title": "An idea", "body": "Please post them." }),
            with(
                json!({ "plan": plan, "title": "An idea", "body": "Please post them." }),
                "body",
                "Another",
            ),
        ),
        json(
            "proposals_hide",
            format!("/proposals/{}/hide", voices[2]),
            json!({ "version": 2, "rule": "spam", "words": "It sells shoes." }),
            json!({ "version": 2, "rule": "insult", "words": "It sells shoes." }),
        ),
        json(
            "proposals_publish",
            format!("/proposals/{}/publish", voices[2]),
            json!({ "version": 3 }),
            json!({ "version": 4 }),
        ),
        json(
            "proposals_respond",
            format!("/proposals/{}/response", voices[3]),
            json!({ "outcome": "accepted", "reason": "You are right.", "changed": "A notice at each shop." }),
            json!({ "outcome": "accepted", "reason": "You are not.", "changed": "A notice at each shop." }),
        ),
        json(
            "responses_create",
            "/responses".into(),
            json!({ "voices": [voices[4]], "outcome": "not_accepted", "reason": "The laboratory has no room." }),
            json!({ "voices": [voices[4]], "outcome": "not_accepted", "reason": "There is no money." }),
        ),
        json(
            "holidays_add",
            "/holidays".into(),
            json!({ "day": "2026-11-28", "name": "Flag Day" }),
            json!({ "day": "2026-11-29", "name": "Liberation Day" }),
        ),
        json(
            "review_notes_create",
            "/review/notes".into(),
            json!({ "text": "Two villages are missing." }),
            json!({ "text": "One village is missing." }),
        ),
        json(
            "review_queries_create",
            "/review/queries".into(),
            json!({ "question": "When will the results be there?" }),
            json!({ "question": "Where are the results?" }),
        ),
        json(
            "review_queries_answer",
            format!("/review/queries/{asked}/answer"),
            json!({ "version": 1, "answer": "On Friday." }),
            json!({ "version": 1, "answer": "On Monday." }),
        ),
        json(
            "verdicts_create",
            format!("/evidence/{doubtful}/verdict"),
            json!({ "finding": "questioned", "note": "Of another place." }),
            json!({ "finding": "verified" }),
        ),
        json(
            "verdicts_answer",
            format!("/verdicts/{said}/answer"),
            json!({ "version": 2, "answer": "It is of this place." }),
            json!({ "version": 2, "answer": "It is not." }),
        ),
        (
            "imports_create",
            ("/tenants/elbasan/imports".into(), Sent::File(import("A plan"))),
            ("/tenants/elbasan/imports".into(), Sent::File(import("Another"))),
        ),
        ("imports_confirm", proposed(0, "confirm"), proposed(1, "confirm")),
        ("imports_cancel", proposed(1, "cancel"), proposed(2, "cancel")),
        (
            "tokens_create",
            ("/tokens".into(), Sent::Json(json!({ "name": "Nightly export" }))),
            ("/tokens".into(), Sent::Json(json!({ "name": "Another" }))),
        ),
    ];
    let city = tenants::by_slug(&world.app.db, "elbasan").await.unwrap().id;
    // Each change bumps the revision of its city, or of the platform.
    let changes = async || {
        let platform = tenants::revision(&world.app.db, TenantId::PLATFORM).await.unwrap();
        platform + tenants::revision(&world.app.db, city).await.unwrap()
    };
    for (operation, (path, sent), (other_path, other)) in &cases {
        let key = format!("key of {operation}");
        let before = changes().await;
        let first = send(&key, path, sent).await;
        assert!((200..300).contains(&first.status), "{operation}: {:#}", first.body);
        let grown = i64::from(!ASIDE.contains(operation));
        assert_eq!(changes().await, before + grown, "{operation}");
        let again = send(&key, path, sent).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body), "{operation}");
        let reused = send(&key, other_path, other).await;
        assert_eq!(
            reused.body["type"], "/problems/key-reused",
            "{operation}: {:#}",
            reused.body
        );
        assert_eq!(changes().await, before + grown, "{operation}: no effect but the first");
    }

    let spec: Value = serde_json::from_str(besa_api::spec()).unwrap();
    let paths = spec["paths"].as_object().unwrap().values();
    let keyed = |post: &&Value| {
        let mut parameters = post["parameters"].as_array().into_iter().flatten();
        parameters.any(|parameter| parameter["name"] == "Idempotency-Key")
    };
    let posts: BTreeSet<&str> = paths
        .filter_map(|methods| methods.get("post").filter(keyed)?["operationId"].as_str())
        .collect();
    let tried: BTreeSet<&str> = cases.iter().map(|(operation, ..)| *operation).collect();
    assert_eq!(tried, posts, "every POST that takes a key is tried here");
}

/// A report whose consultation is over, and a draft.
async fn reports<E: Endpoint<Output = Response>>(world: &World<E>, token: &str, plan: &str) -> Vec<String> {
    let path = "/tenants/elbasan/reports";
    let mut made = Vec::new();
    for _ in 0..2 {
        let new = json!({ "plan": plan, "kind": "self_assessment", "language": "en" });
        let new = world.post(token, path, new).await.is(StatusCode::CREATED);
        made.push(new["id"].as_str().unwrap().to_owned());
    }
    for section in [
        "introduction",
        "development",
        "implementation",
        "recommendations",
        "lessons",
        "next",
    ] {
        let path = format!("{path}/{}/sections/{section}", made[0]);
        let words = json!({ "text": "What was done.", "version": 0 });
        world.put(token, &path, words).await.is(StatusCode::OK);
    }
    let opening = format!("{path}/{}/consultation", made[0]);
    world
        .post(token, &opening, json!({ "version": 1 }))
        .await
        .is(StatusCode::OK);
    world.app.clock().advance(time::Duration::days(15));
    made
}

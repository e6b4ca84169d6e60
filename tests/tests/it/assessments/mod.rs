//! Assessments of the monitoring body: invisible drafts, the city's right of reply, and publication.

mod bodies;
mod discard;

use besa_domain::access::Role;
use besa_tests::{Answer, Person, Sample, TestApp};
use poem::http::Method;
use serde_json::{Value, json};

pub(crate) const ALL: &str = "/api/v1/tenants/elbasan/assessments";
pub(crate) const SECRET: &str = "Nobody met before spring";

/// Answers to every question of an inception assessment.
fn answers(of: &Value) -> Value {
    let clear = [
        "forum",
        "multi_stakeholder",
        "meeting",
        "endorsed",
        "website",
        "papers_before",
        "open_input",
        "reported_back",
        "dialogue",
        "inclusive",
    ];
    let mut answers: Vec<Value> = clear
        .iter()
        .map(|question| json!({ "question": question, "choice": "yes", "words": SECRET }))
        .collect();
    for subject in of["subjects"].as_array().unwrap() {
        let commitment = &subject["commitment"];
        for (question, choice) in [
            ("verifiable", "yes"),
            ("relevant", "no"),
            ("ambition", "positive_change"),
        ] {
            answers.push(json!({ "question": question, "commitment": commitment, "choice": choice }));
        }
    }
    answers.into()
}

/// Creates a complete inception assessment, as a draft.
pub(crate) async fn drafted(monitor: &Person<'_>, sample: &Sample) -> Value {
    let body = json!({ "kind": "inception", "plan": sample.plan.id });
    let made = monitor.post(ALL, body).await.is(201).json();
    let changes = json!({
        "version": made["version"],
        "evaluators": [{ "name": "Vera Hila", "email": "vera@example.org" }],
        "interests": "None.",
        "answers": answers(&made),
    });
    monitor.patch(&one(&made, ""), changes).await.is(200).json()
}

pub(crate) fn one(of: &Value, step: &str) -> String {
    let slash = if step.is_empty() { "" } else { "/" };
    format!("{ALL}/{}{slash}{step}", of["id"].as_str().unwrap())
}

pub(crate) async fn step(who: &Person<'_>, of: &Value, name: &str, mut body: Value) -> Value {
    body["version"] = of["version"].clone();
    who.post(&one(of, name), body).await.is(200).json()
}

/// Returns a response without its request id.
fn plain(answer: &Answer, id: &str) -> (u16, String) {
    let body = String::from_utf8_lossy(&answer.body).replace(id, "ID");
    // Each response has its own request id.
    let body = match serde_json::from_str::<Value>(&body) {
        Ok(mut json) => {
            if let Some(fields) = json.as_object_mut() {
                fields.remove("instance");
                fields.remove("request_id");
            }
            json.to_string()
        }
        Err(_) => body,
    };
    (answer.status.as_u16(), body)
}

#[tokio::test]
async fn a_draft_does_not_exist_for_anybody_else_on_any_interface() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let other = app.city("tirana").await;
    let revision = app
        .rows("SELECT revision, sequence FROM chain ORDER BY tenant_id")
        .await;
    let before: Vec<(i64, i64)> = revision
        .iter()
        .map(|row| {
            (
                row.try_get("", "revision").unwrap(),
                row.try_get("", "sequence").unwrap(),
            )
        })
        .collect();
    let log = app.get("/api/v1/tenants/elbasan/log").await.is(200).text();
    let draft = drafted(&monitor, &sample).await;
    let id = draft["id"].as_str().unwrap();
    // Neither the hash chain nor the revision changed, so pages stay cached and no log entry is missing.
    let after: Vec<(i64, i64)> = app
        .rows("SELECT revision, sequence FROM chain ORDER BY tenant_id")
        .await
        .iter()
        .map(|row| {
            (
                row.try_get("", "revision").unwrap(),
                row.try_get("", "sequence").unwrap(),
            )
        })
        .collect();
    assert_eq!(after, before);
    assert_eq!(app.get("/api/v1/tenants/elbasan/log").await.is(200).text(), log);

    let missing = "01900000-0000-7000-8000-ffffffffffff";
    let mut people = Vec::new();
    for role in [
        Role::Admin,
        Role::Coordinator,
        Role::Implementer,
        Role::Cocreator,
        Role::Viewer,
    ] {
        people.push(app.person(role.code(), &sample.city, role).await);
    }
    people.push(app.person("elsewhere", &other, Role::Monitor).await);
    for person in &people {
        let of_draft = person.get(&format!("{ALL}/{id}")).await;
        let of_nothing = person.get(&format!("{ALL}/{missing}")).await;
        assert_eq!(plain(&of_draft, id), plain(&of_nothing, missing));
        assert_eq!(of_draft.status.as_u16(), 404);
        assert_eq!(of_draft.headers.len(), of_nothing.headers.len());
        for path in [
            "assessments",
            "verdicts",
            "log",
            "evidence",
            "reports",
            "obligations",
            "plans",
            "commitments",
        ] {
            let list = person.get(&format!("/api/v1/tenants/elbasan/{path}")).await.text();
            assert!(!list.contains(SECRET) && !list.contains(id), "{path}");
        }
    }
    let coordinator = &people[1];
    let list = coordinator.get(ALL).await.is(200).json();
    assert_eq!(list["total"], 0, "not even in the total");
    // A reply to a draft gets the same response as a reply to an unknown assessment.
    let reply = json!({ "version": draft["version"], "reply": "We know." });
    let of_draft = coordinator.post(&one(&draft, "reply"), reply.clone()).await;
    let of_nothing = coordinator.post(&format!("{ALL}/{missing}/reply"), reply).await;
    assert_eq!(plain(&of_draft, id), plain(&of_nothing, missing));
    // The residents' pages.
    let page = app.get("/elbasan/en/assessments").await.is(200).text();
    assert!(!page.contains(id));
    app.get(&format!("/elbasan/en/assessments/{id}")).await.is(404);
    app.get("/elbasan/en/log").await.is(200);
    // No job of the city names it.
    assert_eq!(
        app.rows("SELECT 1 FROM job WHERE payload LIKE '%assessment%'")
            .await
            .len(),
        0
    );
    // The monitoring body itself can continue its work.
    assert_eq!(monitor.get(ALL).await.is(200).json()["total"], 1);
}

#[tokio::test]
async fn a_monitor_who_is_also_admin_cannot_open_drafts() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let draft = drafted(&monitor, &sample).await;
    let admin = app.person("both", &sample.city, Role::Admin).await;
    // No account can get both roles (see `hold::duties`); if one has both, the monitor's role has no effect.
    app.person("other", &sample.city, Role::Monitor).await;
    let account = |name: &str| format!("(SELECT id FROM account WHERE email = '{name}@example.org')");
    let (other, both) = (account("other"), account("both"));
    app.sql(&format!(
        "UPDATE membership SET account_id = {both} WHERE account_id = {other}"
    ))
    .await;
    admin.get(&one(&draft, "")).await.problem(404);
    admin
        .post(ALL, json!({ "kind": "inception", "plan": sample.plan.id }))
        .await
        .problem(403);
}

#[tokio::test]
async fn an_assessment_is_submitted_replied_to_and_published() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    // An incomplete assessment is refused, and all missing answers are listed.
    let body = json!({ "kind": "inception", "plan": sample.plan.id });
    let made = monitor.post(ALL, body.clone()).await.is(201).json();
    let subjects = made["subjects"].as_array().unwrap().len();
    assert!(subjects > 0, "commitments are copied from the plan");
    let refused = monitor
        .post(&one(&made, "submit"), json!({ "version": 1 }))
        .await
        .problem(422);
    let open = refused["errors"].as_array().unwrap().len();
    assert_eq!(open, 2 + 10 + 3 * subjects);
    let refused = monitor.post(ALL, body).await.problem(422);
    assert_eq!(refused["errors"][0]["code"], "taken");
    let wrong = json!({ "version": 1, "answers": [{ "question": "forum", "choice": "limited" }] });
    let refused = monitor.patch(&one(&made, ""), wrong).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "forum");
    let changes = json!({
        "version": 1,
        "evaluators": [{ "name": "Vera Hila", "email": "vera@example.org" }],
        "interests": "None.",
        "answers": answers(&made),
    });
    let draft = monitor.patch(&one(&made, ""), changes).await.is(200).json();

    let submitted = step(&monitor, &draft, "submit", json!({})).await;
    assert_eq!(
        (&submitted["state"], &submitted["reply_by"]),
        (&json!("submitted"), &json!("2026-12-07"))
    );
    // The city now sees it, without the evaluators' e-mail addresses; residents and the public log do not.
    let seen = coordinator.get(&one(&submitted, "")).await.is(200).text();
    assert!(seen.contains(SECRET) && seen.contains("Vera Hila") && !seen.contains("vera@example.org"));
    app.get(&one(&submitted, "")).await.problem(404);
    let log = coordinator.get("/api/v1/tenants/elbasan/log").await.is(200).text();
    assert!(log.contains("assessment.submit"));
    assert!(
        !app.get("/api/v1/tenants/elbasan/log")
            .await
            .is(200)
            .text()
            .contains("assessment")
    );
    // The monitoring body can neither change it any more, nor publish it before the city's deadline.
    let change = json!({ "version": submitted["version"], "interests": "Some." });
    let refused = monitor.patch(&one(&submitted, ""), change).await.problem(409);
    assert_eq!(refused["type"], "/problems/state-step");
    let early = json!({ "version": submitted["version"] });
    monitor.post(&one(&submitted, "publish"), early).await.problem(409);

    let words = "The forum meets each quarter now.";
    let replied = step(&coordinator, &submitted, "reply", json!({ "reply": words })).await;
    assert_eq!(replied["state"], "answered");
    let again = json!({ "version": replied["version"], "reply": "And more." });
    coordinator.post(&one(&replied, "reply"), again).await.problem(409);
    let published = step(&monitor, &replied, "publish", json!({})).await;
    let page = app
        .get(&format!(
            "/elbasan/en/assessments/{}",
            published["id"].as_str().unwrap()
        ))
        .await
        .is(200)
        .text();
    for text in [SECRET, words, "Independent monitoring body", "Vera Hila"] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("vera@example.org"));
    let log = app.get("/elbasan/en/log").await.is(200).text();
    assert!(log.contains("published its assessment"));

    // A new edition is a separate draft; the earlier edition does not change.
    let renewed = monitor.post(&one(&published, "renew"), json!({})).await.is(201).json();
    assert_eq!((&renewed["edition"], &renewed["state"]), (&json!(2), &json!("draft")));
    assert_eq!(renewed["answers"], published["answers"]);
    coordinator.get(&one(&renewed, "")).await.problem(404);
    let kept = app.get(&one(&published, "")).await.is(200).json();
    assert_eq!(
        (&kept["state"], &kept["version"]),
        (&json!("published"), &published["version"])
    );
}

#[tokio::test]
async fn without_a_reply_it_can_be_published_after_the_deadline() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let draft = drafted(&monitor, &sample).await;
    let submitted = step(&monitor, &draft, "submit", json!({})).await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let due = coordinator
        .get("/api/v1/tenants/elbasan/obligations")
        .await
        .is(200)
        .json();
    let reply = |list: &Value| {
        let items = list["items"].as_array().unwrap().iter();
        items.filter(|one| one["kind"] == "reply").cloned().collect::<Vec<_>>()
    };
    assert_eq!(reply(&due)[0]["due_on"], "2026-12-07");
    // The city may still reply on the last day.
    app.sql("UPDATE assessment SET reply_by = '2026-11-23'").await;
    let body = json!({ "version": submitted["version"] });
    monitor.post(&one(&submitted, "publish"), body).await.problem(409);
    app.sql("UPDATE assessment SET reply_by = '2026-11-22'").await;
    let published = step(&monitor, &submitted, "publish", json!({})).await;
    assert_eq!(
        (&published["state"], &published["reply"]),
        (&json!("published"), &Value::Null)
    );
    let due = coordinator
        .get("/api/v1/tenants/elbasan/obligations")
        .await
        .is(200)
        .json();
    assert_eq!(reply(&due)[0]["done_on"], "2026-11-23");
}

#[tokio::test]
async fn evidence_is_questioned_in_public_and_the_city_responds() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let body = json!({
        "milestone": sample.milestone.id,
        "title": "Results of May",
        "kind": "data",
        "link": "https://example.org/may",
    });
    let evidence = "/api/v1/tenants/elbasan/evidence";
    let piece = coordinator.post(evidence, body).await.is(201).json();
    let id = piece["id"].as_str().unwrap();
    let at = format!("{evidence}/{id}/verdict");
    let refused = monitor.post(&at, json!({ "finding": "questioned" })).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "note");
    let body = json!({ "finding": "questioned", "note": "It is of another year." });
    coordinator.post(&at, body.clone()).await.problem(403);
    let verdict = monitor.post(&at, body).await.is(200).json();
    let page = app.get(&format!("/elbasan/en/evidence/{id}")).await.is(200).text();
    assert!(page.contains("Questioned") && page.contains("It is of another year."));
    let answer = format!(
        "/api/v1/tenants/elbasan/verdicts/{}/answer",
        verdict["id"].as_str().unwrap()
    );
    let nothing = json!({ "version": 1 });
    coordinator.post(&answer, nothing).await.problem(422);
    let body = json!({ "version": 1, "answer": "The right file is there now." });
    coordinator.post(&answer, body).await.is(200);
    let page = app.get(&format!("/elbasan/en/evidence/{id}")).await.is(200).text();
    assert!(page.contains("The municipality answers") && page.contains("The right file is there now."));
    // A new verdict replaces the earlier one and its answer.
    let verified = monitor.post(&at, json!({ "finding": "verified" })).await.is(200).json();
    assert_eq!((&verified["version"], &verified["answer"]), (&json!(3), &Value::Null));
    let log = app.get("/elbasan/en/log").await.is(200).text();
    assert!(log.contains("The monitoring body verified") && log.contains("The monitoring body questioned"));
}

#[tokio::test]
async fn requirements_are_computed_from_the_records() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let at = "/api/v1/tenants/elbasan/requirements";
    let state = |list: &Value, of: &str| {
        let items = list["items"].as_array().unwrap();
        let found = items.iter().find(|one| one["requirement"] == of).unwrap();
        found["state"].as_str().unwrap().to_owned()
    };
    let before = coordinator.get(at).await.is(200).json();
    assert_eq!(before["items"].as_array().unwrap().len(), 10);
    assert_eq!(state(&before, "forum"), "not_met");
    let body = json!({ "name": "Forum", "kind": "multi_stakeholder", "remit": "The plan.", "rules": "By majority." });
    let forum = coordinator
        .post("/api/v1/tenants/elbasan/forums", body)
        .await
        .is(201)
        .json();
    let seats = format!("/api/v1/tenants/elbasan/forums/{}/seats", forum["id"].as_str().unwrap());
    for side in ["government", "civil_society", "academia"] {
        let seat = json!({ "title": side, "side": side });
        coordinator.post(&seats, seat).await.is(201);
    }
    let after = coordinator.get(at).await.is(200).json();
    assert_eq!(state(&after, "forum"), "in_progress", "no meeting yet");
    assert_eq!(
        (state(&after, "multi_stakeholder"), state(&after, "inclusive")),
        ("met".into(), "met".into())
    );
    app.get(at).await.problem(401);
    let page = coordinator
        .send(Method::GET, "/elbasan/en/w/standards", None, &[])
        .await;
    assert_eq!(page.status.as_u16(), 303, "pages take sessions, not tokens");
}

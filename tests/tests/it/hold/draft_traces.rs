//! Work on drafts changes no public ETag, and the numbers of the public log have no gaps.

use besa_domain::access::{EditMilestone, EditPlan, Permit, Role};
use besa_domain::milestones::{self, Amendment, MilestoneDraft};
use besa_domain::plans::{self, PlanDraft, PlanState};
use besa_tests::{Answer, Person, Sample, TestApp};
use poem::http::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const PAGES: [&str; 18] = [
    "/",
    "/catalogue.jsonld",
    "/api/v1/tenants",
    "/elbasan/en/",
    "/elbasan/en/plan",
    "/elbasan/en/plans",
    "/elbasan/en/log",
    "/elbasan/en/log.json",
    "/elbasan/en/log.atom",
    "/elbasan/en/plan.json",
    "/elbasan/en/data",
    "/elbasan/en/comments",
    "/elbasan/en/stakeholders",
    "/elbasan/data/log.csv",
    "/elbasan/data/milestones.json",
    "/elbasan/catalogue.jsonld",
    "/elbasan/log/entries.json",
    "/api/v1/tenants/elbasan/log",
];

/// Requests a public page; returns its content without what differs between responses, and its ETag.
async fn seen(app: &TestApp) -> BTreeMap<&'static str, (u16, String, String)> {
    let mut pages = BTreeMap::new();
    for path in PAGES {
        let answer: Answer = app.get(path).await;
        let tag = answer.header("etag").to_owned();
        pages.insert(path, (answer.status.as_u16(), tag, answer.text()));
    }
    pages
}

/// Returns the numbers of the public log, newest first.
async fn numbers(app: &TestApp) -> Vec<i64> {
    let log = app.get("/api/v1/tenants/elbasan/log?limit=200").await.is(200).json();
    let items = log["items"].as_array().unwrap().iter();
    items.map(|entry| entry["sequence"].as_i64().unwrap()).collect()
}

/// Creates a next plan as a draft, and changes something of every kind in it.
async fn work_on_a_draft(app: &TestApp, sample: &Sample) {
    let (db, city) = (&app.app.db, sample.city.id);
    let edit = Permit::<EditPlan>::system(city);
    let draft = PlanDraft {
        reference: "2027-2029".to_owned(),
        title: "The next plan".to_owned(),
        language: "en".to_owned(),
        ..PlanDraft::default()
    };
    let plan = plans::create(db, &edit, None, draft.clone()).await.unwrap();
    let again = PlanDraft {
        title: "The next plan, better".to_owned(),
        ..draft
    };
    plans::edit(db, &edit, None, plan.id, plan.version, again)
        .await
        .unwrap();
    let commitment = app.commitment(&plan).await;
    let milestone = app.milestone(&commitment, 400).await;
    let permit = Permit::<EditMilestone>::system(city);
    let mut with = MilestoneDraft::of(&milestone, &[]);
    with.title = "Another title".to_owned();
    let with = Amendment {
        draft: Some(with),
        ..Amendment::default()
    };
    let today = besa_tests::today();
    milestones::amend(db, &permit, None, milestone.id, milestone.version, today, with)
        .await
        .unwrap();
    app.run_jobs().await;
}

#[tokio::test]
async fn work_on_a_draft_changes_no_public_page() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.run_jobs().await;
    let (before, revision) = (seen(&app).await, full_revision(&app).await);
    work_on_a_draft(&app, &sample).await;
    assert!(
        full_revision(&app).await >= revision + 5,
        "the internal revision did change"
    );
    assert_eq!(seen(&app).await, before);
}

#[tokio::test]
async fn invisible_changes_change_no_public_page() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    app.run_jobs().await;
    let before = seen(&app).await;
    let api = |path: &str| format!("/api/v1/tenants/elbasan/{path}");
    coordinator
        .post(&api("contacts"), json!({ "name": "Contact" }))
        .await
        .is(201);
    let invitation = json!({ "email": "new@example.org", "role": "viewer" });
    admin.post(&api("invitations"), invitation).await.is(201);
    let proposal = json!({
        "title": "Benches", "body": "More benches, please.", "name": "Resident", "email": "resident@example.org",
        "language": "en",
    });
    let resident = Person::nobody(&app);
    let sent = resident
        .send(Method::POST, &api("proposals"), Some(proposal), &[])
        .await;
    sent.is(202);
    app.run_jobs().await;
    assert_eq!(seen(&app).await, before);
}

async fn full_revision(app: &TestApp) -> i64 {
    let sql = "SELECT revision FROM chain WHERE tenant_id = (SELECT id FROM tenant WHERE slug = 'elbasan')";
    app.rows(sql).await[0].try_get("", "revision").unwrap()
}

#[tokio::test]
async fn the_public_log_has_no_gaps_for_hidden_entries() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    work_on_a_draft(&app, &sample).await;
    app.milestone(&sample.commitment, 90).await;
    let found = numbers(&app).await;
    let expected: Vec<i64> = (1..=i64::try_from(found.len()).unwrap()).rev().collect();
    assert_eq!(found, expected);
    // Paging by number returns each entry once.
    let mut read = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("/api/v1/tenants/elbasan/log?limit=2{after}");
        let part: Value = app.get(&path).await.is(200).json();
        read.extend(
            part["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|entry| entry["sequence"].as_i64().unwrap()),
        );
        match part["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(read, expected);
    // Members read all entries.
    let viewer = app.person("viewer", &sample.city, Role::Viewer).await;
    let all = viewer.get("/api/v1/tenants/elbasan/log?limit=200").await.is(200).json();
    assert!(all["items"].as_array().unwrap().len() > found.len() + 5);
    // The public check of the log does not count hidden entries either.
    let verdict = app.get("/api/v1/tenants/elbasan/log/verify").await.is(200).json();
    assert_eq!(verdict["entries"], json!(found.len()));
}

#[tokio::test]
async fn every_visible_change_changes_the_etag() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    app.run_jobs().await;
    let city = "/api/v1/tenants/elbasan";
    let milestone = format!("{city}/milestones/{}", sample.milestone.id);
    let commitment = format!("{city}/commitments/{}", sample.commitment.id);
    let organisation = json!({ "name": "Water Utility", "kind": "government" });
    let office = coordinator
        .post(&format!("{city}/organisations"), organisation)
        .await
        .is(201)
        .json();
    let parts = json!({ "version": 1, "parts": [{ "organisation": office["id"], "part": "lead" }] });
    let rename = json!({ "version": 1, "title": "Another milestone" });
    let changes: Vec<(&str, String, Value)> = vec![
        ("patch", commitment, parts),
        ("patch", milestone.clone(), rename),
        (
            "post",
            format!("{city}/commitments"),
            json!({ "plan": sample.plan.id, "title": "A second commitment" }),
        ),
        (
            "post",
            format!("{milestone}/progress"),
            json!({ "version": 2, "state": "in_progress", "done": "Samples were taken in every village." }),
        ),
        (
            "post",
            format!("{milestone}/reschedule"),
            json!({ "version": 3, "due_on": "2027-01-15", "reason": "The laboratory needs longer." }),
        ),
        (
            "patch",
            city.to_owned(),
            json!({ "version": 1, "unit": "Office for open government" }),
        ),
    ];
    let mut shown = 0;
    for (method, path, body) in changes {
        let before = seen(&app).await;
        let answer = match method {
            "patch" => admin.patch(&path, body).await,
            _ => admin.post(&path, body).await,
        };
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        app.run_jobs().await;
        shown += changed(&before, &seen(&app).await, &path);
    }
    // A plan becomes public, then something is added to it.
    let permit = Permit::<EditPlan>::system(sample.city.id);
    let next = PlanDraft {
        reference: "2027-2029".to_owned(),
        title: "The next plan".to_owned(),
        language: "en".to_owned(),
        ..PlanDraft::default()
    };
    let next = plans::create(&app.app.db, &permit, None, next).await.unwrap();
    app.commitment(&next).await;
    let before = seen(&app).await;
    let enter = plans::set_state(
        &app.app.db,
        &permit,
        None,
        next.id,
        next.version,
        PlanState::Implementing,
    )
    .await;
    enter.unwrap();
    app.run_jobs().await;
    shown += changed(&before, &seen(&app).await, "a plan becomes public");
    let before = seen(&app).await;
    app.milestone(&sample.commitment, 20).await;
    shown += changed(&before, &seen(&app).await, "a milestone is added");
    assert!(shown > 12, "{shown} pages changed");
}

/// Counts the pages whose content changed; a changed page must have a different ETag, if it has one.
fn changed(
    before: &BTreeMap<&'static str, (u16, String, String)>,
    after: &BTreeMap<&'static str, (u16, String, String)>,
    why: &str,
) -> usize {
    let other = before.iter().filter(|(path, old)| old.2 != after[*path].2);
    other
        .inspect(|(path, old)| {
            assert!(
                old.1.is_empty() || old.1 != after[*path].1,
                "{path} changed with the same ETag: {why}"
            );
        })
        .count()
}

//! A discarded draft leaves no trace; a submitted assessment cannot be discarded.

use super::{ALL, drafted, one, step};
use crate::workspace::Browser;
use besa_domain::access::{Assess, Permit, Role};
use besa_domain::{AssessmentId, assessments, evidence};
use besa_tests::{Sample, TestApp};
use poem::http::Method;
use serde_json::{Value, json};

/// Adds a file to a draft.
async fn attached(app: &TestApp, sample: &Sample, to: &Value) {
    let (db, permit) = (&app.app.db, Permit::<Assess>::system(sample.city.id));
    let bytes = futures_util::stream::iter([Ok(bytes::Bytes::from("day,result\n"))]);
    let file = evidence::store(db, &*app.app.files, &permit, "found.csv", bytes)
        .await
        .unwrap();
    let id: AssessmentId = to["id"].as_str().unwrap().parse().unwrap();
    assessments::add_exhibit(db, &permit, None, id, file).await.unwrap();
}

/// Reads the last log entry and the revision of each city.
async fn heads(app: &TestApp) -> Vec<(i64, i64)> {
    let rows = app
        .rows("SELECT revision, sequence FROM chain ORDER BY tenant_id")
        .await;
    rows.iter()
        .map(|row| {
            (
                row.try_get("", "revision").unwrap(),
                row.try_get("", "sequence").unwrap(),
            )
        })
        .collect()
}

async fn rows(app: &TestApp) -> (i64, i64, usize) {
    (
        app.count("assessment").await,
        app.count("exhibit").await,
        app.stored_files(),
    )
}

#[tokio::test]
async fn a_draft_is_discarded_with_its_files_without_a_trace() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let before = heads(&app).await;
    let log = coordinator.get("/api/v1/tenants/elbasan/log").await.is(200).text();
    let feed = app.get("/elbasan/en/log.atom").await.is(200).text();
    let draft = drafted(&monitor, &sample).await;
    attached(&app, &sample, &draft).await;
    assert_eq!(rows(&app).await, (1, 1, 1));
    let here = one(&draft, "");
    coordinator.send(Method::DELETE, &here, None, &[]).await.problem(403);
    let stale = [("If-Match", "\"1\"")];
    let refused = monitor.send(Method::DELETE, &here, None, &stale).await.problem(409);
    assert_eq!(refused["type"], "/problems/stale-version");
    assert_eq!(rows(&app).await, (1, 1, 1));
    let seen = format!("\"{}\"", draft["version"]);
    let seen = [("If-Match", seen.as_str())];
    monitor.send(Method::DELETE, &here, None, &seen).await.is(204);
    assert_eq!(rows(&app).await, (0, 0, 0));
    monitor.get(&here).await.problem(404);
    monitor.send(Method::DELETE, &here, None, &[]).await.problem(404);
    assert_eq!(heads(&app).await, before);
    assert_eq!(coordinator.get("/api/v1/tenants/elbasan/log").await.text(), log);
    assert_eq!(app.get("/elbasan/en/log.atom").await.text(), feed);
    // A new draft can be started.
    monitor
        .post(ALL, json!({ "kind": "inception", "plan": sample.plan.id }))
        .await
        .is(201);
}

#[tokio::test]
async fn discarding_a_new_edition_keeps_the_files_of_the_submitted_one() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let draft = drafted(&monitor, &sample).await;
    attached(&app, &sample, &draft).await;
    let submitted = step(&monitor, &draft, "submit", json!({})).await;
    let here = one(&submitted, "");
    let refused = monitor.send(Method::DELETE, &here, None, &[]).await.problem(409);
    assert_eq!(refused["type"], "/problems/state-step");
    let renewed = monitor.post(&one(&submitted, "renew"), json!({})).await.is(201).json();
    attached(&app, &sample, &renewed).await;
    assert_eq!(rows(&app).await, (2, 3, 2), "both editions share the first file");
    monitor
        .send(Method::DELETE, &one(&renewed, ""), None, &[])
        .await
        .is(204);
    assert_eq!(rows(&app).await, (1, 1, 1));
    let kept = monitor.get(&here).await.is(200).json();
    let file = kept["exhibits"][0]["id"].as_str().unwrap();
    monitor
        .get(&format!("/api/v1/tenants/elbasan/exhibits/{file}"))
        .await
        .is(200);
    for state in ["answered", "published"] {
        app.sql(&format!("UPDATE assessment SET state = '{state}'")).await;
        monitor.send(Method::DELETE, &here, None, &[]).await.problem(409);
    }
}

#[tokio::test]
async fn the_page_asks_for_confirmation() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let monitor = app.person("monitor", &sample.city, Role::Monitor).await;
    let browser = Browser::of(&app, &monitor).await;
    let draft = drafted(&monitor, &sample).await;
    let page = format!("assessments/{}", draft["id"].as_str().unwrap());
    let asks = format!("{page}/discard");
    assert!(browser.get(&page).await.is(200).text().contains(&asks));
    let question = browser.get(&asks).await.is(200).text();
    assert!(question.contains("Nobody in the city learns that it was there."));
    assert_eq!(app.count("assessment").await, 1);
    // Somebody saved the draft in the meantime.
    browser.post(&asks, "a", &[("version", "1")]).await.is(409);
    let version = draft["version"].to_string();
    let fields = [("version", version.as_str())];
    // A repeated form gets the same response.
    for _ in 0..2 {
        let done = browser.post(&asks, "b", &fields).await.is(303);
        assert_eq!(done.header("location"), "/elbasan/en/w/assessments");
    }
    assert_eq!(app.count("assessment").await, 0);
    let list = browser.get("assessments").await.is(200).text();
    assert!(list.contains("No assessment yet"));
    // A submitted assessment has no such button and no such page.
    let draft = drafted(&monitor, &sample).await;
    let submitted = step(&monitor, &draft, "submit", json!({})).await;
    let page = format!("assessments/{}", submitted["id"].as_str().unwrap());
    let asks = format!("{page}/discard");
    assert!(!browser.get(&page).await.is(200).text().contains(&asks));
    browser.get(&asks).await.is(409);
    let version = submitted["version"].to_string();
    browser.post(&asks, "c", &[("version", version.as_str())]).await.is(409);
    assert_eq!(app.count("assessment").await, 1);
}

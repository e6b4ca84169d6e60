//! The number of queries of a reviewer's lists does not grow with the number of cities.

use super::page;
use besa_domain::access::{Role, StaffRole};
use besa_domain::figures;
use besa_tests::{Person, Sample, TestApp};
use serde_json::json;

#[tokio::test]
async fn lists_of_150_cities_need_as_many_queries_as_of_three() {
    let app = TestApp::new().await;
    let reviewer = app.staff("reviewer", StaffRole::Reviewer).await;
    let lists = ["cities", "compare", "queries"].map(|list| format!("/api/v1/review/{list}?limit=200"));
    // The first use of a token in an hour updates its row. It happens here, so that it is not counted.
    reviewer.get(&lists[0]).await.is(200);
    let first = app.sample("city-0").await;
    let coordinator = app.person("coordinator", &first.city, Role::Coordinator).await;
    grow(&app, &reviewer, &coordinator, &first, 1).await;
    let mut few = Vec::new();
    for number in 1..150 {
        let sample = app.sample(&format!("city-{number}")).await;
        let path = format!("/api/v1/tenants/city-{number}/review/queries");
        reviewer.post(&path, json!({ "question": "When?" })).await.is(201);
        figures::refresh(&app.app.db, &sample.city).await.unwrap();
        if number == 2 {
            few = costs(&app, &reviewer, &lists, 3).await;
        }
    }
    grow(&app, &reviewer, &coordinator, &first, 12).await;
    let many = costs(&app, &reviewer, &lists, 150).await;
    assert_eq!(
        few, many,
        "lists, pages of lists, and the page of a city with many records"
    );
    let (of_lists, of_pages) = many.split_at(lists.len());
    assert!(of_lists.iter().all(|queries| *queries <= 8), "{many:?}");
    let (city, pages) = of_pages.split_last().unwrap();
    assert!(pages.iter().all(|queries| *queries <= 16), "{many:?}, with signing in");
    // On PostgreSQL each transaction in a city first sets the tenant for row-level security.
    assert!(*city <= 70, "{many:?}, with signing in");
}

/// Returns the number of statements for each list, then for each page: of the lists, and of one city.
async fn costs(app: &TestApp, reviewer: &Person<'_>, lists: &[String], cities: u64) -> Vec<usize> {
    let mut costs = Vec::new();
    for list in lists {
        costs.push(cost(app, reviewer, list, cities).await);
    }
    for path in [
        "/review/",
        "/review/compare",
        "/review/queries?answer=",
        "/review/cities/city-0",
    ] {
        let before = app.statements();
        page(app, reviewer, path).await.is(200);
        costs.push(app.statements() - before);
    }
    costs
}

/// Adds more of every kind of record that a city's page for reviewers shows or computes with.
async fn grow(app: &TestApp, reviewer: &Person<'_>, coordinator: &Person<'_>, sample: &Sample, times: usize) {
    let at = |path: &str| format!("/api/v1/tenants/{}/{path}", sample.city.slug);
    let body = json!({ "name": format!("Forum {times}"), "kind": "multi_stakeholder" });
    let forum = coordinator.post(&at("forums"), body).await.is(201).json();
    let forum = at(&format!("forums/{}", forum["id"].as_str().unwrap()));
    for number in 1..=times {
        let commitment = app.commitment(&sample.plan).await;
        app.milestone(&commitment, -45).await;
        let body = json!({ "text": "A note.", "commitment": commitment.id });
        reviewer.post(&at("review/notes"), body).await.is(201);
        let question = json!({ "question": "When?", "commitment": commitment.id });
        reviewer.post(&at("review/queries"), question).await.is(201);
        let resident = app.stranger(&format!("resident-{times}-{number}")).await;
        let comment = json!({ "body": "When?", "commitment": commitment.id, "asks": true });
        resident.post(&at("comments"), comment).await.is(201);
        let seat = json!({ "title": format!("Seat {number}"), "side": "civil_society" });
        coordinator.post(&format!("{forum}/seats"), seat).await.is(201);
        let meeting = json!({
            "title": "Meeting", "starts_at": "2026-10-01T15:00:00Z", "noticed_on": "2026-09-01", "state": "held",
        });
        coordinator.post(&format!("{forum}/meetings"), meeting).await.is(201);
    }
    figures::refresh(&app.app.db, &sample.city).await.unwrap();
}

/// Returns the number of statements for a list.
async fn cost(app: &TestApp, reviewer: &Person<'_>, list: &str, cities: u64) -> usize {
    let before = app.statements();
    let answer = reviewer.get(list).await.is(200);
    let queries = app.statements() - before;
    assert!(
        answer.json()["total"].as_u64().unwrap() >= cities,
        "every city is in the list"
    );
    assert!(queries > 2, "the counter counts statements");
    queries
}

//! A milestone is rescheduled and reported on only by users with the right to do so.

use besa_domain::access::Role;
use besa_tests::TestApp;
use poem::http::Method;
use serde_json::json;

/// Tests the four refusals; each is a problem response.
#[tokio::test]
async fn only_its_coordinator_reschedules_a_milestone_with_the_current_version() {
    let app = TestApp::new().await;
    let elbasan = app.sample("elbasan").await;
    let tirana = app.sample("tirana").await;
    let coordinator = app.person("coordinator", &elbasan.city, Role::Coordinator).await;
    let viewer = app.person("viewer", &elbasan.city, Role::Viewer).await;
    let stranger = app.person("stranger", &tirana.city, Role::Coordinator).await;
    let path = format!("/api/v1/tenants/elbasan/milestones/{}", elbasan.milestone.id);
    let change =
        |version: i32| json!({ "due_on": "2027-03-31", "reason": "The laboratory moves.", "version": version });

    stranger.patch(&path, change(1)).await.problem(404);
    viewer.patch(&path, change(1)).await.problem(403);
    coordinator.patch(&path, change(7)).await.problem(409);
    let nobody = besa_tests::Person::nobody(&app);
    nobody.patch(&path, change(1)).await.problem(401);
    let through_own_city = format!("/api/v1/tenants/tirana/milestones/{}", elbasan.milestone.id);
    stranger.patch(&through_own_city, change(1)).await.problem(404);
    assert_eq!(app.count("due_change").await, 0, "a refused call changes nothing");

    let moved = coordinator.patch(&path, change(1)).await.is(200).json();
    assert_eq!(moved["due_on"], "2027-03-31");
    assert_eq!(moved["version"], 2);
    assert_eq!(app.count("due_change").await, 1);
}

#[tokio::test]
async fn an_implementer_reports_on_assigned_commitments_only() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let other = app.commitment(&sample.plan).await;
    let other = app.milestone(&other, 10).await;
    let ina = app.person("ina", &sample.city, Role::Implementer).await;
    let permit = besa_domain::access::Permit::<besa_domain::access::EditCommitment>::system(sample.city.id);
    besa_domain::commitments::assign(&app.app.db, &permit, None, ina.account.id, &[sample.commitment.id])
        .await
        .unwrap();
    let report = json!({ "state": "in_progress", "percent": 40, "done": "Two villages.", "version": 1 });
    let path = |id: besa_domain::MilestoneId| format!("/api/v1/tenants/elbasan/milestones/{id}");
    ina.patch(&path(other.id), report.clone()).await.problem(403);
    ina.patch(&path(sample.milestone.id), json!({ "title": "Mine now", "version": 1 }))
        .await
        .problem(403);
    let saved = ina.patch(&path(sample.milestone.id), report).await.is(200).json();
    assert_eq!(saved["percent"], 40);
    assert_eq!(saved["state"], "in_progress");
}

#[tokio::test]
async fn an_invalid_report_lists_all_wrong_fields_and_saves_nothing() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let path = format!("/api/v1/tenants/elbasan/milestones/{}", sample.milestone.id);
    let report = json!({ "state": "complete", "percent": 140, "completed_on": "2027-01-01", "version": 1 });
    let problem = coordinator.patch(&path, report).await.problem(422);
    let fields: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (error["field"].as_str().unwrap(), error["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        fields,
        [("percent", "out_of_range"), ("completed_on", "date_in_future")]
    );
    assert_eq!(app.count("progress").await, 0);
}

#[tokio::test]
async fn published_records_are_public_and_drafts_are_not() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    app.responsible(&sample.milestone, "Ana Private").await;
    let list = app.get("/api/v1/tenants/elbasan/milestones").await.is(200);
    assert_eq!(list.json()["total"], 1);
    assert!(
        !list.text().contains("Private"),
        "contacts of organisations are never public"
    );
    let city = app.city("tirana").await;
    let plan = app.plan(&city, besa_domain::plans::PlanState::Draft).await;
    app.commitment(&plan).await;
    assert_eq!(
        app.get("/api/v1/tenants/tirana/commitments").await.is(200).json()["total"],
        0
    );
    let viewer = app.person("viewer", &city, Role::Viewer).await;
    assert_eq!(
        viewer.get("/api/v1/tenants/tirana/commitments").await.is(200).json()["total"],
        1
    );
    viewer
        .send(Method::DELETE, "/api/v1/tenants/tirana/commitments", None, &[])
        .await
        .problem(405);
}

//! A token expires, and is limited to its scope and its city.

use super::withdrawn::{browser, sign_in};
use besa_domain::TenantId;
use besa_domain::access::{CreateTenant, ManagePeople, Permit, Role, StaffRole, TokenScope};
use besa_domain::people::{self, TokenDraft};
use besa_tests::{Answer, Person, Sample, TestApp};
use poem::http::Method;
use poem::{Body, Request};
use serde_json::{Value, json};
use time::Duration;

/// Sends a request with a token.
async fn by(app: &TestApp, token: &str, method: Method, path: &str, body: Value) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri_str(path)
        .content_type("application/json")
        .body(Body::from_json(body).unwrap());
    Answer::to(app, request, Some(token)).await
}

async fn issued(app: &TestApp, person: &Person<'_>, draft: TokenDraft) -> String {
    let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
    people::issue(&app.app.db, &permit, person.account.id, draft)
        .await
        .unwrap()
        .1
}

#[tokio::test]
async fn a_token_expires_or_is_revoked() {
    let app = TestApp::new().await;
    let operator = app.staff("operator", StaffRole::Operator).await;
    let city = app.city("elbasan").await;
    let person = app.person("ana", &city, Role::Viewer).await;
    let session = sign_in(&app, person.account.id).await;
    let members_only = "/api/v1/tenants/elbasan/organisations";
    let make = async |body: Value| browser(&app, &session, Method::POST, "/api/v1/tokens", body).await;
    let text = |made: &Value| made["token"].as_str().unwrap().to_owned();
    for days in [0, 366, -1] {
        let refused = make(json!({ "name": "Export", "days": days })).await.problem(422);
        assert_eq!(refused["errors"][0]["field"], "days");
    }
    let usual = make(json!({ "name": "Export" })).await.is(201).json();
    assert_eq!(usual["expires_at"], "2027-02-21T08:00:00Z", "ninety days");
    assert_eq!(
        (&usual["scope"], &usual["city"], &usual["platform"]),
        (&json!("read"), &Value::Null, &json!(false))
    );
    let year = make(json!({ "name": "Export", "days": 365 })).await.is(201).json();
    assert_eq!(year["expires_at"], "2027-11-23T08:00:00Z");
    let read = async |token: &str| {
        by(&app, token, Method::GET, members_only, json!({}))
            .await
            .status
            .as_u16()
    };
    assert_eq!((read(&text(&usual)).await, read(&text(&year)).await), (200, 200));

    // An operator sees and revokes the token; nobody else does.
    let list = format!("/api/v1/accounts/{}/tokens", person.account.id);
    let held = operator.get(&list).await.is(200).json();
    assert_eq!(held["total"], 3, "including the test user's own");
    assert!(!held.to_string().contains("besa_"));
    let path = format!("{list}/{}", year["id"].as_str().unwrap());
    person.send(Method::DELETE, &path, None, &[]).await.problem(403);
    operator.send(Method::DELETE, &path, None, &[]).await.is(204);
    operator.send(Method::DELETE, &path, None, &[]).await.problem(404);
    assert_eq!((read(&text(&usual)).await, read(&text(&year)).await), (200, 401));

    app.app.clock().advance(Duration::days(90) - Duration::seconds(1));
    assert_eq!(read(&text(&usual)).await, 200);
    app.app.clock().advance(Duration::seconds(1));
    assert_eq!(read(&text(&usual)).await, 401);
    // A token of an earlier release, without an expiry date.
    app.sql("UPDATE api_token SET expires_at = NULL").await;
    assert_eq!(read(&text(&usual)).await, 401);
    assert_eq!(operator.get(&list).await.status, 401);
}

#[tokio::test]
async fn a_read_only_token_cannot_write() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let admin = app.person("admin", &sample.city, Role::Admin).await;
    let token = issued(&app, &admin, TokenDraft::reading("Export")).await;
    let at = |path: &str| {
        let path = path.replace("{tenant}", "elbasan");
        let mut parts: Vec<_> = path.split('/').map(str::to_owned).collect();
        for part in parts.iter_mut().filter(|part| part.starts_with('{')) {
            *part = sample.plan.id.to_string();
        }
        format!("/api/v1{}", parts.join("/"))
    };
    by(&app, &token, Method::GET, "/api/v1/tenants/elbasan/contacts", json!({}))
        .await
        .is(200);
    let before = app
        .rows("SELECT sequence, revision FROM chain ORDER BY tenant_id")
        .await;
    let spec: Value = serde_json::from_str(besa_api::spec()).unwrap();
    let mut tried = 0;
    for (path, methods) in spec["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys().filter(|method| *method != "get") {
            let method: Method = method.to_uppercase().parse().unwrap();
            let answer = by(&app, &token, method.clone(), &at(path), json!({})).await;
            let body = answer.problem(403);
            let kind = body["type"].as_str().unwrap();
            let of_city = path.contains("{tenant}");
            // A missing right is reported before a missing scope.
            let right = [
                "/problems/token-scope",
                "/problems/not-allowed",
                "/problems/session-only",
            ];
            assert!(right.contains(&kind), "{method} {path}: {kind}");
            assert!(!of_city || kind != "/problems/session-only", "{method} {path}: {kind}");
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
    let after = app
        .rows("SELECT sequence, revision FROM chain ORDER BY tenant_id")
        .await;
    let numbers = |rows: Vec<sea_orm::QueryResult>| {
        let number = |row: &sea_orm::QueryResult, name: &str| row.try_get::<i64>("", name).unwrap();
        rows.iter()
            .map(|row| (number(row, "sequence"), number(row, "revision")))
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(before), numbers(after));
}

async fn coordinator_of_both<'a>(app: &'a TestApp, one: &Sample, other: &Sample) -> Person<'a> {
    let coordinator = app.person("coordinator", &one.city, Role::Coordinator).await;
    let permit = Permit::<ManagePeople>::system(other.city.id);
    people::add_member(&app.app.db, &permit, &coordinator.account, Role::Coordinator)
        .await
        .unwrap();
    coordinator
}

/// Creates a token with the scope to write, without a city and without the roles across cities.
fn writing(name: &str) -> TokenDraft {
    TokenDraft {
        scope: TokenScope::Write,
        ..TokenDraft::reading(name)
    }
}

#[tokio::test]
async fn a_reporting_token_sends_progress_and_evidence_only() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let coordinator = app.person("coordinator", &sample.city, Role::Coordinator).await;
    let draft = TokenDraft {
        scope: TokenScope::Report,
        ..TokenDraft::reading("Progress")
    };
    let reports = issued(&app, &coordinator, draft).await;
    let milestone = format!("/api/v1/tenants/elbasan/milestones/{}", sample.milestone.id);
    let progress = json!({ "version": 1, "state": "in_progress" });
    by(&app, &reports, Method::PATCH, &milestone, progress).await.is(200);
    let title = json!({ "version": 2, "title": "Another" });
    by(&app, &reports, Method::PATCH, &milestone, title).await.problem(403);
    let piece = json!({ "milestone": sample.milestone.id, "title": "Minutes", "kind": "minutes", "link": "https://example.org/" });
    by(&app, &reports, Method::POST, "/api/v1/tenants/elbasan/evidence", piece)
        .await
        .is(201);
    let plan = format!("/api/v1/tenants/elbasan/plans/{}", sample.plan.id);
    let edit = json!({ "version": 2, "title": "Another" });
    let refused = by(&app, &reports, Method::PATCH, &plan, edit).await.problem(403);
    assert_eq!(refused["type"], "/problems/token-scope");
}

#[tokio::test]
async fn a_token_of_one_city_has_no_role_in_another() {
    let app = TestApp::new().await;
    let (sample, other) = (app.sample("elbasan").await, app.sample("tirana").await);
    let coordinator = coordinator_of_both(&app, &sample, &other).await;
    let draft = TokenDraft {
        city: Some(sample.city.id),
        ..writing("Progress")
    };
    let here = issued(&app, &coordinator, draft).await;
    let plan = format!("/api/v1/tenants/elbasan/plans/{}", sample.plan.id);
    let edit = json!({ "version": 2, "title": "Another" });
    by(&app, &here, Method::PATCH, &plan, edit).await.is(200);
    let there = async |method: Method, path: &str| {
        let body = json!({ "body": "Words", "plan": sample.plan.id });
        by(&app, &here, method, &format!("/api/v1/tenants/{path}"), body).await
    };
    there(Method::GET, "elbasan/contacts").await.is(200);
    let refused = there(Method::GET, "tirana/contacts").await.problem(404);
    let nowhere = there(Method::GET, "nowhere/contacts").await.problem(404);
    assert_eq!(refused["detail"], nowhere["detail"]);
    there(Method::POST, "tirana/comments").await.problem(404);
    there(Method::GET, "tirana/plans").await.is(200);
}

#[tokio::test]
async fn a_token_has_roles_across_cities_only_if_created_with_them() {
    let app = TestApp::new().await;
    app.city("elbasan").await;
    let operator = app.staff("operator", StaffRole::Operator).await;
    let plain = issued(&app, &operator, writing("Progress")).await;
    let platform = |draft| TokenDraft {
        platform: true,
        ..draft
    };
    let asked = issued(&app, &operator, platform(writing("Progress"))).await;
    let reads = issued(&app, &operator, platform(TokenDraft::reading("Progress"))).await;
    let jobs = async |token: &str| {
        by(&app, token, Method::GET, "/api/v1/jobs", json!({}))
            .await
            .status
            .as_u16()
    };
    assert_eq!(
        (jobs(&plain).await, jobs(&asked).await, jobs(&reads).await),
        (403, 200, 200)
    );
    let own = format!("/api/v1/accounts/{}/sessions", operator.account.id);
    by(&app, &reads, Method::DELETE, &own, json!({})).await.problem(403);
    by(&app, &asked, Method::DELETE, &own, json!({})).await.is(204);
    let monitors = "/api/v1/tenants/elbasan/monitors";
    let somebody = json!({ "email": "new@example.org" });
    by(&app, &plain, Method::POST, monitors, somebody.clone())
        .await
        .problem(404);
    by(&app, &asked, Method::POST, monitors, somebody).await.is(201);
}

#[tokio::test]
async fn a_token_cannot_have_more_rights_than_its_creator() {
    let app = TestApp::new().await;
    let (sample, other) = (app.sample("elbasan").await, app.sample("tirana").await);
    let coordinator = coordinator_of_both(&app, &sample, &other).await;
    let session = sign_in(&app, coordinator.account.id).await;
    app.city("berat").await;
    for (field, wrong) in [
        ("platform", json!({ "name": "x", "platform": true })),
        ("city", json!({ "name": "x", "city": "berat" })),
        ("city", json!({ "name": "x", "city": "nowhere" })),
    ] {
        let refused = browser(&app, &session, Method::POST, "/api/v1/tokens", wrong)
            .await
            .problem(422);
        assert_eq!(refused["errors"][0]["field"], field);
    }
    let made = json!({ "name": "x", "city": "tirana", "scope": "report" });
    let made = browser(&app, &session, Method::POST, "/api/v1/tokens", made)
        .await
        .is(201)
        .json();
    assert_eq!(
        (&made["city"], &made["scope"]),
        (&json!(other.city.id), &json!("report"))
    );
}

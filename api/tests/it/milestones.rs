//! Changes of milestones: who may make them, and how.

use crate::world::{plan, world};
use besa_domain::access::{EditCommitment, Permit, Role};
use besa_domain::{commitments, people, tenants};
use poem::http::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn only_some_roles_reschedule_a_milestone() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let viewer = world.token("elbasan", Role::Viewer).await;
    let stranger = world.token("tirana", Role::Coordinator).await;
    let (_, _, milestone) = plan(&world, &coordinator).await;
    let path = format!("/tenants/elbasan/milestones/{milestone}");
    let to = |version: i32| json!({ "due_on": "2027-01-31", "reason": "No bidder", "version": version });

    world
        .patch("", &path, to(1))
        .await
        .problem(StatusCode::UNAUTHORIZED, "sign-in");
    world
        .patch("besa_wrong", &path, to(1))
        .await
        .problem(StatusCode::UNAUTHORIZED, "sign-in");
    world
        .patch(&viewer, &path, to(1))
        .await
        .problem(StatusCode::FORBIDDEN, "not-allowed");
    world
        .patch(&stranger, &path, to(1))
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    let elsewhere = format!("/tenants/tirana/milestones/{milestone}");
    let theirs = world
        .patch(&stranger, &elsewhere, to(1))
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    let nowhere = "/tenants/tirana/milestones/01900000-0000-7000-8000-000000000001";
    let none = world
        .patch(&stranger, nowhere, to(1))
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");
    assert_eq!(theirs["detail"], none["detail"]);
    let stale = world
        .patch(&coordinator, &path, to(9))
        .await
        .problem(StatusCode::CONFLICT, "stale-version");
    assert_eq!(stale["current_version"], 1);
    let unsaid = json!({ "due_on": "2027-01-31", "reason": "No bidder" });
    world
        .patch(&coordinator, &path, unsaid)
        .await
        .problem(StatusCode::PRECONDITION_REQUIRED, "version-missing");

    let before = world.get("", &path).await.is(StatusCode::OK);
    assert_eq!(
        (&before["due_said"]["said"], &before["due_said"]["precision"]),
        (&json!("Nov 2026"), &json!("month"))
    );
    assert_eq!((&before["standing"], &before["days_late"]), (&json!("late"), &json!(3)));

    let moved = world.patch(&coordinator, &path, to(1)).await;
    assert_eq!(moved.headers["etag"], "\"2\"");
    assert_eq!(moved.is(StatusCode::OK)["due_on"], "2027-01-31");
    let read = world.get("", &path).await.is(StatusCode::OK);
    assert_eq!(read["moves"][0]["old_due_on"], "2026-11-20");
    assert_eq!(read["moves"][0]["old_due_said"]["said"], "Nov 2026");
    let moves = world.get("", &format!("{path}/moves")).await.is(StatusCode::OK);
    assert_eq!((&moves["total"], &moves["next"]), (&json!(1), &Value::Null));

    let both = json!({ "starts_on": "2027-02-10", "due_on": "2027-03-31", "reason": "No bidder", "version": 2 });
    let both = world.patch(&coordinator, &path, both).await.is(StatusCode::OK);
    assert_eq!(
        (&both["starts_on"], &both["due_on"]),
        (&json!("2027-02-10"), &json!("2027-03-31"))
    );

    let day = json!({ "due_on": "2027-02-30", "reason": "x", "version": 4 });
    let refused = world
        .patch(&coordinator, &path, day)
        .await
        .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(refused["errors"][0]["code"], "not_a_date");
    let tenant = json!({ "tenant_id": "x", "version": 4 });
    let refused = world
        .patch(&coordinator, &path, tenant)
        .await
        .problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(
        refused["errors"][0],
        json!({
            "field": "tenant_id", "code": "unknown_field", "limit": null, "detail": "This operation has no such field."
        })
    );
}

#[tokio::test]
async fn an_implementer_can_only_report() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let implementer = world.token("elbasan", Role::Implementer).await;
    let (_, commitment, milestone) = plan(&world, &coordinator).await;
    let path = format!("/tenants/elbasan/milestones/{milestone}");
    let report = json!({ "state": "in_progress", "percent": 40, "version": 1 });
    world
        .patch(&implementer, &path, report.clone())
        .await
        .problem(StatusCode::FORBIDDEN, "not-allowed");

    let tenant = tenants::by_slug(&world.app.db, "elbasan").await.unwrap();
    let account = people::by_email(&world.app.db, "implementer@elbasan.example.org")
        .await
        .unwrap();
    let permit = Permit::<EditCommitment>::system(tenant.id);
    let id = commitment.parse().unwrap();
    commitments::assign(&world.app.db, &permit, None, account.id, &[id])
        .await
        .unwrap();

    let saved = world.patch(&implementer, &path, report).await.is(StatusCode::OK);
    assert_eq!(
        (&saved["state"], &saved["percent"]),
        (&json!("in_progress"), &json!(40))
    );
    let title = json!({ "title": "Mine", "version": 2 });
    world
        .patch(&implementer, &path, title)
        .await
        .problem(StatusCode::FORBIDDEN, "not-allowed");
    let stuck = json!({ "state": "stuck", "version": 2 });
    let refused = world.post(&implementer, &format!("{path}/progress"), stuck).await;
    assert_eq!(
        refused.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid")["errors"][0]["code"],
        "reason_missing"
    );
    let history = world.get("", &format!("{path}/progress")).await.is(StatusCode::OK);
    assert_eq!(history["total"], 1);
    let stuck = world
        .get("", "/tenants/elbasan/milestones?state=in_progress")
        .await
        .is(StatusCode::OK);
    assert_eq!(stuck["total"], 1);
    let stuck = world
        .get("", "/tenants/elbasan/milestones?state=stuck")
        .await
        .is(StatusCode::OK);
    assert_eq!(stuck["total"], 0);
}

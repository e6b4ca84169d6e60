//! Reports: asked for, waited for, read.

use crate::world::{answer, plan, world};
use besa_domain::access::{Permit, Role, WriteReports};
use besa_domain::{ReportId, reports, tenants};
use bytes::Bytes;
use poem::http::StatusCode;
use serde_json::{Value, json};

#[tokio::test]
async fn a_report_is_asked_for_and_read_when_it_is_built() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let viewer = world.token("elbasan", Role::Viewer).await;
    let (plan, _, _) = plan(&world, &coordinator).await;
    let path = "/tenants/elbasan/reports";
    let new = json!({ "plan": plan, "kind": "self_assessment", "language": "en" });
    world
        .post(&viewer, path, new.clone())
        .await
        .problem(StatusCode::FORBIDDEN, "not-allowed");
    let other = json!({ "plan": plan, "kind": "self_assessment", "language": "xx" });
    let refused = world.post(&coordinator, path, other).await;
    let refused = refused.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(refused["errors"][0]["field"], "language");
    let nowhere = json!({ "plan": "01900000-0000-7000-8000-000000000001", "kind": "self_assessment" });
    world
        .post(&coordinator, path, nowhere)
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");

    let ask = async || {
        let request = world.client.post(format!("/api/v1{path}")).body_json(&new);
        let request = request.header("authorization", format!("Bearer {coordinator}"));
        answer(request.header("idempotency-key", "a").send().await).await
    };
    let asked = ask().await.is(StatusCode::ACCEPTED);
    assert_eq!(asked["state"], "waiting");
    assert_eq!(ask().await.is(StatusCode::ACCEPTED), asked);
    let one = format!("{path}/{}", asked["id"].as_str().unwrap());
    let waiting = world.get(&viewer, &one).await.is(StatusCode::OK);
    assert_eq!(waiting["figures"], Value::Null);
    world.get("", &one).await.problem(StatusCode::UNAUTHORIZED, "sign-in");
    world
        .get(&viewer, &format!("{one}/pdf"))
        .await
        .problem(StatusCode::NOT_FOUND, "not-found");

    // What the job does.
    let db = &world.app.db;
    let tenant = tenants::by_slug(db, "elbasan").await.unwrap();
    let permit = Permit::<WriteReports>::system(tenant.id);
    let id: ReportId = asked["id"].as_str().unwrap().parse().unwrap();
    let (_, figures) = reports::prepare(db, &permit, id, "http://localhost:8080")
        .await
        .unwrap();
    world
        .kept
        .lock()
        .unwrap()
        .insert("r.pdf".to_owned(), Bytes::from_static(b"%PDF-1.7"));
    reports::built(db, &permit, id, &figures, "r.pdf", 8).await.unwrap();

    let built = world.get(&viewer, &one).await.is(StatusCode::OK);
    assert_eq!((&built["state"], &built["pdf_size"]), (&json!("built"), &json!(8)));
    let figures = &built["figures"];
    assert_eq!(
        (&figures["commitments"], &figures["data_as_of"]),
        (&json!(1), &json!("2026-11-23"))
    );
    assert_eq!(
        (&figures["milestones"]["all"], &figures["milestones"]["late"]),
        (&json!(1), &json!(1))
    );
    let completion = figures["completion"].as_object().unwrap();
    assert_eq!(completion.values().filter_map(Value::as_u64).sum::<u64>(), 1);
    let pdf = world.get(&viewer, &format!("{one}/pdf")).await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    let disposition = pdf.headers["content-disposition"].to_str().unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"elbasan-2026-2028-self-assessment-en.pdf\""),
        "{disposition}"
    );
    assert_eq!(pdf.is(StatusCode::OK), "%PDF-1.7");
    let list = world.get(&viewer, path).await.is(StatusCode::OK);
    assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &asked["id"]));
}

//! Reports: begun, written, consulted on, made final, read.

use crate::world::{PLAN, plan, world};
use besa_domain::access::{Permit, Role, WriteReports};
use besa_domain::reports::{self, Kept, Printed};
use besa_domain::{ReportId, tenants};
use bytes::Bytes;
use poem::http::StatusCode;
use serde_json::{Value, json};
use time::Duration;

#[tokio::test]
async fn a_report_is_written_consulted_on_and_made_final() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let viewer = world.token("elbasan", Role::Viewer).await;
    let (plan, _, _) = plan(&world, &coordinator).await;
    let path = "/tenants/elbasan/reports";
    let new = json!({ "plan": plan, "kind": "self_assessment", "language": "en" });
    let refused = world.post(&viewer, path, new.clone()).await;
    refused.problem(StatusCode::FORBIDDEN, "not-allowed");
    let other = json!({ "plan": plan, "kind": "self_assessment", "language": "xx" });
    let refused = world.post(&coordinator, path, other).await;
    let refused = refused.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(refused["errors"][0]["field"], "language");
    let nowhere = json!({ "plan": "01900000-0000-7000-8000-000000000001", "kind": "self_assessment" });
    let refused = world.post(&coordinator, path, nowhere).await;
    refused.problem(StatusCode::NOT_FOUND, "not-found");

    let begun = world.post(&coordinator, path, new).await.is(StatusCode::CREATED);
    let id = begun["id"].as_str().unwrap();
    assert_eq!(
        (&begun["state"], &begun["author"]),
        (&json!("draft"), &json!("government"))
    );
    let one = format!("{path}/{id}");
    // A draft is the city's own.
    world.get("", &one).await.problem(StatusCode::NOT_FOUND, "not-found");
    assert_eq!(world.get("", path).await.is(StatusCode::OK)["total"], 0);
    let read = world.get(&viewer, &one).await.is(StatusCode::OK);
    assert_eq!(read["sections"].as_array().unwrap().len(), 9);
    assert_eq!(
        (&read["figures"]["milestones"]["all"], &read["sections"][0]["version"]),
        (&json!(1), &json!(0))
    );

    // Sections, each with its version.
    let words = |text: &str, version: i32| json!({ "text": text, "version": version });
    let section = |code: &str| format!("{one}/sections/{code}");
    let saved = world
        .put(&coordinator, &section("lessons"), words("Begin early.", 0))
        .await;
    assert_eq!(saved.is(StatusCode::OK)["version"], 1);
    let stale = world.put(&coordinator, &section("lessons"), words("Late.", 0)).await;
    stale.problem(StatusCode::CONFLICT, "stale-version");
    let unknown = world.put(&coordinator, &section("poetry"), words("Ode", 0)).await;
    unknown.problem(StatusCode::NOT_FOUND, "not-found");
    world
        .put(&viewer, &section("next"), words("No", 0))
        .await
        .problem(StatusCode::FORBIDDEN, "not-allowed");

    // The consultation: two weeks at least, and the text stays as it is.
    let open = format!("{one}/consultation");
    let close = format!("{one}/final");
    let early = world.post(&coordinator, &close, json!({ "version": 1 })).await;
    early.problem(StatusCode::CONFLICT, "state-step");
    let short = json!({ "version": 1, "closes_on": "2026-12-06" });
    let short = world.post(&coordinator, &open, short).await;
    let short = short.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(
        (&short["errors"][0]["field"], &short["errors"][0]["code"]),
        (&json!("closes_on"), &json!("too_few_days"))
    );
    let opened = world
        .post(&coordinator, &open, json!({ "version": 1 }))
        .await
        .is(StatusCode::OK);
    assert_eq!(
        (&opened["state"], &opened["closes_on"]),
        (&json!("consultation"), &json!("2026-12-07"))
    );
    let read = world.get("", &one).await.is(StatusCode::OK);
    assert_eq!(read["sections"][6]["text"], "Begin early.");
    let locked = world.put(&coordinator, &section("lessons"), words("Later.", 1)).await;
    locked.problem(StatusCode::CONFLICT, "consultation-open");
    let early = world.post(&coordinator, &close, json!({ "version": 2 })).await;
    early.problem(StatusCode::CONFLICT, "consultation-open");
    let comment = json!({ "report": id, "body": "Name the villages.", "name": "Ana", "email": "ana@example.org" });
    let comments = "/tenants/elbasan/comments";
    world.post("", comments, comment.clone()).await.is(StatusCode::ACCEPTED);
    let comment_of_hers = json!({ "report": id, "body": "Name the villages." });
    world
        .post(&viewer, comments, comment_of_hers.clone())
        .await
        .is(StatusCode::CREATED);

    // It is over: what is missing is said, section by section.
    world.app.clock().advance(Duration::days(15));
    let late = world.post(&viewer, comments, comment_of_hers).await;
    late.problem(StatusCode::CONFLICT, "consultation-closed");
    let missing = world.post(&coordinator, &close, json!({ "version": 2 })).await;
    let missing = missing.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let fields: Vec<&str> = missing["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["field"].as_str().unwrap())
        .collect();
    assert_eq!(
        fields,
        [
            "introduction",
            "development",
            "implementation",
            "recommendations",
            "next"
        ]
    );
    for code in fields {
        world
            .put(&coordinator, &section(code), words("Written.", 0))
            .await
            .is(StatusCode::OK);
    }
    let done = world
        .post(&coordinator, &close, json!({ "version": 2 }))
        .await
        .is(StatusCode::OK);
    assert_eq!(done["state"], "waiting");
    let hash = done["sha256"].as_str().unwrap().to_owned();
    world
        .put(&coordinator, &section("lessons"), words("Never.", 1))
        .await
        .problem(StatusCode::CONFLICT, "state-step");
    for file in ["pdf", "docx", "html"] {
        let missing = world.get("", &format!("{one}/{file}")).await;
        missing.problem(StatusCode::NOT_FOUND, "not-found");
    }

    // What the job does.
    let db = &world.app.db;
    let tenant = tenants::by_slug(db, "elbasan").await.unwrap();
    let permit = Permit::<WriteReports>::system(tenant.id);
    let of: ReportId = id.parse().unwrap();
    let prepared = reports::prepare(db, &permit, of, "http://localhost:8080")
        .await
        .unwrap()
        .unwrap();
    let keep = async |name: &str, bytes: &'static [u8]| {
        let (key, bytes) = (name.to_owned(), Bytes::from_static(bytes));
        let files = world.app.files.as_ref();
        let (size, _) = besa_domain::files::write(db, files, &permit, key.clone(), bytes)
            .await
            .unwrap();
        Kept { key, size }
    };
    let printed = Printed {
        pdf: keep("r.pdf", b"%PDF-1.7").await,
        docx: keep("r.docx", b"PK").await,
        html: keep("r.html", b"<!doctype html>").await,
    };
    reports::built(db, &permit, of, &prepared.content, &printed)
        .await
        .unwrap();

    let built = world.get("", &one).await.is(StatusCode::OK);
    assert_eq!((&built["state"], &built["pdf_size"]), (&json!("built"), &json!(8)));
    assert_eq!(built["sha256"], hash);
    let figures = &built["figures"];
    assert_eq!((&figures["commitments"], &figures["comments"]), (&json!(1), &json!(1)));
    assert_eq!(figures["data_as_of"], "2026-12-08");
    let completion = figures["completion"].as_object().unwrap();
    assert_eq!(completion.values().filter_map(Value::as_u64).sum::<u64>(), 1);
    let pdf = world.get("", &format!("{one}/pdf")).await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    let disposition = pdf.headers["content-disposition"].to_str().unwrap();
    let named = "attachment; filename=\"elbasan-2026-2028-self-assessment-en.pdf\"";
    assert!(disposition.starts_with(named), "{disposition}");
    assert_eq!(pdf.is(StatusCode::OK), "%PDF-1.7");
    let list = world.get("", path).await.is(StatusCode::OK);
    assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &begun["id"]));
}

#[tokio::test]
async fn a_report_on_a_draft_plan_stays_inside() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let body = json!({ "reference": "2029-2031", "title": "The next plan" });
    let plan = world.post(&coordinator, PLAN, body).await.is(StatusCode::CREATED);
    let new = json!({ "plan": plan["id"], "kind": "self_assessment", "language": "en" });
    let begun = world
        .post(&coordinator, "/tenants/elbasan/reports", new)
        .await
        .is(StatusCode::CREATED);
    let open = format!(
        "/tenants/elbasan/reports/{}/consultation",
        begun["id"].as_str().unwrap()
    );
    let refused = world.post(&coordinator, &open, json!({ "version": 1 })).await;
    refused.problem(StatusCode::CONFLICT, "state-step");
}

//! Reports: create, write, consult, make final, read.

use crate::world::{Answer, PLAN, World, plan, world};
use besa_domain::access::{Permit, Role, WriteReports};
use besa_domain::reports::{self, Kept, Printed};
use besa_domain::{ReportId, tenants};
use bytes::Bytes;
use poem::http::StatusCode;
use poem::{Endpoint, Response};
use serde_json::{Value, json};
use time::Duration;

const REPORTS: &str = "/tenants/elbasan/reports";
const COMMENTS: &str = "/tenants/elbasan/comments";

/// A city with a report on its plan, and the tokens of a coordinator and a viewer.
struct Report<E> {
    world: World<E>,
    coordinator: String,
    viewer: String,
    /// The response to the request that created the report.
    begun: Value,
    /// Its path in the API.
    path: String,
}

/// Creates a draft.
async fn begun() -> Report<impl Endpoint<Output = Response>> {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let viewer = world.token("elbasan", Role::Viewer).await;
    let (plan, _, _) = plan(&world, &coordinator).await;
    let new = json!({ "plan": plan, "kind": "self_assessment", "language": "en" });
    let begun = world.post(&coordinator, REPORTS, new).await.is(StatusCode::CREATED);
    let path = format!("{REPORTS}/{}", begun["id"].as_str().unwrap());
    Report {
        world,
        coordinator,
        viewer,
        begun,
        path,
    }
}

/// Creates a report with one section, open for consultation since 23 November.
async fn opened() -> Report<impl Endpoint<Output = Response>> {
    let report = begun().await;
    report.save("lessons", "Begin early.", 0).await.is(StatusCode::OK);
    report.open(json!({ "version": 1 })).await.is(StatusCode::OK);
    report
}

/// Creates a report with a member's comment, after the end of its consultation.
async fn consulted_on() -> Report<impl Endpoint<Output = Response>> {
    let report = opened().await;
    report.comment().await.is(StatusCode::CREATED);
    report.world.app.clock().advance(Duration::days(15));
    report
}

/// Creates a final report without files; also returns the response that made it final.
async fn finished() -> (Report<impl Endpoint<Output = Response>>, Value) {
    let report = consulted_on().await;
    for section in [
        "introduction",
        "development",
        "implementation",
        "recommendations",
        "next",
    ] {
        report.save(section, "Written.", 0).await.is(StatusCode::OK);
    }
    let done = report.close(2).await.is(StatusCode::OK);
    (report, done)
}

impl<E: Endpoint<Output = Response>> Report<E> {
    async fn save_as(&self, token: &str, section: &str, text: &str, version: i32) -> Answer {
        let path = format!("{}/sections/{section}", self.path);
        let words = json!({ "text": text, "version": version });
        self.world.put(token, &path, words).await
    }

    /// Saves a section as the coordinator.
    async fn save(&self, section: &str, text: &str, version: i32) -> Answer {
        self.save_as(&self.coordinator, section, text, version).await
    }

    /// Opens the consultation.
    async fn open(&self, body: Value) -> Answer {
        let path = format!("{}/consultation", self.path);
        self.world.post(&self.coordinator, &path, body).await
    }

    /// Makes the report final.
    async fn close(&self, version: i32) -> Answer {
        let path = format!("{}/final", self.path);
        let body = json!({ "version": version });
        self.world.post(&self.coordinator, &path, body).await
    }

    /// Comments as the viewer.
    async fn comment(&self) -> Answer {
        let comment = json!({ "report": self.begun["id"], "body": "Name the villages." });
        self.world.post(&self.viewer, COMMENTS, comment).await
    }
}

#[tokio::test]
async fn a_report_needs_a_coordinator_a_known_language_and_a_plan() {
    let world = world().await;
    let coordinator = world.token("elbasan", Role::Coordinator).await;
    let viewer = world.token("elbasan", Role::Viewer).await;
    let (plan, _, _) = plan(&world, &coordinator).await;
    let new = json!({ "plan": plan, "kind": "self_assessment", "language": "en" });
    let refused = world.post(&viewer, REPORTS, new.clone()).await;
    refused.problem(StatusCode::FORBIDDEN, "not-allowed");
    let other = json!({ "plan": plan, "kind": "self_assessment", "language": "xx" });
    let refused = world.post(&coordinator, REPORTS, other).await;
    let refused = refused.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(refused["errors"][0]["field"], "language");
    let nowhere = json!({ "plan": "01900000-0000-7000-8000-000000000001", "kind": "self_assessment" });
    let refused = world.post(&coordinator, REPORTS, nowhere).await;
    refused.problem(StatusCode::NOT_FOUND, "not-found");
    let begun = world.post(&coordinator, REPORTS, new).await.is(StatusCode::CREATED);
    assert_eq!(
        (&begun["state"], &begun["author"]),
        (&json!("draft"), &json!("government"))
    );
}

#[tokio::test]
async fn a_draft_is_read_in_its_city_only() {
    let report = begun().await;
    let hidden = report.world.get("", &report.path).await;
    hidden.problem(StatusCode::NOT_FOUND, "not-found");
    let list = report.world.get("", REPORTS).await.is(StatusCode::OK);
    assert_eq!(list["total"], 0);
    let read = report.world.get(&report.viewer, &report.path).await;
    let read = read.is(StatusCode::OK);
    assert_eq!(read["sections"].as_array().unwrap().len(), 9);
    assert_eq!(
        (&read["figures"]["milestones"]["all"], &read["sections"][0]["version"]),
        (&json!(1), &json!(0))
    );
}

#[tokio::test]
async fn a_coordinator_saves_a_section_with_its_current_version() {
    let report = begun().await;
    let saved = report.save("lessons", "Begin early.", 0).await;
    assert_eq!(saved.is(StatusCode::OK)["version"], 1);
    let stale = report.save("lessons", "Late.", 0).await;
    stale.problem(StatusCode::CONFLICT, "stale-version");
    let unknown = report.save("poetry", "Ode", 0).await;
    unknown.problem(StatusCode::NOT_FOUND, "not-found");
    let refused = report.save_as(&report.viewer, "next", "No", 0).await;
    refused.problem(StatusCode::FORBIDDEN, "not-allowed");
}

#[tokio::test]
async fn a_draft_needs_two_weeks_of_consultation_before_it_is_final() {
    let report = begun().await;
    report.save("lessons", "Begin early.", 0).await.is(StatusCode::OK);
    let early = report.close(1).await;
    early.problem(StatusCode::CONFLICT, "state-step");
    let short = report.open(json!({ "version": 1, "closes_on": "2026-12-06" })).await;
    let short = short.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(
        (&short["errors"][0]["field"], &short["errors"][0]["code"]),
        (&json!("closes_on"), &json!("too_few_days"))
    );
    let opened = report.open(json!({ "version": 1 })).await.is(StatusCode::OK);
    assert_eq!(
        (&opened["state"], &opened["closes_on"]),
        (&json!("consultation"), &json!("2026-12-07"))
    );
}

#[tokio::test]
async fn an_open_report_is_public_read_only_and_open_for_comments() {
    let report = opened().await;
    let read = report.world.get("", &report.path).await.is(StatusCode::OK);
    assert_eq!(read["sections"][6]["text"], "Begin early.");
    let locked = report.save("lessons", "Later.", 1).await;
    locked.problem(StatusCode::CONFLICT, "consultation-open");
    let early = report.close(2).await;
    early.problem(StatusCode::CONFLICT, "consultation-open");
    let comment = json!({
        "report": report.begun["id"], "body": "Name the villages.", "name": "Ana", "email": "ana@example.org"
    });
    let sent = report.world.post("", COMMENTS, comment).await;
    sent.is(StatusCode::ACCEPTED);
    report.comment().await.is(StatusCode::CREATED);
}

#[tokio::test]
async fn after_the_consultation_comments_are_refused_and_missing_sections_listed() {
    let report = consulted_on().await;
    let late = report.comment().await;
    late.problem(StatusCode::CONFLICT, "consultation-closed");
    let missing = report.close(2).await;
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
}

#[tokio::test]
async fn a_final_report_cannot_be_edited_and_has_no_file_until_built() {
    let (report, done) = finished().await;
    assert_eq!(done["state"], "waiting");
    let locked = report.save("lessons", "Never.", 1).await;
    locked.problem(StatusCode::CONFLICT, "state-step");
    for file in ["pdf", "docx", "html"] {
        let missing = report.world.get("", &format!("{}/{file}", report.path)).await;
        missing.problem(StatusCode::NOT_FOUND, "not-found");
    }
}

/// Does what the job that builds the files does.
async fn build<E>(report: &Report<E>) {
    let db = &report.world.app.db;
    let tenant = tenants::by_slug(db, "elbasan").await.unwrap();
    let permit = Permit::<WriteReports>::system(tenant.id);
    let of: ReportId = report.begun["id"].as_str().unwrap().parse().unwrap();
    let prepared = reports::prepare(db, &permit, of, "http://localhost:8080")
        .await
        .unwrap()
        .unwrap();
    let keep = async |name: &str, bytes: &'static [u8]| {
        let (key, bytes) = (name.to_owned(), Bytes::from_static(bytes));
        let files = report.world.app.files.as_ref();
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
}

#[tokio::test]
async fn a_built_report_is_public_with_its_figures_and_its_pdf() {
    let (report, done) = finished().await;
    build(&report).await;
    let world = &report.world;
    let built = world.get("", &report.path).await.is(StatusCode::OK);
    assert_eq!((&built["state"], &built["pdf_size"]), (&json!("built"), &json!(8)));
    assert!(done["sha256"].is_string());
    assert_eq!(built["sha256"], done["sha256"]);
    let figures = &built["figures"];
    assert_eq!((&figures["commitments"], &figures["comments"]), (&json!(1), &json!(1)));
    assert_eq!(figures["data_as_of"], "2026-12-08");
    let completion = figures["completion"].as_object().unwrap();
    assert_eq!(completion.values().filter_map(Value::as_u64).sum::<u64>(), 1);
    let pdf = world.get("", &format!("{}/pdf", report.path)).await;
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    let disposition = pdf.headers["content-disposition"].to_str().unwrap();
    let named = "attachment; filename=\"elbasan-2026-2028-self-assessment-en.pdf\"";
    assert!(disposition.starts_with(named), "{disposition}");
    assert_eq!(pdf.is(StatusCode::OK), "%PDF-1.7");
    let list = world.get("", REPORTS).await.is(StatusCode::OK);
    assert_eq!(
        (&list["total"], &list["items"][0]["id"]),
        (&json!(1), &report.begun["id"])
    );
}

#[tokio::test]
async fn a_report_on_a_draft_plan_is_not_public() {
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

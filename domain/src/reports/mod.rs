//! Reports that a job builds from a city's records. What a report says is frozen when it is built.

mod compile;
pub mod self_assessment;

pub use compile::compile;

use crate::access::{AskReport, Permit, SeePlan, SeeReport};
use crate::coded::coded;
use crate::db::Db;
use crate::db::entity::{plan, report};
use crate::error::{Error, Result};
use crate::ids::{PlanId, ReportId};
use crate::jobs::Job;
use crate::log::Entry;
use crate::once::Once;
use crate::{plans, tenants};
use sea_orm::QueryOrder;
use self_assessment::SelfAssessment;
use serde_json::json;

/// A report that was asked for.
pub type Report = report::Model;

coded! {
    /// Which report.
    ReportKind {
        /// The government's self-assessment (domain.md 3.1).
        SelfAssessment = "self_assessment",
    }
    /// Where it stands.
    ReportState {
        /// Asked for; a job will build it.
        Waiting = "waiting",
        /// There to be read.
        Built = "built",
        /// It could not be built.
        Failed = "failed",
    }
}

/// Asks for a report; a job builds it.
///
/// # Errors
/// `NotFound("plan")` when the plan is not this city's.
pub async fn ask(
    db: &Db,
    permit: &Permit<AskReport>,
    once: Option<&Once>,
    plan: PlanId,
    kind: ReportKind,
    language: &str,
) -> Result<Report> {
    let mut tx = db.begin(permit).await?;
    let plan = tx.get::<plan::Entity>(plan, "plan").await?;
    if let Some(answer) = tx.replay(once).await? {
        return Ok(answer);
    }
    let row = Report {
        tenant_id: tx.tenant(),
        id: tx.id(),
        plan_id: plan.id,
        kind,
        language: language.to_owned(),
        state: ReportState::Waiting,
        content: None,
        pdf_key: None,
        pdf_size: None,
        failure: None,
        asked_at: tx.now(),
        built_at: None,
    };
    let made = tx.add(row).await?;
    tx.enqueue_now(&Job::BuildReport { report: made.id }, &made.id.to_string())
        .await?;
    tx.record(Entry::new("report.ask", "report", made.id).with(json!({ "kind": kind, "title": plan.title })))
        .await?;
    tx.keep(once, &made).await?;
    tx.commit().await?;
    Ok(made)
}

/// Reports of a city, newest first.
///
/// # Errors
/// The database's own.
pub async fn list(db: &Db, permit: &Permit<SeeReport>) -> Result<Vec<Report>> {
    let city = db.read(permit).await?;
    city.find::<report::Entity>()
        .order_by_desc(report::Column::Id)
        .all()
        .await
}

/// One report.
///
/// # Errors
/// `NotFound("report")`.
pub async fn get(db: &Db, permit: &Permit<SeeReport>, id: ReportId) -> Result<Report> {
    let city = db.read(permit).await?;
    city.get::<report::Entity>(id, "report").await
}

/// What a report says, read back as it was frozen.
///
/// # Errors
/// `NotFound("report")` while it is not built.
pub fn content(report: &Report) -> Result<SelfAssessment> {
    let content = report.content.as_deref().ok_or(Error::NotFound("report"))?;
    Ok(serde_json::from_str(content)?)
}

/// The figures for a report that waits, for the job that builds it.
///
/// # Errors
/// `NotFound` when the report or its plan is gone.
pub async fn prepare(
    db: &Db,
    permit: &Permit<AskReport>,
    id: ReportId,
    base_url: &str,
) -> Result<(Report, SelfAssessment)> {
    let report = {
        let city = db.read(permit).await?;
        city.get::<report::Entity>(id, "report").await?
    };
    let tenant = tenants::by_id(db, permit.tenant()).await?;
    let whole = plans::whole(db, &Permit::<SeePlan>::system(permit.tenant()), report.plan_id).await?;
    let figures = compile(&tenant, &whole, &report.language, db.clock().now(), base_url);
    Ok((report, figures))
}

/// Keeps a report that was built. Building it again changes nothing: the first one stays.
///
/// # Errors
/// `NotFound("report")`.
pub async fn built(
    db: &Db,
    permit: &Permit<AskReport>,
    id: ReportId,
    figures: &SelfAssessment,
    pdf_key: &str,
    pdf_size: i64,
) -> Result<Report> {
    let mut tx = db.begin(permit).await?;
    let old = tx.get::<report::Entity>(id, "report").await?;
    if old.state == ReportState::Built {
        return Ok(old);
    }
    let new = Report {
        state: ReportState::Built,
        content: Some(serde_json::to_string(figures)?),
        pdf_key: Some(pdf_key.to_owned()),
        pdf_size: Some(pdf_size),
        failure: None,
        built_at: Some(tx.now()),
        ..old
    };
    let saved = tx.save(new).await?;
    tx.record(
        Entry::new("report.build", "report", id).with(json!({ "kind": saved.kind, "title": figures.plan.title })),
    )
    .await?;
    tx.commit().await?;
    Ok(saved)
}

/// Notes that a report could not be built, and why.
///
/// # Errors
/// `NotFound("report")`.
pub async fn failed(db: &Db, permit: &Permit<AskReport>, id: ReportId, why: &str) -> Result<()> {
    let tx = db.begin(permit).await?;
    let old = tx.get::<report::Entity>(id, "report").await?;
    tx.save(Report {
        state: ReportState::Failed,
        failure: Some(why.to_owned()),
        ..old
    })
    .await?;
    tx.commit().await
}

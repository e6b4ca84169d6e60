//! Reports, from the draft to the files. A report is written as a draft, put to public consultation, and
//! made final: its content is then frozen, and a job makes its files.
//!
//! The monitoring body's reports have no draft here: publishing an [assessment](crate::assessments) creates
//! a final report.
//!
//! To add a kind: a variant of [`ReportKind`], a variant of [`Content`], and a file in `formats/src/sheet`
//! that lays it out. The rest of the code handles every kind.

pub mod assessed;
mod compile;
mod consultation;
mod content;
mod counts;
mod finish;
mod format;
mod sections;
pub mod self_assessment;
pub(crate) mod tables;

pub use crate::shelf::{Author, Report, ReportKind, ReportState};
pub use assessed::publish_assessment;
pub use compile::{Basis, Narrative, basis, compile};
pub use consultation::{CONSULTATION_DAYS, consult, stop};
pub use content::{Content, Frozen};
pub use finish::{Kept, Prepared, Printed, built, failed, finish, prepare};
pub use format::Format;
pub use sections::{ReportWithSections, Section, Text, sections, write};

use crate::access::{Permit, SeeReport, WriteReports};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::ids::{PlanId, ReportId};
use crate::log::{Entry, Event};
use crate::once::Once;
use crate::plans::tables::plan;
use crate::plans::{self, Plan};
use crate::shelf::tables::report;
use crate::shelf::{rows, visible};
use sea_orm::QueryOrder;

/// Creates an empty draft of one of the city's own reports.
///
/// # Errors
/// `NotFound("plan")` when the plan is not this city's; `kind` / `unknown_choice` when it is a kind that
/// the city does not write.
pub async fn start(
    db: &Db,
    permit: &Permit<WriteReports>,
    once: Option<&Once>,
    plan: PlanId,
    kind: ReportKind,
    language: &str,
) -> Result<Report> {
    let find = async |tx: &Tx| tx.get::<plan::Entity>(plan, "plan").await;
    db.change_of(permit, once, find, async |tx, plan| {
        if kind.author() != Author::Government {
            return Err(Error::field("kind", crate::error::code::UNKNOWN_CHOICE));
        }
        let made = tx.add(blank(tx, plan.id, kind, language)).await?;
        let event = Event::ReportStart {
            title: plan.title.clone(),
            kind: made.kind.to_string(),
        };
        tx.record(entry(event, &made, &plan)).await?;
        Ok(made)
    })
    .await
}

/// Returns an empty draft; does not store it.
pub(crate) fn blank(tx: &Tx, plan: PlanId, kind: ReportKind, language: &str) -> Report {
    Report {
        tenant_id: tx.tenant(),
        id: tx.id(),
        plan_id: plan,
        kind,
        language: language.to_owned(),
        state: ReportState::Draft,
        opens_on: None,
        closes_on: None,
        published_at: None,
        body: None,
        content: None,
        sha256: None,
        pdf_key: None,
        pdf_size: None,
        docx_key: None,
        docx_size: None,
        html_key: None,
        html_size: None,
        failure: None,
        asked_at: tx.now(),
        built_at: None,
        version: 1,
    }
}

/// Lists the reports of a city that the caller may see, newest first.
///
/// # Errors
/// Database errors.
pub async fn list(db: &Db, permit: &Permit<SeeReport>) -> Result<Vec<Report>> {
    let city = db.read(permit).await?;
    let plans: Vec<PlanId> = plans::visible(&city).await?.into_iter().map(|plan| plan.id).collect();
    rows(&city)
        .among(report::Column::PlanId, plans)
        .order_by_desc(report::Column::Id)
        .all()
        .await
}

/// Returns a report.
///
/// # Errors
/// `NotFound("report")`.
pub async fn get(db: &Db, permit: &Permit<SeeReport>, id: ReportId) -> Result<Report> {
    let city = db.read(permit).await?;
    Ok(visible(&city, id).await?.0)
}

/// Returns a report and its content: as it was frozen or, while it is not, compiled from the records as
/// they are now.
///
/// # Errors
/// `NotFound("report")`.
pub async fn content(db: &Db, permit: &Permit<SeeReport>, id: ReportId, base_url: &str) -> Result<(Report, Content)> {
    let city = db.read(permit).await?;
    let (report, _) = visible(&city, id).await?;
    let content = match frozen(&report)? {
        Some(content) => content,
        None => compile::now(&city, &report, db.clock().now(), base_url).await?,
    };
    Ok((report, content))
}

/// Returns the frozen content of a report; `None` while nothing is frozen.
///
/// # Errors
/// `Internal` when the stored JSON is not a report of this kind.
pub fn frozen(report: &Report) -> Result<Option<Content>> {
    let read = |json: &str| Content::read(report.kind, json);
    report.content.as_deref().map(read).transpose()
}

/// Returns the log entry of an event of a report. It is public when the report and its plan are.
fn entry(event: Event, report: &Report, plan: &Plan) -> Entry {
    event
        .about(report.id)
        .published(report.is_public() && plan.published_at.is_some())
}

// The format of dates in frozen reports.
time::serde::format_description!(iso_day, Date, "[year]-[month]-[day]");

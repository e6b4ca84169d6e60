//! Making a report final and storing the files that are built from it.

use super::{Content, Report, ReportState, Section, compile, entry, frozen, sections, visible};
use crate::access::{Permit, WriteReports};
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code, fresh};
use crate::ids::ReportId;
use crate::jobs::Job;
use crate::log::Event;
use crate::once::Once;
use crate::tenants::city_of;

/// Makes a report final: freezes its content, so that later changes of the plan do not affect it, and
/// enqueues the job that builds its files.
///
/// # Errors
/// `NotFound`, `StaleVersion`; `StateStep` when it is not in consultation, `ConsultationOpen` when the
/// consultation is not over; a field error for each missing section.
pub async fn finish(
    db: &Db,
    permit: &Permit<WriteReports>,
    once: Option<&Once>,
    id: ReportId,
    version: i32,
    base_url: &str,
) -> Result<Report> {
    let find = async |tx: &Tx| {
        let (old, plan) = visible(tx, id).await?;
        Ok((old, plan))
    };
    db.change_of(permit, once, find, async |tx, (old, plan)| {
        fresh(old.version, version)?;
        if old.state != ReportState::Consultation {
            return Err(Conflict::StateStep.into());
        }
        if old.is_open(city_of(tx).await?.zone().day(tx.now())) {
            return Err(Conflict::ConsultationOpen.into());
        }
        let texts = sections::texts(tx, id).await?;
        let written = |section: Section| texts.iter().any(|text| text.section == section && text.body.is_some());
        let missing: Vec<FieldError> = Section::of(old.kind)
            .iter()
            .filter(|section| section.is_required() && !written(**section))
            .map(|section| FieldError::new(section.code(), code::REQUIRED))
            .collect();
        if !missing.is_empty() {
            return Err(Error::Invalid(missing));
        }
        let last = Report {
            state: ReportState::Waiting,
            ..old
        };
        let content = compile::now(tx, &last, tx.now(), base_url).await?;
        let saved = freeze(tx, last, &content).await?;
        let event = Event::ReportFinish {
            title: plan.title.clone(),
            kind: saved.kind.to_string(),
            sha256: saved.sha256.clone(),
        };
        tx.record(entry(event, &saved, &plan)).await?;
        Ok(saved)
    })
    .await
}

/// Freezes the content of a report and enqueues the job that builds its files.
pub(crate) async fn freeze(tx: &mut Tx, report: Report, content: &Content) -> Result<Report> {
    let frozen = content.freeze()?;
    let new = Report {
        state: ReportState::Waiting,
        content: Some(frozen.json),
        sha256: Some(frozen.sha256),
        version: report.version + 1,
        ..report
    };
    let saved = tx.save(new).await?;
    tx.enqueue_now(&Job::BuildReport { report: saved.id }, &saved.id.to_string())
        .await?;
    Ok(saved)
}

/// A final report whose files are to be built.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The report.
    pub report: Report,
    /// Its content.
    pub content: Content,
}

/// A file in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its key.
    pub key: String,
    /// Its size in bytes.
    pub size: i64,
}

/// The files of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The PDF.
    pub pdf: Kept,
    /// The DOCX.
    pub docx: Kept,
    /// The self-contained HTML page.
    pub html: Kept,
}

/// Returns what the build job needs; `None` when the files are already built.
///
/// # Errors
/// `NotFound("report")` when it does not exist or is not final.
pub async fn prepare(db: &Db, permit: &Permit<WriteReports>, id: ReportId, base_url: &str) -> Result<Option<Prepared>> {
    let city = db.read(permit).await?;
    let (report, _) = visible(&city, id).await?;
    match report.state {
        ReportState::Draft | ReportState::Consultation => return Err(Error::NotFound("report")),
        ReportState::Built => return Ok(None),
        ReportState::Waiting | ReportState::Failed => {}
    }
    let content = match frozen(&report)? {
        Some(content) => content,
        // Requested before Besa stored content: it is frozen when its files are built.
        None => compile::now(&city, &report, db.clock().now(), base_url).await?,
    };
    Ok(Some(Prepared { report, content }))
}

/// Stores the file keys and sizes of a report. Changes nothing when its files are already built.
///
/// # Errors
/// `NotFound("report")`.
pub async fn built(
    db: &Db,
    permit: &Permit<WriteReports>,
    id: ReportId,
    content: &Content,
    printed: &Printed,
) -> Result<Report> {
    db.change(permit, None, async |tx| {
        let (old, plan) = visible(tx, id).await?;
        if old.state == ReportState::Built {
            tx.discard();
            return Ok(old);
        }
        let frozen = content.freeze()?;
        let new = Report {
            state: ReportState::Built,
            content: old.content.or(Some(frozen.json)),
            sha256: old.sha256.or(Some(frozen.sha256)),
            pdf_key: Some(printed.pdf.key.clone()),
            pdf_size: Some(printed.pdf.size),
            docx_key: Some(printed.docx.key.clone()),
            docx_size: Some(printed.docx.size),
            html_key: Some(printed.html.key.clone()),
            html_size: Some(printed.html.size),
            failure: None,
            built_at: Some(tx.now()),
            version: old.version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        let event = Event::ReportBuild {
            title: plan.title.clone(),
            kind: saved.kind.to_string(),
        };
        tx.record(entry(event, &saved, &plan)).await?;
        Ok(saved)
    })
    .await
}

/// Records that the files of a report could not be built, and why.
///
/// # Errors
/// `NotFound("report")`.
pub async fn failed(db: &Db, permit: &Permit<WriteReports>, id: ReportId, why: &str) -> Result<()> {
    db.change(permit, None, async |tx| {
        let (old, _) = visible(tx, id).await?;
        if old.state == ReportState::Built {
            tx.discard();
            return Ok(());
        }
        tx.save(Report {
            state: ReportState::Failed,
            failure: Some(why.to_owned()),
            version: old.version + 1,
            ..old
        })
        .await?;
        Ok(())
    })
    .await
}

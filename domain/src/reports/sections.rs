//! The sections of a report that people write.

use super::{Report, ReportKind, entry, visible};
use crate::access::{Permit, SeeReport, WriteReports};
use crate::coded::coded;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Result, fresh};
use crate::ids::ReportId;
use crate::input::Check;
use crate::log::Event;
use crate::once::Once;
use crate::plans::Plan;
use crate::reports::tables::report_section;
use crate::tenants::city_of;
use sea_orm::{ColumnTrait, QueryFilter};
use time::Date;

/// The text of a section.
pub type Text = report_section::Model;

coded! {
    /// A section of the self-assessment that the city writes, in order (docs/RULES.md,
    /// `self-assessment-sections`). Its fourth chapter, commitment by commitment, comes from the records.
    Section {
        /// Introduction and background.
        Introduction = "introduction",
        /// How people were consulted while the plan was developed.
        Development = "development",
        /// How they were consulted while it was implemented.
        Implementation = "implementation",
        /// How they were consulted on this report. The comments come from the records.
        Consultation = "consultation",
        /// What the monitoring body recommended, and what was done.
        Recommendations = "recommendations",
        /// Peer exchange and learning.
        Exchange = "exchange",
        /// What was learned.
        Lessons = "lessons",
        /// Other initiatives.
        Initiatives = "initiatives",
        /// What comes next.
        Next = "next",
    }
}

impl Section {
    /// Returns the sections of a kind of report, in order.
    pub fn of(kind: ReportKind) -> &'static [Self] {
        match kind {
            ReportKind::SelfAssessment => Self::ALL,
            ReportKind::Inception | ReportKind::EndOfCommitment => &[],
        }
    }

    /// Returns whether a report needs this section to be made final.
    pub fn is_required(self) -> bool {
        match self {
            Self::Introduction
            | Self::Development
            | Self::Implementation
            | Self::Recommendations
            | Self::Lessons
            | Self::Next => true,
            Self::Consultation | Self::Exchange | Self::Initiatives => false,
        }
    }

    /// Returns the plan's own text for this section, as a starting point; `None` when it has none.
    pub fn of_plan(self, plan: &Plan) -> Option<&str> {
        match self {
            Self::Introduction => plan.foreword.as_deref(),
            Self::Development => plan.engagement.as_deref(),
            Self::Implementation => plan.monitoring.as_deref(),
            Self::Consultation
            | Self::Recommendations
            | Self::Exchange
            | Self::Lessons
            | Self::Initiatives
            | Self::Next => None,
        }
    }
}

impl Report {
    /// Checks that its sections may be edited on `today`.
    ///
    /// # Errors
    /// `ConsultationOpen` while its consultation is open, `StateStep` when it is final.
    pub fn writable(&self, today: Date) -> Result<()> {
        if self.state.is_final() {
            return Err(Conflict::StateStep.into());
        }
        if self.is_open(today) {
            return Err(Conflict::ConsultationOpen.into());
        }
        Ok(())
    }
}

/// A report with its plan and its written sections.
#[derive(Debug, Clone)]
pub struct ReportWithSections {
    /// The report.
    pub report: Report,
    /// Its plan.
    pub plan: Plan,
    /// The sections that have a text.
    pub texts: Vec<Text>,
}

/// Returns a report with its plan and its written sections.
///
/// # Errors
/// `NotFound("report")`.
pub async fn sections(db: &Db, permit: &Permit<SeeReport>, id: ReportId) -> Result<ReportWithSections> {
    let city = db.read(permit).await?;
    let (report, plan) = visible(&city, id).await?;
    let texts = texts(&city, id).await?;
    Ok(ReportWithSections { report, plan, texts })
}

/// Returns the written sections of a report.
pub(super) async fn texts(city: &Scoped, id: ReportId) -> Result<Vec<Text>> {
    city.find::<report_section::Entity>()
        .filter(report_section::Column::ReportId.eq(id))
        .all()
        .await
}

/// Saves the text of a section; without a text, the section counts as not written. `version` is the version
/// that the caller read; 0 when nothing was stored yet.
///
/// # Errors
/// `NotFound`, `StaleVersion`, the errors of [`Report::writable`], `text` when it is too long.
pub async fn write(
    db: &Db,
    permit: &Permit<WriteReports>,
    once: Option<&Once>,
    (id, section): (ReportId, Section),
    version: i32,
    text: Option<&str>,
) -> Result<Text> {
    let find = async |tx: &Tx| {
        let (report, plan) = visible(tx, id).await?;
        Ok((report, plan))
    };
    db.change_of(permit, once, find, async |tx, (report, plan)| {
        report.writable(city_of(tx).await?.zone().day(tx.now()))?;
        let old = texts(tx, id).await?.into_iter().find(|text| text.section == section);
        fresh(old.as_ref().map_or(0, |old| old.version), version)?;
        let mut check = Check::new();
        let body = check.prose("text", text);
        check.done()?;
        let saved = match old {
            Some(old) => {
                let new = Text {
                    body,
                    version: version + 1,
                    written_at: tx.now(),
                    ..old
                };
                tx.save(new).await?
            }
            None => {
                let new = Text {
                    tenant_id: tx.tenant(),
                    id: tx.id(),
                    report_id: id,
                    section,
                    body,
                    version: 1,
                    written_at: tx.now(),
                };
                tx.add(new).await?
            }
        };
        let event = Event::ReportWrite {
            title: plan.title.clone(),
            kind: report.kind.to_string(),
            section: section.to_string(),
        };
        tx.record(entry(event, &report, &plan)).await?;
        Ok(saved)
    })
    .await
}

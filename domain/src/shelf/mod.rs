//! Reports as records: their kinds, states and visibility. Their content and how they are written is in
//! [`reports`](crate::reports).

pub(crate) mod tables;

use crate::coded::coded;
use crate::db::{Rows, Scoped};
use crate::error::{Error, Result};
use crate::ids::ReportId;
use crate::plans::{self, Plan};
use sea_orm::{ColumnTrait, QueryFilter};
use tables::report;
use time::Date;

/// A report.
pub type Report = report::Model;

coded! {
    /// The kind of a report.
    ReportKind {
        /// The government's self-assessment.
        SelfAssessment = "self_assessment",
        /// How the plan was made and what it promises, by the monitoring body.
        Inception = "inception",
        /// The results of one commitment, by the monitoring body.
        EndOfCommitment = "end_of_commitment",
    }
    /// The author of a report. Reports of different authors must look different.
    Author {
        /// The city.
        Government = "government",
        /// The independent body that monitors the city.
        MonitoringBody = "monitoring_body",
    }
    /// The state of a report.
    ReportState {
        /// Being written; not public.
        Draft = "draft",
        /// Public and in consultation, or after it and not yet final.
        Consultation = "consultation",
        /// Final; a job will build its files.
        Waiting = "waiting",
        /// Final; its files are built.
        Built = "built",
        /// Final; its files could not be built.
        Failed = "failed",
    }
}

impl ReportKind {
    /// Returns the author of reports of this kind.
    pub fn author(self) -> Author {
        match self {
            Self::SelfAssessment => Author::Government,
            Self::Inception | Self::EndOfCommitment => Author::MonitoringBody,
        }
    }
}

impl ReportState {
    /// Returns whether its content can no longer change.
    pub fn is_final(self) -> bool {
        match self {
            Self::Draft | Self::Consultation => false,
            Self::Waiting | Self::Built | Self::Failed => true,
        }
    }
}

impl Report {
    /// Returns whether residents may read it.
    pub fn is_public(&self) -> bool {
        self.published_at.is_some()
    }

    /// Returns whether it is open for comments on `today`, the current day in the city.
    pub fn is_open(&self, today: Date) -> bool {
        self.state == ReportState::Consultation && self.closes_on.is_none_or(|last| today <= last)
    }

    /// Returns whether its consultation is over and it is not yet final.
    pub fn is_consulted(&self, today: Date) -> bool {
        self.state == ReportState::Consultation && !self.is_open(today)
    }
}

/// Returns a query of the reports that the caller may see.
pub(crate) fn rows(city: &Scoped) -> Rows<'_, report::Entity> {
    city.find::<report::Entity>()
        .narrowed((!city.sees_drafts()).then(|| report::Column::PublishedAt.is_not_null()))
}

/// Returns a report that the caller may see, with its plan.
pub(crate) async fn visible(city: &Scoped, id: ReportId) -> Result<(Report, Plan)> {
    let found = rows(city).filter(report::Column::Id.eq(id)).one().await?;
    let report = found.ok_or(Error::NotFound("report"))?;
    let plan = plans::visible_plan(city, report.plan_id)
        .await
        .map_err(|error| error.not_found_as("report"))?;
    Ok((report, plan))
}

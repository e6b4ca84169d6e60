//! Reports as records: which there are, where each stands, and who sees it. What they say and how they
//! come about is in [`reports`](crate::reports).

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
    /// Which report.
    ReportKind {
        /// The government's self-assessment.
        SelfAssessment = "self_assessment",
        /// How the plan was made and what it promises, by the monitoring body.
        Inception = "inception",
        /// The results of one commitment, by the monitoring body.
        EndOfCommitment = "end_of_commitment",
    }
    /// Who speaks in a report. Two authors never look alike.
    Author {
        /// The city, of itself.
        Government = "government",
        /// The independent body that monitors it.
        MonitoringBody = "monitoring_body",
    }
    /// Where it stands.
    ReportState {
        /// Being written; the city's own.
        Draft = "draft",
        /// Public, for comment, and after the last day still to be made final.
        Consultation = "consultation",
        /// Final; a job will print it.
        Waiting = "waiting",
        /// Final, with its files.
        Built = "built",
        /// Final, and its files could not be printed.
        Failed = "failed",
    }
}

impl ReportKind {
    /// Whose report it is.
    pub fn author(self) -> Author {
        match self {
            Self::SelfAssessment => Author::Government,
            Self::Inception | Self::EndOfCommitment => Author::MonitoringBody,
        }
    }
}

impl ReportState {
    /// Whether what it says stays as it is.
    pub fn is_final(self) -> bool {
        match self {
            Self::Draft | Self::Consultation => false,
            Self::Waiting | Self::Built | Self::Failed => true,
        }
    }
}

impl Report {
    /// Whether residents may read it.
    pub fn is_public(&self) -> bool {
        self.published_at.is_some()
    }

    /// Whether comments on it are taken on `today`, the city's present day.
    pub fn is_open(&self, today: Date) -> bool {
        self.state == ReportState::Consultation && self.closes_on.is_none_or(|last| today <= last)
    }

    /// Whether its consultation was held and is over.
    pub fn is_consulted(&self, today: Date) -> bool {
        self.state == ReportState::Consultation && !self.is_open(today)
    }
}

/// Reports that the connection may see.
pub(crate) fn rows(city: &Scoped) -> Rows<'_, report::Entity> {
    city.find::<report::Entity>()
        .narrowed((!city.sees_drafts()).then(|| report::Column::PublishedAt.is_not_null()))
}

/// A report that the connection may see, with its plan.
pub(crate) async fn visible(city: &Scoped, id: ReportId) -> Result<(Report, Plan)> {
    let found = rows(city).filter(report::Column::Id.eq(id)).one().await?;
    let report = found.ok_or(Error::NotFound("report"))?;
    let plan = plans::visible_plan(city, report.plan_id)
        .await
        .map_err(|error| error.not_found_as("report"))?;
    Ok((report, plan))
}

/// The reports that residents may read.
pub(crate) async fn published(city: &Scoped) -> Result<Vec<ReportId>> {
    let found = city
        .find::<report::Entity>()
        .filter(report::Column::PublishedAt.is_not_null())
        .all()
        .await?;
    Ok(found.into_iter().map(|report| report.id).collect())
}

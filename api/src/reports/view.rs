//! A report as it is asked for and read.

use crate::examples::example;
use crate::problem::Problem;
use crate::values::{Code, Counts, Day, count};
use besa_domain::reports::self_assessment::{CompletionCounts, SelfAssessment};
use besa_domain::reports::{self, Report, ReportKind, ReportState};
use poem_openapi::Object;
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// A report that is asked for. It needs `plan` and `kind`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewPlanReport", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct New {
    /// The plan it is about, by its id.
    pub(super) plan: Option<Uuid>,
    /// Which report.
    pub(super) kind: Option<Code<ReportKind>>,
    /// In which language: one of the city's, or English. The city's own when none is sent.
    pub(super) language: Option<String>,
}

example!(New {
    "plan": "01900000-0000-7000-8000-000000000001",
    "kind": "self_assessment",
    "language": "en"
});

/// A report.
#[derive(Debug, Object)]
#[oai(rename = "PlanReport")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The plan it is about.
    plan: Uuid,
    /// Which report.
    kind: Code<ReportKind>,
    /// In which language.
    language: String,
    /// Where it stands.
    state: Code<ReportState>,
    /// The size of the PDF in bytes, once it is built; it is at `…/pdf`.
    pdf_size: Option<i64>,
    /// When it was asked for.
    asked_at: OffsetDateTime,
    /// When it was built.
    built_at: Option<OffsetDateTime>,
}

/// A report, and what it says in figures.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    report: View,
    /// The figures as they were frozen when it was built.
    figures: Option<Figures>,
}

/// A report in figures.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportFigures")]
struct Figures {
    /// The first day it covers.
    from: Day,
    /// The last.
    to: Day,
    /// The day of the city for which lateness was reckoned.
    data_as_of: Day,
    /// How many commitments it is about.
    commitments: u64,
    /// Their milestones.
    milestones: Counts,
    /// How far the commitments came, as the city says.
    completion: Completion,
}

/// How many commitments came how far, in the words of OGP's template.
#[derive(Debug, Object)]
#[oai(rename = "PlanReportCompletion")]
struct Completion {
    /// Completed.
    fully: u64,
    /// Substantial.
    partially: u64,
    /// Limited.
    in_process: u64,
    /// Not started.
    not_implemented: u64,
    /// Nobody has said.
    not_stated: u64,
}

impl From<Report> for View {
    fn from(report: Report) -> Self {
        Self {
            id: report.id.into(),
            plan: report.plan_id.into(),
            kind: Code(report.kind),
            language: report.language,
            state: Code(report.state),
            pdf_size: report.pdf_size,
            asked_at: report.asked_at,
            built_at: report.built_at,
        }
    }
}

impl Detail {
    pub(super) fn of(report: Report) -> Result<Self, Problem> {
        let figures = match report.state {
            ReportState::Built => Some(reports::content(&report)?.into()),
            ReportState::Waiting | ReportState::Failed => None,
        };
        Ok(Self {
            figures,
            report: report.into(),
        })
    }
}

impl From<SelfAssessment> for Figures {
    fn from(said: SelfAssessment) -> Self {
        Self {
            from: Day(said.period.from),
            to: Day(said.period.to),
            data_as_of: Day(said.data_as_of),
            commitments: count(said.commitments.len()),
            milestones: said.milestones().into(),
            completion: said.completion().into(),
        }
    }
}

impl From<CompletionCounts> for Completion {
    fn from(counts: CompletionCounts) -> Self {
        Self {
            fully: counts.fully.into(),
            partially: counts.partially.into(),
            in_process: counts.in_process.into(),
            not_implemented: counts.not_implemented.into(),
            not_stated: counts.not_stated.into(),
        }
    }
}

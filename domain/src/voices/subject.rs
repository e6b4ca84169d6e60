//! The records that a voice can be about and that an answer can refer to.

use crate::commitments::{self, Commitment};
use crate::db::Scoped;
use crate::error::Result;
use crate::ids::{CommitmentId, MilestoneId, PlanId, ReportId};
use crate::milestones::{self, Milestone};
use crate::places::RecordPath;
use crate::plans::{self, Plan};
use crate::shelf::{self, Report};
use serde::{Deserialize, Serialize};

/// The record that a voice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// A plan.
    Plan(PlanId),
    /// A commitment.
    Commitment(CommitmentId),
    /// A milestone.
    Milestone(MilestoneId),
    /// A report.
    Report(ReportId),
}

/// The records that [`About`] refers to, for titles and URLs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The plan.
    pub plan: Option<Plan>,
    /// The commitment.
    pub commitment: Option<Commitment>,
    /// The milestone.
    pub milestone: Option<Milestone>,
    /// The report.
    pub report: Option<ReportId>,
}

impl Subject {
    /// Returns the records at a place.
    pub(crate) fn at(place: RecordPath<'_>) -> Self {
        Self {
            plan: Some(place.plan.clone()),
            commitment: place.commitment.cloned(),
            milestone: place.milestone.cloned(),
            report: None,
        }
    }

    /// Returns the title of the milestone, else of the commitment, else of the plan.
    pub fn title(&self) -> Option<&str> {
        let milestone = self.milestone.as_ref().map(|milestone| milestone.title.as_str());
        let commitment = self.commitment.as_ref().map(|commitment| commitment.title.as_str());
        let plan = self.plan.as_ref().map(|plan| plan.title.as_str());
        milestone.or(commitment).or(plan)
    }
}

/// The records that a row refers to.
#[derive(Debug, Clone, Default)]
pub(crate) struct SubjectRecords {
    pub(crate) plan: Option<Plan>,
    pub(crate) commitment: Option<CommitmentId>,
    pub(crate) milestone: Option<MilestoneId>,
    pub(crate) report: Option<Report>,
    pub(crate) title: Option<String>,
}

impl SubjectRecords {
    /// Returns whether its report and its plan are public.
    pub(crate) fn is_public(&self) -> bool {
        self.report.as_ref().is_none_or(Report::is_public)
            && self.plan.as_ref().is_none_or(|plan| plan.published_at.is_some())
    }
}

/// Returns the place of a record; `NotFound` when the caller may not see it.
pub(crate) async fn place(city: &Scoped, about: Option<About>) -> Result<SubjectRecords> {
    match about {
        None => Ok(SubjectRecords::default()),
        Some(About::Plan(id)) => {
            let plan = plans::visible_plan(city, id).await?;
            Ok(SubjectRecords {
                title: Some(plan.title.clone()),
                plan: Some(plan),
                ..SubjectRecords::default()
            })
        }
        Some(About::Commitment(id)) => {
            let (commitment, plan) = commitments::visible_with_plan(city, id).await?;
            Ok(SubjectRecords {
                plan: Some(plan),
                commitment: Some(id),
                title: Some(commitment.title),
                ..SubjectRecords::default()
            })
        }
        Some(About::Milestone(id)) => {
            let (milestone, plan) = milestones::visible_with_plan(city, id).await?;
            Ok(SubjectRecords {
                plan: Some(plan),
                commitment: Some(milestone.commitment_id),
                milestone: Some(id),
                title: Some(milestone.title),
                ..SubjectRecords::default()
            })
        }
        Some(About::Report(id)) => {
            let (report, plan) = shelf::visible(city, id).await?;
            Ok(SubjectRecords {
                report: Some(report),
                title: Some(plan.title.clone()),
                plan: Some(plan),
                ..SubjectRecords::default()
            })
        }
    }
}

//! Which entries of the log digests tell, and where these belong: to which commitment of which plan.

use crate::assessments::Assessment;
use crate::assessments::tables::assessment;
use crate::commitments::Commitment;
use crate::commitments::tables::commitment;
use crate::db::Scoped;
use crate::error::Result;
use crate::evidence::Evidence;
use crate::evidence::tables::evidence;
use crate::forums::Meeting;
use crate::forums::tables::meeting;
use crate::ids::{AssessmentId, CommitmentId, EvidenceId, MeetingId, MilestoneId, PlanId, ReportId};
use crate::log::Event;
use crate::log::tables::event;
use crate::milestones::Milestone;
use crate::milestones::tables::milestone;
use crate::plans::Plan;
use crate::plans::tables::plan;
use crate::reports::Report;
use crate::shelf::tables::report;
use sea_orm::{ColumnTrait, Condition};
use std::collections::HashMap;
use uuid::Uuid;

/// What digests tell everything of.
const SUBJECTS: [&str; 4] = ["plan", "commitment", "milestone", "evidence"];
/// What they tell of meetings, reports and assessments: what one can come to, answer or read. The
/// way there is for the log.
const ACTIONS: [&str; 7] = [
    "meeting.create",
    "meeting.move",
    "meeting.cancel",
    "meeting.hold",
    "report.consult",
    "report.finish",
    "assessment.publish",
];

/// The entries that digests tell.
pub(super) fn told() -> Condition {
    Condition::any()
        .add(event::Column::Subject.is_in(SUBJECTS))
        .add(event::Column::Action.is_in(ACTIONS))
}

/// The records that some entries are about.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) plans: HashMap<PlanId, Plan>,
    pub(super) commitments: HashMap<CommitmentId, Commitment>,
    pub(super) milestones: HashMap<MilestoneId, Milestone>,
    pub(super) evidence: HashMap<EvidenceId, Evidence>,
    pub(super) meetings: HashMap<MeetingId, Meeting>,
    pub(super) reports: HashMap<ReportId, Report>,
    pub(super) assessments: HashMap<AssessmentId, Assessment>,
}

impl Places {
    pub(super) async fn of(city: &Scoped, events: &[Event]) -> Result<Self> {
        let about = |subject: &'static str| {
            events
                .iter()
                .filter(move |event| event.subject == subject)
                .filter_map(|event| event.subject_id)
        };
        let evidence: HashMap<EvidenceId, Evidence> = city
            .find::<evidence::Entity>()
            .among(evidence::Column::Id, about("evidence"))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let meetings = city
            .find::<meeting::Entity>()
            .among(meeting::Column::Id, about("meeting"))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let reports: HashMap<ReportId, Report> = city
            .find::<report::Entity>()
            .among(report::Column::Id, about("report"))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let assessments: HashMap<AssessmentId, Assessment> = city
            .find::<assessment::Entity>()
            .among(assessment::Column::Id, about("assessment"))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let on_milestones = evidence.values().filter_map(|row| row.milestone_id).map(Uuid::from);
        let milestones: HashMap<MilestoneId, Milestone> = city
            .find::<milestone::Entity>()
            .among(milestone::Column::Id, about("milestone").chain(on_milestones))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let above = milestones.values().map(|row| row.commitment_id);
        let above = above.chain(evidence.values().map(|row| row.commitment_id));
        let above = above.chain(assessments.values().filter_map(|row| row.commitment_id));
        let commitments: HashMap<CommitmentId, Commitment> = city
            .find::<commitment::Entity>()
            .among(commitment::Column::Id, about("commitment").chain(above.map(Uuid::from)))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let above = commitments.values().map(|row| row.plan_id);
        let above = above.chain(reports.values().map(|row| row.plan_id));
        let above = above.chain(assessments.values().map(|row| row.plan_id));
        let plans = city
            .find::<plan::Entity>()
            .among(plan::Column::Id, about("plan").chain(above.map(Uuid::from)))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        Ok(Self {
            plans,
            commitments,
            milestones,
            evidence,
            meetings,
            reports,
            assessments,
        })
    }

    /// The milestone an entry is about, or its evidence.
    pub(super) fn milestone(&self, event: &Event) -> Option<&Milestone> {
        let id = event.subject_id?;
        match event.subject.as_str() {
            "milestone" => self.milestones.get(&id.into()),
            "evidence" => self.milestones.get(&self.evidence.get(&id.into())?.milestone_id?),
            _ => None,
        }
    }

    /// The meeting an entry is about.
    pub(super) fn meeting(&self, event: &Event) -> Option<&Meeting> {
        let id = event.subject_id.filter(|_| event.subject == "meeting")?;
        self.meetings.get(&id.into())
    }

    /// The plan an entry is about, or its commitment; none where it is about a meeting.
    pub(super) fn plan(&self, event: &Event) -> Option<&Plan> {
        let id = event.subject_id?;
        let plan = match (event.subject.as_str(), self.commitment(event)) {
            (_, Some(commitment)) => self.commitments.get(&commitment)?.plan_id,
            ("report", None) => self.reports.get(&id.into())?.plan_id,
            ("assessment", None) => self.assessments.get(&id.into())?.plan_id,
            _ => id.into(),
        };
        self.plans.get(&plan)
    }

    /// The commitment an entry is about; none where it is about a plan.
    pub(super) fn commitment(&self, event: &Event) -> Option<CommitmentId> {
        let id = event.subject_id?;
        match event.subject.as_str() {
            "commitment" => Some(id.into()),
            "milestone" => Some(self.milestones.get(&id.into())?.commitment_id),
            "evidence" => Some(self.evidence.get(&id.into())?.commitment_id),
            "assessment" => self.assessments.get(&id.into())?.commitment_id,
            _ => None,
        }
    }
}

//! Where an entry of the log belongs: to which commitment of which plan.

use crate::commitments::Commitment;
use crate::db::Scoped;
use crate::db::entity::{commitment, evidence, milestone, plan};
use crate::error::Result;
use crate::evidence::Evidence;
use crate::ids::{CommitmentId, EvidenceId, MilestoneId, PlanId};
use crate::log::Event;
use crate::milestones::Milestone;
use crate::plans::Plan;
use std::collections::HashMap;
use uuid::Uuid;

/// What entries of a digest can be about.
pub(super) const SUBJECTS: [&str; 4] = ["plan", "commitment", "milestone", "evidence"];

/// The records that some entries are about.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) plans: HashMap<PlanId, Plan>,
    pub(super) commitments: HashMap<CommitmentId, Commitment>,
    pub(super) milestones: HashMap<MilestoneId, Milestone>,
    pub(super) evidence: HashMap<EvidenceId, Evidence>,
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
        let commitments: HashMap<CommitmentId, Commitment> = city
            .find::<commitment::Entity>()
            .among(commitment::Column::Id, about("commitment").chain(above.map(Uuid::from)))
            .all()
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let above = commitments.values().map(|row| Uuid::from(row.plan_id));
        let plans = city
            .find::<plan::Entity>()
            .among(plan::Column::Id, about("plan").chain(above))
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

    /// The commitment an entry is about; none where it is about a plan.
    pub(super) fn commitment(&self, event: &Event) -> Option<CommitmentId> {
        let id = event.subject_id?;
        match event.subject.as_str() {
            "commitment" => Some(id.into()),
            "milestone" => Some(self.milestones.get(&id.into())?.commitment_id),
            "evidence" => Some(self.evidence.get(&id.into())?.commitment_id),
            _ => None,
        }
    }
}

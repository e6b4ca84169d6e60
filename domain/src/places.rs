//! Where records stand: the plan, and the commitment and milestone where there are such, above each of some ids.

use crate::access::{Permit, SeePlan};
use crate::commitments::Commitment;
use crate::commitments::tables::commitment;
use crate::db::{Db, Scoped};
use crate::error::Result;
use crate::evidence::Evidence;
use crate::evidence::tables::evidence;
use crate::ids::{CommitmentId, EvidenceId, MilestoneId, PlanId};
use crate::milestones::Milestone;
use crate::milestones::tables::milestone;
use crate::plans::{self, Plan};
use std::collections::HashMap;
use uuid::Uuid;

/// Plans that the reader may see, and those of some records that stand in them.
#[derive(Debug, Default)]
pub struct Places {
    plans: HashMap<PlanId, Plan>,
    commitments: HashMap<CommitmentId, Commitment>,
    milestones: HashMap<MilestoneId, Milestone>,
    evidence: HashMap<EvidenceId, Evidence>,
}

/// Where a record stands, itself among the parts.
#[derive(Debug, Clone, Copy)]
pub struct Place<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The commitment.
    pub commitment: Option<&'p Commitment>,
    /// The milestone.
    pub milestone: Option<&'p Milestone>,
    /// The evidence.
    pub evidence: Option<&'p Evidence>,
}

impl Places {
    /// The place of a plan, a commitment, a milestone or a piece of evidence; none for other records.
    pub fn of(&self, id: Uuid) -> Option<Place<'_>> {
        Place::up_from(
            id,
            self.evidence.get(&id.into()),
            |id| self.milestones.get(&id),
            |id| self.commitments.get(&id),
            |id| self.plans.get(&id),
        )
    }
}

impl<'p> Place<'p> {
    /// The place of a record, found by going up from it; `evidence` is the record where it is one.
    pub(crate) fn up_from(
        id: Uuid,
        evidence: Option<&'p Evidence>,
        milestone: impl Fn(MilestoneId) -> Option<&'p Milestone>,
        commitment: impl Fn(CommitmentId) -> Option<&'p Commitment>,
        plan: impl Fn(PlanId) -> Option<&'p Plan>,
    ) -> Option<Self> {
        let milestone = evidence
            .map_or(Some(id.into()), |proof| proof.milestone_id)
            .and_then(milestone);
        let above = milestone.map(|row| row.commitment_id);
        let above = above.or(evidence.map(|row| row.commitment_id)).unwrap_or(id.into());
        let commitment = commitment(above);
        Some(Self {
            plan: plan(commitment.map_or(id.into(), |row| row.plan_id))?,
            commitment,
            milestone,
            evidence,
        })
    }
}

/// The places of some records, whatever their kind, in as many queries as there are kinds.
///
/// # Errors
/// The database's own.
pub async fn places(db: &Db, permit: &Permit<SeePlan>, ids: impl IntoIterator<Item = Uuid>) -> Result<Places> {
    let city = db.read(permit).await?;
    places_in(&city, ids).await
}

/// As [`places`], in a transaction that is open already.
pub(crate) async fn places_in(city: &Scoped, ids: impl IntoIterator<Item = Uuid>) -> Result<Places> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let with = |above: Vec<Uuid>| ids.iter().copied().chain(above);
    let evidence = city
        .find::<evidence::Entity>()
        .among(evidence::Column::Id, with(Vec::new()));
    let evidence = evidence.by(|row| row.id).await?;
    let above = evidence.values().filter_map(|row| row.milestone_id).map(Uuid::from);
    let milestones = city
        .find::<milestone::Entity>()
        .among(milestone::Column::Id, with(above.collect()));
    let milestones = milestones.by(|row| row.id).await?;
    let above = milestones.values().map(|row| row.commitment_id);
    let above = above
        .chain(evidence.values().map(|row| row.commitment_id))
        .map(Uuid::from);
    let commitments = city
        .find::<commitment::Entity>()
        .among(commitment::Column::Id, with(above.collect()));
    Ok(Places {
        plans: plans::visible(city)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect(),
        commitments: commitments.by(|row| row.id).await?,
        milestones,
        evidence,
    })
}

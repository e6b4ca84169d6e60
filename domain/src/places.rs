//! Finds the records above a record: the plan of an id and, where they exist, its commitment, milestone
//! and evidence. An indicator is at the place of what it measures.

use crate::access::{Permit, SeePlan};
use crate::commitments::Commitment;
use crate::commitments::tables::commitment;
use crate::db::{Db, Scoped};
use crate::error::Result;
use crate::evidence::Evidence;
use crate::evidence::tables::evidence;
use crate::ids::{CommitmentId, EvidenceId, IndicatorId, MilestoneId, PlanId};
use crate::indicators::Indicator;
use crate::indicators::tables::indicator;
use crate::log::Logged;
use crate::milestones::Milestone;
use crate::milestones::tables::milestone;
use crate::plans::tables::plan;
use crate::plans::{self, Plan};
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

/// The plans that the caller may see, and the requested records with the records above them.
#[derive(Debug, Default)]
pub struct Places {
    plans: Vec<Plan>,
    commitments: HashMap<CommitmentId, Commitment>,
    milestones: HashMap<MilestoneId, Milestone>,
    evidence: HashMap<EvidenceId, Evidence>,
    indicators: HashMap<IndicatorId, Indicator>,
}

/// The place of a record in its plan: the record itself and the records above it.
#[derive(Debug, Clone, Copy)]
pub struct RecordPath<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The commitment; `None` when the record is the plan.
    pub commitment: Option<&'p Commitment>,
    /// The milestone; `None` when the record is neither a milestone nor evidence of one.
    pub milestone: Option<&'p Milestone>,
    /// The evidence; `None` when the record is of another kind.
    pub evidence: Option<&'p Evidence>,
}

impl Places {
    /// Returns the place of a plan, a commitment, a milestone, a piece of evidence or what an indicator
    /// measures. `None` for any other id, and when the caller may not see the plan.
    pub fn path(&self, id: Uuid) -> Option<RecordPath<'_>> {
        let id = self.indicators.get(&id.into()).map_or(id, Indicator::measured);
        RecordPath::up_from(
            id,
            self.evidence.get(&id.into()),
            |id| self.milestones.get(&id),
            |id| self.commitments.get(&id),
            |id| self.plans.iter().find(|plan| plan.id == id),
        )
    }

    /// Returns the city's current plan; see [`plans::current`].
    pub fn current_plan(&self, today: Date) -> Option<&Plan> {
        plans::choose(&self.plans, today)
    }
}

impl<'p> RecordPath<'p> {
    /// Finds the place of the record `id`, from the record upwards. `evidence` is the record itself when it
    /// is a piece of evidence.
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

/// Returns the places of the records with these ids, of any kind but indicators, with one query per table.
///
/// # Errors
/// Database errors.
pub async fn places(db: &Db, permit: &Permit<SeePlan>, ids: impl IntoIterator<Item = Uuid>) -> Result<Places> {
    places_of_any(&db.read(permit).await?, ids, []).await
}

/// Returns the places of what events are about.
///
/// # Errors
/// Database errors.
pub async fn of_events(db: &Db, permit: &Permit<SeePlan>, events: &[Logged]) -> Result<Places> {
    let ids = events.iter().filter_map(|event| event.subject_id);
    places_of_any(&db.read(permit).await?, ids, measures(events)).await
}

/// Returns the ids of the indicators that events are about.
pub(crate) fn measures(events: &[Logged]) -> impl Iterator<Item = IndicatorId> {
    let measures = events.iter().filter(|event| event.subject == "indicator");
    measures.filter_map(|event| event.subject_id.map(IndicatorId::from))
}

/// Same as [`places`], in a transaction that is already open; and the places of what `indicators` measure.
pub(crate) async fn places_of_any(
    city: &Scoped,
    ids: impl IntoIterator<Item = Uuid>,
    indicators: impl IntoIterator<Item = IndicatorId>,
) -> Result<Places> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let wanted = PlaceIds {
        plans: Vec::new(),
        commitments: ids.iter().copied().map(CommitmentId::from).collect(),
        milestones: ids.iter().copied().map(MilestoneId::from).collect(),
        indicators: indicators.into_iter().collect(),
        evidence: ids.into_iter().map(EvidenceId::from).collect(),
    };
    let records = records(city, &wanted).await?;
    Ok(Places {
        plans: plans::visible(city).await?,
        ..records
    })
}

/// The ids of records whose places are wanted.
#[derive(Debug, Default)]
pub(crate) struct PlaceIds {
    plans: Vec<PlanId>,
    commitments: Vec<CommitmentId>,
    milestones: Vec<MilestoneId>,
    evidence: Vec<EvidenceId>,
    indicators: Vec<IndicatorId>,
}

impl PlaceIds {
    /// Adds the innermost of a row's plan, commitment and milestone.
    pub(crate) fn add(&mut self, plan: Option<PlanId>, of: Option<CommitmentId>, milestone: Option<MilestoneId>) {
        match (plan, of, milestone) {
            (_, _, Some(id)) => self.milestones.push(id),
            (_, Some(id), None) => self.commitments.push(id),
            (Some(id), None, None) => self.plans.push(id),
            (None, None, None) => {}
        }
    }

    /// Returns the ids.
    pub(crate) fn ids(&self) -> impl Iterator<Item = Uuid> {
        let plans = self.plans.iter().copied().map(Uuid::from);
        let commitments = self.commitments.iter().copied().map(Uuid::from);
        plans
            .chain(commitments)
            .chain(self.milestones.iter().copied().map(Uuid::from))
    }
}

/// Returns the places of records, in a transaction that is already open. Asks only the tables that have any.
pub(crate) async fn places_in(city: &Scoped, wanted: &PlaceIds) -> Result<Places> {
    let records = records(city, wanted).await?;
    let above = records.commitments.values().map(|row| row.plan_id);
    let plans = plans::rows(city).among(plan::Column::Id, wanted.plans.iter().copied().chain(above));
    Ok(Places {
        plans: plans.all().await?,
        ..records
    })
}

/// Reads the records and those above them, but no plans.
async fn records(city: &Scoped, wanted: &PlaceIds) -> Result<Places> {
    let evidence = city
        .find::<evidence::Entity>()
        .among(evidence::Column::Id, wanted.evidence.iter().copied());
    let evidence = evidence.by(|row| row.id).await?;
    let indicators = city
        .find::<indicator::Entity>()
        .among(indicator::Column::Id, wanted.indicators.iter().copied());
    let indicators = indicators.by(|row| row.id).await?;
    let above = evidence.values().filter_map(|row| row.milestone_id);
    let above = above.chain(indicators.values().filter_map(|row| row.milestone_id));
    let milestones = city
        .find::<milestone::Entity>()
        .among(milestone::Column::Id, wanted.milestones.iter().copied().chain(above));
    let milestones = milestones.by(|row| row.id).await?;
    let above = milestones.values().map(|row| row.commitment_id);
    let above = above.chain(evidence.values().map(|row| row.commitment_id));
    let above = above.chain(indicators.values().map(|row| row.commitment_id));
    let commitments = city
        .find::<commitment::Entity>()
        .among(commitment::Column::Id, wanted.commitments.iter().copied().chain(above));
    Ok(Places {
        plans: Vec::new(),
        commitments: commitments.by(|row| row.id).await?,
        milestones,
        evidence,
        indicators,
    })
}

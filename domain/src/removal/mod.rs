//! Deleting plans, commitments, milestones, indicators and evidence that were never public, with all that belongs to
//! them. What was public stays: it is withdrawn with a reason. What others did with a record keeps it too.
//!
//! The log keeps what was deleted: its kind, title and number, and how much went with it.

mod held;
mod selection;

pub(crate) use held::holder;
pub(crate) use selection::Selection;

use crate::access::{EditCommitment, EditMilestone, EditPlan, Permit, SeePlan, WithdrawEvidence};
use crate::commitments;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Error, Result, fresh};
use crate::evidence::tables::evidence;
use crate::ids::{CommitmentId, EvidenceId, IndicatorId, MilestoneId, PlanId};
use crate::indicators;
use crate::log::{self, Event};
use crate::milestones;
use crate::once::Once;
use crate::plans::tables::plan;
use crate::plans::{self, Plan};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many records of each kind are deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Plans.
    pub plans: usize,
    /// Commitments.
    pub commitments: usize,
    /// Milestones.
    pub milestones: usize,
    /// Reports of progress.
    pub updates: usize,
    /// Pieces of evidence.
    pub evidence: usize,
    /// Indicators.
    #[serde(default)]
    pub indicators: usize,
    /// Readings of indicators.
    #[serde(default)]
    pub readings: usize,
}

/// A record that may be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A plan.
    Plan(PlanId),
    /// A commitment.
    Commitment(CommitmentId),
    /// A milestone.
    Milestone(MilestoneId),
    /// A piece of evidence.
    Evidence(EvidenceId),
    /// An indicator.
    Indicator(IndicatorId),
}

/// What deleting a record would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The title of the record.
    pub title: String,
    /// The version of the record.
    pub version: i32,
    /// The reference of its plan, such as `2025-2027`.
    pub reference: String,
    /// What would be deleted, the record itself included.
    pub removed: Removed,
    /// Why it cannot be deleted; `None` when it can.
    pub refused: Option<Conflict>,
}

/// Returns what deleting a record would do.
///
/// # Errors
/// `NotFound` when the city has no such record or the caller may not see it.
pub async fn preview(db: &Db, permit: &Permit<SeePlan>, target: Target) -> Result<Preview> {
    let city = db.read(permit).await?;
    let (plan, title, version, selection) = match target {
        Target::Plan(id) => {
            let plan = plans::visible_plan(&city, id).await?;
            let (title, version) = (plan.title.clone(), plan.version);
            (plan, title, version, Selection::of_plan(&city, id).await?)
        }
        Target::Commitment(id) => {
            let (found, plan) = commitments::visible_with_plan(&city, id).await?;
            let selection = Selection::of_commitment(&city, id).await?;
            (plan, found.title, found.version, selection)
        }
        Target::Milestone(id) => {
            let (found, plan) = milestones::visible_with_plan(&city, id).await?;
            let selection = Selection::of_milestone(&city, id).await?;
            (plan, found.title, found.version, selection)
        }
        Target::Evidence(id) => {
            let found = city.get::<evidence::Entity>(id, "evidence").await?;
            let (_, plan) = commitments::visible_with_plan(&city, found.commitment_id)
                .await
                .map_err(|error| error.not_found_as("evidence"))?;
            let (title, version) = (found.title.clone(), found.version);
            (plan, title, version, Selection::of_evidence(&city, vec![found]).await?)
        }
        Target::Indicator(id) => {
            let (found, plan) = indicators::visible_with_plan(&city, id).await?;
            let title = indicators::title_in(&found, &plan);
            (plan, title, found.version, Selection::of_indicator(&city, id).await?)
        }
    };
    let refused = match check(&city, &plan, target, &selection).await {
        Ok(()) => None,
        Err(Error::Conflict(conflict)) => Some(conflict),
        Err(error) => return Err(error),
    };
    Ok(Preview {
        title,
        version,
        reference: plan.reference,
        removed: selection.counts(&city).await?,
        refused,
    })
}

/// Deletes a plan that was never public, with all that it holds.
///
/// # Errors
/// `NotFound`; `StaleVersion` unless `version` is the stored one or `None`; `WasPublic`; `InUse`.
pub async fn plan(
    db: &Db,
    permit: &Permit<EditPlan>,
    once: Option<&Once>,
    id: PlanId,
    version: Option<i32>,
) -> Result<Removed> {
    // The record is read inside the change: a repeated request gets its stored response, not `NotFound`.
    db.change(permit, once, async |tx| {
        let old = tx.get::<plan::Entity>(id, "plan").await?;
        fresh(old.version, version.unwrap_or(old.version))?;
        let selection = Selection::of_plan(tx, id).await?;
        check(tx, &old, Target::Plan(id), &selection).await?;
        let removed = selection.remove(tx).await?;
        let event = Event::PlanRemove {
            title: old.title,
            reference: old.reference,
            commitments: removed.commitments,
            milestones: removed.milestones,
            evidence: removed.evidence,
            indicators: removed.indicators,
        };
        tx.record(event.about(id).private()).await?;
        Ok(removed)
    })
    .await
}

/// Deletes a commitment that was never public, with its milestones and its evidence.
///
/// # Errors
/// As [`plan()`].
pub async fn commitment(
    db: &Db,
    permit: &Permit<EditCommitment>,
    once: Option<&Once>,
    id: CommitmentId,
    version: Option<i32>,
) -> Result<Removed> {
    db.change(permit, once, async |tx| {
        let (old, plan) = commitments::plan_of(tx, id).await?;
        fresh(old.version, version.unwrap_or(old.version))?;
        let selection = Selection::of_commitment(tx, id).await?;
        check(tx, &plan, Target::Commitment(id), &selection).await?;
        let removed = selection.remove(tx).await?;
        let event = Event::CommitmentRemove {
            number: old.number,
            title: old.title,
            milestones: removed.milestones,
            evidence: removed.evidence,
            indicators: removed.indicators,
        };
        tx.record(event.about(id).private()).await?;
        Ok(removed)
    })
    .await
}

/// Deletes a milestone that was never public, with its reports of progress and its evidence.
///
/// # Errors
/// As [`plan()`].
pub async fn milestone(
    db: &Db,
    permit: &Permit<EditMilestone>,
    once: Option<&Once>,
    id: MilestoneId,
    version: Option<i32>,
) -> Result<Removed> {
    db.change(permit, once, async |tx| {
        let (old, plan) = milestones::plan_of(tx, id).await?;
        fresh(old.version, version.unwrap_or(old.version))?;
        let selection = Selection::of_milestone(tx, id).await?;
        check(tx, &plan, Target::Milestone(id), &selection).await?;
        let removed = selection.remove(tx).await?;
        let event = Event::MilestoneRemove {
            number: old.number,
            title: old.title,
            evidence: removed.evidence,
            indicators: removed.indicators,
        };
        tx.record(event.about(id).private()).await?;
        Ok(removed)
    })
    .await
}

/// Deletes a piece of evidence that was never public. Its file is deleted by the nightly clean-up.
///
/// # Errors
/// As [`plan()`].
pub async fn evidence(
    db: &Db,
    permit: &Permit<WithdrawEvidence>,
    once: Option<&Once>,
    id: EvidenceId,
    version: Option<i32>,
) -> Result<Removed> {
    db.change(permit, once, async |tx| {
        let old = tx.get::<evidence::Entity>(id, "evidence").await?;
        let (_, plan) = commitments::plan_of(tx, old.commitment_id).await?;
        fresh(old.version, version.unwrap_or(old.version))?;
        let event = Event::EvidenceRemove {
            title: old.title.clone(),
            sha256: old.file_sha256.clone(),
        };
        let selection = Selection::of_evidence(tx, vec![old]).await?;
        check(tx, &plan, Target::Evidence(id), &selection).await?;
        let removed = selection.remove(tx).await?;
        tx.record(event.about(id).private()).await?;
        Ok(removed)
    })
    .await
}

/// Deletes an indicator that was never public, with its readings.
///
/// # Errors
/// As [`plan()`].
pub async fn indicator(
    db: &Db,
    permit: &Permit<EditMilestone>,
    once: Option<&Once>,
    id: IndicatorId,
    version: Option<i32>,
) -> Result<Removed> {
    db.change(permit, once, async |tx| {
        let (old, plan) = indicators::plan_of(tx, id).await?;
        fresh(old.version, version.unwrap_or(old.version))?;
        let selection = Selection::of_indicator(tx, id).await?;
        check(tx, &plan, Target::Indicator(id), &selection).await?;
        let removed = selection.remove(tx).await?;
        let event = Event::IndicatorRemove {
            number: old.number,
            title: indicators::title_in(&old, &plan),
            readings: removed.readings,
        };
        tx.record(event.about(id).private()).await?;
        Ok(removed)
    })
    .await
}

/// Checks that a record of this plan was never public and that nobody else's work refers to it or to what
/// it holds.
///
/// # Errors
/// `WasPublic`, `InUse`.
async fn check(city: &Scoped, plan: &Plan, target: Target, selection: &Selection) -> Result<()> {
    if was_public(city, plan, target.id()).await? {
        return Err(Conflict::WasPublic.into());
    }
    match holder(city, plan.id, selection).await? {
        Some(holder) => Err(Conflict::InUse(holder).into()),
        None => Ok(()),
    }
}

/// Returns whether residents could ever read a record of this plan: the plan is public now, or the log has a
/// public entry about the record, or one about the plan that is later than the record.
async fn was_public(city: &Scoped, plan: &Plan, record: Uuid) -> Result<bool> {
    Ok(plan.published_at.is_some() || log::was_shown(city, plan.id.into(), record).await?)
}

impl Target {
    fn id(self) -> Uuid {
        match self {
            Self::Plan(id) => id.into(),
            Self::Commitment(id) => id.into(),
            Self::Milestone(id) => id.into(),
            Self::Evidence(id) => id.into(),
            Self::Indicator(id) => id.into(),
        }
    }
}

/// Checks inside a running change that nobody else's work refers to records of a plan, and deletes them. It
/// does not ask whether they were public, and records no event: that is for the caller.
///
/// # Errors
/// `InUse`.
#[expect(dead_code, reason = "for the undo of imports")]
pub(crate) async fn remove(tx: &mut Tx, plan: PlanId, selection: Selection) -> Result<Removed> {
    match holder(tx, plan, &selection).await? {
        Some(holder) => Err(Conflict::InUse(holder).into()),
        None => selection.remove(tx).await,
    }
}

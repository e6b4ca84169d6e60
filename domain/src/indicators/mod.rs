//! Indicators: what commitments and milestones are measured by, with baseline, target and readings.
//!
//! Coordinators define indicators; the people who report on the commitment add readings. A reading is never
//! overwritten: a correction is a new reading that names the one it corrects, and a withdrawn one stays with
//! the reason.

mod draft;
mod readings;
mod rules;
pub(crate) mod tables;

pub use draft::IndicatorDraft;
pub use readings::{
    Correction, ReadingDraft, add_reading, correct_reading, every_reading, reading, readings, withdraw_reading,
};
pub use rules::{Direction, counting};

use crate::access::{EditMilestone, Permit, SeePlan};
use crate::commitments::{self, Commitment};
use crate::copy_fields;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Error, Result, code, fresh};
use crate::ids::{CommitmentId, IndicatorId, MilestoneId};
use crate::indicators::tables::indicator;
use crate::log::Event;
use crate::milestones::tables::milestone;
use crate::once::Once;
use crate::plans::{Plan, open_for_change};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// An indicator.
pub type Indicator = indicator::Model;
/// A reading of an indicator.
pub type Reading = tables::reading::Model;

/// What indicators are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A commitment, with its milestones.
    Commitment(CommitmentId),
    /// A milestone.
    Milestone(MilestoneId),
}

/// An indicator with its readings by day, also those that were corrected or withdrawn.
pub type Measured = (Indicator, Vec<Reading>);

/// Lists the indicators that the caller may see, each with its readings, oldest first: at most `most`, after the
/// id `after`; optionally those of one commitment or one milestone. Also returns how many there are in total.
///
/// # Errors
/// Database errors.
pub async fn list(
    db: &Db,
    permit: &Permit<SeePlan>,
    of: Option<Of>,
    after: Option<IndicatorId>,
    most: u64,
) -> Result<(Vec<Measured>, u64)> {
    let city = db.read(permit).await?;
    let rows = || {
        let rows = city.find::<indicator::Entity>();
        rows.filter(indicator::Column::CommitmentId.in_subquery(commitments::rows(&city).ids()))
            .narrowed(of.map(|of| match of {
                Of::Commitment(id) => indicator::Column::CommitmentId.eq(id),
                Of::Milestone(id) => indicator::Column::MilestoneId.eq(id),
            }))
    };
    let total = rows().count().await?;
    let page = rows()
        .narrowed(after.map(|id| indicator::Column::Id.gt(id)))
        .order_by_asc(indicator::Column::Id)
        .at_most(most)
        .all()
        .await?;
    let ids = page.iter().map(|row| row.id);
    let mut readings: HashMap<IndicatorId, Vec<Reading>> = HashMap::new();
    for reading in readings::of_several(&city, ids).await? {
        readings.entry(reading.indicator_id).or_default().push(reading);
    }
    let measured = page.into_iter().map(|row| {
        let own = readings.remove(&row.id).unwrap_or_default();
        (row, own)
    });
    Ok((measured.collect(), total))
}

/// Returns an indicator with all its readings, oldest first, also those that were corrected or withdrawn.
///
/// # Errors
/// `NotFound("indicator")` when the caller may not see it or it does not exist.
pub async fn get(db: &Db, permit: &Permit<SeePlan>, id: IndicatorId) -> Result<Measured> {
    let city = db.read(permit).await?;
    let found = visible(&city, id).await?;
    let readings = readings::of_several(&city, [id]).await?;
    Ok((found, readings))
}

/// Adds an indicator to a commitment, or to one of its milestones.
///
/// # Errors
/// `NotFound("commitment")`, `PlanClosed`, and the field errors of the draft; `number` / `taken`; `milestone` /
/// `not_found` for a milestone that is not one of the commitment.
pub async fn create(
    db: &Db,
    permit: &Permit<EditMilestone>,
    once: Option<&Once>,
    of: CommitmentId,
    draft: IndicatorDraft,
) -> Result<Indicator> {
    let find = async |tx: &Tx| commitments::plan_of(tx, of).await;
    db.change_of(permit, once, find, async |tx, (commitment, plan)| {
        open_for_change(&plan)?;
        insert(tx, &commitment, &plan, draft).await
    })
    .await
}

/// Adds an indicator inside a running change.
pub(crate) async fn insert(
    tx: &mut Tx,
    commitment: &Commitment,
    plan: &Plan,
    draft: IndicatorDraft,
) -> Result<Indicator> {
    let draft = draft.checked()?;
    of_commitment(tx, commitment.id, draft.milestone).await?;
    let number = match draft.number {
        Some(number) => number,
        None => next_number(tx, commitment.id).await?,
    };
    let row = copy_fields!(draft => Indicator {
        code, titles, unit, direction, baseline, baseline_on, target, due_on, due_said, deadlines,
    } with {
        tenant_id: tx.tenant(),
        id: tx.id(),
        commitment_id: commitment.id,
        milestone_id: draft.milestone,
        number,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    });
    let made = tx.add(row).await?;
    let event = Event::IndicatorCreate {
        title: title_in(&made, plan),
    };
    tx.record(event.about(made.id).published(plan.published_at.is_some()))
        .await?;
    Ok(made)
}

/// Changes the fields of an indicator.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and those of [`create`].
pub async fn edit(
    db: &Db,
    permit: &Permit<EditMilestone>,
    once: Option<&Once>,
    id: IndicatorId,
    version: i32,
    draft: IndicatorDraft,
) -> Result<Indicator> {
    let find = async |tx: &Tx| plan_of(tx, id).await;
    db.change_of(permit, once, find, async |tx, (old, plan)| {
        fresh(old.version, version)?;
        open_for_change(&plan)?;
        let draft = draft.checked()?;
        of_commitment(tx, old.commitment_id, draft.milestone).await?;
        let mut new = draft.into_row(old);
        new.version += 1;
        new.updated_at = tx.now();
        let saved = tx.save(new).await?;
        let event = Event::IndicatorEdit {
            title: title_in(&saved, &plan),
        };
        tx.record(event.about(id).published(plan.published_at.is_some()))
            .await?;
        Ok(saved)
    })
    .await
}

/// Returns the title of an indicator in the language of its plan, else in any language.
pub(crate) fn title_in(indicator: &Indicator, plan: &Plan) -> String {
    indicator.titles.in_language(&plan.language, "en").to_owned()
}

/// Checks that a milestone is one of this commitment.
async fn of_commitment(tx: &Tx, commitment: CommitmentId, milestone: Option<MilestoneId>) -> Result<()> {
    let Some(id) = milestone else { return Ok(()) };
    let rows = tx.find::<milestone::Entity>();
    let rows = rows.filter(milestone::Column::CommitmentId.eq(commitment));
    let found = rows.filter(milestone::Column::Id.eq(id)).count().await?;
    if found == 0 {
        return Err(Error::field("milestone", code::UNKNOWN_RECORD));
    }
    Ok(())
}

/// Returns the number after the last one of a commitment.
async fn next_number(tx: &Tx, of: CommitmentId) -> Result<i32> {
    let rows = tx.find::<indicator::Entity>();
    let rows = rows.filter(indicator::Column::CommitmentId.eq(of));
    let last = rows.order_by_desc(indicator::Column::Number).one().await?;
    Ok(last.map_or(1, |last| last.number + 1))
}

/// Returns an indicator that the caller may see.
///
/// # Errors
/// `NotFound("indicator")`.
pub(crate) async fn visible(city: &Scoped, id: IndicatorId) -> Result<Indicator> {
    Ok(visible_with_plan(city, id).await?.0)
}

/// Returns an indicator that the caller may see, with its plan.
///
/// # Errors
/// `NotFound("indicator")`.
pub(crate) async fn visible_with_plan(city: &Scoped, id: IndicatorId) -> Result<(Indicator, Plan)> {
    let (found, plan) = plan_of(city, id).await?;
    if plan.published_at.is_none() && !city.sees_drafts() {
        return Err(Error::NotFound("indicator"));
    }
    Ok((found, plan))
}

/// Returns an indicator and its plan, whether published or not.
///
/// # Errors
/// `NotFound("indicator")`.
pub(crate) async fn plan_of(city: &Scoped, id: IndicatorId) -> Result<(Indicator, Plan)> {
    let found = city.get::<indicator::Entity>(id, "indicator").await?;
    let (_, plan) = commitments::plan_of(city, found.commitment_id).await?;
    Ok((found, plan))
}

//! Milestones: what is promised by when, who is responsible, what was reported, and which are overdue.

mod draft;
mod progress;
mod reschedule;
mod rules;
pub(crate) mod tables;

pub use draft::{MilestoneDraft, ResponsibleDraft};
pub(crate) use progress::apply as apply_report;
pub use progress::{Report, every_report, history, history_of, report};
pub use reschedule::{Move, moves, reschedule};
pub use rules::{ComputedState, MilestoneCounts, MilestoneState};

use crate::access::{EditMilestone, Permit, SeePlan};
use crate::commitments::tables::commitment;
use crate::commitments::{self, Commitment};
use crate::copy_fields;
use crate::db::{Db, Rows, Scoped, Tx};
use crate::error::{Error, Result, code, fresh};
use crate::ids::{CommitmentId, MilestoneId};
use crate::log::Event;
use crate::milestones::tables::finding;
use crate::milestones::tables::{due_change, milestone, progress as progress_entity, responsible};
use crate::once::Once;
use crate::plans::tables::plan;
use crate::plans::{Plan, PlanState, open_for_change};
use crate::stakeholders::tables::{contact, organisation};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use time::Date;

/// A milestone.
pub type Milestone = milestone::Model;
/// Returns a milestone of a commitment by its number.
///
/// # Errors
/// `NotFound("commitment")`, `NotFound("milestone")` when the caller may not see it or it does not
/// exist.
pub async fn at(db: &Db, permit: &Permit<SeePlan>, commitment: CommitmentId, number: i32) -> Result<Milestone> {
    let city = db.read(permit).await?;
    commitments::visible(&city, commitment).await?;
    let rows = city.find::<milestone::Entity>();
    let rows = rows.filter(milestone::Column::CommitmentId.eq(commitment));
    let found = rows.filter(milestone::Column::Number.eq(number)).one().await?;
    found.ok_or(Error::NotFound("milestone"))
}

/// Who is responsible for a milestone.
pub type Responsible = responsible::Model;
/// A change of a due date.
pub type DueChange = due_change::Model;
/// One report of progress.
pub type Progress = progress_entity::Model;
/// A finding of a monitoring body.
pub type Finding = finding::Model;

/// Lists the milestones that the caller may see, oldest first: at most `most`, after the id `after`;
/// optionally those of one commitment, or in one state. Also returns how many there are in total.
///
/// # Errors
/// Database errors.
pub async fn list(
    db: &Db,
    permit: &Permit<SeePlan>,
    of: Option<CommitmentId>,
    state: Option<MilestoneState>,
    after: Option<MilestoneId>,
    most: u64,
) -> Result<(Vec<Milestone>, u64)> {
    let city = db.read(permit).await?;
    let rows = || {
        self::rows(&city)
            .narrowed(of.map(|of| milestone::Column::CommitmentId.eq(of)))
            .narrowed(state.map(|state| milestone::Column::State.eq(state)))
    };
    let total = rows().count().await?;
    let page = rows()
        .narrowed(after.map(|id| milestone::Column::Id.gt(id)))
        .order_by_asc(milestone::Column::Id)
        .at_most(most)
        .all()
        .await?;
    Ok((page, total))
}

/// Returns a milestone.
///
/// # Errors
/// `NotFound("milestone")` when the caller may not see it or it does not exist.
pub async fn get(db: &Db, permit: &Permit<SeePlan>, id: MilestoneId) -> Result<Milestone> {
    let city = db.read(permit).await?;
    visible(&city, id).await
}

/// Returns the day up to which days are counted, of the commitments of these milestones whose plan is closed
/// ([`Plan::counted_on`]). Those of other plans are missing.
///
/// # Errors
/// Database errors.
pub async fn counted_on(
    db: &Db,
    permit: &Permit<SeePlan>,
    of: &[Milestone],
    today: Date,
) -> Result<HashMap<CommitmentId, Date>> {
    let city = db.read(permit).await?;
    let closed = city.find::<plan::Entity>();
    let closed = closed.filter(plan::Column::State.eq(PlanState::Closed));
    let closed = closed.by(|row| row.id).await?;
    if closed.is_empty() {
        return Ok(HashMap::new());
    }
    let commitments = city.find::<commitment::Entity>();
    let commitments = commitments.among(commitment::Column::Id, of.iter().map(|one| one.commitment_id));
    let commitments = commitments.all().await?;
    let days = commitments
        .into_iter()
        .filter_map(|row| Some((row.id, closed.get(&row.plan_id)?.counted_on(today))));
    Ok(days.collect())
}

/// Returns who is responsible for a milestone.
///
/// # Errors
/// `NotFound("milestone")` when the caller may not see it or it does not exist.
pub async fn responsible(db: &Db, permit: &Permit<SeePlan>, id: MilestoneId) -> Result<Vec<Responsible>> {
    Ok(with_responsible(db, permit, id).await?.1)
}

/// Returns a milestone, with those who are responsible for it.
///
/// # Errors
/// `NotFound("milestone")` when the caller may not see it or it does not exist.
pub async fn with_responsible(
    db: &Db,
    permit: &Permit<SeePlan>,
    id: MilestoneId,
) -> Result<(Milestone, Vec<Responsible>)> {
    let city = db.read(permit).await?;
    let milestone = visible(&city, id).await?;
    let rows = city
        .find::<responsible::Entity>()
        .filter(responsible::Column::MilestoneId.eq(id))
        .order_by_asc(responsible::Column::Id);
    Ok((milestone, rows.all().await?))
}

/// Adds a milestone to a commitment.
///
/// # Errors
/// `NotFound("commitment")`, `PlanClosed`, and the field errors of the draft.
pub async fn create(
    db: &Db,
    permit: &Permit<EditMilestone>,
    once: Option<&Once>,
    of: CommitmentId,
    draft: MilestoneDraft,
) -> Result<Milestone> {
    let find = async |tx: &Tx| commitments::plan_of(tx, of).await;
    db.change_of(permit, once, find, async |tx, (commitment, plan)| {
        open_for_change(&plan)?;
        let made = insert(tx, &commitment, &plan, draft).await?;
        tx.refresh_figures().await?;
        Ok(made)
    })
    .await
}

/// Adds a milestone inside a running change.
pub(crate) async fn insert(
    tx: &mut Tx,
    commitment: &Commitment,
    plan: &Plan,
    draft: MilestoneDraft,
) -> Result<Milestone> {
    let draft = draft.checked()?;
    let number = match draft.number {
        Some(number) => number,
        None => next_number(tx, commitment).await?,
    };
    let who = draft.responsible.clone();
    let row = copy_fields!(draft => Milestone {
        code, title, output, outcome, starts_on, starts_said, due_on, due_said, dates_said, percent, completed_on,
    } with {
        tenant_id: tx.tenant(),
        id: tx.id(),
        commitment_id: commitment.id,
        number,
        state: draft.state.unwrap_or(MilestoneState::NotStarted),
        reason: None,
        reported_at: None,
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    });
    let made = tx.add(row).await?;
    write_responsible(tx, made.id, &who).await?;
    let event = Event::MilestoneCreate {
        title: made.title.clone(),
        due: made.due_on,
    };
    tx.record(event.about(made.id).published(plan.published_at.is_some()))
        .await?;
    Ok(made)
}

/// Returns the number after the last one of a commitment.
async fn next_number(tx: &Tx, commitment: &Commitment) -> Result<i32> {
    let of_commitment = tx
        .find::<milestone::Entity>()
        .filter(milestone::Column::CommitmentId.eq(commitment.id));
    let last = of_commitment.order_by_desc(milestone::Column::Number).one().await?;
    Ok(last.map_or(1, |last| last.number + 1))
}

/// The parts of one change of a milestone. Each is optional.
#[derive(Debug, Clone, Default)]
pub struct Amendment {
    /// New values of its fields. In a published plan, an existing due date can only be changed with
    /// `to`.
    pub draft: Option<MilestoneDraft>,
    /// A new due date, and why.
    pub to: Option<Move>,
    /// A report of progress.
    pub report: Option<Report>,
}

/// Changes a milestone, all parts or none. `today` is the current day in the city.
///
/// # Errors
/// `NotFound`, `StaleVersion`, `PlanClosed`, and the field errors of the parts; `reason` /
/// `reason_missing` when the draft changes a due date that exists in a published plan.
pub async fn amend(
    db: &Db,
    permit: &Permit<EditMilestone>,
    once: Option<&Once>,
    id: MilestoneId,
    version: i32,
    today: Date,
    with: Amendment,
) -> Result<Milestone> {
    let find = async |tx: &Tx| plan_of(tx, id).await;
    db.change_of(permit, once, find, async |tx, (mut milestone, plan)| {
        fresh(milestone.version, version)?;
        open_for_change(&plan)?;
        if let Some(draft) = with.draft {
            let moved = with.to.as_ref().map(|to| to.due_on);
            milestone = apply(tx, &plan, milestone, draft, moved).await?;
        }
        if let Some(to) = with.to {
            milestone = reschedule::apply(tx, &plan, milestone, to).await?;
        }
        if let Some(report) = with.report {
            milestone = progress::apply(tx, &plan, milestone, today, report).await?;
        }
        tx.refresh_figures().await?;
        Ok(milestone)
    })
    .await
}

/// Changes the fields of a milestone inside a running change. If the same change moves the due date to
/// `moved`, the start is checked against that day.
async fn apply(
    tx: &mut Tx,
    plan: &Plan,
    old: Milestone,
    draft: MilestoneDraft,
    moved: Option<Date>,
) -> Result<Milestone> {
    let stays = draft.due_on;
    let mut draft = MilestoneDraft {
        due_on: moved.or(stays),
        ..draft
    }
    .checked()?;
    draft.due_on = stays;
    let moves = draft.due_on != old.due_on;
    if moves && plan.published_at.is_some() && old.due_on.is_some() {
        return Err(Error::field("reason", code::REASON_MISSING));
    }
    let who = draft.responsible.clone();
    let (due_on, due_said) = (draft.due_on, draft.due_said.clone());
    let mut new = draft.into_row(old);
    if moves {
        (new.due_on, new.due_said) = (due_on, due_said);
    }
    new.version += 1;
    new.updated_at = tx.now();
    let saved = tx.save(new).await?;
    change_responsible(tx, saved.id, &who).await?;
    let event = Event::MilestoneEdit {
        title: saved.title.clone(),
    };
    tx.record(event.about(saved.id).published(plan.published_at.is_some()))
        .await?;
    Ok(saved)
}

/// Returns a milestone that the caller may see.
///
/// # Errors
/// `NotFound("milestone")`.
pub(crate) async fn visible(city: &Scoped, id: MilestoneId) -> Result<Milestone> {
    Ok(visible_with_plan(city, id).await?.0)
}

/// Returns a milestone that the caller may see, with its plan.
///
/// # Errors
/// `NotFound("milestone")`.
pub(crate) async fn visible_with_plan(city: &Scoped, id: MilestoneId) -> Result<(Milestone, Plan)> {
    let (found, plan) = plan_of(city, id).await?;
    if plan.published_at.is_none() && !city.sees_drafts() {
        return Err(Error::NotFound("milestone"));
    }
    Ok((found, plan))
}

/// Returns a milestone and its plan, whether published or not.
///
/// # Errors
/// `NotFound("milestone")`.
pub(crate) async fn plan_of(city: &Scoped, id: MilestoneId) -> Result<(Milestone, Plan)> {
    let found = city
        .find::<milestone::Entity>()
        .filter(milestone::Column::Id.eq(id))
        .through::<commitment::Entity>(milestone::Column::CommitmentId)
        .with::<plan::Entity>(plan::Column::Id, commitment::Column::PlanId)
        .pairs::<plan::Entity>()
        .await?;
    let found = found.into_iter().next();
    let found = found.and_then(|(milestone, plan)| Some((milestone, plan?)));
    found.ok_or(Error::NotFound("milestone"))
}

/// Returns a query of the milestones of every plan that the caller may see.
pub(crate) fn rows(city: &Scoped) -> Rows<'_, milestone::Entity> {
    let rows = city.find::<milestone::Entity>();
    if city.sees_drafts() {
        return rows;
    }
    rows.filter(milestone::Column::CommitmentId.in_subquery(commitments::rows(city).ids()))
}

/// Replaces the list of who is responsible for a milestone, if it changes.
async fn change_responsible(tx: &mut Tx, id: MilestoneId, who: &[ResponsibleDraft]) -> Result<()> {
    let old = tx
        .find::<responsible::Entity>()
        .filter(responsible::Column::MilestoneId.eq(id));
    let old = old.order_by_asc(responsible::Column::Id).all().await?;
    let kept = old.iter().map(|row| (row.organisation_id, row.contact_id, row.part));
    if kept.eq(who.iter().map(|draft| (draft.organisation, draft.contact, draft.part))) {
        return Ok(());
    }
    if !old.is_empty() {
        tx.remove::<responsible::Entity>(responsible::Column::MilestoneId, id)
            .await?;
    }
    write_responsible(tx, id, who).await
}

/// Adds those who are responsible for a milestone.
async fn write_responsible(tx: &mut Tx, id: MilestoneId, who: &[ResponsibleDraft]) -> Result<()> {
    for (at, draft) in who.iter().enumerate() {
        let unknown = |field: &str| Error::field(format!("responsible[{at}].{field}"), code::UNKNOWN_RECORD);
        if let Some(organisation) = draft.organisation
            && tx
                .find::<organisation::Entity>()
                .filter(organisation::Column::Id.eq(organisation))
                .count()
                .await?
                == 0
        {
            return Err(unknown("organisation"));
        }
        if let Some(contact) = draft.contact
            && tx
                .find::<contact::Entity>()
                .filter(contact::Column::Id.eq(contact))
                .count()
                .await?
                == 0
        {
            return Err(unknown("contact"));
        }
        let row = Responsible {
            tenant_id: tx.tenant(),
            id: tx.id(),
            milestone_id: id,
            organisation_id: draft.organisation,
            contact_id: draft.contact,
            part: draft.part,
        };
        tx.add(row).await?;
    }
    Ok(())
}

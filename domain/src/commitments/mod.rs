//! Commitments: every field of OGP Local's commitment form (docs/RULES.md, `commitment-form`), the
//! organisations that take part, and the states.

mod assignments;
mod draft;
pub(crate) mod tables;

pub(crate) use assignments::within_assignment;
pub use assignments::{Assignment, assign, assignments, scope};
pub(crate) use draft::is_sdg;
pub use draft::{CommitmentDraft, PartDraft};

use crate::access::{EditCommitment, Permit, SeePlan};
use crate::coded::coded;
use crate::commitments::tables::{commitment, part};
use crate::copy_fields;
use crate::db::{Db, Rows, Scoped, Tx};
use crate::error::{Error, Result, code, fresh};
use crate::ids::{CommitmentId, PlanId};
use crate::input;
use crate::log::{Event, StateChange};
use crate::once::Once;
use crate::plans::tables::plan;
use crate::plans::{self, Plan};
use crate::records::{OgpValues, Texts};
use crate::stakeholders::tables::organisation;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// A commitment.
pub type Commitment = commitment::Model;
/// An organisation's part in a commitment.
pub type Participation = part::Model;

coded! {
    /// State of a commitment. The states are Besa's own (docs/RULES.md, `commitment-states`).
    #[derive(Default)]
    CommitmentState {
        /// Proposed while the plan is written.
        #[default]
        Proposed = "proposed",
        /// Accepted into the plan.
        Accepted = "accepted",
        /// Being implemented.
        Active = "active",
        /// Implemented.
        Completed = "completed",
        /// Withdrawn, with a reason.
        Withdrawn = "withdrawn",
        /// Carried forward to the next plan, with a reason.
        CarriedForward = "carried_forward",
    }
}

/// Lists the commitments of one plan, or of every plan, that the caller may see, oldest first: at most
/// `most`, after the cursor `after`. Also returns the total number.
///
/// # Errors
/// Database errors.
pub async fn list(
    db: &Db,
    permit: &Permit<SeePlan>,
    plan: Option<PlanId>,
    after: Option<CommitmentId>,
    most: u64,
) -> Result<(Vec<Commitment>, u64)> {
    let city = db.read(permit).await?;
    let rows = || self::rows(&city).narrowed(plan.map(|plan| commitment::Column::PlanId.eq(plan)));
    let total = rows().count().await?;
    let page = rows()
        .narrowed(after.map(|id| commitment::Column::Id.gt(id)))
        .order_by_asc(commitment::Column::Id)
        .at_most(most)
        .all()
        .await?;
    Ok((page, total))
}

/// Returns a commitment with the organisations that take part.
///
/// # Errors
/// `NotFound("commitment")` when the city has no such commitment or the caller may not see it.
pub async fn get(db: &Db, permit: &Permit<SeePlan>, id: CommitmentId) -> Result<(Commitment, Vec<Participation>)> {
    let city = db.read(permit).await?;
    let found = visible(&city, id).await?;
    let parts = city
        .find::<part::Entity>()
        .filter(part::Column::CommitmentId.eq(id))
        .order_by_asc(part::Column::Id)
        .all()
        .await?;
    Ok((found, parts))
}

/// Lists a plan's commitments by number.
///
/// # Errors
/// `NotFound("plan")` when the city has no such plan or the caller may not see it.
pub async fn of_plan(db: &Db, permit: &Permit<SeePlan>, plan: PlanId) -> Result<Vec<Commitment>> {
    let city = db.read(permit).await?;
    plans::visible_plan(&city, plan).await?;
    city.find::<commitment::Entity>()
        .filter(commitment::Column::PlanId.eq(plan))
        .order_by_asc(commitment::Column::Number)
        .all()
        .await
}

/// Returns a plan's commitment by its number.
///
/// # Errors
/// `NotFound("plan")` when the city has no such plan or the caller may not see it;
/// `NotFound("commitment")` when the plan has no such number.
pub async fn at(db: &Db, permit: &Permit<SeePlan>, plan: PlanId, number: i32) -> Result<Commitment> {
    let mut all = of_plan(db, permit, plan).await?.into_iter();
    all.find(|row| row.number == number)
        .ok_or(Error::NotFound("commitment"))
}

/// Adds a commitment to a plan.
///
/// # Errors
/// `NotFound("plan")`, `PlanClosed`, and the field errors of the draft; `number` or `ogp_id` / `taken`;
/// `parts[0].organisation` / `not_found` for an organisation that the city does not have.
pub async fn create(
    db: &Db,
    permit: &Permit<EditCommitment>,
    once: Option<&Once>,
    plan: PlanId,
    draft: CommitmentDraft,
) -> Result<Commitment> {
    let find = async |tx: &Tx| tx.get::<plan::Entity>(plan, "plan").await;
    db.change_of(permit, once, find, async |tx, plan| {
        plans::open_for_change(&plan)?;
        let made = insert(tx, &plan, draft).await?;
        tx.refresh_figures().await?;
        Ok(made)
    })
    .await
}

/// Adds a commitment inside a running change.
pub(crate) async fn insert(tx: &mut Tx, plan: &Plan, draft: CommitmentDraft) -> Result<Commitment> {
    let draft = draft.checked()?;
    let last = tx
        .find::<commitment::Entity>()
        .filter(commitment::Column::PlanId.eq(plan.id))
        .order_by_desc(commitment::Column::Number)
        .one()
        .await?;
    let parts = draft.parts.clone();
    let row = copy_fields!(draft => Commitment {
        ogp_id, title, short_title, state, state_reason, starts_on, starts_said, ends_on, ends_said,
        problem, status_quo, action, solution, long_term_goal, policy_area, policy_area_said, sector,
        resources, additional, source,
    } with {
        tenant_id: tx.tenant(),
        id: tx.id(),
        plan_id: plan.id,
        number: draft.number.unwrap_or(last.map_or(1, |last| last.number + 1)),
        ogp_key: draft.ogp_id.as_deref().map(input::key),
        ogp_values: OgpValues(draft.ogp_values),
        sdg_targets: Texts(draft.sdg_targets),
        version: 1,
        created_at: tx.now(),
        updated_at: tx.now(),
    });
    let made = tx.add(row).await?;
    write_parts(tx, made.id, &parts).await?;
    let event = Event::CommitmentCreate {
        number: made.number,
        title: made.title.clone(),
    };
    tx.record(event.about(made.id).published(plan.published_at.is_some()))
        .await?;
    Ok(made)
}

/// Changes the fields of a commitment.
///
/// # Errors
/// `NotFound`, `StaleVersion`, `PlanClosed`, and those of [`create`].
pub async fn edit(
    db: &Db,
    permit: &Permit<EditCommitment>,
    once: Option<&Once>,
    id: CommitmentId,
    version: i32,
    draft: CommitmentDraft,
) -> Result<Commitment> {
    let find = async |tx: &Tx| plan_of(tx, id).await;
    db.change_of(permit, once, find, async |tx, (old, plan)| {
        fresh(old.version, version)?;
        plans::open_for_change(&plan)?;
        let draft = draft.checked()?;
        let from = old.state;
        let parts = draft.parts.clone();
        let mut new = draft.into_row(old);
        new.version += 1;
        new.updated_at = tx.now();
        let saved = tx.save(new).await?;
        change_parts(tx, id, &parts).await?;
        let event = Event::CommitmentEdit {
            number: saved.number,
            title: saved.title.clone(),
            change: (from != saved.state).then(|| StateChange {
                from: from.to_string(),
                to: saved.state.to_string(),
                reason: saved.state_reason.clone(),
            }),
        };
        tx.record(event.about(id).published(plan.published_at.is_some()))
            .await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

/// Returns a commitment that the connection may see.
///
/// # Errors
/// `NotFound("commitment")`.
pub(crate) async fn visible(city: &Scoped, id: CommitmentId) -> Result<Commitment> {
    Ok(visible_with_plan(city, id).await?.0)
}

/// Returns a commitment that the connection may see, with its plan.
///
/// # Errors
/// `NotFound("commitment")`.
pub(crate) async fn visible_with_plan(city: &Scoped, id: CommitmentId) -> Result<(Commitment, Plan)> {
    let (found, plan) = plan_of(city, id).await?;
    if plan.published_at.is_none() && !city.sees_drafts() {
        return Err(Error::NotFound("commitment"));
    }
    Ok((found, plan))
}

/// Replaces the list of organisations that take part, if it changes.
async fn change_parts(tx: &mut Tx, id: CommitmentId, parts: &[PartDraft]) -> Result<()> {
    let old = tx.find::<part::Entity>().filter(part::Column::CommitmentId.eq(id));
    let old = old.order_by_asc(part::Column::Id).all().await?;
    let kept = old.iter().map(|row| (row.organisation_id, row.part));
    if kept.eq(parts.iter().map(|draft| (draft.organisation, draft.part))) {
        return Ok(());
    }
    if !old.is_empty() {
        tx.remove::<part::Entity>(part::Column::CommitmentId, id).await?;
    }
    write_parts(tx, id, parts).await
}

/// Adds the organisations that take part.
async fn write_parts(tx: &mut Tx, id: CommitmentId, parts: &[PartDraft]) -> Result<()> {
    for (at, draft) in parts.iter().enumerate() {
        let known = tx.get::<organisation::Entity>(draft.organisation, "organisation").await;
        if matches!(known, Err(Error::NotFound(_))) {
            return Err(Error::field(format!("parts[{at}].organisation"), code::UNKNOWN_RECORD));
        }
        known?;
        if parts.iter().take(at).any(|earlier| earlier == draft) {
            continue;
        }
        let row = Participation {
            tenant_id: tx.tenant(),
            id: tx.id(),
            commitment_id: id,
            organisation_id: draft.organisation,
            part: draft.part,
        };
        tx.add(row).await?;
    }
    Ok(())
}

/// Returns a commitment and its plan, whether published or not.
pub(crate) async fn plan_of(city: &Scoped, commitment: CommitmentId) -> Result<(Commitment, Plan)> {
    let found = city
        .find::<commitment::Entity>()
        .filter(commitment::Column::Id.eq(commitment))
        .with::<plan::Entity>(plan::Column::Id, commitment::Column::PlanId)
        .pairs::<plan::Entity>()
        .await?;
    let found = found.into_iter().next();
    let found = found.and_then(|(commitment, plan)| Some((commitment, plan?)));
    found.ok_or(Error::NotFound("commitment"))
}

/// Returns a query of the commitments of every plan that the connection may see.
pub(crate) fn rows(city: &Scoped) -> Rows<'_, commitment::Entity> {
    let rows = city.find::<commitment::Entity>();
    if city.sees_drafts() {
        return rows;
    }
    rows.filter(commitment::Column::PlanId.in_subquery(plans::rows(city).ids()))
}

/// Lists the commitments of every plan that the connection may see.
pub(crate) async fn all_visible(city: &Scoped) -> Result<Vec<Commitment>> {
    rows(city).order_by_asc(commitment::Column::Number).all().await
}

/// Returns a commitment of a published plan; `None` when `id` is `None`.
///
/// # Errors
/// `commitment` / `not_found` when the city has no such commitment or its plan is not published.
pub(crate) async fn published(city: &Scoped, id: Option<CommitmentId>) -> Result<Option<Commitment>> {
    let Some(id) = id else { return Ok(None) };
    let unknown = || Error::field("commitment", code::UNKNOWN_RECORD);
    let found = city.find::<commitment::Entity>().filter(commitment::Column::Id.eq(id));
    let found = found.one().await?.ok_or_else(unknown)?;
    let plan = city.get::<plan::Entity>(found.plan_id, "plan").await?;
    plan.published_at.map(|_| Some(found)).ok_or_else(unknown)
}

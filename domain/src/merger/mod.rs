//! Merging two organisations that are the same. One stays with all that belongs to both; the other becomes a
//! former name, under which searches, links and imports still find it. The log keeps both names.

mod moves;

pub use moves::Moves;

use crate::access::{EditStakeholders, Permit, SeeContacts};
use crate::commitments::tables::{commitment, part};
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Error, Result, code, fresh};
use crate::ids::{OrganisationId, PlanId};
use crate::imports::tables::provenance;
use crate::log::Event;
use crate::milestones::tables::{milestone, responsible};
use crate::once::Once;
use crate::plans::tables::plan;
use crate::stakeholders::tables::{former_name, organisation};
use crate::stakeholders::{self, Organisation};
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::HashSet;
use uuid::Uuid;

/// What merging two organisations would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The organisation whose name becomes a former one.
    pub goes: Organisation,
    /// The organisation that stays.
    pub stays: Organisation,
    /// What moves to the one that stays.
    pub moves: Moves,
    /// Why they cannot be merged; `None` when they can.
    pub refused: Option<Conflict>,
}

/// Returns what merging `goes` into `stays` would do.
///
/// # Errors
/// `NotFound("organisation")` for either; `into` / `not_found` when both are one.
pub async fn preview(
    db: &Db,
    permit: &Permit<SeeContacts>,
    goes: OrganisationId,
    stays: OrganisationId,
) -> Result<Preview> {
    let city = db.read(permit).await?;
    let (goes, stays) = pair(&city, goes, stays).await?;
    Ok(Preview {
        moves: Moves::of(&city, goes.id).await?,
        refused: monitors_other(&city, &goes, &stays).await?,
        goes,
        stays,
    })
}

/// Merges `goes` into `stays`: every reference moves in one change, and what both have becomes one. Where both
/// endorsed a plan, the later word stays. Returns the organisation that stays.
///
/// # Errors
/// `NotFound("organisation")`; `StaleVersion` unless `version` is that of `goes` or `None`; `into` / `not_found`
/// for an organisation that the city does not have or that is the same; `MonitorImplements` when one monitors a
/// plan that the other implements.
pub async fn merge(
    db: &Db,
    permit: &Permit<EditStakeholders>,
    once: Option<&Once>,
    goes: OrganisationId,
    version: Option<i32>,
    stays: OrganisationId,
) -> Result<Organisation> {
    // Both are read inside the change: a repeated request gets its stored response, not `NotFound`.
    db.change(permit, once, async |tx| {
        let (goes, stays) = pair(tx, goes, stays).await?;
        fresh(goes.version, version.unwrap_or(goes.version))?;
        if let Some(conflict) = monitors_other(tx, &goes, &stays).await? {
            return Err(conflict.into());
        }
        moves::all(tx, goes.id, stays.id).await?;
        rename(tx, &goes, &stays).await?;
        tx.remove::<organisation::Entity>(organisation::Column::Id, goes.id)
            .await?;
        let saved = tx
            .save(Organisation {
                website: stays.website.or(goes.website),
                version: stays.version + 1,
                ..stays
            })
            .await?;
        let event = Event::StakeholderMerge {
            name: saved.name.clone(),
            merged: goes.name,
            former: goes.id,
        };
        tx.record(event.about(saved.id)).await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

async fn pair(city: &Scoped, goes: OrganisationId, stays: OrganisationId) -> Result<(Organisation, Organisation)> {
    let goes = city.get::<organisation::Entity>(goes, "organisation").await?;
    let unknown = || Error::field("into", code::UNKNOWN_RECORD);
    let stays = match stakeholders::current(city, stays).await {
        Err(Error::NotFound(_)) => return Err(unknown()),
        found => found?,
    };
    if goes.id == stays.id {
        return Err(unknown());
    }
    Ok((goes, stays))
}

/// Keeps the name of the organisation that goes, and moves the names that it had before.
async fn rename(tx: &Tx, goes: &Organisation, stays: &Organisation) -> Result<()> {
    let to = sea_orm::Value::from(stays.id);
    let earlier = former_name::Column::OrganisationId.eq(goes.id);
    tx.set_all::<former_name::Entity>([(former_name::Column::OrganisationId, to)], earlier)
        .await?;
    tx.add(former_name::Model {
        tenant_id: tx.tenant(),
        id: goes.id,
        organisation_id: stays.id,
        name: goes.name.clone(),
        name_key: goes.name_key.clone(),
        merged_at: tx.now(),
    })
    .await?;
    // The names in imported files lead to the organisation that stays.
    let of_import = provenance::Column::SubjectId.eq(Uuid::from(goes.id));
    let to = sea_orm::Value::from(Uuid::from(stays.id));
    tx.set_all::<provenance::Entity>([(provenance::Column::SubjectId, to)], of_import)
        .await
}

/// Returns a conflict when one of the two is the monitoring body of a plan that the other implements.
async fn monitors_other(city: &Scoped, one: &Organisation, other: &Organisation) -> Result<Option<Conflict>> {
    for plan in city.find::<plan::Entity>().all().await? {
        let Some(body) = plan.monitoring_body.as_deref().map(stakeholders::alike) else {
            continue;
        };
        let monitors = |organisation: &Organisation| stakeholders::alike(&organisation.name) == body;
        let implements = implementers(city, plan.id).await?;
        let both = |a: &Organisation, b: &Organisation| monitors(a) && !monitors(b) && implements.contains(&b.id);
        if both(one, other) || both(other, one) {
            return Ok(Some(Conflict::MonitorImplements));
        }
    }
    Ok(None)
}

/// Returns the organisations that take part in the commitments of a plan or answer for its milestones.
async fn implementers(city: &Scoped, plan: PlanId) -> Result<HashSet<OrganisationId>> {
    let commitments = || {
        city.find::<commitment::Entity>()
            .filter(commitment::Column::PlanId.eq(plan))
            .ids()
    };
    let parts = city.find::<part::Entity>();
    let parts = parts.filter(part::Column::CommitmentId.in_subquery(commitments()));
    let milestones = city.find::<milestone::Entity>();
    let milestones = milestones.filter(milestone::Column::CommitmentId.in_subquery(commitments()));
    let named = city.find::<responsible::Entity>();
    let named = named.filter(responsible::Column::MilestoneId.in_subquery(milestones.ids()));
    let parts = parts.all().await?.into_iter().map(|part| part.organisation_id);
    let named = named.all().await?.into_iter().filter_map(|row| row.organisation_id);
    Ok(parts.chain(named).collect())
}

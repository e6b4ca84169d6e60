//! The records that refer to an organisation, and how they move to another one.

use crate::commitments::tables::part;
use crate::db::{Scoped, TenantOwned, Tx};
use crate::endorsements::tables::endorsement;
use crate::error::Result;
use crate::forums::tables::{attendance, decision, seat};
use crate::ids::OrganisationId;
use crate::milestones::tables::responsible;
use crate::people::tables::delegate;
use crate::stakeholders::tables::contact;
use crate::voices::tables::voice;
use sea_orm::{ColumnTrait, QueryFilter, Value};
use std::collections::{HashMap, HashSet};

/// How many records refer to an organisation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moves {
    /// Commitments in which it takes part.
    pub commitments: u64,
    /// Milestones that it answers for.
    pub milestones: u64,
    /// People in it.
    pub contacts: u64,
    /// Seats in forums.
    pub seats: u64,
    /// Meetings that it attended.
    pub meetings: u64,
    /// Decisions of meetings that it carries out.
    pub decisions: u64,
    /// Plans that it endorsed or declined to endorse.
    pub endorsements: u64,
    /// Comments and proposals.
    pub voices: u64,
    /// People with an account who act for it.
    pub delegates: u64,
}

impl Moves {
    /// Counts the records that refer to an organisation.
    pub(super) async fn of(city: &Scoped, id: OrganisationId) -> Result<Self> {
        Ok(Self {
            commitments: count::<part::Entity>(city, part::Column::OrganisationId, id).await?,
            milestones: count::<responsible::Entity>(city, responsible::Column::OrganisationId, id).await?,
            contacts: count::<contact::Entity>(city, contact::Column::OrganisationId, id).await?,
            seats: count::<seat::Entity>(city, seat::Column::OrganisationId, id).await?,
            meetings: count::<attendance::Entity>(city, attendance::Column::OrganisationId, id).await?,
            decisions: count::<decision::Entity>(city, decision::Column::OrganisationId, id).await?,
            endorsements: count::<endorsement::Entity>(city, endorsement::Column::OrganisationId, id).await?,
            voices: count::<voice::Entity>(city, voice::Column::OrganisationId, id).await?,
            delegates: count::<delegate::Entity>(city, delegate::Column::OrganisationId, id).await?,
        })
    }
}

async fn count<E: TenantOwned>(city: &Scoped, column: E::Column, id: OrganisationId) -> Result<u64>
where
    E::Model: Send + Sync,
{
    city.find::<E>().filter(column.eq(id)).count().await
}

/// Moves every reference from one organisation to another. What both have becomes one.
pub(super) async fn all(tx: &Tx, from: OrganisationId, to: OrganisationId) -> Result<()> {
    parts(tx, from, to).await?;
    responsibles(tx, from, to).await?;
    attendances(tx, from, to).await?;
    endorsements(tx, from, to).await?;
    every::<contact::Entity>(tx, contact::Column::OrganisationId, from, to).await?;
    every::<seat::Entity>(tx, seat::Column::OrganisationId, from, to).await?;
    every::<decision::Entity>(tx, decision::Column::OrganisationId, from, to).await?;
    every::<voice::Entity>(tx, voice::Column::OrganisationId, from, to).await?;
    every::<delegate::Entity>(tx, delegate::Column::OrganisationId, from, to).await
}

async fn every<E: TenantOwned>(tx: &Tx, column: E::Column, from: OrganisationId, to: OrganisationId) -> Result<()> {
    tx.set_all::<E>([(column, Value::from(to))], column.eq(from)).await
}

async fn of<E: TenantOwned>(tx: &Tx, column: E::Column, id: OrganisationId) -> Result<Vec<E::Model>>
where
    E::Model: Send + Sync,
{
    tx.find::<E>().filter(column.eq(id)).all().await
}

async fn parts(tx: &Tx, from: OrganisationId, to: OrganisationId) -> Result<()> {
    use part::{Column, Entity};
    let known: HashSet<_> = of::<Entity>(tx, Column::OrganisationId, to)
        .await?
        .into_iter()
        .map(|row| (row.commitment_id, row.part.code()))
        .collect();
    for row in of::<Entity>(tx, Column::OrganisationId, from).await? {
        if known.contains(&(row.commitment_id, row.part.code())) {
            tx.remove::<Entity>(Column::Id, row.id).await?;
        }
    }
    every::<Entity>(tx, Column::OrganisationId, from, to).await
}

async fn responsibles(tx: &Tx, from: OrganisationId, to: OrganisationId) -> Result<()> {
    use responsible::{Column, Entity};
    let known: HashSet<_> = of::<Entity>(tx, Column::OrganisationId, to)
        .await?
        .into_iter()
        .map(|row| (row.milestone_id, row.contact_id, row.part.code()))
        .collect();
    for row in of::<Entity>(tx, Column::OrganisationId, from).await? {
        if known.contains(&(row.milestone_id, row.contact_id, row.part.code())) {
            tx.remove::<Entity>(Column::Id, row.id).await?;
        }
    }
    every::<Entity>(tx, Column::OrganisationId, from, to).await
}

async fn attendances(tx: &Tx, from: OrganisationId, to: OrganisationId) -> Result<()> {
    use attendance::{Column, Entity};
    let known: HashSet<_> = of::<Entity>(tx, Column::OrganisationId, to)
        .await?
        .into_iter()
        .map(|row| row.meeting_id)
        .collect();
    for row in of::<Entity>(tx, Column::OrganisationId, from).await? {
        if known.contains(&row.meeting_id) {
            tx.remove::<Entity>(Column::Id, row.id).await?;
        }
    }
    every::<Entity>(tx, Column::OrganisationId, from, to).await
}

/// Where both gave their word on a plan, the later one stays; the log has both.
async fn endorsements(tx: &Tx, from: OrganisationId, to: OrganisationId) -> Result<()> {
    use endorsement::{Column, Entity};
    let known: HashMap<_, _> = of::<Entity>(tx, Column::OrganisationId, to)
        .await?
        .into_iter()
        .map(|row| (row.plan_id, row))
        .collect();
    for row in of::<Entity>(tx, Column::OrganisationId, from).await? {
        if let Some(other) = known.get(&row.plan_id) {
            let earlier = if row.given_at > other.given_at {
                other.id
            } else {
                row.id
            };
            tx.remove::<Entity>(Column::Id, earlier).await?;
        }
    }
    every::<Entity>(tx, Column::OrganisationId, from, to).await
}

//! Logs which reviewers read a city's record: one entry for each reviewer and day.

use crate::access::{Action, Audience, Permit};
use crate::accounts;
use crate::db::{Db, Scoped, Tx};
use crate::error::Result;
use crate::log::Event;
use crate::log::tables::event;
use crate::tenants;
use sea_orm::{ColumnTrait, QueryFilter};
use time::OffsetDateTime;

/// The event of a reviewer who opened the city's record.
pub(crate) const READ: Event = Event::ReviewRead {};

/// Returns whether the permit is of somebody from outside the city, whose reading is logged.
fn from_outside<A: Action>(permit: &Permit<A>) -> bool {
    permit.audience() == Audience::Public
}

/// Adds one entry to the city's log for each reviewer and day of the city.
pub(crate) async fn seen<A: Action>(db: &Db, permit: &Permit<A>) -> Result<()> {
    if !from_outside(permit) {
        return Ok(());
    }
    let since = day_began(db, permit).await?;
    {
        let city = db.read(permit).await?;
        let actor = accounts::signature(&city.platform(), permit.actor()).await?;
        if was_here(&city, &actor, since).await? {
            return Ok(());
        }
    }
    db.change(permit, None, async |tx| {
        tell_seen(tx, since).await?;
        Ok(())
    })
    .await
}

/// Adds the entry inside a running change, unless it is there already.
pub(crate) async fn tell_seen(tx: &mut Tx, since: OffsetDateTime) -> Result<()> {
    // Checked again: the city's head is locked now, so that two requests at once leave one entry.
    if !was_here(tx, tx.signature(), since).await? {
        let id = tx.tenant();
        tx.record(READ.about(id).private()).await?;
    }
    Ok(())
}

async fn was_here(city: &Scoped, actor: &str, since: OffsetDateTime) -> Result<bool> {
    let entry = city
        .find::<event::Entity>()
        .filter(event::Column::Actor.eq(actor))
        .filter(event::Column::Action.eq(READ.action().code()))
        .filter(event::Column::At.gte(since));
    Ok(entry.at_most(1).one().await?.is_some())
}

/// Returns when the current day began in the city.
pub(crate) async fn day_began<A: Action>(db: &Db, permit: &Permit<A>) -> Result<OffsetDateTime> {
    let zone = tenants::by_id(db, permit.tenant()).await?.zone();
    Ok(zone.at_hour(zone.day(db.clock().now()), 0))
}

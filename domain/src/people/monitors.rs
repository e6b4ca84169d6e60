//! Logs who monitors a city, since when and until when. This is public: the log names the body as the
//! plan does, and never a person.

use super::Account;
use crate::access::Role;
use crate::accounts;
use crate::db::Tx;
use crate::error::Result;
use crate::log::Event;
use crate::people::tables::membership;
use crate::plans::{self, PlanState};
use sea_orm::{ColumnTrait, QueryFilter};

/// Records that a person was given a role.
pub(super) async fn joined(tx: &mut Tx, made: &membership::Model, who: &Account) -> Result<()> {
    let person = accounts::digest(who.id, &who.salt);
    if made.role != Role::Monitor {
        let role = made.role.to_string();
        return tx
            .record(Event::PeopleJoin { role, person }.about(made.id).private())
            .await;
    }
    let (role, title) = (made.role.to_string(), name(tx).await?);
    let event = if others(tx, made).await? {
        Event::MonitorJoin { title, role, person }
    } else {
        Event::MonitorBegin { title, role, person }
    };
    tx.record(event.about(made.id).public(true)).await
}

/// Records that a role was taken from a person.
pub(super) async fn left(tx: &mut Tx, gone: &membership::Model) -> Result<()> {
    if gone.role != Role::Monitor {
        let role = gone.role.to_string();
        return tx.record(Event::PeopleLeave { role }.about(gone.id).private()).await;
    }
    let (role, title) = (gone.role.to_string(), name(tx).await?);
    let event = if others(tx, gone).await? {
        Event::MonitorLeave { title, role }
    } else {
        Event::MonitorEnd { title, role }
    };
    tx.record(event.about(gone.id).public(true)).await
}

/// Returns whether somebody else has the role of the monitoring body.
async fn others(tx: &Tx, than: &membership::Model) -> Result<bool> {
    let platform = tx.platform();
    let select = platform
        .find::<membership::Entity>()
        .filter(membership::Column::TenantId.eq(tx.tenant()))
        .filter(membership::Column::Role.eq(Role::Monitor))
        .filter(membership::Column::Id.ne(than.id));
    Ok(platform.one(select).await?.is_some())
}

/// Returns the name that the current published plan gives the body.
async fn name(tx: &Tx) -> Result<Option<String>> {
    let mut plans = plans::visible(tx).await?;
    plans.retain(|plan| plan.published_at.is_some());
    let running = plans.iter().find(|plan| plan.state == PlanState::Implementing);
    Ok(running.or(plans.first()).and_then(|plan| plan.monitoring_body.clone()))
}

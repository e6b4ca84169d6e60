//! Who monitors a city, since when and until when, is public: the log tells it of the body, by the name
//! that the plan gives it, and never of a person.

use super::Account;
use crate::access::Role;
use crate::accounts;
use crate::db::Tx;
use crate::error::Result;
use crate::log::Entry;
use crate::people::tables::membership;
use crate::plans::{self, PlanState};
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;

/// Tells that a person was given a role.
pub(super) async fn joined(tx: &mut Tx, made: &membership::Model, who: &Account) -> Result<()> {
    let person = accounts::digest(who.id, &who.salt);
    if made.role != Role::Monitor {
        let entry = Entry::new("people.join", "membership", made.id).published(false);
        return tx
            .record(entry.with(json!({ "role": made.role, "person": person })))
            .await;
    }
    let action = if others(tx, made).await? {
        "monitor.join"
    } else {
        "monitor.begin"
    };
    let body = json!({ "role": made.role, "person": person, "title": name(tx).await? });
    tx.record(Entry::new(action, "membership", made.id).public(true).with(body))
        .await
}

/// Tells that a role was taken from a person.
pub(super) async fn left(tx: &mut Tx, gone: &membership::Model) -> Result<()> {
    if gone.role != Role::Monitor {
        let entry = Entry::new("people.leave", "membership", gone.id).published(false);
        return tx.record(entry.with(json!({ "role": gone.role }))).await;
    }
    let action = if others(tx, gone).await? {
        "monitor.leave"
    } else {
        "monitor.end"
    };
    let body = json!({ "role": gone.role, "title": name(tx).await? });
    tx.record(Entry::new(action, "membership", gone.id).public(true).with(body))
        .await
}

/// Whether somebody else has the role of the monitoring body.
async fn others(tx: &Tx, than: &membership::Model) -> Result<bool> {
    let platform = tx.platform();
    let select = platform
        .find::<membership::Entity>()
        .filter(membership::Column::TenantId.eq(tx.tenant()))
        .filter(membership::Column::Role.eq(Role::Monitor))
        .filter(membership::Column::Id.ne(than.id));
    Ok(platform.one(select).await?.is_some())
}

/// What the present plan calls the body, where residents read it too.
async fn name(tx: &Tx) -> Result<Option<String>> {
    let mut plans = plans::visible(tx).await?;
    plans.retain(|plan| plan.published_at.is_some());
    let running = plans.iter().find(|plan| plan.state == PlanState::Implementing);
    Ok(running.or(plans.first()).and_then(|plan| plan.monitoring_body.clone()))
}

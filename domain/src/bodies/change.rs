//! How a monitoring body begins, gets its name, and ends. Each is a public event, with a reason where somebody decided
//! it.

use super::{Body, all, current_of, member, own_body};
use crate::access::{InviteMonitor, Permit, Role};
use crate::accounts::{self, Account};
use crate::bodies::tables::{body, body_member};
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, Result, code, fresh};
use crate::ids::{AccountId, BodyId, MembershipId};
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use crate::plans::{self, PlanState};
use crate::stakeholders::alike;
use crate::tenants::city_of;
use sea_orm::{ColumnTrait, QueryFilter};

fn same_name(body: &Body, name: &str) -> bool {
    body.name.as_deref().is_some_and(|known| alike(known) == alike(name))
}

/// Returns the body that a new person is invited to: that of the person who invites; otherwise the one of this name, or
/// the current one where no name is given. It is created where there is none.
///
/// # Errors
/// `body` / `body_not_ended` when another body monitors the city; `body` / `too_long`.
pub(crate) async fn invited(tx: &Tx, name: Option<&str>) -> Result<Body> {
    if let Some(own) = own_body(tx).await? {
        return Ok(own);
    }
    let mut check = Check::new();
    let name = check.maybe_line("body", name, input::TITLE);
    check.done()?;
    let bodies = all(tx).await?;
    let current = current_of(&bodies);
    let Some(name) = name else {
        let open = bodies.iter().rev().find(|body| body.ended_on.is_none());
        if let Some(known) = current.or(open) {
            return Ok(known.clone());
        }
        return match planned(tx).await? {
            Some(name) => of_name(tx, &bodies, name).await,
            None => add(tx, None).await,
        };
    };
    if let Some(known) = current {
        return match &known.name {
            None => give_name(tx, known.clone(), name).await,
            Some(_) if same_name(known, &name) => Ok(known.clone()),
            Some(_) => Err(Error::field("body", code::BODY_NOT_ENDED)),
        };
    }
    of_name(tx, &bodies, name).await
}

/// Returns the body of this name. It is created where there is none.
async fn of_name(tx: &Tx, bodies: &[Body], name: String) -> Result<Body> {
    match bodies.iter().find(|body| same_name(body, &name)) {
        Some(known) => Ok(known.clone()),
        None => add(tx, Some(name)).await,
    }
}

async fn give_name(tx: &Tx, body: Body, name: String) -> Result<Body> {
    tx.save(Body {
        name: Some(name),
        version: body.version + 1,
        ..body
    })
    .await
}

async fn add(tx: &Tx, name: Option<String>) -> Result<Body> {
    let row = Body {
        tenant_id: tx.tenant(),
        id: tx.id(),
        name,
        began_on: None,
        ended_on: None,
        version: 1,
        created_at: tx.now(),
    };
    tx.add(row).await
}

/// Returns the name that the current published plan gives its monitoring body.
async fn planned(tx: &Tx) -> Result<Option<String>> {
    let mut plans = plans::visible(tx).await?;
    plans.retain(|plan| plan.published_at.is_some());
    let running = plans.iter().find(|plan| plan.state == PlanState::Implementing);
    Ok(running.or(plans.first()).and_then(|plan| plan.monitoring_body.clone()))
}

/// Gives a body without a name the one that the current plan names, if it names one.
async fn named(tx: &Tx, body: Body) -> Result<Body> {
    match (&body.name, planned(tx).await?) {
        (None, Some(name)) => give_name(tx, body, name).await,
        _ => Ok(body),
    }
}

/// Adds a new monitor to a body. The first one begins it.
///
/// # Errors
/// `LinkSpent` when another body monitors the city meanwhile.
pub(crate) async fn joined(tx: &mut Tx, made: MembershipId, who: &Account, id: BodyId) -> Result<()> {
    let bodies = all(tx).await?;
    if current_of(&bodies).is_some_and(|current| current.id != id) {
        return Err(Conflict::LinkSpent.into());
    }
    let found = bodies.into_iter().find(|body| body.id == id);
    let found = found.ok_or(Error::NotFound("body"))?;
    let found = named(tx, found).await?;
    let row = body_member::Model {
        tenant_id: tx.tenant(),
        id: tx.id(),
        body_id: id,
        account_id: who.id,
        created_at: tx.now(),
    };
    tx.add(row).await?;
    let person = accounts::digest(who.id, &who.salt);
    let (role, title) = (Role::Monitor.to_string(), found.name.clone());
    let event = if found.began_on.is_some() && found.ended_on.is_none() {
        Event::MonitorJoin { title, role, person }
    } else {
        let today = city_of(tx).await?.zone().day(tx.now());
        let begun = Body {
            began_on: Some(found.began_on.unwrap_or(today)),
            ended_on: None,
            version: found.version + 1,
            ..found
        };
        tx.save(begun).await?;
        Event::MonitorBegin { title, role, person }
    };
    tx.record(event.about(made).public(true)).await
}

/// Records that a monitor left. The last one ends the body.
///
/// # Errors
/// `reason` / `required` without a reason.
pub(crate) async fn left(tx: &mut Tx, (gone, account): (MembershipId, AccountId), reason: Option<&str>) -> Result<()> {
    let mut check = Check::new();
    let reason = check.line("reason", reason.unwrap_or_default(), input::TITLE);
    check.done()?;
    let Some(row) = member(tx, account).await? else {
        return Ok(());
    };
    tx.sweep::<body_member::Entity>(body_member::Column::AccountId.eq(account))
        .await?;
    let others = members(tx, row.body_id).await?;
    let found = named(tx, tx.get::<body::Entity>(row.body_id, "body").await?).await?;
    let (role, title, reason) = (Role::Monitor.to_string(), found.name.clone(), Some(reason));
    let event = if !others.is_empty() {
        Event::MonitorLeave { title, role, reason }
    } else {
        let today = city_of(tx).await?.zone().day(tx.now());
        let ended = Body {
            ended_on: Some(today),
            version: found.version + 1,
            ..found
        };
        tx.save(ended).await?;
        Event::MonitorEnd { title, role, reason }
    };
    tx.record(event.about(gone).public(true)).await
}

/// Gives the body that a person belongs to, or for an operator the current one, another name.
///
/// # Errors
/// `NotFound("body")`; `StaleVersion`; the field errors of `name` and `reason`, which is public.
pub async fn rename(
    db: &Db,
    permit: &Permit<InviteMonitor>,
    once: Option<&Once>,
    version: i32,
    (name, reason): (&str, &str),
) -> Result<Body> {
    let find = async |tx: &Tx| changed(tx).await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        let mut check = Check::new();
        let name = check.line("name", name, input::TITLE);
        let reason = check.line("reason", reason, input::TITLE);
        check.done()?;
        let event = Event::MonitorRename {
            from: old.name.clone(),
            title: Some(name.clone()),
            reason: Some(reason),
        };
        let saved = give_name(tx, old, name).await?;
        tx.record(event.about(saved.id).public(true)).await?;
        Ok(saved)
    })
    .await
}

/// Returns the people of a body.
pub(crate) async fn members(tx: &Tx, of: BodyId) -> Result<Vec<AccountId>> {
    let members = tx.find::<body_member::Entity>();
    let members = members.filter(body_member::Column::BodyId.eq(of)).all().await?;
    Ok(members.into_iter().map(|member| member.account_id).collect())
}

/// Returns the body that the actor may change: their own, or for an operator the current one.
pub(crate) async fn changed(tx: &Tx) -> Result<Body> {
    match own_body(tx).await? {
        Some(own) => Ok(own),
        None => current_of(&all(tx).await?).cloned().ok_or(Error::NotFound("body")),
    }
}

//! Roles of people in cities. They are read on each request, so that removing a role takes effect at
//! once.

use super::{Account, duties, invitations};
use crate::access::{ManagePeople, Permit, Role, StaffRole};
use crate::accounts;
use crate::accounts::tables::account;
use crate::bodies;
use crate::commitments::tables::assignment;
use crate::db::{Db, Platform, Tx};
use crate::error::{Conflict, Error, Result};
use crate::ids::{AccountId, BodyId, MembershipId, TenantId};
use crate::log::Event;
use crate::once::Once;
use crate::people::tables::{delegate, membership, staff};
use crate::tenants::Tenant;
use crate::tenants::tables::tenant;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

/// A person with a role in a city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The membership.
    pub id: MembershipId,
    /// The person.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Their language.
    pub language: String,
    /// Their role.
    pub role: Role,
}

/// Returns a person's roles in a city.
///
/// # Errors
/// Database errors.
pub async fn roles(db: &Db, tenant: TenantId, account: AccountId) -> Result<Vec<Role>> {
    roles_within(&db.platform(), tenant, account).await
}

/// Returns a person's roles in a city, inside a running change.
pub(super) async fn roles_within<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    tenant: TenantId,
    account: AccountId,
) -> Result<Vec<Role>> {
    let select = platform
        .find::<membership::Entity>()
        .filter(membership::Column::TenantId.eq(tenant))
        .filter(membership::Column::AccountId.eq(account));
    Ok(platform.all(select).await?.into_iter().map(|row| row.role).collect())
}

/// Returns a person's roles across cities.
///
/// # Errors
/// Database errors.
pub async fn staff_roles(db: &Db, account: AccountId) -> Result<Vec<StaffRole>> {
    staff_roles_within(&db.platform(), account).await
}

/// Returns a person's roles across cities, inside a running change.
pub(super) async fn staff_roles_within<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    account: AccountId,
) -> Result<Vec<StaffRole>> {
    let select = platform
        .find::<staff::Entity>()
        .filter(staff::Column::AccountId.eq(account));
    Ok(platform.all(select).await?.into_iter().map(|row| row.role).collect())
}

/// Lists everybody with a role in the city, by name.
///
/// # Errors
/// Database errors.
pub async fn members(db: &Db, permit: &Permit<ManagePeople>) -> Result<Vec<Member>> {
    with_role(db, permit.tenant(), None).await
}

/// Lists the members of a city, all or those with one role, by name.
pub(crate) async fn with_role(db: &Db, tenant: TenantId, role: Option<Role>) -> Result<Vec<Member>> {
    let platform = db.platform();
    let mut select = platform
        .find::<membership::Entity>()
        .filter(membership::Column::TenantId.eq(tenant));
    if let Some(role) = role {
        select = select.filter(membership::Column::Role.eq(role));
    }
    let rows = platform.all(select).await?;
    let select = platform
        .find::<account::Entity>()
        .filter(account::Column::Id.is_in(rows.iter().map(|row| row.account_id)));
    let people: HashMap<AccountId, Account> = platform
        .all(select)
        .await?
        .into_iter()
        .map(|person| (person.id, person))
        .collect();
    let mut members: Vec<Member> = rows
        .into_iter()
        .filter_map(|row| {
            let person = people.get(&row.account_id)?;
            Some(Member {
                id: row.id,
                account: row.account_id,
                name: person.name.clone(),
                email: person.email.clone(),
                language: person.language.clone(),
                role: row.role,
            })
        })
        .collect();
    members.sort_by(|a, b| (&a.name, a.role).cmp(&(&b.name, b.role)));
    Ok(members)
}

/// Gives a person a role, for the demo and the command line. On pages, people are invited instead.
///
/// # Errors
/// `SeparateDuties` when another role of the person excludes it. No error when the person has the role
/// already.
pub async fn add_member(db: &Db, permit: &Permit<ManagePeople>, account: &Account, role: Role) -> Result<()> {
    add(db, permit, account, role, None).await
}

/// Makes a person a monitor of the body of this name, as [`add_member`].
///
/// # Errors
/// As [`add_member`]; `body` / `body_not_ended` when another body monitors the city.
pub async fn add_monitor(db: &Db, permit: &Permit<ManagePeople>, account: &Account, body: &str) -> Result<()> {
    add(db, permit, account, Role::Monitor, Some(body)).await
}

async fn add(db: &Db, permit: &Permit<ManagePeople>, account: &Account, role: Role, body: Option<&str>) -> Result<()> {
    db.change(permit, None, async |tx| {
        let body = match role {
            Role::Monitor => Some(bodies::invited(tx, body).await?.id),
            Role::Admin | Role::Coordinator | Role::Implementer | Role::Cocreator | Role::Viewer => None,
        };
        if !join(tx, account, role, body).await? {
            tx.discard();
        }
        Ok(())
    })
    .await
}

/// Gives a person a role inside a running change. Returns whether it is new. A monitor joins a body.
///
/// # Errors
/// `SeparateDuties`; `LinkSpent` when another body monitors the city.
pub(super) async fn join(tx: &mut Tx, account: &Account, role: Role, body: Option<BodyId>) -> Result<bool> {
    duties::role_fits(&tx.platform(), tx.tenant(), account.id, role).await?;
    if roles_within(&tx.platform(), tx.tenant(), account.id)
        .await?
        .contains(&role)
    {
        return Ok(false);
    }
    let row = membership::Model {
        tenant_id: tx.tenant(),
        id: tx.id(),
        account_id: account.id,
        role,
        created_at: tx.now(),
    };
    let made = tx.platform().add(row).await?;
    match body {
        Some(body) => bodies::joined(tx, made.id, account, body).await?,
        None => {
            let person = accounts::digest(account.id, &account.salt);
            let role = made.role.to_string();
            tx.record(Event::PeopleJoin { role, person }.about(made.id).private())
                .await?;
        }
    }
    Ok(true)
}

/// Removes a role, and returns whose it was. It takes effect with the next request. It also removes the
/// assignments or the organisation that the person had by the role, and withdraws invitations of the
/// person to the role and those that the person sent by it. `reason` is public, and needed for a monitor.
///
/// # Errors
/// `NotFound` when there is no such membership in this city; `LastAdmin` when nobody else could manage
/// people; `reason` / `required`.
pub async fn remove_member(
    db: &Db,
    permit: &Permit<ManagePeople>,
    once: Option<&Once>,
    id: MembershipId,
    reason: Option<&str>,
) -> Result<AccountId> {
    db.change(permit, once, async |tx| {
        let all = memberships(tx).await?;
        let found = all.iter().find(|row| row.id == id).ok_or(Error::NotFound("member"))?;
        if found.role == Role::Admin && all.iter().filter(|row| row.role == Role::Admin).count() == 1 {
            return Err(Conflict::LastAdmin.into());
        }
        leave(tx, found, reason).await?;
        Ok(found.account_id)
    })
    .await
}

async fn memberships(tx: &Tx) -> Result<Vec<membership::Model>> {
    let select = tx
        .platform()
        .find::<membership::Entity>()
        .filter(membership::Column::TenantId.eq(tx.tenant()));
    tx.platform().all(select).await
}

/// Takes a role from a person inside a running change, as [`remove_member`].
///
/// # Errors
/// `NotFound("member")`; `reason` / `required`.
pub(super) async fn dismiss(tx: &mut Tx, (account, role): (AccountId, Role), reason: Option<&str>) -> Result<()> {
    let all = memberships(tx).await?;
    let mut held = all.iter().filter(|row| row.account_id == account && row.role == role);
    let found = held.next().ok_or(Error::NotFound("member"))?;
    leave(tx, found, reason).await
}

async fn leave(tx: &mut Tx, gone: &membership::Model, reason: Option<&str>) -> Result<()> {
    let account = gone.account_id;
    let this = Expr::and(
        membership::Column::TenantId.eq(tx.tenant()),
        membership::Column::Id.eq(gone.id),
    );
    tx.platform().remove::<membership::Entity>(this).await?;
    invitations::end_with(tx, account, gone.role).await?;
    match gone.role {
        Role::Cocreator => {
            tx.sweep::<delegate::Entity>(delegate::Column::AccountId.eq(account))
                .await?;
        }
        Role::Implementer => {
            tx.sweep::<assignment::Entity>(assignment::Column::AccountId.eq(account))
                .await?;
        }
        Role::Monitor => return bodies::left(tx, (gone.id, account), reason).await,
        Role::Admin | Role::Coordinator | Role::Viewer => {}
    }
    let role = gone.role.to_string();
    tx.record(Event::PeopleLeave { role }.about(gone.id).private()).await
}

/// Lists the cities in which a person has a role, by slug.
///
/// # Errors
/// Database errors.
pub async fn cities_of(db: &Db, account: AccountId) -> Result<Vec<Tenant>> {
    let platform = db.platform();
    let select = platform
        .find::<membership::Entity>()
        .filter(membership::Column::AccountId.eq(account));
    let ids: Vec<TenantId> = platform
        .all(select)
        .await?
        .into_iter()
        .map(|row| row.tenant_id)
        .collect();
    let select = platform
        .find::<tenant::Entity>()
        .filter(tenant::Column::Id.is_in(ids))
        .order_by_asc(tenant::Column::Slug);
    platform.all(select).await
}

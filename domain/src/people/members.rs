//! Who has which role where. Read afresh on each request, so that taking a role away works at once.

use super::{Account, duties, invitations, monitors};
use crate::access::{ManagePeople, Permit, Role, StaffRole};
use crate::accounts::tables::account;
use crate::commitments::tables::assignment;
use crate::db::{Db, Platform, Tx};
use crate::error::{Conflict, Error, Result};
use crate::ids::{AccountId, MembershipId, TenantId};
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
    /// Her name.
    pub name: String,
    /// Her address.
    pub email: String,
    /// The language she reads.
    pub language: String,
    /// Her role.
    pub role: Role,
}

/// A person's roles in a city.
///
/// # Errors
/// The database's own.
pub async fn roles(db: &Db, tenant: TenantId, account: AccountId) -> Result<Vec<Role>> {
    roles_within(&db.platform(), tenant, account).await
}

/// The same inside a change that is under way.
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

/// A person's roles across cities.
///
/// # Errors
/// The database's own.
pub async fn staff_roles(db: &Db, account: AccountId) -> Result<Vec<StaffRole>> {
    staff_roles_within(&db.platform(), account).await
}

/// The same inside a change that is under way.
pub(super) async fn staff_roles_within<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    account: AccountId,
) -> Result<Vec<StaffRole>> {
    let select = platform
        .find::<staff::Entity>()
        .filter(staff::Column::AccountId.eq(account));
    Ok(platform.all(select).await?.into_iter().map(|row| row.role).collect())
}

/// Everybody with a role in the city, by name.
///
/// # Errors
/// The database's own.
pub async fn members(db: &Db, permit: &Permit<ManagePeople>) -> Result<Vec<Member>> {
    with_role(db, permit.tenant(), None).await
}

/// Members of a city, all or those with one role.
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

/// Gives a person a role, for the demo and the command line; on pages people are invited.
///
/// # Errors
/// `SeparateDuties` for a role that does not go together with the others of the person. A role that
/// the person has already is no error.
pub async fn add_member(db: &Db, permit: &Permit<ManagePeople>, account: &Account, role: Role) -> Result<()> {
    db.change(permit, None, async |tx| {
        if !join(tx, account, role).await? {
            tx.give_up();
        }
        Ok(())
    })
    .await
}

/// Gives a person a role in a change that is under way. Says whether it was not there already.
///
/// # Errors
/// `SeparateDuties`.
pub(super) async fn join(tx: &mut Tx, account: &Account, role: Role) -> Result<bool> {
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
    monitors::joined(tx, &made, account).await?;
    Ok(true)
}

/// Takes a role away, and says whose. It ends with the next request, and with it what hangs on it:
/// the commitments or the organisation the person had by the role, invitations to the role that
/// wait for the same person, and those the person made.
///
/// # Errors
/// `NotFound` when there is no such membership here; `LastAdmin` when nobody could manage people
/// any more.
pub async fn remove_member(
    db: &Db,
    permit: &Permit<ManagePeople>,
    once: Option<&Once>,
    id: MembershipId,
) -> Result<AccountId> {
    db.change(permit, once, async |tx| {
        let select = tx
            .platform()
            .find::<membership::Entity>()
            .filter(membership::Column::TenantId.eq(tx.tenant()));
        let all = tx.platform().all(select).await?;
        let found = all.iter().find(|row| row.id == id).ok_or(Error::NotFound("member"))?;
        if found.role == Role::Admin && all.iter().filter(|row| row.role == Role::Admin).count() == 1 {
            return Err(Conflict::LastAdmin.into());
        }
        let (gone, account) = (found.clone(), found.account_id);
        let this = Expr::and(
            membership::Column::TenantId.eq(tx.tenant()),
            membership::Column::Id.eq(id),
        );
        tx.platform().remove::<membership::Entity>(this).await?;
        match gone.role {
            Role::Cocreator => {
                tx.sweep::<delegate::Entity>(delegate::Column::AccountId.eq(account))
                    .await?;
            }
            Role::Implementer => {
                tx.sweep::<assignment::Entity>(assignment::Column::AccountId.eq(account))
                    .await?;
            }
            Role::Admin | Role::Coordinator | Role::Monitor | Role::Viewer => {}
        }
        invitations::end_with(tx, account, gone.role).await?;
        monitors::left(tx, &gone).await?;
        Ok(account)
    })
    .await
}

/// The cities in which a person has a role, by slug.
///
/// # Errors
/// The database's own.
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

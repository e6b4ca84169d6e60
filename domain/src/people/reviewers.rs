//! Which cities a reviewer may read: all of them, or those that were chosen for them. Read on each
//! request, like every role.

use super::members::staff_roles_within;
use super::{Account, duties};
use crate::access::{CreateTenant, Permit, StaffRole};
use crate::accounts;
use crate::db::{Db, Platform};
use crate::error::{Error, Result, code};
use crate::ids::{AccountId, TenantId};
use crate::log::Event;
use crate::people::tables::reviewer_city;
use crate::tenants::Tenant;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};

/// Returns a person's roles across cities that apply to this city: the operator's role always does, the
/// reviewer's role when this city or no city was chosen for them.
///
/// # Errors
/// Database errors.
pub async fn staff_in(db: &Db, tenant: TenantId, account: AccountId) -> Result<Vec<StaffRole>> {
    staff_within(&db.platform(), tenant, account).await
}

async fn staff_within<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    tenant: TenantId,
    account: AccountId,
) -> Result<Vec<StaffRole>> {
    let roles = staff_roles_within(platform, account).await?;
    applying(platform, tenant, account, roles).await
}

/// Returns those of a person's roles across cities that apply to this city.
pub(super) async fn applying<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    tenant: TenantId,
    account: AccountId,
    mut roles: Vec<StaffRole>,
) -> Result<Vec<StaffRole>> {
    if roles.contains(&StaffRole::Reviewer) {
        let chosen = reach_within(platform, account).await?;
        if chosen.is_some_and(|cities| !cities.contains(&tenant)) {
            roles.retain(|role| *role != StaffRole::Reviewer);
        }
    }
    Ok(roles)
}

/// Returns whether a person reviews this city, inside a running change.
pub(super) async fn reviews_within<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    tenant: TenantId,
    account: AccountId,
) -> Result<bool> {
    let roles = staff_within(platform, tenant, account).await?;
    Ok(roles.contains(&StaffRole::Reviewer))
}

/// Returns the cities that were chosen for a reviewer, inside a running change.
pub(super) async fn reach_within<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    account: AccountId,
) -> Result<Option<Vec<TenantId>>> {
    let select = platform
        .find::<reviewer_city::Entity>()
        .filter(reviewer_city::Column::AccountId.eq(account));
    let rows = platform.all(select).await?;
    Ok((!rows.is_empty()).then(|| rows.into_iter().map(|row| row.tenant_id).collect()))
}

/// Sets which cities a reviewer may read: these, or all with `None`. It takes effect with the next
/// request, and can be set before the person becomes a reviewer.
///
/// # Errors
/// `SeparateDuties` when the person has a role in one of them; `cities` / `required` for an empty list:
/// no rows mean every city, and a list that was emptied must never open them all.
pub async fn set_reach(
    db: &Db,
    permit: &Permit<CreateTenant>,
    account: &Account,
    cities: Option<&[Tenant]>,
) -> Result<()> {
    if cities.is_some_and(<[Tenant]>::is_empty) {
        return Err(Error::field("cities", code::REQUIRED));
    }
    let chosen: Option<Vec<TenantId>> = cities.map(|cities| cities.iter().map(|city| city.id).collect());
    db.change(permit, None, async |tx| {
        duties::review_fits(&tx.platform(), account.id, chosen.as_deref()).await?;
        tx.platform()
            .remove::<reviewer_city::Entity>(reviewer_city::Column::AccountId.eq(account.id))
            .await?;
        for city in cities.unwrap_or_default() {
            let row = reviewer_city::Model {
                account_id: account.id,
                tenant_id: city.id,
            };
            tx.platform().add(row).await?;
        }
        let cities = cities.map(|cities| cities.iter().map(|city| city.slug.clone()).collect());
        let person = accounts::digest(account.id, &account.salt);
        let event = Event::PeopleReach { person, cities };
        tx.record(event.about(tx.id::<uuid::Uuid>())).await
    })
    .await
}

//! Which cities a reviewer reads: all of them, or those that were chosen for her. Read afresh on
//! each request, like every role.

use super::Account;
use crate::access::{CreateTenant, Permit, StaffRole};
use crate::db::Db;
use crate::db::entity::{reviewer_city, staff};
use crate::error::{Error, Result, code};
use crate::ids::{AccountId, TenantId};
use crate::log::{self, Entry};
use crate::tenants::Tenant;
use sea_orm::{ColumnTrait, QueryFilter};
use serde_json::json;

/// Whether a person is a reviewer to whom this city is given.
///
/// # Errors
/// The database's own.
pub async fn reviews(db: &Db, tenant: TenantId, account: AccountId) -> Result<bool> {
    let platform = db.platform();
    let select = platform
        .find::<staff::Entity>()
        .filter(staff::Column::AccountId.eq(account))
        .filter(staff::Column::Role.eq(StaffRole::Reviewer));
    if platform.one(select).await?.is_none() {
        return Ok(false);
    }
    let chosen = reach(db, account).await?;
    Ok(chosen.is_none_or(|cities| cities.contains(&tenant)))
}

/// The cities that were chosen for a reviewer; none where she reads all.
///
/// # Errors
/// The database's own.
pub async fn reach(db: &Db, account: AccountId) -> Result<Option<Vec<TenantId>>> {
    let platform = db.platform();
    let select = platform
        .find::<reviewer_city::Entity>()
        .filter(reviewer_city::Column::AccountId.eq(account));
    let rows = platform.all(select).await?;
    Ok((!rows.is_empty()).then(|| rows.into_iter().map(|row| row.tenant_id).collect()))
}

/// Says which cities a reviewer reads: these alone, or all. It holds from her next request.
///
/// # Errors
/// `cities` / `required` for a choice of none: no rows mean every city, and a list that was emptied
/// must never open them all.
pub async fn set_reach(
    db: &Db,
    permit: &Permit<CreateTenant>,
    account: &Account,
    cities: Option<&[Tenant]>,
) -> Result<()> {
    if cities.is_some_and(<[Tenant]>::is_empty) {
        return Err(Error::field("cities", code::REQUIRED));
    }
    let mut tx = db.begin(permit).await?;
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
    let slugs: Option<Vec<&str>> = cities.map(|cities| cities.iter().map(|city| city.slug.as_str()).collect());
    let who = log::digest(account.id, &account.salt);
    let body = json!({ "person": who, "cities": slugs });
    tx.record(Entry::new("people.reach", "staff", tx.id::<uuid::Uuid>()).with(body))
        .await?;
    tx.commit().await
}

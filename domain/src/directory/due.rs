//! The cities whose round is due.

use super::tables::city_line;
use crate::db::{BATCH, Platform};
use crate::error::Result;
use crate::ids::TenantId;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ColumnTrait as _, ConnectionTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use time::OffsetDateTime;

/// Checks whether the round of any city is due.
///
/// # Errors
/// Database errors.
pub(crate) async fn is_any_due<C: ConnectionTrait>(platform: &Platform<'_, C>, now: OffsetDateTime) -> Result<bool> {
    let due = platform
        .find::<city_line::Entity>()
        .filter(city_line::Column::RoundAt.lte(now))
        .order_by_asc(city_line::Column::RoundAt)
        .limit(1);
    Ok(platform.one(due).await?.is_some())
}

/// Returns the cities whose round is due, those that have waited longest first, at most [`BATCH`], and
/// sets their next round to `then`, so that no other worker takes them. On PostgreSQL, cities that
/// another worker is taking now are left to it.
///
/// # Errors
/// Database errors.
pub(crate) async fn take_due<C: ConnectionTrait>(
    platform: &Platform<'_, C>,
    skip_locked: bool,
    now: OffsetDateTime,
    then: OffsetDateTime,
) -> Result<Vec<TenantId>> {
    let mut due = platform
        .find::<city_line::Entity>()
        .filter(city_line::Column::RoundAt.lte(now))
        .order_by_asc(city_line::Column::RoundAt)
        .order_by_asc(city_line::Column::TenantId)
        .limit(BATCH);
    if skip_locked {
        due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let due: Vec<TenantId> = platform
        .all(due)
        .await?
        .into_iter()
        .map(|line| line.tenant_id)
        .collect();
    if !due.is_empty() {
        let these = city_line::Column::TenantId.is_in(due.iter().copied());
        platform
            .set::<city_line::Entity>(city_line::Column::RoundAt, then, these)
            .await?;
    }
    Ok(due)
}

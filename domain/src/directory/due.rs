//! The cities whose round is due.

use super::tables::city_line;
use crate::db::{BATCH, Platform};
use crate::error::Result;
use crate::ids::TenantId;
use sea_orm::sea_query::{ExprTrait as _, LockBehavior, LockType, SimpleExpr};
use sea_orm::{ColumnTrait as _, ConnectionTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use time::OffsetDateTime;

/// Checks whether the round of any city is due.
///
/// # Errors
/// Database errors.
pub(crate) async fn is_any_due<C: ConnectionTrait>(platform: &Platform<'_, C>, now: OffsetDateTime) -> Result<bool> {
    for due in [city_line::Column::RoundAt.lte(now), is_of_the_future(now)] {
        let due = platform.find::<city_line::Entity>().filter(due).limit(1);
        if platform.one(due).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The cities whose last round was later than `now`: the clock was wrong then, so their next round may be too late.
fn is_of_the_future(now: OffsetDateTime) -> SimpleExpr {
    city_line::Column::ComputedAt.gt(now)
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
        .filter(city_line::Column::RoundAt.lte(now).or(is_of_the_future(now)))
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
        for (column, at) in [(city_line::Column::RoundAt, then), (city_line::Column::ComputedAt, now)] {
            let these = city_line::Column::TenantId.is_in(due.iter().copied());
            platform.set::<city_line::Entity>(column, at, these).await?;
        }
    }
    Ok(due)
}

//! Each night every log is checked and its heads are signed.

use crate::access::{ListTenants, Permit};
use crate::db::Db;
use crate::error::Result;
use crate::ids::TenantId;
use crate::jobs::{self, Job};
use crate::tenants;
use time::{Duration, OffsetDateTime};

/// Puts the next night's checks into the queue, where they are not there yet: the platform's and one
/// for each city.
///
/// # Errors
/// The database's own.
pub async fn schedule(db: &Db) -> Result<()> {
    let platform = Permit::<ListTenants>::system(TenantId::PLATFORM);
    let cities = tenants::list(db, &platform).await?.into_iter().map(|city| city.id);
    let at = next_round(db.clock().now());
    let key = at.date().to_string();
    let rounds = std::iter::once(TenantId::PLATFORM).chain(cities);
    let rounds = rounds.map(|tenant| (tenant, key.clone(), at)).collect();
    jobs::plan(db, &Job::SignHeads, rounds).await
}

/// When logs are checked next, in UTC: after the night's clean-up.
fn next_round(now: OffsetDateTime) -> OffsetDateTime {
    let today = now.replace_time(time::macros::time!(3:00));
    if now < today { today } else { today + Duration::days(1) }
}

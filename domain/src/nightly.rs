//! Jobs that run each night, for the platform and for each city.

use crate::access::{ListTenants, Permit};
use crate::db::Db;
use crate::error::Result;
use crate::ids::TenantId;
use crate::jobs::{self, Job};
use crate::tenants;
use time::macros::time;
use time::{Duration, OffsetDateTime, Time};

/// The nightly jobs and their times (UTC). Logs are checked after the clean-up.
const ROUNDS: [(Job, Time); 2] = [(Job::CleanUp, time!(2:00)), (Job::SignHeads, time!(3:00))];

/// Enqueues the next nightly jobs, unless they are in the queue already.
///
/// # Errors
/// Database errors.
pub async fn schedule(db: &Db) -> Result<()> {
    let platform = Permit::<ListTenants>::system(TenantId::PLATFORM);
    let cities = tenants::list(db, &platform).await?;
    for (job, time) in &ROUNDS {
        let at = next(db.clock().now(), *time);
        let tenants = std::iter::once(TenantId::PLATFORM).chain(cities.iter().map(|city| city.id));
        let rounds = tenants.map(|tenant| (tenant, at.date().to_string(), at)).collect();
        jobs::plan(db, job, rounds).await?;
    }
    Ok(())
}

fn next(now: OffsetDateTime, time: Time) -> OffsetDateTime {
    let today = now.replace_time(time);
    if now < today { today } else { today + Duration::days(1) }
}

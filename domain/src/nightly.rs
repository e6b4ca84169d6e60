//! Jobs that run each night, for the platform and for each city.

use crate::db::{BATCH, Db, Platform};
use crate::error::Result;
use crate::ids::TenantId;
use crate::jobs::tables::job;
use crate::jobs::{self, Job};
use crate::tenants::tables::tenant;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect};
use time::macros::time;
use time::{Duration, OffsetDateTime, Time};

/// The nightly jobs and their times (UTC). Logs are checked after the clean-up.
const ROUNDS: [(Job, Time); 2] = [(Job::CleanUp, time!(2:00)), (Job::SignHeads, time!(3:00))];
/// For how long a city counts as new: its jobs of the coming night may not have been enqueued with those of
/// the other cities.
const NEW: Duration = Duration::hours(25);

/// Enqueues the jobs of the coming night, unless they are in the queue already. The platform's own job is
/// enqueued last: when it is there, only new cities are looked for.
///
/// # Errors
/// Database errors.
pub async fn schedule(db: &Db) -> Result<()> {
    for (job, time) in &ROUNDS {
        let now = db.clock().now();
        let at = next(now, *time);
        let night = Night {
            db,
            job,
            key: at.date().to_string(),
            at,
        };
        let planned = night.is_enqueued(&db.platform(), TenantId::PLATFORM).await?;
        let since = planned.then(|| now - NEW);
        let mut after = None;
        while let Some(last) = night.enqueue_some(since, after).await? {
            after = Some(last);
        }
        if !planned {
            night.enqueue(&[TenantId::PLATFORM]).await?;
        }
    }
    Ok(())
}

/// A job of the coming night.
struct Night<'n> {
    db: &'n Db,
    job: &'n Job,
    key: String,
    at: OffsetDateTime,
}

impl Night<'_> {
    /// Enqueues the job of the next cities after `after`: all, or those created since `since`. Returns the
    /// last of them.
    async fn enqueue_some(&self, since: Option<OffsetDateTime>, after: Option<TenantId>) -> Result<Option<TenantId>> {
        let platform = self.db.platform();
        let mut cities = platform
            .find::<tenant::Entity>()
            .order_by_asc(tenant::Column::Id)
            .limit(BATCH);
        if let Some(after) = after {
            cities = cities.filter(tenant::Column::Id.gt(after));
        }
        if let Some(since) = since {
            cities = cities.filter(tenant::Column::CreatedAt.gte(since));
        }
        let cities: Vec<TenantId> = platform.all(cities).await?.into_iter().map(|city| city.id).collect();
        self.enqueue(&cities).await?;
        Ok(cities.last().copied())
    }

    /// Enqueues the job of these cities, unless it is in the queue.
    async fn enqueue(&self, cities: &[TenantId]) -> Result<()> {
        if cities.is_empty() {
            return Ok(());
        }
        let platform = self.db.platform();
        let there = self
            .of(&platform)
            .filter(job::Column::TenantId.is_in(cities.iter().copied()));
        let there: Vec<TenantId> = platform
            .all(there)
            .await?
            .into_iter()
            .map(|row| row.tenant_id)
            .collect();
        let now = self.db.clock().now();
        let missing = cities.iter().filter(|city| !there.contains(city));
        let rows = missing.map(|city| jobs::row(self.db.ids().next(), *city, self.job, &self.key, self.at, now));
        jobs::put_all(self.db.queue(), rows.collect::<Result<_>>()?).await
    }

    async fn is_enqueued<C: ConnectionTrait>(&self, platform: &Platform<'_, C>, city: TenantId) -> Result<bool> {
        let select = self.of(platform).filter(job::Column::TenantId.eq(city));
        Ok(platform.one(select).await?.is_some())
    }

    fn of<C: ConnectionTrait>(&self, platform: &Platform<'_, C>) -> sea_orm::Select<job::Entity> {
        platform
            .find::<job::Entity>()
            .filter(job::Column::Kind.eq(self.job.kind()))
            .filter(job::Column::Dedup.eq(self.key.as_str()))
    }
}

fn next(now: OffsetDateTime, time: Time) -> OffsetDateTime {
    let today = now.replace_time(time);
    if now < today { today } else { today + Duration::days(1) }
}

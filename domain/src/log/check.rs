//! Stored results of log checks. A check reads every entry and computes every hash, and anybody may ask
//! for one: so each head is checked once, and a process runs one check at a time.

use super::verify::{self, Fault, Verdict};
use crate::access::{Audience, Permit, SeeLog};
use crate::db::Db;
use crate::error::Result;
use crate::ids::TenantId;
use crate::log::tables::log_check;
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use time::{Duration, OffsetDateTime};

/// While a log grows, its last result is returned for this long.
const KEPT: Duration = Duration::minutes(1);

/// The result of a check, and its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The result.
    pub verdict: Verdict,
    /// When the log was checked.
    pub at: OffsetDateTime,
}

impl Checked {
    /// Returns the number of valid entries and the first invalid one, numbered as the caller numbers
    /// entries: residents know only the public ones.
    pub fn numbers(&self, permit: &Permit<SeeLog>) -> (i64, Option<(i64, Fault)>) {
        let Verdict {
            sound, public, fault, ..
        } = self.verdict;
        if permit.audience() == Audience::Member {
            (sound, fault)
        } else {
            (public, fault.map(|(_, fault)| (public + 1, fault)))
        }
    }
}

/// The last results in this process, one for each city that was asked about, and the lock of the
/// running check.
#[derive(Debug, Default)]
pub struct Checks {
    one_at_a_time: tokio::sync::Mutex<()>,
    last: Mutex<HashMap<TenantId, Checked>>,
}

impl Checks {
    fn cached(&self, tenant: TenantId) -> Option<Checked> {
        self.last().get(&tenant).cloned()
    }

    fn last(&self) -> MutexGuard<'_, HashMap<TenantId, Checked>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the result of a check of the log as it is now; while the log grows, a result may be a minute
/// old. A change behind an unchanged head is found by [`check`], which a job runs every night. The
/// result is kept in memory, so that reading does not write to the database.
///
/// # Errors
/// Database errors.
pub async fn checked(db: &Db, checks: &Checks, permit: &Permit<SeeLog>) -> Result<Checked> {
    if let Some(kept) = kept(db, checks, permit).await? {
        return Ok(kept);
    }
    let _one_at_a_time = checks.one_at_a_time.lock().await;
    if let Some(kept) = kept(db, checks, permit).await? {
        return Ok(kept);
    }
    let at = db.clock().now();
    let verdict = verify::verify(db, permit).await?;
    let checked = Checked { verdict, at };
    checks.last().insert(permit.tenant(), checked.clone());
    Ok(checked)
}

/// Checks the log now, and stores the result for all processes.
///
/// # Errors
/// Database errors.
#[tracing::instrument(name = "change", skip_all, fields(action = "log.check", city = %permit.tenant()))]
pub async fn check(db: &Db, permit: &Permit<SeeLog>) -> Result<Checked> {
    let at = db.clock().now();
    let verdict = verify::verify(db, permit).await?;
    let row = log_check::Model {
        tenant_id: permit.tenant(),
        sequence: verdict.sequence,
        head: verdict.head.clone(),
        sound: verdict.sound,
        sound_public: verdict.public,
        fault_sequence: verdict.fault.map(|(entry, _)| entry),
        fault: verdict.fault.map(|(_, fault)| fault),
        at,
    };
    // A log without entries has no head row to refer to, and checking it costs nothing.
    if verdict.sequence > 0 {
        let platform = db.platform();
        platform
            .add_unless_there(row.clone(), [log_check::Column::TenantId])
            .await?;
        platform.save(row).await?;
    }
    Ok(Checked { verdict, at })
}

/// Returns the newest result, if it still holds.
async fn kept(db: &Db, checks: &Checks, permit: &Permit<SeeLog>) -> Result<Option<Checked>> {
    let platform = db.platform();
    let head = verify::head(&platform, permit.tenant()).await?;
    let select = platform
        .find::<log_check::Entity>()
        .filter(log_check::Column::TenantId.eq(permit.tenant()));
    let by_night = platform.one(select).await?.map(Checked::from);
    let here = checks.cached(permit.tenant());
    let newest = by_night.into_iter().chain(here).max_by_key(|checked| checked.at);
    let since = db.clock().now() - KEPT;
    Ok(newest.filter(|Checked { verdict, at }| {
        *at > since || (verdict.sequence == head.sequence && verdict.head == head.head)
    }))
}

impl From<log_check::Model> for Checked {
    fn from(row: log_check::Model) -> Self {
        Self {
            verdict: Verdict {
                sound: row.sound,
                public: row.sound_public,
                fault: row.fault_sequence.zip(row.fault),
                sequence: row.sequence,
                head: row.head,
            },
            at: row.at,
        }
    }
}

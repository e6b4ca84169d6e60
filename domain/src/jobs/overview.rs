//! The queue as operators see it: how much waits, what failed and why; and whether mail goes out.

use super::Lane;
use crate::access::{Permit, SeeJobs, SeeWeek};
use crate::coded::coded;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{JobId, TenantId};
use crate::jobs::tables::job;
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use time::{Duration, OffsetDateTime};

/// How long mails may fail before everybody who works here is told.
pub const QUIET: Duration = Duration::minutes(15);

/// Most jobs that are listed.
const MOST: u64 = 200;

coded! {
    /// How a job stands.
    JobState {
        /// Its time has not come.
        Planned = "planned",
        /// It is due and waits for a worker.
        Waiting = "waiting",
        /// A worker is at it.
        Running = "running",
        /// A worker hands its mail over.
        Sending = "sending",
        /// It did not work and is tried again.
        Retrying = "retrying",
        /// It was given up.
        Failed = "failed",
        /// It was given up, and nobody knows whether its mail arrived.
        Unknown = "unknown",
    }
}

/// Jobs in one state.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
struct Count {
    state: String,
    n: i64,
}

/// The queue in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// How many jobs there are in each state.
    pub counts: Vec<(JobState, u64)>,
    /// Since when the job waits that is due for longest.
    pub oldest: Option<OffsetDateTime>,
}

/// A job, without what it holds: that may be an address or a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The job.
    pub id: JobId,
    /// Its city, or the platform.
    pub tenant: TenantId,
    /// Its kind.
    pub kind: String,
    /// How it stands.
    pub state: JobState,
    /// How often it was begun.
    pub attempts: i32,
    /// When it was put in.
    pub created_at: OffsetDateTime,
    /// When it is tried next, where it is.
    pub run_at: OffsetDateTime,
    /// Why the last attempt failed.
    pub why: Option<String>,
}

/// Mails that do not go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// How many.
    pub mails: u64,
    /// Since when the first of them waits.
    pub since: OffsetDateTime,
    /// What the mail server said last; for operators.
    pub why: String,
}

fn state(row: &job::Model, now: OffsetDateTime) -> JobState {
    let sending = row.sending_at.is_some();
    match (row.failed_at, row.leased_until) {
        (Some(_), _) if sending => JobState::Unknown,
        (Some(_), _) => JobState::Failed,
        (None, Some(until)) if until > now && sending => JobState::Sending,
        (None, Some(until)) if until > now => JobState::Running,
        (None, _) if row.last_error.is_some() => JobState::Retrying,
        (None, _) if row.run_at > now => JobState::Planned,
        (None, _) => JobState::Waiting,
    }
}

/// The queue in figures. The states are those of [`Listed`], reckoned by the database.
///
/// # Errors
/// The database's own.
pub async fn overview(db: &Db, _permit: &Permit<SeeJobs>) -> Result<Overview> {
    let now = db.clock().now();
    let sql = "SELECT state, count(*) AS n FROM (
                 SELECT CASE WHEN failed_at IS NOT NULL AND sending_at IS NOT NULL THEN 'unknown'
                             WHEN failed_at IS NOT NULL THEN 'failed'
                             WHEN leased_until > $1 AND sending_at IS NOT NULL THEN 'sending'
                             WHEN leased_until > $1 THEN 'running'
                             WHEN last_error IS NOT NULL THEN 'retrying'
                             WHEN run_at > $1 THEN 'planned'
                             ELSE 'waiting' END AS state FROM job) AS standing
               GROUP BY state";
    let found = Count::find_by_statement(db.statement(sql, vec![now.into()]))
        .all(db.queue())
        .await?;
    let of = |state: JobState| {
        found
            .iter()
            .find(|count| count.state == state.code())
            .map_or(0, |count| count.n)
    };
    let platform = db.platform();
    let oldest = platform
        .find::<job::Entity>()
        .filter(job::Column::FailedAt.is_null())
        .filter(job::Column::RunAt.lte(now))
        .order_by_asc(job::Column::RunAt)
        .limit(1);
    Ok(Overview {
        counts: JobState::ALL
            .iter()
            .map(|state| (*state, u64::try_from(of(*state)).unwrap_or_default()))
            .collect(),
        oldest: platform.one(oldest).await?.map(|row| row.run_at),
    })
}

/// Jobs that did not work, those that were given up first, newest first.
///
/// # Errors
/// The database's own.
pub async fn list(db: &Db, _permit: &Permit<SeeJobs>) -> Result<Vec<Listed>> {
    let now = db.clock().now();
    let platform = db.platform();
    let mut rows = Vec::new();
    for given_up in [true, false] {
        let failed = if given_up {
            job::Column::FailedAt.is_not_null()
        } else {
            job::Column::FailedAt.is_null()
        };
        let select = platform
            .find::<job::Entity>()
            .filter(failed)
            .filter(job::Column::LastError.is_not_null())
            .order_by_desc(job::Column::FailedAt)
            .order_by_desc(job::Column::Id)
            .limit(MOST);
        rows.extend(platform.all(select).await?);
    }
    Ok(rows
        .into_iter()
        .map(|row| Listed {
            id: row.id,
            tenant: row.tenant_id,
            state: state(&row, now),
            kind: row.kind,
            attempts: row.attempts,
            created_at: row.created_at,
            run_at: row.run_at,
            why: row.last_error,
        })
        .collect())
}

/// Has a job tried again now that failed or waits for its next attempt. It keeps its id, so that its
/// mail keeps its Message-ID. One that was given up while its mail was in doubt is sent again: the
/// operator decided so.
///
/// # Errors
/// `NotFound("job")` when there is none that could be tried again.
pub async fn retry(db: &Db, _permit: &Permit<SeeJobs>, id: JobId) -> Result<()> {
    if again(db, id, "CASE WHEN failed_at IS NULL THEN doubts ELSE 0 END").await? {
        db.doorbell().ring().await;
        return Ok(());
    }
    Err(Error::NotFound("job"))
}

/// As [`retry`], for every job that failed or waits for its next attempt; but not for those of
/// which nobody knows whether their mail arrived, and no mail gets a second repeat by it. Gives how
/// many.
///
/// # Errors
/// The database's own.
pub async fn retry_all(db: &Db, permit: &Permit<SeeJobs>) -> Result<usize> {
    let mut tried = 0;
    for job in list(db, permit).await? {
        let sure = matches!(job.state, JobState::Failed | JobState::Retrying);
        if sure && again(db, job.id, "doubts").await? {
            tried += 1;
        }
    }
    db.doorbell().ring().await;
    Ok(tried)
}

/// `doubts` is what the count of doubts becomes. The next attempt has a new number, so that a worker
/// that still holds an old lease cannot settle it.
async fn again(db: &Db, id: JobId, doubts: &'static str) -> Result<bool> {
    let now = db.clock().now();
    let sql = format!(
        "UPDATE job SET run_at = $1, begun_at = NULL, cut_offs = 0, doubts = {doubts}, attempts = attempts + 1,
                sending_at = CASE WHEN failed_at IS NULL THEN sending_at ELSE NULL END,
                failed_at = NULL, leased_until = NULL
          WHERE id = $2 AND last_error IS NOT NULL AND (leased_until IS NULL OR leased_until <= $1)"
    );
    let done = db
        .queue()
        .execute_raw(db.statement(&sql, vec![now.into(), id.into()]))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether mail goes out at all: none when it does.
///
/// # Errors
/// The database's own.
pub async fn trouble(db: &Db, _permit: &Permit<SeeJobs>) -> Result<Option<Trouble>> {
    failing(db, None).await
}

/// Whether a city's mail goes out: none when it does.
///
/// # Errors
/// The database's own.
pub async fn trouble_of(db: &Db, permit: &Permit<SeeWeek>) -> Result<Option<Trouble>> {
    failing(db, Some(permit.tenant())).await
}

/// Mails that were tried, did not go out, and wait for longer than [`QUIET`].
async fn failing(db: &Db, of: Option<TenantId>) -> Result<Option<Trouble>> {
    let platform = db.platform();
    let mut select = platform
        .find::<job::Entity>()
        .filter(job::Column::FailedAt.is_null())
        .filter(job::Column::LastError.is_not_null())
        .filter(job::Column::Lane.is_in(Lane::MAILS))
        .filter(job::Column::CreatedAt.lte(db.clock().now() - QUIET))
        .order_by_asc(job::Column::CreatedAt)
        .limit(MOST);
    if let Some(tenant) = of {
        select = select.filter(job::Column::TenantId.eq(tenant));
    }
    let rows = platform.all(select).await?;
    Ok(rows.first().map(|first| Trouble {
        mails: u64::try_from(rows.len()).unwrap_or_default(),
        since: first.created_at,
        why: first.last_error.clone().unwrap_or_default(),
    }))
}

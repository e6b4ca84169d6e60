//! The queue as operators see it: how many jobs wait, which failed and why, and whether mail is sent.

use super::Lane;
use crate::access::{Permit, SeeJobs, SeeWeek};
use crate::coded::coded;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::{JobId, TenantId};
use crate::jobs::tables::job;
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use time::{Duration, OffsetDateTime};

/// How long mails may fail before the people who work for the city are told.
pub const QUIET: Duration = Duration::minutes(15);

/// The maximum number of jobs in a list.
const MAX: u64 = 200;

coded! {
    /// The state of a job.
    JobState {
        /// Not due yet.
        Planned = "planned",
        /// Due; waits for a worker.
        Waiting = "waiting",
        /// A worker runs it.
        Running = "running",
        /// A worker is handing its mail over.
        Sending = "sending",
        /// The last attempt failed; it is retried.
        Retrying = "retrying",
        /// It was given up.
        Failed = "failed",
        /// It was given up, and it is unknown whether its mail arrived.
        Unknown = "unknown",
    }
}

/// The number of jobs in one state.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
struct Count {
    state: String,
    n: i64,
}

/// Figures of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// How many jobs there are in each state.
    pub counts: Vec<(JobState, u64)>,
    /// When the oldest due job was due, running jobs included; `None` when no job is due.
    pub oldest: Option<OffsetDateTime>,
}

/// A job without its payload, which may hold an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The job's id.
    pub id: JobId,
    /// Its city, or the platform.
    pub tenant: TenantId,
    /// Its kind.
    pub kind: String,
    /// Its state.
    pub state: JobState,
    /// The number of its last attempt.
    pub attempts: i32,
    /// When it was enqueued.
    pub created_at: OffsetDateTime,
    /// When it is due next, or was due last.
    pub run_at: OffsetDateTime,
    /// Why the last attempt failed; `None` when none did.
    pub why: Option<String>,
}

/// Mails that could not be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// How many; maximum 200.
    pub mails: u64,
    /// When the oldest of them was enqueued.
    pub since: OffsetDateTime,
    /// The last error of the oldest one; for operators.
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

/// The state of a row, as [`state`] computes it. `$1` is now.
const STATE: &str = "CASE WHEN failed_at IS NOT NULL AND sending_at IS NOT NULL THEN 'unknown'
          WHEN failed_at IS NOT NULL THEN 'failed'
          WHEN leased_until > $1 AND sending_at IS NOT NULL THEN 'sending'
          WHEN leased_until > $1 THEN 'running'
          WHEN last_error IS NOT NULL THEN 'retrying'
          WHEN run_at > $1 THEN 'planned'
          ELSE 'waiting' END";

/// The number of jobs of one lane in one state.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
struct LaneCount {
    lane: String,
    state: String,
    n: i64,
}

/// Returns how many jobs each lane has in each state, 0 included.
///
/// # Errors
/// Database errors.
pub async fn counts(db: &Db, _permit: &Permit<SeeJobs>) -> Result<Vec<(Lane, JobState, u64)>> {
    let sql = format!(
        "SELECT lane, state, count(*) AS n FROM (SELECT lane, {STATE} AS state FROM job) AS standing GROUP BY lane, state"
    );
    let statement = db.statement(&sql, vec![db.clock().now().into()]);
    let found = LaneCount::find_by_statement(statement).all(db.queue()).await?;
    let number = |lane: Lane, state: JobState| {
        let count = found
            .iter()
            .find(|count| count.lane == lane.code() && count.state == state.code());
        count.map_or(0, |count| u64::try_from(count.n).unwrap_or_default())
    };
    let each = |lane: &Lane| {
        JobState::ALL
            .iter()
            .map(|state| (*lane, *state, number(*lane, *state)))
            .collect::<Vec<_>>()
    };
    Ok(Lane::ALL.iter().flat_map(each).collect())
}

/// Returns the figures of the queue. The states are those of [`Listed`], computed by the database.
///
/// # Errors
/// Database errors.
pub async fn overview(db: &Db, _permit: &Permit<SeeJobs>) -> Result<Overview> {
    let now = db.clock().now();
    let sql = format!("SELECT state, count(*) AS n FROM (SELECT {STATE} AS state FROM job) AS standing GROUP BY state");
    let found = Count::find_by_statement(db.statement(&sql, vec![now.into()]))
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

/// Lists jobs whose last attempt failed: first those that were given up, then those that are retried,
/// each newest first, maximum 200 of each.
///
/// # Errors
/// Database errors.
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
            .limit(MAX);
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

/// Retries a job now that failed or waits for its next attempt. It keeps its id, so its mail keeps its
/// Message-ID. A job in the state `unknown` is sent again: the operator decided so.
///
/// # Errors
/// `NotFound("job")` when no such job can be retried.
#[tracing::instrument(name = "change", skip_all, fields(action = "jobs.retry", job = %id))]
pub async fn retry(db: &Db, _permit: &Permit<SeeJobs>, id: JobId) -> Result<()> {
    if again(db, id, "CASE WHEN failed_at IS NULL THEN doubts ELSE 0 END").await? {
        db.doorbell().ring().await;
        tracing::debug!("change committed");
        return Ok(());
    }
    Err(Error::NotFound("job"))
}

/// Retries the jobs of [`list`] now, except those in the state `unknown`. The count of doubts stays, so
/// no mail is repeated a second time. Returns how many are retried.
///
/// # Errors
/// Database errors.
#[tracing::instrument(name = "change", skip_all, fields(action = "jobs.retry_all"))]
pub async fn retry_all(db: &Db, permit: &Permit<SeeJobs>) -> Result<usize> {
    let mut tried = 0;
    for job in list(db, permit).await? {
        let sure = matches!(job.state, JobState::Failed | JobState::Retrying);
        if sure && again(db, job.id, "doubts").await? {
            tried += 1;
        }
    }
    db.doorbell().ring().await;
    tracing::debug!(jobs = tried, "change committed");
    Ok(tried)
}

/// Makes a job due now. `doubts` is the SQL expression of its new count of doubts. Returns whether the
/// job could be retried. A lease that has ended without being settled uses up its number, so that its
/// worker cannot settle the job.
async fn again(db: &Db, id: JobId, doubts: &'static str) -> Result<bool> {
    let now = db.clock().now();
    let sql = format!(
        "UPDATE job SET run_at = $1, begun_at = NULL, cut_offs = 0, doubts = {doubts},
                attempts = attempts + CASE WHEN leased_until IS NULL THEN 0 ELSE 1 END,
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

/// Returns the mails that could not be sent, of all cities; `None` when mail is sent.
///
/// # Errors
/// Database errors.
pub async fn trouble(db: &Db, _permit: &Permit<SeeJobs>) -> Result<Option<Trouble>> {
    failing(db, None).await
}

/// Returns the mails of a city that could not be sent; `None` when mail is sent.
///
/// # Errors
/// Database errors.
pub async fn trouble_of(db: &Db, permit: &Permit<SeeWeek>) -> Result<Option<Trouble>> {
    failing(db, Some(permit.tenant())).await
}

/// Finds mails whose last attempt failed and that are older than [`QUIET`].
async fn failing(db: &Db, of: Option<TenantId>) -> Result<Option<Trouble>> {
    let platform = db.platform();
    let mut select = platform
        .find::<job::Entity>()
        .filter(job::Column::FailedAt.is_null())
        .filter(job::Column::LastError.is_not_null())
        .filter(job::Column::Lane.is_in(Lane::MAILS))
        .filter(job::Column::CreatedAt.lte(db.clock().now() - QUIET))
        .order_by_asc(job::Column::CreatedAt)
        .limit(MAX);
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

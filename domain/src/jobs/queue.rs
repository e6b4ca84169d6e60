//! Leasing and settling. A lease is a time, not a row lock: the statement takes a millisecond, so
//! SQLite's only writer is free while a mail server thinks, and a killed worker needs no clean-up.

use super::Job;
use crate::access::{Permit, SeeJobs};
use crate::db::Db;
use crate::db::entity::job;
use crate::error::Result;
use crate::ids::{JobId, TenantId};
use crate::masked::masked;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashSet;
use time::{Duration, OffsetDateTime};

/// How long a worker may take before its job is given to another.
pub const LEASE: Duration = Duration::minutes(5);

/// How often a mail may go out again because no answer came (reliability.md 3.2).
pub const MOST_DOUBTS: i32 = 2;

/// A job that this worker has for [`LEASE`].
#[derive(Debug, Clone)]
pub struct Lease {
    /// The job's id; a mail's Message-ID is made from it.
    pub id: JobId,
    /// The city it is for, or the platform.
    pub tenant: TenantId,
    /// What is to be done.
    pub job: Job,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// How often its mail was handed over and no answer came, the last attempt included.
    pub doubts: i32,
    /// Whether that happened in the last attempt.
    pub in_doubt: bool,
}

/// What became of an attempt.
#[derive(Debug)]
pub enum Outcome {
    /// Done: the job goes.
    Done,
    /// It may work later.
    Retry(String),
    /// Its mail was handed over, and no answer came: nobody knows whether it arrived.
    Doubt(String),
    /// It never will: the job stays, to be seen.
    GiveUp(String),
}

impl Outcome {
    /// The same, with a reason that may be logged and stored.
    pub fn masked(self) -> Self {
        match self {
            Self::Done => Self::Done,
            Self::Retry(why) => Self::Retry(masked(&why)),
            Self::Doubt(why) => Self::Doubt(masked(&why)),
            Self::GiveUp(why) => Self::GiveUp(masked(&why)),
        }
    }
}

/// How a job stands after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It is done.
    Done,
    /// It waits for the next attempt.
    NotYet,
    /// It was given up.
    Failed,
    /// It was given up, and nobody knows whether its mail arrived.
    Unknown,
}

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The job.
    pub id: JobId,
    /// Its city.
    pub tenant: TenantId,
    /// Its kind.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was given up.
    pub failed_at: OffsetDateTime,
    /// Why.
    pub last_error: String,
}

/// Takes the job that has waited longest, if any is due.
///
/// # Errors
/// The database's own. A payload that no longer decodes is given up and the next one is tried.
pub async fn lease(db: &Db) -> Result<Option<Lease>> {
    loop {
        let now = db.clock().now();
        let skip = if db.engine().is_postgres() {
            "FOR UPDATE SKIP LOCKED"
        } else {
            ""
        };
        let sql = format!(
            "UPDATE job SET leased_until = $1, attempts = attempts + 1,
                    doubts = doubts + CASE WHEN sending_at IS NULL THEN 0 ELSE 1 END
              WHERE id IN (SELECT id FROM job
                            WHERE failed_at IS NULL AND run_at <= $2 AND (leased_until IS NULL OR leased_until <= $2)
                            ORDER BY run_at, id LIMIT 1 {skip})
             RETURNING *"
        );
        let statement = db.statement(&sql, vec![(now + LEASE).into(), now.into()]);
        let Some(row) = db.queue().query_one_raw(statement).await? else {
            return Ok(None);
        };
        let row = job::Model::from_query_result(&row, "")?;
        match serde_json::from_str(&row.payload) {
            Ok(job) => {
                return Ok(Some(Lease {
                    id: row.id,
                    tenant: row.tenant_id,
                    job,
                    attempt: row.attempts,
                    doubts: row.doubts,
                    in_doubt: row.sending_at.is_some(),
                }));
            }
            Err(error) => {
                let why = format!("the payload does not decode: {error}");
                give_up(db, row.id, row.attempts, &why, row.sending_at.is_some()).await?;
            }
        }
    }
}

/// Notes that a mail is handed over now, before a byte of it goes out: a worker that dies from here
/// on leaves a doubt behind. Says whether the lease still holds.
///
/// # Errors
/// The database's own.
pub async fn sending(db: &Db, lease: &Lease) -> Result<bool> {
    let sql = "UPDATE job SET sending_at = $1 WHERE id = $2 AND attempts = $3";
    let values = vec![db.clock().now().into(), lease.id.into(), lease.attempt.into()];
    change(db, sql, values).await
}

/// Settles a lease. A worker whose lease ran out cannot finish another's job: the attempt tells.
///
/// # Errors
/// The database's own.
pub async fn settle(db: &Db, lease: &Lease, outcome: Outcome) -> Result<Ended> {
    let more = lease.attempt < lease.job.attempts();
    let (settled, ended) = match outcome {
        Outcome::Done => (finish(db, lease).await?, Ended::Done),
        Outcome::Retry(why) if more => (put_off(db, lease, &why, false).await?, Ended::NotYet),
        Outcome::Doubt(why) if more && !lease.job.at_most_once() && lease.doubts < MOST_DOUBTS => {
            (put_off(db, lease, &why, true).await?, Ended::NotYet)
        }
        Outcome::Retry(why) | Outcome::GiveUp(why) => {
            (give_up(db, lease.id, lease.attempt, &why, false).await?, Ended::Failed)
        }
        Outcome::Doubt(why) => (give_up(db, lease.id, lease.attempt, &why, true).await?, Ended::Unknown),
    };
    Ok(if settled { ended } else { Ended::NotYet })
}

/// Lets a job wait for its next attempt. What is in doubt stays marked, and is counted then.
async fn put_off(db: &Db, lease: &Lease, why: &str, in_doubt: bool) -> Result<bool> {
    let sending = if in_doubt { "sending_at" } else { "NULL" };
    let sql = format!(
        "UPDATE job SET run_at = $1, leased_until = NULL, last_error = $2, sending_at = {sending} WHERE id = $3 AND attempts = $4"
    );
    let run_at = db.clock().now() + back_off(lease.attempt, lease.id);
    let values = vec![run_at.into(), why.into(), lease.id.into(), lease.attempt.into()];
    change(db, &sql, values).await
}

/// Runs a statement, and says whether it found its job.
async fn change(db: &Db, sql: &str, values: Vec<sea_orm::Value>) -> Result<bool> {
    let done = db.queue().execute_raw(db.statement(sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a job back that was not finished, so that another worker can take it at once. The attempt
/// stays counted.
///
/// # Errors
/// The database's own.
pub async fn release(db: &Db, lease: &Lease) -> Result<()> {
    let sql = "UPDATE job SET leased_until = NULL WHERE id = $1 AND attempts = $2";
    let values = vec![lease.id.into(), lease.attempt.into()];
    db.queue().execute_raw(db.statement(sql, values)).await?;
    db.doorbell().ring().await;
    Ok(())
}

/// Removes a job that is done.
async fn finish(db: &Db, lease: &Lease) -> Result<bool> {
    let sql = "DELETE FROM job WHERE id = $1 AND attempts = $2";
    change(db, sql, vec![lease.id.into(), lease.attempt.into()]).await
}

/// A job that is given up while its mail is in doubt keeps the mark: that is what `unknown` is.
async fn give_up(db: &Db, id: JobId, attempt: i32, why: &str, in_doubt: bool) -> Result<bool> {
    let sending = if in_doubt { "coalesce(sending_at, $1)" } else { "NULL" };
    let sql = format!(
        "UPDATE job SET failed_at = $1, leased_until = NULL, last_error = $2, sending_at = {sending} WHERE id = $3 AND attempts = $4"
    );
    let values = vec![db.clock().now().into(), why.into(), id.into(), attempt.into()];
    change(db, &sql, values).await
}

/// 30 s doubled with each attempt, at most 6 h, moved by up to a tenth so that jobs that failed
/// together do not come back together.
fn back_off(attempt: i32, id: JobId) -> Duration {
    let doubled = 30_i64.saturating_mul(1 << attempt.clamp(1, 12).saturating_sub(1));
    let seconds = Ord::min(doubled, 6 * 3_600);
    let spread = uuid::Uuid::from(id).as_u128() % 201;
    let permille = i64::try_from(spread).unwrap_or(100) - 100;
    Duration::seconds(seconds + seconds * permille / 1_000)
}

/// How many jobs wait or run.
///
/// # Errors
/// The database's own.
pub async fn waiting(db: &Db) -> Result<usize> {
    let platform = db.platform();
    let select = platform.find::<job::Entity>().filter(job::Column::FailedAt.is_null());
    Ok(platform.all(select).await?.len())
}

/// Jobs that were given up, newest first.
///
/// # Errors
/// The database's own.
pub async fn failed(db: &Db, _permit: &Permit<SeeJobs>) -> Result<Vec<Failed>> {
    let platform = db.platform();
    let select = platform
        .find::<job::Entity>()
        .filter(job::Column::FailedAt.is_not_null())
        .order_by_desc(job::Column::FailedAt)
        .limit(200);
    let rows = platform.all(select).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Failed {
                id: row.id,
                tenant: row.tenant_id,
                kind: row.kind,
                attempts: row.attempts,
                failed_at: row.failed_at?,
                last_error: row.last_error.unwrap_or_default(),
            })
        })
        .collect())
}

/// Puts a job of a city's schedule into the queue, outside any change.
///
/// # Errors
/// The database's own.
pub async fn schedule(db: &Db, tenant: TenantId, job: &Job, key: &str, run_at: OffsetDateTime) -> Result<()> {
    let row = super::row(db.ids().next(), tenant, job, key, run_at, db.clock().now())?;
    put(db.queue(), row).await?;
    db.doorbell().ring().await;
    Ok(())
}

/// Puts the jobs of a schedule into the queue that are not there yet: for whom, by which key, when.
/// Those that were given up count too: they stay to be seen, and the next round has its own.
pub(crate) async fn plan(db: &Db, job: &Job, rounds: Vec<(TenantId, String, OffsetDateTime)>) -> Result<()> {
    let platform = db.platform();
    let select = platform.find::<job::Entity>().filter(job::Column::Kind.eq(job.kind()));
    let there = platform.all(select).await?.into_iter();
    let there: HashSet<(TenantId, String)> = there.map(|row| (row.tenant_id, row.dedup)).collect();
    for (tenant, key, at) in rounds {
        let round = (tenant, key);
        if !there.contains(&round) {
            schedule(db, tenant, job, &round.1, at).await?;
        }
    }
    Ok(())
}

/// Adds a job unless one of its city, kind and key waits already. One that runs may have read what
/// is changed now, and one that was given up does nothing any more: neither waits, so the new job
/// takes its place. It has an id of its own, hence the one that runs cannot settle it.
pub(crate) async fn put<C: ConnectionTrait>(connection: &C, row: job::Model) -> Result<()> {
    let replaceable = Expr::col((job::Entity, job::Column::FailedAt))
        .is_not_null()
        .or(Expr::col((job::Entity, job::Column::LeasedUntil)).is_not_null());
    #[expect(
        clippy::disallowed_methods,
        reason = "jobs are a table of the platform; the row carries its city"
    )]
    job::Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::columns([job::Column::TenantId, job::Column::Kind, job::Column::Dedup])
                .update_columns([
                    job::Column::Id,
                    job::Column::Payload,
                    job::Column::RunAt,
                    job::Column::Attempts,
                    job::Column::LeasedUntil,
                    job::Column::FailedAt,
                    job::Column::LastError,
                    job::Column::CreatedAt,
                    job::Column::SendingAt,
                    job::Column::Doubts,
                ])
                .action_and_where(replaceable)
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

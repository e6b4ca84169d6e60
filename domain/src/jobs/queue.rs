//! Enqueues jobs and settles leases.

use super::{Job, Lease};
use crate::access::{Permit, SeeJobs};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{JobId, TenantId};
use crate::jobs::tables::job;
use crate::masked::masked;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashSet;
use time::{Duration, OffsetDateTime};

/// How often a mail is sent again after it was handed over without an answer (docs/adr/0007).
pub const MAX_DOUBTS: i32 = 1;

/// The result of an attempt.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Done: the job is deleted.
    Done,
    /// It failed and may succeed later.
    Retry(String),
    /// It was not tried: the slots of the recipient's host are taken.
    Wait(String),
    /// The mail was handed over and no answer came: it is unknown whether it arrived.
    Doubt(String),
    /// It can never succeed: the job is kept as given up.
    GiveUp(String),
}

impl Outcome {
    /// Returns the same outcome with its reason masked, so that it can be logged and stored.
    pub fn masked(self) -> Self {
        match self {
            Self::Done => Self::Done,
            Self::Wait(host) => Self::Wait(host),
            Self::Retry(why) => Self::Retry(masked(&why)),
            Self::Doubt(why) => Self::Doubt(masked(&why)),
            Self::GiveUp(why) => Self::GiveUp(masked(&why)),
        }
    }
}

/// The state of a job after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It is done.
    Done,
    /// It waits for the next attempt.
    NotYet,
    /// It was given up.
    Failed,
    /// It was given up, and it is unknown whether its mail arrived.
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
    /// The number of its last attempt.
    pub attempts: i32,
    /// When it was given up.
    pub failed_at: OffsetDateTime,
    /// Why.
    pub last_error: String,
}

/// Records that a mail is handed over now, before its first byte is sent: if the worker stops after
/// this, it is unknown whether the mail arrived. Returns whether the lease still holds.
///
/// # Errors
/// Database errors.
pub async fn sending(db: &Db, lease: &Lease) -> Result<bool> {
    let sql = "UPDATE job SET sending_at = $1 WHERE id = $2 AND attempts = $3";
    let values = vec![db.clock().now().into(), lease.id.into(), lease.attempt.into()];
    change(db, sql, values).await
}

/// Settles a lease. Returns the state of the job; `NotYet` when the lease no longer held: a worker
/// whose lease has ended cannot settle the attempt of another worker.
///
/// # Errors
/// Database errors.
pub async fn settle(db: &Db, lease: &Lease, outcome: Outcome) -> Result<Ended> {
    let again = next_try(lease, db.clock().now());
    let (settled, ended) = match (outcome, again) {
        (Outcome::Done, _) => (finish(db, lease).await?, Ended::Done),
        (Outcome::Wait(host), _) => (wait(db, lease, &host).await?, Ended::NotYet),
        (Outcome::Retry(why), Some(at)) => (put_off(db, lease, at, &why, false).await?, Ended::NotYet),
        (Outcome::Doubt(why), Some(at)) if !lease.job.at_most_once() && lease.doubts < MAX_DOUBTS => {
            (put_off(db, lease, at, &why, true).await?, Ended::NotYet)
        }
        (Outcome::Retry(why) | Outcome::GiveUp(why), _) => {
            (give_up(db, lease.id, lease.attempt, &why, false).await?, Ended::Failed)
        }
        (Outcome::Doubt(why), _) => (give_up(db, lease.id, lease.attempt, &why, true).await?, Ended::Unknown),
    };
    Ok(if settled { ended } else { Ended::NotYet })
}

/// Returns when a job that failed now is retried; `None` when the time of its lane is over. The pause
/// is as long as the job has been failing, at least 30 seconds and at most one hour, with a jitter of
/// up to a tenth, so that jobs that failed together are not retried together. The last attempt is due
/// when the time is over, not before.
fn next_try(lease: &Lease, now: OffsetDateTime) -> Option<OffsetDateTime> {
    let over = lease.begun_at + lease.job.lane().patience();
    if now >= over {
        return None;
    }
    let spread = i64::try_from(uuid::Uuid::from(lease.id).as_u128() % 201).unwrap_or(100);
    let pause = (now - lease.begun_at).whole_seconds().clamp(30, 3_600);
    let next = now + Duration::seconds(pause + pause * (spread - 100) / 1_000);
    Some(if next < over {
        next
    } else {
        over + Duration::seconds(spread)
    })
}

/// Releases the lease of a mail whose host is busy, and stores the host, so that the job is leased
/// again when the host is free.
async fn wait(db: &Db, lease: &Lease, host: &str) -> Result<bool> {
    let sql = "UPDATE job SET leased_until = NULL, sending_at = NULL, host = $1 WHERE id = $2 AND attempts = $3";
    change(db, sql, vec![host.into(), lease.id.into(), lease.attempt.into()]).await
}

/// Sets the next attempt of a job. A doubt stays marked by `sending_at`, and the next lease counts it.
async fn put_off(db: &Db, lease: &Lease, at: OffsetDateTime, why: &str, in_doubt: bool) -> Result<bool> {
    let sending = if in_doubt { "sending_at" } else { "NULL" };
    let sql = format!(
        "UPDATE job SET run_at = $1, leased_until = NULL, cut_offs = 0, last_error = $2, sending_at = {sending} WHERE id = $3 AND attempts = $4"
    );
    let values = vec![at.into(), why.into(), lease.id.into(), lease.attempt.into()];
    tracing::info!(next_attempt = %at, "next attempt planned");
    change(db, &sql, values).await
}

/// Runs a statement. Returns whether it found its job.
async fn change(db: &Db, sql: &str, values: Vec<sea_orm::Value>) -> Result<bool> {
    let done = db.queue().execute_raw(db.statement(sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

/// Releases the lease of an unfinished job, so that another worker can lease it at once. The attempt
/// stays counted.
///
/// # Errors
/// Database errors.
pub async fn release(db: &Db, lease: &Lease) -> Result<()> {
    let sql = "UPDATE job SET leased_until = NULL WHERE id = $1 AND attempts = $2";
    let values = vec![lease.id.into(), lease.attempt.into()];
    db.queue().execute_raw(db.statement(sql, values)).await?;
    db.doorbell().ring().await;
    Ok(())
}

/// Deletes a job that is done.
async fn finish(db: &Db, lease: &Lease) -> Result<bool> {
    let sql = "DELETE FROM job WHERE id = $1 AND attempts = $2";
    change(db, sql, vec![lease.id.into(), lease.attempt.into()]).await
}

/// Gives up a job. With `in_doubt` it keeps `sending_at`: this is the state `unknown`.
pub(super) async fn give_up(db: &Db, id: JobId, attempt: i32, why: &str, in_doubt: bool) -> Result<bool> {
    let sending = if in_doubt { "coalesce(sending_at, $1)" } else { "NULL" };
    let sql = format!(
        "UPDATE job SET failed_at = $1, leased_until = NULL, last_error = $2, sending_at = {sending} WHERE id = $3 AND attempts = $4"
    );
    let values = vec![db.clock().now().into(), why.into(), id.into(), attempt.into()];
    change(db, &sql, values).await
}

/// Returns how many jobs wait or run.
///
/// # Errors
/// Database errors.
pub async fn waiting(db: &Db) -> Result<u64> {
    let platform = db.platform();
    let select = platform.find::<job::Entity>().filter(job::Column::FailedAt.is_null());
    platform.count(select).await
}

/// Lists jobs that were given up, newest first, maximum 200.
///
/// # Errors
/// Database errors.
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

/// Enqueues a scheduled job, outside any change.
///
/// # Errors
/// Database errors.
pub async fn schedule(db: &Db, tenant: TenantId, job: &Job, key: &str, run_at: OffsetDateTime) -> Result<()> {
    let row = super::row(db.ids().next(), tenant, job, key, run_at, db.clock().now())?;
    put(db.queue(), row).await?;
    db.doorbell().ring().await;
    Ok(())
}

/// Enqueues the scheduled jobs that are not in the queue yet: for each tenant, key and time. A job that
/// was given up counts as in the queue: it is kept to be seen, and the next time has its own job.
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

/// Enqueues a job unless one of the same city, kind and key is waiting. A running job may have read
/// what changes now, and a job that was given up is never run again: neither is waiting, so the new job
/// replaces it. The new job has an id of its own, so the running one cannot settle it.
pub(crate) async fn put<C: ConnectionTrait>(connection: &C, row: job::Model) -> Result<()> {
    let replaceable = Expr::col((job::Entity, job::Column::FailedAt))
        .is_not_null()
        .or(Expr::col((job::Entity, job::Column::LeasedUntil)).is_not_null());
    #[expect(clippy::disallowed_methods, reason = "jobs are a table of the platform; the row carries its city")]
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
                    job::Column::Lane,
                    job::Column::Host,
                    job::Column::BegunAt,
                    job::Column::CutOffs,
                ])
                .action_and_where(replaceable)
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const BEGUN: OffsetDateTime = datetime!(2026-11-23 08:00 UTC);

    fn lease(id: u128, job: Job) -> Lease {
        Lease {
            id: uuid::Uuid::from_u128(id).into(),
            tenant: TenantId::PLATFORM,
            job,
            host: None,
            attempt: 1,
            begun_at: BEGUN,
            cut_offs: 0,
            doubts: 0,
            in_doubt: false,
        }
    }

    /// Returns the times of all attempts of a job that always fails at once.
    fn tries(lease: &Lease) -> Vec<OffsetDateTime> {
        let later = |now: &OffsetDateTime| next_try(lease, *now);
        std::iter::successors(Some(BEGUN), later).collect()
    }

    #[test]
    fn whatever_the_jitter_a_mail_is_tried_for_a_day() {
        let invitation = Job::SendInvitation {
            invitation: uuid::Uuid::from_u128(1).into(),
        };
        for id in 0..201 {
            let tries = tries(&lease(id, invitation.clone()));
            let last = *tries.last().unwrap() - BEGUN;
            assert!(last >= Duration::hours(24), "{id}: {last}");
            assert!(last < Duration::hours(24) + Duration::minutes(5), "{id}: {last}");
            assert!((28..40).contains(&tries.len()), "{id}: {} attempts", tries.len());
            // The last attempt is due when the day is over, however short the pause before it.
            for pair in tries[..tries.len() - 1].windows(2) {
                let pause = pair[1] - pair[0];
                assert!(
                    pause >= Duration::seconds(27) && pause <= Duration::minutes(70),
                    "{id}: {pause}"
                );
            }
        }
    }

    #[test]
    fn a_round_is_tried_for_an_hour() {
        let tries = tries(&lease(7, Job::RefreshFigures));
        assert!(*tries.last().unwrap() - BEGUN >= Duration::HOUR);
        assert!(tries.len() <= 10, "{} attempts", tries.len());
    }
}

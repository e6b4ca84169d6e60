//! Settles leases: what becomes of a job after an attempt.

use super::Lease;
use crate::db::Db;
use crate::error::Result;
use crate::ids::JobId;
use crate::masked::masked;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
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
    /// The lease did not hold any more, and nothing was changed: a newer job replaced it, or another
    /// worker has leased it.
    LeaseLost,
}

/// Records that a mail is handed over now, before its first byte is sent: if the worker stops after
/// this, it is unknown whether the mail arrived. Returns whether the lease still holds.
///
/// # Errors
/// Database errors.
pub async fn sending(db: &Db, lease: &Lease) -> Result<bool> {
    Ok(sending_in(db, db.queue(), std::slice::from_ref(lease)).await?.len() == 1)
}

/// Records that several mails are handed over now. Returns the jobs whose leases still hold; the others
/// must not be sent.
pub(crate) async fn sending_in<C: ConnectionTrait>(db: &Db, on: &C, leases: &[Lease]) -> Result<Vec<JobId>> {
    let mut values = vec![db.clock().now().into()];
    let held = held(leases.iter(), &mut values);
    let sql = format!("UPDATE job SET sending_at = $1 WHERE {held} RETURNING id");
    ids(on.query_all_raw(db.statement(&sql, values)).await?)
}

/// Returns the condition for the jobs whose leases hold. `values` are those of the statement so far;
/// the values of the condition are added.
fn held<'l>(leases: impl Iterator<Item = &'l Lease>, values: &mut Vec<Value>) -> String {
    let each = leases.map(|lease| {
        values.extend([lease.id.into(), lease.attempt.into()]);
        format!("(id = ${} AND attempts = ${})", values.len() - 1, values.len())
    });
    each.collect::<Vec<_>>().join(" OR ")
}

fn ids(rows: Vec<QueryResult>) -> Result<Vec<JobId>> {
    let ids = rows.iter().map(|row| row.try_get("", "id"));
    Ok(ids.collect::<Result<_, DbErr>>()?)
}

/// Settles a lease. Returns the state of the job; `LeaseLost` when the lease no longer held: a worker
/// whose lease has ended cannot settle the attempt of another worker.
///
/// # Errors
/// Database errors.
pub async fn settle(db: &Db, lease: &Lease, outcome: Outcome) -> Result<Ended> {
    let all = settle_in(db, db.queue(), &[(lease, &outcome)]).await?;
    Ok(all.first().copied().unwrap_or(Ended::LeaseLost))
}

/// Settles several leases. Returns the states of the jobs, in the same order.
pub(crate) async fn settle_in<C: ConnectionTrait>(
    db: &Db,
    on: &C,
    attempts: &[(&Lease, &Outcome)],
) -> Result<Vec<Ended>> {
    let done: Vec<&Lease> = attempts
        .iter()
        .filter(|(_, outcome)| matches!(outcome, Outcome::Done))
        .map(|(lease, _)| *lease)
        .collect();
    let done = finish(db, on, done).await?;
    let mut ended = Vec::with_capacity(attempts.len());
    for (lease, outcome) in attempts {
        ended.push(if !matches!(outcome, Outcome::Done) {
            settle_one(db, on, lease, outcome).await?
        } else if done.contains(&lease.id) {
            Ended::Done
        } else {
            Ended::LeaseLost
        });
    }
    Ok(ended)
}

/// Settles a lease whose job is not done.
async fn settle_one<C: ConnectionTrait>(db: &Db, on: &C, lease: &Lease, outcome: &Outcome) -> Result<Ended> {
    let again = next_try(lease, db.clock().now());
    let job = (lease.id, lease.attempt);
    let (settled, ended) = match (outcome, again) {
        (Outcome::Done, _) => return Ok(Ended::Done),
        (Outcome::Wait(host), _) => (wait(db, on, lease, host).await?, Ended::NotYet),
        (Outcome::Retry(why), Some(at)) => (put_off(db, on, lease, at, why, false).await?, Ended::NotYet),
        (Outcome::Doubt(why), Some(at)) if !lease.job.at_most_once() && lease.doubts < MAX_DOUBTS => {
            (put_off(db, on, lease, at, why, true).await?, Ended::NotYet)
        }
        (Outcome::Retry(why) | Outcome::GiveUp(why), _) => (give_up(db, on, job, why, false).await?, Ended::Failed),
        (Outcome::Doubt(why), _) => (give_up(db, on, job, why, true).await?, Ended::Unknown),
    };
    Ok(if settled { ended } else { Ended::LeaseLost })
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
async fn wait<C: ConnectionTrait>(db: &Db, on: &C, lease: &Lease, host: &str) -> Result<bool> {
    let sql = "UPDATE job SET leased_until = NULL, sending_at = NULL, host = $1 WHERE id = $2 AND attempts = $3";
    change(db, on, sql, vec![host.into(), lease.id.into(), lease.attempt.into()]).await
}

/// Sets the next attempt of a job. A doubt stays marked by `sending_at`, and the next lease counts it.
async fn put_off<C: ConnectionTrait>(
    db: &Db,
    on: &C,
    lease: &Lease,
    at: OffsetDateTime,
    why: &str,
    in_doubt: bool,
) -> Result<bool> {
    let sending = if in_doubt { "sending_at" } else { "NULL" };
    let sql = format!(
        "UPDATE job SET run_at = $1, leased_until = NULL, cut_offs = 0, last_error = $2, sending_at = {sending} WHERE id = $3 AND attempts = $4"
    );
    let values = vec![at.into(), why.into(), lease.id.into(), lease.attempt.into()];
    tracing::info!(next_attempt = %at, "next attempt planned");
    change(db, on, &sql, values).await
}

/// Runs a statement. Returns whether it found its job.
async fn change<C: ConnectionTrait>(db: &Db, on: &C, sql: &str, values: Vec<Value>) -> Result<bool> {
    let done = on.execute_raw(db.statement(sql, values)).await?;
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

/// Deletes jobs that are done. Returns those whose leases held.
async fn finish<C: ConnectionTrait>(db: &Db, on: &C, leases: Vec<&Lease>) -> Result<Vec<JobId>> {
    if leases.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = Vec::with_capacity(2 * leases.len());
    let held = held(leases.into_iter(), &mut values);
    let sql = format!("DELETE FROM job WHERE {held} RETURNING id");
    ids(on.query_all_raw(db.statement(&sql, values)).await?)
}

/// Gives up the attempt of a job. With `in_doubt` it keeps `sending_at`: this is the state `unknown`.
pub(super) async fn give_up<C: ConnectionTrait>(
    db: &Db,
    on: &C,
    (id, attempt): (JobId, i32),
    why: &str,
    in_doubt: bool,
) -> Result<bool> {
    let sending = if in_doubt { "coalesce(sending_at, $1)" } else { "NULL" };
    let sql = format!(
        "UPDATE job SET failed_at = $1, leased_until = NULL, last_error = $2, sending_at = {sending} WHERE id = $3 AND attempts = $4"
    );
    let values = vec![db.clock().now().into(), why.into(), id.into(), attempt.into()];
    change(db, on, &sql, values).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TenantId;
    use crate::jobs::Job;
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

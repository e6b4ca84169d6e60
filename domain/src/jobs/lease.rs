//! Leases of jobs. A lease is a time, not a row lock: the statement takes a millisecond, so SQLite's
//! only writer is free while a mail server responds, and a killed worker needs no clean-up.
//!
//! A lease reads the oldest [`WINDOW`] due jobs of a lane by index, chooses among them, and leases those
//! that no other worker has leased meanwhile. When all of them are of cities with a running job, it looks
//! at the oldest due jobs of a few other cities; when all are for busy hosts, at those of a few other
//! hosts. No part reads more when more jobs wait.

use super::settle::give_up;
use super::{Job, LEASE, Lane};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{JobId, TenantId};
use crate::jobs::tables::job;
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use std::collections::HashSet;
use time::OffsetDateTime;

/// The maximum number of consecutive attempts of a job that may end with the worker. After one more,
/// the job counts as failed and waits for its next attempt.
pub const MAX_CUT_OFFS: i32 = 1;

/// How many due jobs a lease chooses from.
const WINDOW: u64 = 100;
/// How many other cities, and other hosts, it looks at when it can choose none of them.
const STEPS: u64 = 32;
/// How often a lease chooses again after other workers have leased what it chose.
const TRIES: u32 = 5;

/// A job that is leased to a worker, for the [`Lane::lease`] of its lane.
#[derive(Debug, Clone)]
pub struct Lease {
    /// The job's id. A mail's Message-ID is derived from it.
    pub id: JobId,
    /// The city it is for, or the platform.
    pub tenant: TenantId,
    /// What to do.
    pub job: Job,
    /// The host of the recipient's address, when it is known.
    pub host: Option<String>,
    /// The number of the attempt, from 1. It distinguishes this lease from every other lease of the
    /// job.
    pub attempt: i32,
    /// When the first attempt began.
    pub begun_at: OffsetDateTime,
    /// How many attempts directly before this one ended because the worker stopped.
    pub cut_offs: i32,
    /// How often the mail was handed over without an answer from the server, the last attempt included.
    pub doubts: i32,
    /// Whether that happened in the last attempt.
    pub in_doubt: bool,
}

/// What can be leased only in part, because of the jobs that run now.
#[derive(Debug, Clone, Default)]
pub struct Busy {
    /// Hosts that get no other mail now.
    pub hosts: Vec<String>,
    /// Hosts that are slow: a mail to one is not leased together with other mails.
    pub slow: Vec<String>,
    /// Cities with a running job: jobs of other cities come first.
    pub cities: Vec<TenantId>,
}

impl Busy {
    fn takes(&self, job: &Candidate) -> bool {
        !job.host.as_ref().is_some_and(|host| self.hosts.contains(host))
    }

    fn is_slow(&self, job: &Candidate) -> bool {
        job.host.as_ref().is_some_and(|host| self.slow.contains(host))
    }
}

/// A due job that can be leased.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
struct Candidate {
    id: JobId,
    tenant_id: TenantId,
    host: Option<String>,
    run_at: OffsetDateTime,
}

/// Leases the due job that has waited longest, in any lane. Returns `None` when no job is due.
///
/// # Errors
/// Database errors. A job whose payload cannot be decoded is given up, and the next one is tried.
pub async fn lease(db: &Db) -> Result<Option<Lease>> {
    while let Some((_, first)) = oldest(db).await? {
        if let Some(lease) = take(db, std::slice::from_ref(&first)).await?.pop() {
            return Ok(Some(lease));
        }
    }
    Ok(None)
}

/// Leases the due job that has waited longest, in any lane, and further jobs of its lane that are run
/// together with it. Returns none when no job is due.
///
/// # Errors
/// As [`lease`].
pub async fn lease_next(db: &Db) -> Result<Vec<Lease>> {
    while let Some((lane, _)) = oldest(db).await? {
        let leases = lease_in(db, lane, 1, &Busy::default()).await?;
        if !leases.is_empty() {
            return Ok(leases);
        }
    }
    Ok(Vec::new())
}

/// Leases due jobs of a lane, those that have waited longest first. A job of a city without a running
/// job comes before the others. In a lane whose jobs run alone, leases up to `room` jobs, at most one for
/// each host; in the lane of digests, up to [`Lane::batch`] jobs of one city, which are run together.
/// Returns none when no job is due.
///
/// # Errors
/// As [`lease`].
pub async fn lease_in(db: &Db, lane: Lane, room: usize, busy: &Busy) -> Result<Vec<Lease>> {
    for _ in 0..TRIES {
        let mut due = due(db, lane, WINDOW).await?;
        // With fewer than that, these are all.
        if u64::try_from(due.len()).is_ok_and(|found| found == WINDOW) {
            if due.iter().all(|job| busy.cities.contains(&job.tenant_id)) {
                due.extend(of_other_cities(db, lane, busy).await?);
            }
            if !due.iter().any(|job| busy.takes(job)) {
                due.extend(to_other_hosts(db, lane, busy).await?);
            }
        }
        let chosen = match choose(due, lane, room, busy) {
            chosen if chosen.is_empty() => break,
            chosen if lane.batch() > 1 => with_others(db, lane, chosen, busy).await?,
            chosen => chosen,
        };
        let leases = take(db, &chosen).await?;
        if !leases.is_empty() {
            return Ok(leases);
        }
    }
    Ok(Vec::new())
}

/// Chooses the jobs to lease, in order.
fn choose(due: Vec<Candidate>, lane: Lane, room: usize, busy: &Busy) -> Vec<Candidate> {
    let mut due: Vec<Candidate> = due.into_iter().filter(|job| busy.takes(job)).collect();
    due.sort_by_key(|job| (job.run_at, job.id));
    due.dedup();
    let mut running: HashSet<TenantId> = busy.cities.iter().copied().collect();
    let mut hosts: HashSet<String> = HashSet::new();
    let mut chosen: Vec<Candidate> = Vec::new();
    while chosen.len() < room {
        let of_another = due.iter().position(|job| !running.contains(&job.tenant_id));
        let Some(at) = of_another.or((!due.is_empty()).then_some(0)) else {
            break;
        };
        let next = due.remove(at);
        if lane.batch() > 1 {
            return vec![next];
        }
        // At most one mail to slow hosts: together they have a share of the slots.
        let slow = busy.is_slow(&next) && !hosts.insert(String::new());
        if !slow && next.host.clone().is_none_or(|host| hosts.insert(host)) {
            running.insert(next.tenant_id);
            chosen.push(next);
        }
    }
    chosen
}

/// Returns a job with those that are run together with it: the next ones of its city.
async fn with_others(db: &Db, lane: Lane, mut chosen: Vec<Candidate>, busy: &Busy) -> Result<Vec<Candidate>> {
    let Some(first) = chosen.first().filter(|first| !busy.is_slow(first)).cloned() else {
        return Ok(chosen);
    };
    // On PostgreSQL a range instead of `=`, so that the order needs the index of cities: see `first_of_each`.
    let same = if db.engine().is_postgres() {
        "tenant_id >= $3 AND tenant_id <= $3"
    } else {
        "tenant_id = $3"
    };
    let sql = format!(
        "SELECT id, tenant_id, host, run_at FROM job WHERE {same} AND {DUE}
          ORDER BY tenant_id, run_at, id LIMIT {WINDOW}"
    );
    let others = candidates(db, &sql, lane, vec![first.tenant_id.into()]).await?;
    let others = others.into_iter().filter(|job| job.id != first.id);
    chosen.extend(others.filter(|job| busy.takes(job) && !busy.is_slow(job)));
    chosen.truncate(lane.batch());
    Ok(chosen)
}

/// Returns the lane and the due job that has waited longest.
async fn oldest(db: &Db) -> Result<Option<(Lane, Candidate)>> {
    let mut oldest: Option<(Lane, Candidate)> = None;
    for lane in Lane::ALL {
        if let Some(job) = due(db, *lane, 1).await?.pop()
            && oldest
                .as_ref()
                .is_none_or(|(_, first)| (job.run_at, job.id) < (first.run_at, first.id))
        {
            oldest = Some((*lane, job));
        }
    }
    Ok(oldest)
}

/// The condition for a job that can be leased at the time `$1`, in the lane `$2`. A partial index of the
/// table is used for it.
const DUE: &str = "lane = $2 AND failed_at IS NULL AND run_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)";

/// Returns the due jobs of a lane that have waited longest.
async fn due(db: &Db, lane: Lane, most: u64) -> Result<Vec<Candidate>> {
    let sql = format!("SELECT id, tenant_id, host, run_at FROM job WHERE {DUE} ORDER BY run_at, id LIMIT {most}");
    candidates(db, &sql, lane, Vec::new()).await
}

/// Returns the oldest due jobs of cities without a running job, one each: those of the next [`STEPS`]
/// cities after the last one with a running job, and when these are none, of the first ones. Cities are
/// tried in a circle, so that each has its turn.
async fn of_other_cities(db: &Db, lane: Lane, busy: &Busy) -> Result<Vec<Candidate>> {
    let sql = first_of_each("tenant_id");
    for after in [busy.cities.iter().max().copied(), Some(TenantId::PLATFORM)] {
        let Some(after) = after else { continue };
        let mut found = candidates(db, &sql, lane, vec![after.into()]).await?;
        found.retain(|job| busy.takes(job) && !busy.cities.contains(&job.tenant_id));
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Returns the oldest due jobs to hosts that are not busy, one each, found like those of
/// [`of_other_cities`], and the oldest one whose host is not known.
async fn to_other_hosts(db: &Db, lane: Lane, busy: &Busy) -> Result<Vec<Candidate>> {
    let unknown =
        format!("SELECT id, tenant_id, host, run_at FROM job WHERE host IS NULL AND {DUE} ORDER BY run_at, id LIMIT 1");
    let mut all = candidates(db, &unknown, lane, Vec::new()).await?;
    let sql = first_of_each("host");
    for after in [busy.hosts.iter().max().map(String::as_str), Some("")] {
        let Some(after) = after else { continue };
        let mut found = candidates(db, &sql, lane, vec![after.into()]).await?;
        found.retain(|job| busy.takes(job));
        if !found.is_empty() {
            all.extend(found);
            break;
        }
    }
    Ok(all)
}

/// Returns the SQL that finds the oldest job with each value of a column that comes after `$3`, for at
/// most [`STEPS`] values, and keeps those that are due. Each step is one search in an index: because of
/// the order, PostgreSQL cannot use one without the column, whatever it guesses of its values.
fn first_of_each(column: &str) -> String {
    let next = |after: &str| {
        format!(
            "(SELECT next.id FROM job AS next
               WHERE next.lane = $2 AND next.failed_at IS NULL AND next.{column} > {after}
                     AND (next.leased_until IS NULL OR next.leased_until <= $1)
               ORDER BY next.{column}, next.run_at, next.id LIMIT 1)"
        )
    };
    let (first, next) = (next("$3"), next(&format!("last.{column}")));
    format!(
        "WITH RECURSIVE step(id, n) AS (
           SELECT {first}, 1
            UNION ALL
           SELECT {next}, n + 1 FROM step JOIN job AS last ON last.id = step.id WHERE n < {STEPS}
         )
         SELECT id, tenant_id, host, run_at FROM job WHERE run_at <= $1 AND id IN (SELECT id FROM step)"
    )
}

async fn candidates(db: &Db, sql: &str, lane: Lane, further: Vec<Value>) -> Result<Vec<Candidate>> {
    let mut values: Vec<Value> = vec![db.clock().now().into(), lane.into()];
    values.extend(further);
    let found = Candidate::find_by_statement(db.statement(sql, values));
    Ok(found.all(db.queue()).await?)
}

/// Leases these jobs, except those that are no longer due because another worker leased them. Gives up
/// jobs whose payload cannot be decoded.
async fn take(db: &Db, chosen: &[Candidate]) -> Result<Vec<Lease>> {
    let now = db.clock().now();
    let mut values: Vec<Value> = vec![now.into(), (now + Lane::Prompt.lease()).into(), (now + LEASE).into()];
    let mut ids: Vec<String> = Vec::with_capacity(chosen.len());
    for job in chosen {
        values.push(job.id.into());
        ids.push(format!("${}", values.len()));
    }
    let ids = ids.join(", ");
    let mails = Lane::MAILS.map(|lane| format!("'{lane}'")).join(", ");
    let skip = if db.engine().is_postgres() {
        "FOR UPDATE SKIP LOCKED"
    } else {
        ""
    };
    // A lease that has ended was never settled: its worker stopped.
    let sql = format!(
        "UPDATE job SET leased_until = CASE WHEN lane IN ({mails}) THEN $2 ELSE $3 END,
                attempts = attempts + 1, begun_at = coalesce(begun_at, $1),
                cut_offs = cut_offs + CASE WHEN leased_until IS NULL THEN 0 ELSE 1 END,
                doubts = doubts + CASE WHEN sending_at IS NULL THEN 0 ELSE 1 END
          WHERE id IN (SELECT id FROM job
                        WHERE id IN ({ids}) AND failed_at IS NULL AND run_at <= $1
                              AND (leased_until IS NULL OR leased_until <= $1) {skip})
         RETURNING *"
    );
    let rows = db.queue().query_all_raw(db.statement(&sql, values)).await?;
    let mut leases: Vec<Lease> = Vec::with_capacity(rows.len());
    for row in &rows {
        let row = job::Model::from_query_result(row, "")?;
        match serde_json::from_str(&row.payload) {
            Ok(job) => leases.push(Lease {
                id: row.id,
                tenant: row.tenant_id,
                job,
                host: row.host,
                attempt: row.attempts,
                begun_at: row.begun_at.unwrap_or(now),
                cut_offs: row.cut_offs,
                doubts: row.doubts,
                in_doubt: row.sending_at.is_some(),
            }),
            Err(error) => {
                let why = format!("payload cannot be decoded: {error}");
                give_up(db, db.queue(), (row.id, row.attempts), &why, row.sending_at.is_some()).await?;
            }
        }
    }
    // The database returns the rows in any order.
    leases.sort_by_key(|lease| chosen.iter().position(|job| job.id == lease.id));
    Ok(leases)
}

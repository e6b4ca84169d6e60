//! Leases of jobs. A lease is a time, not a row lock: the statement takes a millisecond, so SQLite's
//! only writer is free while a mail server responds, and a killed worker needs no clean-up.

use super::queue::give_up;
use super::{Job, LEASE, Lane};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{JobId, TenantId};
use crate::jobs::tables::job;
use sea_orm::{ConnectionTrait, FromQueryResult};
use time::OffsetDateTime;

/// The maximum number of consecutive attempts of a job that may end with the worker. After one more,
/// the job counts as failed and waits for its next attempt.
pub const MAX_CUT_OFFS: i32 = 1;

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

/// What is not leased now.
#[derive(Debug, Clone, Default)]
pub struct Busy {
    /// Hosts that get no other mail now.
    pub hosts: Vec<String>,
    /// Cities with a running job: jobs of other cities come first.
    pub cities: Vec<TenantId>,
}

/// Leases the due job that has waited longest, in any lane. Returns `None` when no job is due.
///
/// # Errors
/// Database errors. A job whose payload cannot be decoded is given up, and the next one is tried.
pub async fn lease(db: &Db) -> Result<Option<Lease>> {
    next(db, None, &[], &[]).await
}

/// Leases the due job of a lane that has waited longest. A job of a city without a running job comes
/// first. Returns `None` when no job is due.
///
/// # Errors
/// As [`lease`].
pub async fn lease_in(db: &Db, lane: Lane, busy: &Busy) -> Result<Option<Lease>> {
    if !busy.cities.is_empty()
        && let Some(lease) = next(db, Some(lane), &busy.hosts, &busy.cities).await?
    {
        return Ok(Some(lease));
    }
    next(db, Some(lane), &busy.hosts, &[]).await
}

async fn next(db: &Db, lane: Option<Lane>, hosts: &[String], cities: &[TenantId]) -> Result<Option<Lease>> {
    loop {
        let now = db.clock().now();
        let mut values: Vec<sea_orm::Value> =
            vec![(now + Lane::Prompt.lease()).into(), (now + LEASE).into(), now.into()];
        let mut place = |value: sea_orm::Value| {
            values.push(value);
            format!("${}", values.len())
        };
        let mut which = String::new();
        if let Some(lane) = lane {
            which += &format!(" AND lane = {}", place(lane.into()));
        }
        if !hosts.is_empty() {
            let hosts: Vec<String> = hosts.iter().map(|host| place(host.as_str().into())).collect();
            which += &format!(" AND (host IS NULL OR host NOT IN ({}))", hosts.join(", "));
        }
        if !cities.is_empty() {
            let cities: Vec<String> = cities.iter().map(|city| place((*city).into())).collect();
            which += &format!(" AND tenant_id NOT IN ({})", cities.join(", "));
        }
        let mails = Lane::MAILS.map(|lane| format!("'{lane}'")).join(", ");
        let skip = if db.engine().is_postgres() {
            "FOR UPDATE SKIP LOCKED"
        } else {
            ""
        };
        // A lease that has ended was never settled: its worker stopped.
        let sql = format!(
            "UPDATE job SET leased_until = CASE WHEN lane IN ({mails}) THEN $1 ELSE $2 END,
                    attempts = attempts + 1, begun_at = coalesce(begun_at, $3),
                    cut_offs = cut_offs + CASE WHEN leased_until IS NULL THEN 0 ELSE 1 END,
                    doubts = doubts + CASE WHEN sending_at IS NULL THEN 0 ELSE 1 END
              WHERE id IN (SELECT id FROM job
                            WHERE failed_at IS NULL AND run_at <= $3 AND (leased_until IS NULL OR leased_until <= $3){which}
                            ORDER BY run_at, id LIMIT 1 {skip})
             RETURNING *"
        );
        let statement = db.statement(&sql, values);
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
                    host: row.host,
                    attempt: row.attempts,
                    begun_at: row.begun_at.unwrap_or(now),
                    cut_offs: row.cut_offs,
                    doubts: row.doubts,
                    in_doubt: row.sending_at.is_some(),
                }));
            }
            Err(error) => {
                let why = format!("payload cannot be decoded: {error}");
                give_up(db, row.id, row.attempts, &why, row.sending_at.is_some()).await?;
            }
        }
    }
}

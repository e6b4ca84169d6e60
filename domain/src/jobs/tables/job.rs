//! A job that waits, runs or was given up. The table is shared, because workers lease jobs of all
//! cities.

use crate::ids::{JobId, TenantId};
use crate::jobs::Lane;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A job that waits, runs or was given up. The table is shared, because workers lease jobs of all
/// cities.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    /// The city it is for, or the platform.
    pub tenant_id: TenantId,
    /// The kind of job.
    pub kind: String,
    /// The key: one job of a city, kind and key waits at a time.
    pub dedup: String,
    /// The job, as JSON.
    pub payload: String,
    /// When it is due.
    pub run_at: OffsetDateTime,
    /// The number of the last attempt. It only grows, with each lease and each retry by an operator,
    /// and a lease is valid for one number.
    pub attempts: i32,
    /// When the lease ends; `None` when no worker has leased it.
    pub leased_until: Option<OffsetDateTime>,
    /// When it was given up.
    pub failed_at: Option<OffsetDateTime>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it was enqueued.
    pub created_at: OffsetDateTime,
    /// When its mail was handed over; `None` once an answer came.
    pub sending_at: Option<OffsetDateTime>,
    /// How often its mail was handed over without an answer.
    pub doubts: i32,
    /// The lane to which it belongs.
    pub lane: Lane,
    /// The host of the recipient's address, once it is known.
    pub host: Option<String>,
    /// When it was first leased; `None` before, and after an operator retries it.
    pub begun_at: Option<OffsetDateTime>,
    /// How many of the last attempts ended because the worker stopped.
    pub cut_offs: i32,
}

crate::db::shared!();

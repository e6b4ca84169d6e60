//! A job that waits, runs, or failed. Workers lease across cities, hence shared.

use crate::ids::{JobId, TenantId};
use crate::jobs::Lane;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A job that waits, runs, or failed. Workers lease across cities, hence shared.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "job")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    /// The city it is for, or the platform.
    pub tenant_id: TenantId,
    /// What is to be done.
    pub kind: String,
    /// One job of a kind and key waits at a time.
    pub dedup: String,
    /// The job, as JSON.
    pub payload: String,
    /// Not before.
    pub run_at: OffsetDateTime,
    /// How often it was leased. It only grows: a lease is valid for one attempt.
    pub attempts: i32,
    /// Until when a worker has it.
    pub leased_until: Option<OffsetDateTime>,
    /// When it was given up.
    pub failed_at: Option<OffsetDateTime>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it was put in.
    pub created_at: OffsetDateTime,
    /// When its mail was handed over, until an answer came.
    pub sending_at: Option<OffsetDateTime>,
    /// How often its mail was handed over and no answer came.
    pub doubts: i32,
    /// The lane that it waits in.
    pub lane: Lane,
    /// The host of the address that its mail goes to, once it is known.
    pub host: Option<String>,
    /// When it was first leased; `None` before, and when an operator has it tried again.
    pub begun_at: Option<OffsetDateTime>,
    /// How many of the last attempts ended with their worker.
    pub cut_offs: i32,
}

crate::db::shared!();

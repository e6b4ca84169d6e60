//! An entry of the log.

use crate::ids::{EventId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event")]
pub struct Model {
    /// The city, or the platform.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// Its number in the log, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// The id.
    pub id: EventId,
    /// When it happened.
    pub at: OffsetDateTime,
    /// Who did it: a salted digest, `anyone` (not signed in) or `system` (Besa itself).
    pub actor: String,
    /// The action: `milestone.report`.
    pub action: String,
    /// The kind of record: `milestone`.
    pub subject: String,
    /// The record's id.
    pub subject_id: Option<uuid::Uuid>,
    /// Whether residents may read it.
    pub public: bool,
    /// What changed, as canonical JSON.
    pub body: String,
    /// The hash of the entry before it.
    pub previous: String,
    /// The hash of this entry.
    pub hash: String,
    /// Its number among the public entries, from 1; `None` for an entry that residents may not read.
    pub public_sequence: Option<i64>,
    /// The hash of the public entry before it, in the chain of public entries.
    pub public_previous: Option<String>,
    /// The hash of this entry in the chain of public entries.
    pub public_hash: Option<String>,
}

crate::db::owned!(Id);

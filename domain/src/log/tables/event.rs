//! An entry of the log.

use crate::ids::{EventId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "event")]
pub struct Model {
    /// Whose log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// Its place in the log, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// The id.
    pub id: EventId,
    /// When.
    pub at: OffsetDateTime,
    /// Who, by a salted digest; `anyone` or `system` otherwise.
    pub actor: String,
    /// What was done: `milestone.report`.
    pub action: String,
    /// To what kind of record: `milestone`.
    pub subject: String,
    /// To which.
    pub subject_id: Option<uuid::Uuid>,
    /// Whether residents may read it.
    pub public: bool,
    /// What changed, as canonical JSON.
    pub body: String,
    /// The hash of the entry before.
    pub previous: String,
    /// The hash of this entry.
    pub hash: String,
    /// Its place among the public entries, from 1; `None` for one that residents may not read.
    pub public_sequence: Option<i64>,
    /// The hash of the public entry before, in the chain of public entries.
    pub public_previous: Option<String>,
    /// The hash of this entry in the chain of public entries.
    pub public_hash: Option<String>,
}

crate::db::owned!(Id);

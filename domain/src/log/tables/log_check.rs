//! What the last check of a log said.

use crate::ids::TenantId;
use crate::log::Fault;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// What the last check of a log said. Shared: it holds no record of any city.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "log_check")]
pub struct Model {
    /// Whose log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// How many entries the log had by its head.
    pub sequence: i64,
    /// The hash in the log's head.
    pub head: String,
    /// How many entries were found sound, from the first on.
    pub sound: i64,
    /// How many of them are public.
    pub sound_public: i64,
    /// The first bad entry.
    pub fault_sequence: Option<i64>,
    /// What is wrong with it.
    pub fault: Option<Fault>,
    /// When the log was checked.
    pub at: OffsetDateTime,
}

crate::db::shared!();

//! The result of the last check of a log.

use crate::ids::TenantId;
use crate::log::Fault;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The result of the last check of a log. The table is shared: it holds no record of any city.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "log_check")]
pub struct Model {
    /// The city, or the platform.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The number of entries according to the log's head.
    pub sequence: i64,
    /// The hash in the log's head.
    pub head: String,
    /// The number of valid entries, from the first on.
    pub sound: i64,
    /// How many of them are public.
    pub sound_public: i64,
    /// The number of the first invalid entry; `None` when all are valid.
    pub fault_sequence: Option<i64>,
    /// What is wrong with it.
    pub fault: Option<Fault>,
    /// When the log was checked.
    pub at: OffsetDateTime,
}

crate::db::shared!();

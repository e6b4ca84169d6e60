//! A signed head of a log, one for each of its chains and day.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A signed head of a log. Shared: the heads of all cities are published together.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "log_head")]
pub struct Model {
    /// Whose log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// Whether it is of the chain of public entries; else of the chain of all entries.
    #[sea_orm(primary_key, auto_increment = false)]
    pub public: bool,
    /// The day, in UTC.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// How many entries the chain had.
    pub sequence: i64,
    /// The hash of the newest.
    pub head: String,
    /// When it was signed.
    pub at: OffsetDateTime,
    /// The key's id.
    pub key: String,
    /// The public key, in base64url.
    pub public_key: String,
    /// The signature, in base64url.
    pub signature: String,
}

crate::db::shared!();

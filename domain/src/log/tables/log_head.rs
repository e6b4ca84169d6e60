//! A signed head of a log: one for each chain and day.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A signed head of a log. The table is shared: the heads of all cities are published together.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "log_head")]
pub struct Model {
    /// The city, or the platform.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// Whether it belongs to the chain of public entries; otherwise to the chain of all entries.
    #[sea_orm(primary_key, auto_increment = false)]
    pub public: bool,
    /// The day, in UTC.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    /// How many entries the chain had.
    pub sequence: i64,
    /// The hash of the newest entry.
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

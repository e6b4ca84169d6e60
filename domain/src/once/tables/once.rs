//! The answer kept for a request that may come again.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The answer kept for a request that may come again.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "once")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// Who asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor: String,
    /// The key that came with the request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// A digest of the request.
    pub fingerprint: String,
    /// The answer, as JSON.
    pub answer: String,
    /// When.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Key);

//! The stored response to a request with an idempotency key.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The stored response to a request with an idempotency key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "once")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// Who sent the request, as the log names them.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor: String,
    /// The idempotency key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// A digest of the request.
    pub fingerprint: String,
    /// The response, as JSON.
    pub answer: String,
    /// When it was stored.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Key);

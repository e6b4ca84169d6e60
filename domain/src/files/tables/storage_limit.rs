//! How much a city may store, where the operator set it.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;

/// How much a city may store.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "storage_limit")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// Bytes.
    pub bytes: i64,
}

crate::db::shared!();

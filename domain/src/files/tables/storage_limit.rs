//! The storage quota of a city, when an operator has set one.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;

/// The storage quota of a city.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "storage_limit")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The quota in bytes.
    pub bytes: i64,
}

crate::db::shared!();

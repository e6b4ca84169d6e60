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

/// None: joins go through the scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::db::Shared for Entity {}

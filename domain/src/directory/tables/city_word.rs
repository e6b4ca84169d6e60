//! The names of cities from each of their words on, for search.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;

/// A name of a city, in any language, folded, from one of its words on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "city_word")]
pub struct Model {
    /// The name from a word on.
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
}

crate::db::shared!();

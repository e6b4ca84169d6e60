//! The name of a city as lists in one language are ordered by it.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;

/// The name of a city as lists in one language are ordered by it. Every city has a row for each language
/// of the pages.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "city_name")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The code of the language.
    #[sea_orm(primary_key, auto_increment = false)]
    pub language: String,
    /// The name, folded.
    pub folded: String,
    /// The slug, which orders cities of the same name.
    pub slug: String,
    /// 1 when a plan is published, else 0.
    pub published: i32,
}

crate::db::shared!();

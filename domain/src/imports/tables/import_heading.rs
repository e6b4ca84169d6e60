//! What a person chose for a heading.

use crate::ids::{ImportHeadingId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What a person chose for a heading, for later files of the city.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "import_heading")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportHeadingId,
    /// The heading, folded.
    pub heading: String,
    /// The code of the field; empty for a column that is left out.
    pub field: String,
}

crate::db::owned!(Id);

//! The head of a log: one row for each city and one for the platform, locked first by each change.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The head of a log: one row for each city and one for the platform, locked first by each change.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "chain")]
pub(crate) struct Model {
    /// Whose log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// How many changes there were.
    pub revision: i64,
    /// How many entries there are.
    pub sequence: i64,
    /// The hash of the newest entry.
    pub head: String,
    /// How many changes there were that public pages may show.
    pub public_revision: i64,
    /// How many public entries there are.
    pub public_sequence: i64,
    /// The hash of the newest entry in the chain of public entries.
    pub public_head: String,
}

/// None: joins go through the scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::db::Shared for Entity {}

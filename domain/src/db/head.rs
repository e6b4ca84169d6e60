//! The head of an event log: one row for each city and one for the platform. Each change locks it first.

use crate::ids::TenantId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The head of an event log: one row for each city and one for the platform. Each change locks it first.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "chain")]
pub(crate) struct Model {
    /// The city, or the platform.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The number of changes so far.
    pub revision: i64,
    /// The number of events so far; the sequence number of the newest one.
    pub sequence: i64,
    /// The hash of the newest event.
    pub head: String,
    /// The number of changes that public pages may show.
    pub public_revision: i64,
    /// The number of public events so far.
    pub public_sequence: i64,
    /// The hash of the newest event in the chain of public events.
    pub public_head: String,
}

/// Empty on purpose: other tables are queried through `Scoped`, which filters by city.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::db::Shared for Entity {}

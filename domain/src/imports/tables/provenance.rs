//! The cell and the original text of an imported value.

use crate::ids::{ImportId, ProvenanceId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The cell and the original text of an imported value.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "provenance")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProvenanceId,
    /// The import.
    pub import_id: ImportId,
    /// The kind of record.
    pub subject: String,
    /// The record.
    pub subject_id: uuid::Uuid,
    /// The field.
    pub field: String,
    /// The cell: `Milestones!D7`.
    pub cell: String,
    /// The original text.
    pub said: String,
}

crate::db::owned!(Id);

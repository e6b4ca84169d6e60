//! A file attached to an assessment.

use crate::ids::{AssessmentId, ExhibitId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A file attached to an assessment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "exhibit")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExhibitId,
    /// The assessment.
    pub assessment_id: AssessmentId,
    /// The original file name.
    pub name: String,
    /// Its media type, detected from its content.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its SHA-256, in hex.
    pub sha256: String,
    /// The key in the file store.
    #[serde(skip)]
    pub file_key: String,
    /// When it was added.
    pub added_at: OffsetDateTime,
}

crate::db::owned!(Id);

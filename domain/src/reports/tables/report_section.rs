//! The text of a section of a report.

use crate::ids::{ReportId, ReportSectionId, TenantId};
use crate::reports::Section;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The text of a section of a report.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "report_section")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportSectionId,
    /// The report.
    pub report_id: ReportId,
    /// Which section.
    pub section: Section,
    /// The text, in Markdown; `None` when it was removed.
    pub body: Option<String>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was last written.
    pub written_at: OffsetDateTime,
}

crate::db::owned!(Id);

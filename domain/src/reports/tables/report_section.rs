//! A section of a report, as it is written.

use crate::ids::{ReportId, ReportSectionId, TenantId};
use crate::reports::Section;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A section of a report, as it is written.
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
    /// The words, in Markdown; none when they were taken back.
    pub body: Option<String>,
    /// Bumped by each change.
    pub version: i32,
    /// When it was last written.
    pub written_at: OffsetDateTime,
}

crate::db::owned!(Id);

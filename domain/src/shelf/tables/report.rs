//! A report, from its first words to the files that are made of it.

use crate::ids::{PlanId, ReportId, TenantId};
use crate::shelf::{ReportKind, ReportState};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A report, from its first words to the files that are made of it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "report")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReportId,
    /// The plan it is about.
    pub plan_id: PlanId,
    /// Which report.
    pub kind: ReportKind,
    /// In which language.
    pub language: String,
    /// Being written, in consultation, or final.
    pub state: ReportState,
    /// The first day of the consultation on it.
    pub opens_on: Option<Date>,
    /// The last.
    pub closes_on: Option<Date>,
    /// When residents could first read it; none while it is the city's own.
    pub published_at: Option<OffsetDateTime>,
    /// The figures and texts, as JSON, frozen when it was made final.
    pub content: Option<String>,
    /// SHA-256 of the content, in lower-case hex.
    pub sha256: Option<String>,
    /// The PDF in the file store.
    pub pdf_key: Option<String>,
    /// Its size in bytes.
    pub pdf_size: Option<i64>,
    /// The DOCX.
    pub docx_key: Option<String>,
    /// Its size.
    pub docx_size: Option<i64>,
    /// The page that stands alone.
    pub html_key: Option<String>,
    /// Its size.
    pub html_size: Option<i64>,
    /// Why it could not be built.
    pub failure: Option<String>,
    /// When it was begun.
    pub asked_at: OffsetDateTime,
    /// When its files were built.
    pub built_at: Option<OffsetDateTime>,
    /// Bumped by each step.
    #[serde(default)]
    pub version: i32,
}

crate::db::owned!(Id);

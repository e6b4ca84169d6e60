//! A report, from its draft to its files.

use crate::ids::{PlanId, ReportId, TenantId};
use crate::shelf::{ReportKind, ReportState};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A report, from its draft to its files.
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
    /// Its kind.
    pub kind: ReportKind,
    /// Its language.
    pub language: String,
    /// Its state.
    pub state: ReportState,
    /// The first day of the consultation on it.
    pub opens_on: Option<Date>,
    /// The last day of the consultation on it.
    pub closes_on: Option<Date>,
    /// When it was published; `None` while it is not public.
    pub published_at: Option<OffsetDateTime>,
    /// The name of the monitoring body, for a report of its own.
    pub body: Option<String>,
    /// The figures and texts, as JSON, frozen when it was made final.
    pub content: Option<String>,
    /// SHA-256 of the content, in lower-case hex.
    pub sha256: Option<String>,
    /// The key of the PDF in the file store.
    pub pdf_key: Option<String>,
    /// The size of the PDF in bytes.
    pub pdf_size: Option<i64>,
    /// The key of the DOCX in the file store.
    pub docx_key: Option<String>,
    /// The size of the DOCX in bytes.
    pub docx_size: Option<i64>,
    /// The key of the self-contained HTML page in the file store.
    pub html_key: Option<String>,
    /// The size of the HTML page in bytes.
    pub html_size: Option<i64>,
    /// Why its files could not be built.
    pub failure: Option<String>,
    /// When it was created.
    pub asked_at: OffsetDateTime,
    /// When its files were built.
    pub built_at: Option<OffsetDateTime>,
    /// Incremented by each change, for optimistic locking.
    #[serde(default)]
    pub version: i32,
}

crate::db::owned!(Id);

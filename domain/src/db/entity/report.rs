//! A report that was asked for.

use crate::ids::{PlanId, ReportId, TenantId};
use crate::reports::{ReportKind, ReportState};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A report that was asked for.
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
    /// Waiting, built or failed.
    pub state: ReportState,
    /// The figures and texts, as JSON, frozen when it was built.
    pub content: Option<String>,
    /// The PDF in the file store.
    pub pdf_key: Option<String>,
    /// Its size in bytes.
    pub pdf_size: Option<i64>,
    /// Why it could not be built.
    pub failure: Option<String>,
    /// When it was asked for.
    pub asked_at: OffsetDateTime,
    /// When it was built.
    pub built_at: Option<OffsetDateTime>,
}

/// None: joins go through the scope.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl crate::db::TenantOwned for Entity {
    const TENANT: Column = Column::TenantId;
    const ID: Column = Column::Id;
}

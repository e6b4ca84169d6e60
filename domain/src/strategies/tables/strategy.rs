//! One of the municipality's other plans.

use crate::ids::{StrategyId, TenantId};
use crate::records::Texts;
use crate::strategies::{Documents, StrategyKind};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// One of the municipality's other plans.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "strategy")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StrategyId,
    /// The title.
    pub title: String,
    /// The title as it is compared and sorted.
    pub title_key: String,
    /// Its kind.
    pub kind: StrategyKind,
    /// The first year.
    pub first_year: Option<i32>,
    /// The last year; `None` when it has no end.
    pub last_year: Option<i32>,
    /// A summary.
    pub summary: Option<String>,
    /// The source of these data.
    pub source: Option<String>,
    /// Its documents.
    pub documents: Documents,
    /// The codes of its OGP policy areas.
    pub policy_areas: Texts,
    /// Goals and targets of the 2030 Agenda.
    pub sdg_targets: Texts,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! What a commitment or one of its milestones is measured by.

use crate::decimal::Decimal;
use crate::ids::{CommitmentId, IndicatorId, MilestoneId, TenantId};
use crate::indicators::Direction;
use crate::records::{Names, When};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// What a commitment or one of its milestones is measured by.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "indicator")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IndicatorId,
    /// The commitment it measures.
    pub commitment_id: CommitmentId,
    /// The milestone it measures; `None` for the commitment as a whole.
    pub milestone_id: Option<MilestoneId>,
    /// Its position among the indicators of the commitment, from 1.
    pub number: i32,
    /// Its number as the source words it: `C01.1.2`.
    pub code: Option<String>,
    /// The title, in one or more languages.
    pub titles: Names,
    /// The unit of its values: `%`, `contracts`.
    pub unit: Option<String>,
    /// Whether higher or lower values are better.
    pub direction: Option<Direction>,
    /// The value at the start.
    pub baseline: Option<Decimal>,
    /// The day of the baseline.
    pub baseline_on: Option<Date>,
    /// The value that is to be reached.
    pub target: Option<Decimal>,
    /// The day by which the target is to be reached.
    pub due_on: Option<Date>,
    /// That day as the source words it.
    pub due_said: Option<When>,
    /// The deadline in words, in one or more languages.
    pub deadlines: Names,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! One report of progress on a milestone.

use crate::ids::{MilestoneId, ProgressId, TenantId};
use crate::milestones::MilestoneState;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// One report of progress on a milestone.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "progress")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgressId,
    /// The milestone.
    pub milestone_id: MilestoneId,
    /// The state reported.
    pub state: MilestoneState,
    /// Progress reported, 0 to 100.
    pub percent: Option<i32>,
    /// When it was completed.
    pub completed_on: Option<Date>,
    /// What was done.
    pub done: Option<String>,
    /// What made it difficult.
    pub challenges: Option<String>,
    /// What comes next.
    pub next_step: Option<String>,
    /// Why it is stuck or withdrawn.
    pub reason: Option<String>,
    /// Who reported it, as the log names them.
    pub actor: String,
    /// When it was reported.
    pub at: OffsetDateTime,
}

crate::db::owned!(Id);

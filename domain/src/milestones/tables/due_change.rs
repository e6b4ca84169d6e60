//! A due date that was moved. The old one stays to be seen.

use crate::ids::{DueChangeId, MilestoneId, TenantId};
use crate::records::When;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A due date that was moved. The old one stays to be seen.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "due_change")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DueChangeId,
    /// The milestone.
    pub milestone_id: MilestoneId,
    /// The day it was promised for.
    pub old_due_on: Option<Date>,
    /// That day as the source says it.
    pub old_due_said: Option<When>,
    /// The day it is promised for now.
    pub new_due_on: Date,
    /// Why; residents read it.
    pub reason: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// At which meeting.
    pub meeting: Option<String>,
    /// When it was moved.
    pub at: OffsetDateTime,
}

crate::db::owned!(Id);

//! A change of a due date. The old date is kept.

use crate::ids::{DueChangeId, MilestoneId, TenantId};
use crate::records::When;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A change of a due date. The old date is kept.
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
    /// The old due date.
    pub old_due_on: Option<Date>,
    /// The old due date as the source words it.
    pub old_due_said: Option<When>,
    /// The new due date.
    pub new_due_on: Date,
    /// Why; residents read it.
    pub reason: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// At which meeting it was decided.
    pub meeting: Option<String>,
    /// When it was moved.
    pub at: OffsetDateTime,
}

crate::db::owned!(Id);

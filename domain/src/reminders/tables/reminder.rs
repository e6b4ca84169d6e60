//! A planned reminder: one row for each milestone, recipient, due date and step.

use crate::ids::{MilestoneId, ReminderId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A planned reminder: one row for each milestone, recipient, due date and step.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "reminder")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReminderId,
    /// The milestone.
    pub milestone_id: MilestoneId,
    /// A digest of the e-mail address.
    pub recipient: String,
    /// The due date it is about.
    pub due_on: Date,
    /// Days from the due date: -7 is one week before.
    pub step: i32,
    /// When it was planned.
    pub at: OffsetDateTime,
}

crate::db::owned!(Id);

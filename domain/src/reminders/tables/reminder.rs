//! A reminder that was sent.

use crate::ids::{MilestoneId, ReminderId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A reminder that was sent.
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
    /// A digest of the address.
    pub recipient: String,
    /// The due day it was about.
    pub due_on: Date,
    /// Days from the due day: -7 is a week before.
    pub step: i32,
    /// When.
    pub at: OffsetDateTime,
}

crate::db::owned!(Id);

//! A paper for a meeting.

use crate::ids::{MeetingId, PaperId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A paper for a meeting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "paper")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaperId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The title.
    pub title: String,
    /// Its URL.
    pub link: String,
    /// The day it was shared with the participants.
    pub shared_on: Date,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! A decision of a meeting.

use crate::ids::{DecisionId, MeetingId, OrganisationId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A decision of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "decision")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DecisionId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// What was decided.
    pub text: String,
    /// The organisation that carries it out.
    pub organisation_id: Option<OrganisationId>,
    /// The due date.
    pub due_on: Option<Date>,
    /// The day it was carried out; `None` until then.
    pub done_on: Option<Date>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! What a meeting decided.

use crate::ids::{DecisionId, MeetingId, OrganisationId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// What a meeting decided.
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
    /// Who carries it out.
    pub organisation_id: Option<OrganisationId>,
    /// The day by which.
    pub due_on: Option<Date>,
    /// The day it was done.
    pub done_on: Option<Date>,
    /// Bumped by each change.
    pub version: i32,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

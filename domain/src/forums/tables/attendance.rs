//! The attendance of an organisation at a meeting.

use crate::ids::{AttendanceId, MeetingId, OrganisationId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The attendance of an organisation at a meeting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "attendance")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttendanceId,
    /// The meeting.
    pub meeting_id: MeetingId,
    /// The organisation.
    pub organisation_id: OrganisationId,
}

crate::db::owned!(Id);

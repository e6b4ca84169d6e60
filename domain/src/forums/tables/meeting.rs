//! A meeting of a standing body.

use crate::forums::MeetingState;
use crate::ids::{ForumId, MeetingId, TenantId};
use crate::records::Texts;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A meeting of a standing body.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MeetingId,
    /// The body.
    pub forum_id: ForumId,
    /// The title.
    pub title: String,
    /// When it begins.
    pub starts_at: OffsetDateTime,
    /// When it ends.
    pub ends_at: Option<OffsetDateTime>,
    /// Where it is.
    pub place: Option<String>,
    /// Where to join from afar.
    pub link: Option<String>,
    /// Whether it is to come, was held, or was called off.
    pub state: MeetingState,
    /// Why it was called off.
    pub reason: Option<String>,
    /// What the invitation says.
    pub notice: Option<String>,
    /// The day the invitation went out.
    pub noticed_on: Option<Date>,
    /// What is talked about, in order.
    pub agenda: Texts,
    /// What was said.
    pub minutes: Option<String>,
    /// Bumped by each change.
    pub version: i32,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub changed_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! A meeting of a forum.

use crate::forums::MeetingState;
use crate::ids::{ForumId, MeetingId, TenantId};
use crate::records::Texts;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A meeting of a forum.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "meeting")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MeetingId,
    /// The forum.
    pub forum_id: ForumId,
    /// The title.
    pub title: String,
    /// When it begins.
    pub starts_at: OffsetDateTime,
    /// When it ends.
    pub ends_at: Option<OffsetDateTime>,
    /// Where it is.
    pub place: Option<String>,
    /// The URL to join it remotely.
    pub link: Option<String>,
    /// Whether it is planned, was held or was cancelled.
    pub state: MeetingState,
    /// Why it was cancelled.
    pub reason: Option<String>,
    /// The text of the invitation.
    pub notice: Option<String>,
    /// The day the invitation was sent.
    pub noticed_on: Option<Date>,
    /// The items of the agenda, in order.
    pub agenda: Texts,
    /// The minutes.
    pub minutes: Option<String>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub changed_at: OffsetDateTime,
}

crate::db::owned!(Id);

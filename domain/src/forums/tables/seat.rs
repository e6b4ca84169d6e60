//! A seat in a forum, for a term.

use crate::forums::Side;
use crate::ids::{ForumId, OrganisationId, SeatId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A seat in a forum, for a term.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "seat")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SeatId,
    /// The forum.
    pub forum_id: ForumId,
    /// The organisation that holds it.
    pub organisation_id: Option<OrganisationId>,
    /// The title of the seat. It is public: an office, not a person's name.
    pub title: String,
    /// The side that it represents.
    pub side: Side,
    /// The first day of the term.
    pub starts_on: Option<Date>,
    /// The last day of the term.
    pub ends_on: Option<Date>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

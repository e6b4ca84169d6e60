//! A seat in a standing body, for a term.

use crate::forums::Side;
use crate::ids::{ForumId, OrganisationId, SeatId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A seat in a standing body, for a term.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "seat")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SeatId,
    /// The body.
    pub forum_id: ForumId,
    /// Who holds it.
    pub organisation_id: Option<OrganisationId>,
    /// What the seat is for. No names of people: it is public.
    pub title: String,
    /// Whose side it is on.
    pub side: Side,
    /// The first day of the term.
    pub starts_on: Option<Date>,
    /// The last day of the term.
    pub ends_on: Option<Date>,
    /// Bumped by each change.
    pub version: i32,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

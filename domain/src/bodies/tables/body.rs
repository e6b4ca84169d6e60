//! An independent monitoring body of a city.

use crate::ids::{BodyId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// An independent monitoring body of a city.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "body")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BodyId,
    /// The name; `None` when nobody gave one yet.
    pub name: Option<String>,
    /// The day on which its first member joined, in the city's time zone; `None` while it is only invited.
    pub began_on: Option<Date>,
    /// The day on which its last member left; `None` while it monitors the city.
    pub ended_on: Option<Date>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! The milestones of a city in small: from published records, reckoned by jobs.

use crate::figures::Courses;
use crate::ids::TenantId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The milestones of a city in small: from published records, reckoned by jobs.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "city_wall")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// One for each commitment of its present plan, by number.
    pub courses: Courses,
}

crate::db::shared!();

//! The milestones of a city in compact form, for its chart (the "wall"). A job computes them from
//! published records.

use crate::figures::CompactCommitments;
use crate::ids::TenantId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The milestones of a city in compact form, for its chart (the "wall"). A job computes them from
/// published records.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "city_wall")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// One course for each commitment of its current plan, by number.
    pub courses: CompactCommitments,
}

crate::db::shared!();

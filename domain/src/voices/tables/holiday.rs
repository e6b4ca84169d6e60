//! A holiday: a day on which the city does not work.

use crate::ids::{HolidayId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::Date;

/// A holiday: a day on which the city does not work.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "holiday")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HolidayId,
    /// The day.
    pub day: Date,
    /// The name; can be empty.
    pub name: String,
}

crate::db::owned!(Id);

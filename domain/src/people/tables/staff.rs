//! A role across cities.

use crate::access::StaffRole;
use crate::ids::AccountId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A role across cities.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// The role.
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: StaffRole,
}

crate::db::shared!();

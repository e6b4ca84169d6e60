//! A city that a reviewer may read. A reviewer without such rows may read all.

use crate::ids::{AccountId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A city that a reviewer may read. A reviewer without such rows may read all.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "reviewer_city")]
pub struct Model {
    /// The reviewer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
}

crate::db::shared!();

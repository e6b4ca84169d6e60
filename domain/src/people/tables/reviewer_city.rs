//! A city that a reviewer reads. Who has none reads all.

use crate::ids::{AccountId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A city that a reviewer reads. Who has none reads all.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "reviewer_city")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
}

crate::db::shared!();

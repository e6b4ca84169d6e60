//! Who has which role in which city. Read before a city is open, hence shared.

use crate::access::Role;
use crate::ids::{AccountId, MembershipId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Who has which role in which city. Read before a city is open, hence shared.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    /// Whose.
    pub account_id: AccountId,
    /// Which role.
    pub role: Role,
    /// Since when.
    pub created_at: OffsetDateTime,
}

crate::db::shared!();

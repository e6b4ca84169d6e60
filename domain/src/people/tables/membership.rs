//! A person's role in a city. The table is shared, because it is read before a city is opened.

use crate::access::Role;
use crate::ids::{AccountId, MembershipId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A person's role in a city. The table is shared, because it is read before a city is opened.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MembershipId,
    /// The person.
    pub account_id: AccountId,
    /// The role.
    pub role: Role,
    /// Since when.
    pub created_at: OffsetDateTime,
}

crate::db::shared!();

//! A person of a monitoring body.

use crate::ids::{AccountId, BodyId, BodyMemberId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A person of a monitoring body. Nobody is in two bodies of a city.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "body_member")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BodyMemberId,
    /// The body.
    pub body_id: BodyId,
    /// The person.
    pub account_id: AccountId,
    /// Since when.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! A person of civil society, and the organisation they act for.

use crate::ids::{AccountId, DelegateId, OrganisationId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A person of civil society, and the one organisation they act for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "delegate")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DelegateId,
    /// The person.
    pub account_id: AccountId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Since when.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! A person of civil society and the organisation she acts for.

use crate::ids::{AccountId, DelegateId, OrganisationId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A person of civil society and the organisation she acts for: one at a time.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "delegate")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DelegateId,
    /// Who acts.
    pub account_id: AccountId,
    /// For which organisation.
    pub organisation_id: OrganisationId,
    /// Since when.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

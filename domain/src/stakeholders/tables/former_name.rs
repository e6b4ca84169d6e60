//! A name that an organisation had before it became one with another.

use crate::ids::{OrganisationId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A name that an organisation had before it became one with another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "former_name")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id that the organisation with this name had.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// The organisation that stays.
    pub organisation_id: OrganisationId,
    /// The name.
    pub name: String,
    /// The name, normalised for comparison.
    pub name_key: String,
    /// When the two became one.
    pub merged_at: OffsetDateTime,
}

crate::db::owned!(Id);

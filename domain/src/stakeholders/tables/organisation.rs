//! An organisation that takes part.

use crate::ids::{OrganisationId, TenantId};
use crate::stakeholders::OrganisationKind;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An organisation that takes part.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// The name.
    pub name: String,
    /// The name, normalised for comparison.
    pub name_key: String,
    /// The kind.
    pub kind: OrganisationKind,
    /// Its website.
    pub website: Option<String>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! An organisation's part in a commitment.

use crate::ids::{CommitmentId, OrganisationId, PartId, TenantId};
use crate::stakeholders::PartKind;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// An organisation's part in a commitment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "part")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PartId,
    /// The commitment.
    pub commitment_id: CommitmentId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Its part.
    pub part: PartKind,
}

crate::db::owned!(Id);

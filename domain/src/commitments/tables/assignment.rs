//! An implementer's scope: a commitment she reports on.

use crate::ids::{AccountId, AssignmentId, CommitmentId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// An implementer's scope: a commitment she reports on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssignmentId,
    /// The commitment.
    pub commitment_id: CommitmentId,
    /// Whose.
    pub account_id: AccountId,
}

crate::db::owned!(Id);

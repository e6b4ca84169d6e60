//! The assignment of a commitment to an implementer, who reports on it.

use crate::ids::{AccountId, AssignmentId, CommitmentId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The assignment of a commitment to an implementer, who reports on it.
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
    /// The implementer.
    pub account_id: AccountId,
}

crate::db::owned!(Id);

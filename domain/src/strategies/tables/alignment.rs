//! A commitment that a strategy shares with the action plan.

use crate::ids::{AlignmentId, CommitmentId, StrategyId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A commitment that a strategy shares with the action plan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "alignment")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AlignmentId,
    /// The strategy.
    pub strategy_id: StrategyId,
    /// The commitment.
    pub commitment_id: CommitmentId,
}

crate::db::owned!(Id);

//! A past round of participatory budgeting.

use crate::ids::{BudgetRoundId, StrategyId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A past round of participatory budgeting.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "budget_round")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BudgetRoundId,
    /// The plan or process it is a round of.
    pub strategy_id: StrategyId,
    /// The year.
    pub year: i32,
    /// How much residents decided on, in whole units of the currency.
    pub amount: i64,
    /// The currency, by its code: `ALL`.
    pub currency: String,
    /// Where the amount was taken from.
    pub source: String,
    /// What else is to be said.
    pub note: Option<String>,
    /// Bumped by each change.
    pub version: i32,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

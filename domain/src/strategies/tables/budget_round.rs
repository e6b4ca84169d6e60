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
    /// The strategy it belongs to.
    pub strategy_id: StrategyId,
    /// The year.
    pub year: i32,
    /// The amount that residents decided on, in whole units of the currency.
    pub amount: i64,
    /// The three-letter code of the currency, such as `ALL`.
    pub currency: String,
    /// The source of the amount.
    pub source: String,
    /// A note.
    pub note: Option<String>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! A value of an indicator on a day.

use crate::decimal::Decimal;
use crate::ids::{IndicatorId, ReadingId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A value of an indicator on a day. A corrected or withdrawn one stays, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "reading")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReadingId,
    /// The indicator.
    pub indicator_id: IndicatorId,
    /// The day of the value.
    pub read_on: Date,
    /// The value.
    pub value: Decimal,
    /// A note: the source of the value, how it was measured.
    pub note: Option<String>,
    /// Who entered it, as the log names them.
    pub actor: String,
    /// When it was entered.
    pub at: OffsetDateTime,
    /// The reading that it corrects.
    pub corrects_id: Option<ReadingId>,
    /// When it was corrected or withdrawn; `None` while it counts.
    pub withdrawn_at: Option<OffsetDateTime>,
    /// Why; residents read it.
    pub withdrawn_reason: Option<String>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
}

crate::db::owned!(Id);

//! A digest: what one subscription hears of in one period.

use crate::digests::{DigestState, Entries};
use crate::ids::{DigestId, SubscriptionId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A digest: what one subscription hears of in one period.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "digest")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DigestId,
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// The day of hers it was due on; each has one digest at most.
    pub period: Date,
    /// The first entry of the log in its window.
    pub from_entry: i64,
    /// The first entry after its window.
    pub to_entry: i64,
    /// The entries of the window that are hers.
    pub entries: Entries,
    /// What became of it.
    pub state: DigestState,
    /// When it was planned.
    pub planned_at: OffsetDateTime,
    /// When it was sent, or given up.
    pub ended_at: Option<OffsetDateTime>,
}

crate::db::owned!(Id);

//! A digest: the events that one subscription gets for one period.

use crate::digests::{DigestState, Entries};
use crate::ids::{DigestId, SubscriptionId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A digest: the events that one subscription gets for one period.
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
    /// The day it was due, in the subscriber's time zone; at most one digest per day.
    pub period: Date,
    /// The sequence number of the first event in its window.
    pub from_entry: i64,
    /// The sequence number of the first event after its window.
    pub to_entry: i64,
    /// The events in the window that the subscription covers.
    pub entries: Entries,
    /// Its state.
    pub state: DigestState,
    /// When it was planned.
    pub planned_at: OffsetDateTime,
    /// When it was sent or given up.
    pub ended_at: Option<OffsetDateTime>,
}

crate::db::owned!(Id);

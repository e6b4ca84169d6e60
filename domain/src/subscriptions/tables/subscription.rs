//! A mailbox that follows a city's plan. Never public.

use crate::ids::{SubscriptionId, TenantId};
use crate::subscriptions::Frequency;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A mailbox that follows a city's plan. Never public.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "subscription")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubscriptionId,
    /// The e-mail address; `None` once the subscription is stopped.
    pub email: Option<String>,
    /// A digest of the address, to recognise it.
    pub address: String,
    /// The language of the mails.
    pub language: String,
    /// The IANA time zone in which digests are due.
    pub time_zone: String,
    /// How often.
    pub frequency: Frequency,
    /// The day of the week, 1 being Monday, or of the month; the last day in a shorter month.
    pub day: i32,
    /// The hour of the day in `time_zone`.
    pub hour: i32,
    /// Whether everything in the city's plans is followed, rather than chosen commitments.
    pub whole: bool,
    /// The version of the text that the subscriber agreed to.
    pub consent: String,
    /// When it was requested.
    pub asked_at: OffsetDateTime,
    /// When the last mail about the subscription itself was enqueued.
    pub mailed_at: OffsetDateTime,
    /// When the address was confirmed.
    pub confirmed_at: Option<OffsetDateTime>,
    /// When it was stopped.
    pub stopped_at: Option<OffsetDateTime>,
    /// The number of the first log entry that none of its digests has covered.
    pub cursor: i64,
    /// When the next digest is due; `None` while none is.
    pub next_at: Option<OffsetDateTime>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
}

crate::db::owned!(Id);

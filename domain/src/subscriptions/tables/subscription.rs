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
    /// The address; none once she has stopped.
    pub email: Option<String>,
    /// A digest of the address, by which it is known again.
    pub address: String,
    /// The language of her mails.
    pub language: String,
    /// IANA name of the zone her digests are due in.
    pub time_zone: String,
    /// How often.
    pub frequency: Frequency,
    /// Of the week, 1 being Monday, or of the month, when the month has it.
    pub day: i32,
    /// The hour of her clocks.
    pub hour: i32,
    /// Everything of the city's plans, rather than chosen commitments.
    pub whole: bool,
    /// The version of the words she agreed to.
    pub consent: String,
    /// When it was asked for.
    pub asked_at: OffsetDateTime,
    /// When the last mail about the subscription itself was put in.
    pub mailed_at: OffsetDateTime,
    /// When she confirmed that the address is hers.
    pub confirmed_at: Option<OffsetDateTime>,
    /// When she stopped.
    pub stopped_at: Option<OffsetDateTime>,
    /// The first entry of the log that no digest of hers has looked at.
    pub cursor: i64,
    /// When the next digest is due.
    pub next_at: Option<OffsetDateTime>,
    /// Bumped by each change.
    pub version: i32,
}

crate::db::owned!(Id);

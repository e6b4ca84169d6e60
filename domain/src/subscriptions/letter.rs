//! The mail about a subscription itself.

use super::{Frequency, HOLDS, Subscription};
use crate::access::{Permit, SendDigests};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::SubscriptionId;
use crate::jobs::Recipient;
use crate::subscriptions::tables::subscription;
use time::OffsetDateTime;

/// What the mail about a subscription says, when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Where it goes.
    pub recipient: Recipient,
    /// She confirmed already, and is told so.
    pub known: bool,
    /// How often she asked to hear.
    pub frequency: Frequency,
    /// Until when it can be confirmed.
    pub until: OffsetDateTime,
}

/// What the mail about a subscription says. None when it is no longer right.
///
/// # Errors
/// The database's own.
pub async fn letter(db: &Db, permit: &Permit<SendDigests>, id: SubscriptionId) -> Result<Option<Letter>> {
    let city = db.read(permit).await?;
    let row: Subscription = match city.get::<subscription::Entity>(id, "subscription").await {
        Err(Error::NotFound(_)) => return Ok(None),
        found => found?,
    };
    let until = row.asked_at + HOLDS;
    let known = row.stands();
    // Confirmed before the mail that asks for it went out: there is nothing to ask any more.
    let needed = if known {
        row.mailed_at > row.asked_at
    } else {
        until > db.clock().now()
    };
    Ok(row.email.filter(|_| needed).map(|email| Letter {
        recipient: Recipient {
            email,
            name: None,
            language: row.language,
        },
        known,
        frequency: row.frequency,
        until,
    }))
}

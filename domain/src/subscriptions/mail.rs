//! The content of the mail about a subscription itself.

use super::{Frequency, HOLDS, Subscription};
use crate::access::{Permit, SendDigests};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::SubscriptionId;
use crate::jobs::Recipient;
use crate::subscriptions::tables::subscription;
use time::OffsetDateTime;

/// The content of the mail about a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionMail {
    /// The recipient.
    pub recipient: Recipient,
    /// Whether the subscription is already confirmed; the mail then says so and does not ask.
    pub known: bool,
    /// The frequency of the digests.
    pub frequency: Frequency,
    /// The deadline for the confirmation.
    pub until: OffsetDateTime,
}

/// Returns the content of the mail about a subscription. `None` when the mail is no longer needed.
///
/// # Errors
/// Database errors.
pub async fn mail(db: &Db, permit: &Permit<SendDigests>, id: SubscriptionId) -> Result<Option<SubscriptionMail>> {
    let city = db.read(permit).await?;
    let row: Subscription = match city.get::<subscription::Entity>(id, "subscription").await {
        Err(Error::NotFound(_)) => return Ok(None),
        found => found?,
    };
    let until = row.asked_at + HOLDS;
    let known = row.stands();
    // If it was confirmed before this mail was sent, the mail is only needed when the address was entered
    // again since.
    let needed = if known {
        row.mailed_at > row.asked_at
    } else {
        until > db.clock().now()
    };
    Ok(row.email.filter(|_| needed).map(|email| SubscriptionMail {
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

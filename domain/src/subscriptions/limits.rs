//! How often one network may ask for subscriptions. What one mailbox gets is counted in the database.

use crate::access::{Actor, Permit, Subscribe};
use crate::app::App;
use crate::error::Result;
use crate::once::{Once, came_before};
use crate::tries::{Quota, Who};
use std::net::IpAddr;
use std::time::Duration;

const QUARTER: Duration = Duration::from_secs(15 * 60);
const DAY: Duration = Duration::from_secs(86_400);
/// From one network in a quarter of an hour: an event may have one.
const FROM: Quota = Quota::new("subscribe", 60, QUARTER);
/// From one network in a day.
const FROM_DAILY: Quota = Quota::new("subscribe-daily", 200, DAY);
/// From one network for one mailbox.
const FROM_TO: Quota = Quota::new("subscribe-to", 10, QUARTER);

/// Links of mails that one network may try.
pub const LINKS: Quota = Quota::new("subscribe-link", 60, QUARTER);

/// Counts one wish for a subscription, unless the same request came before. A person who is signed in
/// is counted by the database alone.
///
/// # Errors
/// `TooMany` for the network.
pub async fn count(
    app: &App,
    permit: &Permit<Subscribe>,
    once: Option<&Once>,
    from: Option<IpAddr>,
    email: &str,
) -> Result<()> {
    if permit.actor() != Actor::Anyone || came_before(app, permit, once).await? {
        return Ok(());
    }
    FROM.take(app, Who::From(from)).await?;
    FROM_DAILY.take(app, Who::From(from)).await?;
    FROM_TO.take(app, Who::MailboxFrom(email, from)).await
}

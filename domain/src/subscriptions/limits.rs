//! Rate limits of a network for subscribing. Mails to one mailbox are counted in the database.

use crate::access::{Actor, Permit, Subscribe};
use crate::app::App;
use crate::error::Result;
use crate::once::{Once, came_before};
use crate::tries::{RateLimit, Who};
use std::net::IpAddr;
use std::time::Duration;

const QUARTER: Duration = Duration::from_secs(15 * 60);
const DAY: Duration = Duration::from_secs(86_400);
/// For one network in 15 minutes. The visitors of an event may share one.
const FROM: RateLimit = RateLimit::new("subscribe", 60, QUARTER);
/// For one network in a day.
const FROM_DAILY: RateLimit = RateLimit::new("subscribe-daily", 200, DAY);
/// For one network and one mailbox in 15 minutes.
const FROM_TO: RateLimit = RateLimit::new("subscribe-to", 10, QUARTER);

/// Attempts to open a link of a mail, for one network in 15 minutes.
pub const LINKS: RateLimit = RateLimit::new("subscribe-link", 60, QUARTER);

/// Counts one request for a subscription, unless it repeats an earlier request. Requests of a signed-in user
/// are only counted in the database.
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

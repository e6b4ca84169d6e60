//! Rate limits for comments and proposals.

use crate::access::{Actor, Permit, Speak};
use crate::app::App;
use crate::error::Result;
use crate::once::{Once, came_before};
use crate::tries::{RateLimit, Who};
use std::net::IpAddr;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);
/// For one network in an hour. A school or an office may share one.
const FROM: RateLimit = RateLimit::new("voice-from", 30, HOUR);
/// For one account in an hour.
const BY: RateLimit = RateLimit::new("voice-by", 20, HOUR);
/// For one mailbox in a day, over all cities.
const TO: RateLimit = RateLimit::new("voice-to", 5, DAY);

/// Attempts to open a link of a mail, for one network in 15 minutes.
pub const LINKS: RateLimit = RateLimit::new("voice-link", 60, Duration::from_secs(15 * 60));

/// Counts one comment or proposal, unless it repeats an earlier request, which gets its stored response.
/// Returns `false` when the limit of the mailbox is exceeded: the caller must then do nothing and give the
/// usual response, which does not reveal anything about the address.
///
/// # Errors
/// `TooMany` for the network or the account.
pub async fn count(
    app: &App,
    permit: &Permit<Speak>,
    once: Option<&Once>,
    from: Option<IpAddr>,
    email: Option<&str>,
) -> Result<bool> {
    if came_before(app, permit, once).await? {
        return Ok(true);
    }
    if from.is_some() {
        FROM.take(app, Who::From(from)).await?;
    }
    match (permit.actor(), email) {
        (Actor::Person(account), _) => BY.take(app, Who::Person(account)).await.map(|()| true),
        (Actor::Anyone, Some(email)) => Ok(TO.take(app, Who::Mailbox(email)).await.is_ok()),
        (Actor::Anyone, None) | (Actor::System, _) => Ok(true),
    }
}

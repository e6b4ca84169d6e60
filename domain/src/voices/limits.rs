//! Rate limits for comments and proposals.

use crate::access::{Actor, Permit, Speak};
use crate::app::App;
use crate::error::Result;
use crate::once::{Once, came_before};
use crate::tries::{PaceLimit, RateLimit, Who};
use std::net::IpAddr;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);
/// For one network and city: 300 at once, then 300 an hour. A school or an office may share one.
const FROM: PaceLimit = PaceLimit::new("voice-from", 300, Duration::from_secs(12));
/// For one account and city: 10 at once, then 20 an hour.
const BY: PaceLimit = PaceLimit::new("voice-by", 10, Duration::from_secs(180));
/// For one mailbox in a day, over all cities.
const TO: RateLimit = RateLimit::new("voice-to", 5, DAY);

/// Attempts to open a link of a mail, for one network in 15 minutes: a school class opens its links at once.
pub const LINKS: RateLimit = RateLimit::new("voice-link", 300, Duration::from_secs(15 * 60));

/// Counts one comment or proposal, unless it repeats an earlier request, which gets its stored response.
/// Returns `false` when the limit of the mailbox is exceeded: the caller must then do nothing and give the
/// usual response, which does not reveal anything about the address.
///
/// # Errors
/// `TooMany` for the account or the network. An account over its limit does not count for the network, so that
/// one user cannot use up what the others share.
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
    let city = permit.tenant();
    if let Actor::Person(account) = permit.actor() {
        BY.take(app, Who::PersonIn(account, city)).await?;
    }
    if from.is_some() {
        FROM.take(app, Who::FromIn(from, city)).await?;
    }
    match (permit.actor(), email) {
        (Actor::Anyone, Some(email)) => Ok(TO.take(app, Who::Mailbox(email)).await.is_ok()),
        (Actor::Person(_) | Actor::Anyone | Actor::System, _) => Ok(true),
    }
}

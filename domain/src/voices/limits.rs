//! How often somebody may speak.

use crate::access::{Actor, Permit, Speak};
use crate::app::App;
use crate::error::Result;
use crate::once::{Once, came_before};
use crate::tries::{Quota, Who};
use std::net::IpAddr;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);
/// From one network in an hour: a school or an office shares one.
const FROM: Quota = Quota::new("voice-from", 30, HOUR);
/// By one account in an hour.
const BY: Quota = Quota::new("voice-by", 20, HOUR);
/// To one mailbox in a day, in all cities together.
const TO: Quota = Quota::new("voice-to", 5, DAY);

/// Links of mails that one network may try.
pub const LINKS: Quota = Quota::new("voice-link", 60, Duration::from_secs(15 * 60));

/// Counts one voice, unless the same request came before: it is answered as it was then. `false`
/// when the mailbox was written to too often: whoever asks is answered as always, so that nothing
/// is learned of the address, and nothing is done.
///
/// # Errors
/// `TooMany` for the network, or the account.
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

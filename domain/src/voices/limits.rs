//! How often somebody may speak.

use crate::access::Caller;
use crate::app::App;
use crate::error::{Error, Result};
use crate::input;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);
/// From one address of the net in an hour: a school or an office shares one.
const FROM: u32 = 30;
/// By one account in an hour.
const BY: u32 = 20;
/// To one e-mail address in a day, in all cities together.
const TO: u32 = 5;

/// Counts one voice. `false` when the e-mail address was written to too often: whoever asks is
/// answered as always, so that nothing is learned of the address, and nothing is done.
///
/// # Errors
/// `TooMany` for the address of the net, or the account.
pub async fn count(app: &App, caller: Caller, from: Option<IpAddr>, email: Option<&str>) -> Result<bool> {
    let now = app.clock().now().unix_timestamp();
    let hit = async |key: String, most: u32, window: Duration| app.limiter.hit(&key, most, window, now).await;
    if let Some(from) = from
        && let Some(wait) = hit(format!("voice-from:{from}"), FROM, HOUR).await
    {
        return Err(Error::TooMany(wait));
    }
    match (caller.account(), email) {
        (Some(account), _) => match hit(format!("voice-by:{account}"), BY, HOUR).await {
            Some(wait) => Err(Error::TooMany(wait)),
            None => Ok(true),
        },
        (None, Some(email)) => {
            let digest = hex::encode(Sha256::digest(input::key(email)));
            Ok(hit(format!("voice-to:{digest}"), TO, DAY).await.is_none())
        }
        (None, None) => Ok(true),
    }
}

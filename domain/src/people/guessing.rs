//! Rate limits for guessing passwords: for each network, and for each account over all networks. Nobody
//! is locked out: guessing at an account makes others wait for a minute at most, and a browser in which
//! its owner signed in before does not wait for it at all.

use super::secret;
use crate::access::{CleanUp, Permit};
use crate::accounts::tables::account;
use crate::app::App;
use crate::db::{BATCH, Db, Platform};
use crate::error::Result;
use crate::ids::AccountId;
use crate::input;
use crate::people::tables::device;
use crate::tries::{RateLimit, Who};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect};
use std::net::IpAddr;
use std::time::Duration;

const QUARTER: Duration = Duration::from_secs(15 * 60);

/// Attempts from one network.
const FROM: RateLimit = RateLimit::new("sign-in", 60, QUARTER);
/// Attempts from one network at one account.
const FROM_AT: RateLimit = RateLimit::new("sign-in-at", 10, QUARTER);
/// Attempts in a browser in which the account's owner signed in.
const DEVICE: RateLimit = RateLimit::new("sign-in-device", 10, QUARTER);
/// Attempts at one account in an hour, from all networks together, before each further one has to wait.
const FREE: u32 = 20;
const AT: RateLimit = RateLimit::new("sign-in-account", FREE, Duration::from_secs(3_600));

/// Sign-in links and invitations that may be tried from one network.
pub const LINKS: RateLimit = RateLimit::new("sign-in-link", 30, QUARTER);

/// How long after the last sign-in a browser still counts as known to the account.
const KNOWN: time::Duration = time::Duration::days(400);

/// Counts one attempt before the password is compared, whether or not the address has an account.
/// `device` is the secret of the browser's cookie, if it has one.
///
/// # Errors
/// `TooMany` with the seconds to wait.
pub async fn try_password(app: &App, from: Option<IpAddr>, device: Option<&str>, email: &str) -> Result<()> {
    FROM.take(app, Who::From(from)).await?;
    if let Some(device) = device
        && is_known(&app.db, device, email).await?
    {
        return DEVICE.take(app, Who::Device(device, email)).await;
    }
    FROM_AT.take(app, Who::MailboxFrom(email, from)).await?;
    let tries = AT.count(app, Who::Mailbox(email)).await.map_or(0, |count| count.tries);
    match pause(tries) {
        Some(pause) => {
            let one = RateLimit::new("sign-in-pause", 1, pause);
            one.take(app, Who::Mailbox(email)).await
        }
        None => Ok(()),
    }
}

/// Returns how long an attempt at an account has to wait for the one before: `None` up to [`FREE`]
/// attempts in an hour, then one second, doubled with each further one up to a minute.
fn pause(tries: u32) -> Option<Duration> {
    let past = tries.checked_sub(FREE + 1)?;
    Some(Duration::from_secs((1_u64 << past.clamp(0, 6)).clamp(1, 60)))
}

/// Returns whether the owner of an address signed in in this browser.
async fn is_known(db: &Db, device: &str, email: &str) -> Result<bool> {
    let Some(key) = input::email_key(email) else {
        return Ok(false);
    };
    let platform = db.platform();
    let select = platform
        .find::<device::Entity>()
        .filter(device::Column::TokenHash.eq(secret::digest(device)))
        .filter(device::Column::SeenAt.gt(db.clock().now() - KNOWN));
    let owners = platform.all(select).await?.into_iter().map(|row| row.account_id);
    let select = platform
        .find::<account::Entity>()
        .filter(account::Column::Id.is_in(owners))
        .filter(account::Column::EmailKey.eq(key));
    Ok(platform.one(select).await?.is_some())
}

/// Records that a person signed in in a browser. Returns a new secret for its cookie, unless it has a
/// valid one.
///
/// # Errors
/// Database errors.
#[tracing::instrument(name = "change", skip_all, fields(action = "people.guessing.remember_device"))]
pub async fn remember_device(db: &Db, device: Option<&str>, account: AccountId) -> Result<Option<String>> {
    // A secret that Besa did not make is not accepted: somebody else may know it.
    let held = match device {
        Some(device) => {
            let platform = db.platform();
            let select = platform
                .find::<device::Entity>()
                .filter(device::Column::TokenHash.eq(secret::digest(device)));
            platform.one(select).await?.map(|_| device)
        }
        None => None,
    };
    let made = match held {
        Some(_) => None,
        None => Some(secret::random()?),
    };
    let token_hash = secret::digest(made.as_deref().or(held).unwrap_or_default());
    let seen_at = db.clock().now();
    let this = device::Column::TokenHash
        .eq(token_hash.as_str())
        .and(device::Column::AccountId.eq(account));
    let row = device::Model {
        token_hash,
        account_id: account,
        seen_at,
    };
    let key = [device::Column::TokenHash, device::Column::AccountId];
    db.platform().add_unless_there(row, key).await?;
    db.platform()
        .set::<device::Entity>(device::Column::SeenAt, seen_at, this)
        .await?;
    tracing::debug!("change committed");
    Ok(made)
}

/// Deletes the known browsers of a person.
pub(super) async fn forget_devices<C: ConnectionTrait>(platform: &Platform<'_, C>, account: AccountId) -> Result<()> {
    let theirs = device::Column::AccountId.eq(account);
    platform.remove::<device::Entity>(theirs).await?;
    Ok(())
}

/// Deletes browsers without a sign-in for 400 days. Returns how many.
///
/// # Errors
/// Database errors.
pub(crate) async fn forget_unused(db: &Db, _permit: &Permit<CleanUp>) -> Result<u64> {
    let platform = db.platform();
    let unused = || device::Column::SeenAt.lte(db.clock().now() - KNOWN);
    let mut gone = 0;
    loop {
        let batch = platform.find::<device::Entity>().filter(unused()).limit(BATCH);
        let batch = platform.all(batch).await?.into_iter().map(|row| row.token_hash);
        if batch.len() == 0 {
            return Ok(gone);
        }
        let devices = device::Column::TokenHash.is_in(batch).and(unused());
        gone += platform.remove::<device::Entity>(devices).await?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_minute() {
        let pauses: Vec<u64> = (FREE..FREE + 9)
            .map(|tries| pause(tries).map_or(0, |pause| pause.as_secs()))
            .collect();
        assert_eq!(pauses, [0, 1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(pause(u32::MAX), Some(Duration::from_secs(60)));
    }
}

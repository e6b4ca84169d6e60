//! Rate limits: for signing in, opening links, commenting and requesting mails. The key of a counter is a
//! digest of fixed size, made after the length of the text was checked, so that a client cannot choose how
//! much memory a counter takes.

use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::{AccountId, TenantId};
use crate::input;
use crate::ports::{Count, Pace, TryKey};
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

/// The network of a client: an IPv4 address, or the /64 prefix of an IPv6 address, because one connection
/// usually has a whole /64 and can change its address within it. Every limit per address counts this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(address) => {
                let prefix = address.to_bits() & !u128::from(u64::MAX);
                Self(Ipv6Addr::from_bits(prefix).into())
            }
            address @ IpAddr::V4(_) => Self(address),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(address) => address.fmt(f),
            IpAddr::V6(prefix) => write!(f, "{prefix}/64"),
        }
    }
}

/// Whose attempts are counted.
#[derive(Debug, Clone, Copy)]
pub enum Who<'a> {
    /// The network of an IP address; `None` when the connection has no address.
    From(Option<IpAddr>),
    /// The same in one city.
    FromIn(Option<IpAddr>, TenantId),
    /// A signed-in user in one city.
    PersonIn(AccountId, TenantId),
    /// A request that may be repeated, by its name.
    Request(&'a str),
    /// An e-mail address, as it was typed.
    Mailbox(&'a str),
    /// An e-mail address, as it was typed, and the network of an IP address.
    MailboxFrom(&'a str, Option<IpAddr>),
    /// The secret of a browser that signed in before, and an e-mail address, as it was typed.
    Device(&'a str, &'a str),
}

impl Who<'_> {
    /// Returns the name that the counter's key is computed from. `None` for an e-mail address that is too
    /// long to be valid; the callers do nothing with such an address.
    fn name(self) -> Option<String> {
        let network = |from: Option<IpAddr>| match from {
            Some(address) => Network::from(address).to_string(),
            None => "unknown".to_owned(),
        };
        Some(match self {
            Self::From(from) => format!("from {}", network(from)),
            Self::FromIn(from, city) => format!("from {} in {city}", network(from)),
            Self::PersonIn(account, city) => format!("person {account} in {city}"),
            Self::Request(name) => format!("request {name}"),
            Self::Mailbox(email) => format!("mailbox {}", input::mailbox(email)?),
            Self::MailboxFrom(email, from) => format!("from {} to {}", network(from), input::mailbox(email)?),
            Self::Device(secret, email) => format!("device {secret} to {}", input::mailbox(email)?),
        })
    }
}

/// A rate limit: a maximum number of attempts in a time window.
#[derive(Debug, Clone, Copy)]
pub struct RateLimit {
    what: &'static str,
    most: u32,
    window: Duration,
}

impl RateLimit {
    /// Creates a limit of `most` attempts of `what` in a window that begins with the first attempt.
    pub const fn new(what: &'static str, most: u32, window: Duration) -> Self {
        Self { what, most, window }
    }

    /// Counts one attempt.
    ///
    /// # Errors
    /// `TooMany`, with the seconds until the window ends, when the limit is exceeded.
    pub async fn take(self, app: &App, who: Who<'_>) -> Result<()> {
        match self.count(app, who).await {
            Some(count) if count.tries > self.most => Err(Error::TooMany(count.left)),
            Some(_) | None => Ok(()),
        }
    }

    /// Counts one attempt and returns the counter. `None`, and nothing is counted, when `who` has an e-mail
    /// address that is too long.
    pub async fn count(self, app: &App, who: Who<'_>) -> Option<Count> {
        let key = TryKey::new(self.what, &who.name()?);
        let now = app.clock().now().unix_timestamp();
        Some(app.limiter.count(key, self.window, now).await)
    }
}

/// A rate limit with a burst.
#[derive(Debug, Clone, Copy)]
pub struct PaceLimit {
    what: &'static str,
    pace: Pace,
}

impl PaceLimit {
    /// Creates a limit of `burst` attempts of `what` at once, and then one for each `every`.
    pub const fn new(what: &'static str, burst: u32, every: Duration) -> Self {
        Self {
            what,
            pace: Pace { burst, every },
        }
    }

    /// Counts one attempt.
    ///
    /// # Errors
    /// `TooMany`, with the seconds until the next attempt is allowed, when the limit is exceeded; such an
    /// attempt is not counted.
    pub async fn take(self, app: &App, who: Who<'_>) -> Result<()> {
        let Some(name) = who.name() else { return Ok(()) };
        let now = app.clock().now().unix_timestamp();
        match app.limiter.pace(TryKey::new(self.what, &name), self.pace, now).await {
            0 => Ok(()),
            wait => Err(Error::TooMany(wait)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> String {
        Network::from(address.parse::<IpAddr>().unwrap()).to_string()
    }

    #[test]
    fn an_ipv6_address_counts_by_its_64() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(network("2001:db8:1:2:ffff::1"), network("2001:db8:1:2::"));
        assert_ne!(network("2001:db8:1:3::1"), network("2001:db8:1:2::1"));
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
    }

    #[test]
    fn spellings_of_one_mailbox_are_one_and_texts_too_long_are_none() {
        let name = |email: &str| Who::Mailbox(email).name();
        assert_eq!(name(" Ana@Example.org "), name("ana@example.org"));
        assert_ne!(name("ana@example.org"), name("eva@example.org"));
        assert_eq!(name(&"a".repeat(2_000_000)), None);
    }
}

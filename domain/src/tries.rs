//! How often somebody may try something in a time: signing in, opening links, speaking, asking for
//! mails. What is counted is named by a digest of a fixed size, made after the text was found short
//! enough, so that nobody chooses how much memory a counter takes.

use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::input;
use crate::ports::{Count, TryKey};
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

/// Where a client is on the net: an IPv4 address, or the /64 of an IPv6 address, which one line or one
/// machine has whole and whose addresses it can change at will. Every limit for an address counts this.
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

/// Who tries, or whom it is about.
#[derive(Debug, Clone, Copy)]
pub enum Who<'a> {
    /// Whoever asks from an address; `None` where the connection has none.
    From(Option<IpAddr>),
    /// A person who is signed in.
    Person(AccountId),
    /// A request that may come again, by what tells it from others.
    Request(&'a str),
    /// Whoever has an e-mail address, as it was typed.
    Mailbox(&'a str),
    /// Whoever tries an e-mail address, as it was typed, from an address of the net.
    MailboxFrom(&'a str, Option<IpAddr>),
    /// A browser that signed in before, by its secret, trying an e-mail address.
    Device(&'a str, &'a str),
}

impl Who<'_> {
    /// None for an e-mail address that is too long to be one: no door does anything with it.
    fn name(self) -> Option<String> {
        let network = |from: Option<IpAddr>| match from {
            Some(address) => Network::from(address).to_string(),
            None => "unknown".to_owned(),
        };
        Some(match self {
            Self::From(from) => format!("from {}", network(from)),
            Self::Person(account) => format!("person {account}"),
            Self::Request(name) => format!("request {name}"),
            Self::Mailbox(email) => format!("mailbox {}", input::mailbox(email)?),
            Self::MailboxFrom(email, from) => format!("from {} to {}", network(from), input::mailbox(email)?),
            Self::Device(secret, email) => format!("device {secret} to {}", input::mailbox(email)?),
        })
    }
}

/// How often something may be tried in a time.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    what: &'static str,
    most: u32,
    window: Duration,
}

impl Quota {
    /// At most `most` tries of `what` in a window that begins with the first one.
    pub const fn new(what: &'static str, most: u32, window: Duration) -> Self {
        Self { what, most, window }
    }

    /// Counts one try.
    ///
    /// # Errors
    /// `TooMany` when the quota is used up.
    pub async fn take(self, app: &App, who: Who<'_>) -> Result<()> {
        match self.count(app, who).await {
            Some(count) if count.tries > self.most => Err(Error::TooMany(count.left)),
            Some(_) | None => Ok(()),
        }
    }

    /// Counts one try, and gives how many there were. None for a `who` that cannot be anybody.
    pub async fn count(self, app: &App, who: Who<'_>) -> Option<Count> {
        let key = TryKey::new(self.what, &who.name()?);
        let now = app.clock().now().unix_timestamp();
        Some(app.limiter.count(key, self.window, now).await)
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

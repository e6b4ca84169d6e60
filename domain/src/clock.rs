//! The clock, the only source of the current time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use time::{Duration, OffsetDateTime};

/// A clock that gives the time in UTC, in whole seconds. Whole seconds sort the same way as text on
/// SQLite and as a timestamp on PostgreSQL. The order of events within a second is their sequence
/// number in the log.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The clock of the machine.
    System,
    /// A clock that only moves by [`Clock::advance`]. Holds a Unix time in seconds.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// Creates a clock that stays at `now` until it is moved.
    pub fn fixed(now: OffsetDateTime) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(now.unix_timestamp())))
    }

    /// Returns the current time.
    pub fn now(&self) -> OffsetDateTime {
        match self {
            Self::System => {
                #[expect(clippy::disallowed_methods, reason = "the one place where the time is read")]
                let now = OffsetDateTime::now_utc();
                now.truncate_to_second()
            }
            Self::Fixed(seconds) => OffsetDateTime::from_unix_timestamp(seconds.load(Ordering::Relaxed))
                .unwrap_or(OffsetDateTime::UNIX_EPOCH),
        }
    }

    /// Moves a fixed clock. Does nothing to the machine's clock.
    pub fn advance(&self, by: Duration) {
        if let Self::Fixed(seconds) = self {
            seconds.fetch_add(by.whole_seconds(), Ordering::Relaxed);
        }
    }
}

//! Time comes from here and nowhere else.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use time::{Duration, OffsetDateTime};

/// Tells the time in whole seconds, UTC. Whole seconds are written alike, and so sort alike, as
/// text on SQLite and as a timestamp on PostgreSQL; order within a second is the log's sequence.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's.
    System,
    /// Stands still until moved. Seconds since 1970.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `now`.
    pub fn fixed(now: OffsetDateTime) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(now.unix_timestamp())))
    }

    /// The present moment.
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

    /// Moves a fixed clock; the machine's clock stays as it is.
    pub fn advance(&self, by: Duration) {
        if let Self::Fixed(seconds) = self {
            seconds.fetch_add(by.whole_seconds(), Ordering::Relaxed);
        }
    }
}

//! Limits how many digests this worker has marked as being sent: if it is killed, it is unknown of each of them
//! whether it arrived.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// Maximum number of digests that are marked at a time.
pub(crate) const MOST: usize = 10;

/// The digests that are marked as being sent.
#[derive(Clone, Default)]
pub(crate) struct Sendings(Arc<Shared>);

#[derive(Default)]
struct Shared {
    counts: Mutex<Counts>,
    changed: Notify,
}

#[derive(Default)]
struct Counts {
    marked: usize,
    /// How many of them wait for a mail server that hangs.
    stuck: usize,
}

/// A share of the digests that may be marked. Dropping it returns the share.
pub(crate) struct Share {
    of: Sendings,
    size: usize,
    stuck: usize,
}

impl Sendings {
    /// Waits for a share of `wanted`, or of fewer while mails are stuck.
    pub(crate) async fn enter(&self, wanted: usize) -> Share {
        loop {
            let changed = self.0.changed.notified();
            if let Some(size) = self.counts().take(wanted) {
                return Share {
                    of: self.clone(),
                    size,
                    stuck: 0,
                };
            }
            changed.await;
        }
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counts {
    fn take(&mut self, wanted: usize) -> Option<usize> {
        let size = wanted.min(MOST.saturating_sub(self.stuck));
        if size == 0 || self.marked + size > MOST {
            return None;
        }
        self.marked += size;
        Some(size)
    }
}

impl Share {
    /// Returns how many digests may be marked.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// Returns all of the share but `stuck` mails, which wait for a mail server that hangs.
    pub(crate) fn keep(&mut self, stuck: usize) {
        let mut counts = self.of.counts();
        counts.marked = counts.marked + stuck - self.size;
        counts.stuck = counts.stuck + stuck - self.stuck;
        (self.size, self.stuck) = (stuck, stuck);
        drop(counts);
        self.of.0.changed.notify_waiters();
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.keep(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn ten_at_a_time_and_those_that_are_stuck_leave_room_for_the_others() {
        let sendings = Sendings::default();
        let mut first = sendings.enter(10).await;
        let soon = |wanted| tokio::time::timeout(Duration::from_millis(10), sendings.enter(wanted));
        assert!(soon(1).await.is_err());
        first.keep(1);
        let second = soon(10).await.unwrap();
        assert_eq!(second.size(), 9);
        assert!(soon(1).await.is_err());
        drop(first);
        let third = soon(10).await;
        assert!(third.is_err());
        drop(second);
        assert_eq!(soon(10).await.unwrap().size(), 10);
        let counts = sendings.counts();
        assert_eq!((counts.marked, counts.stuck), (0, 0));
    }
}

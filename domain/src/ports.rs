//! Ports: what the domain needs from outside its database. The doorbell and the limiter have
//! implementations for one process here; `server` holds the other adapters.

use crate::error::Result;
use crate::ids::{ImportId, TenantId};
use crate::known_cities::KnownCities;
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Wakes workers when there are jobs, and tells other processes which cities changed. A lost ring only delays
/// jobs until the next tick.
#[async_trait]
pub trait Doorbell: Send + Sync + std::fmt::Debug {
    /// Rings. Never fails: workers also poll.
    async fn ring(&self);
    /// Waits until the doorbell rings, at most `tick`.
    async fn wait(&self, tick: Duration);
    /// Tells other processes that a city changed. Never fails: they also read again.
    async fn tell(&self, changed: TenantId);
    /// Returns whether this process hears which cities other processes change.
    fn hears(&self) -> bool;
    /// Returns the cities that this process knows.
    fn known_cities(&self) -> &KnownCities;
    /// Shows how far the work on an import is; `None` when it ended. Never fails: it is only looked at.
    async fn show_progress(&self, of: ImportId, progress: Option<Progress>);
    /// Returns how far the work on an import is, as it was shown last.
    async fn progress(&self, of: ImportId) -> Option<Progress>;
}

/// How far some work is: `done` of `total` records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Records that are done.
    pub done: usize,
    /// All records.
    pub total: usize,
}

/// A doorbell for one process.
#[derive(Debug, Default)]
pub struct InProcess {
    rung: Notify,
    known_cities: KnownCities,
    progress: Mutex<HashMap<ImportId, Progress>>,
}

#[async_trait]
impl Doorbell for InProcess {
    async fn ring(&self) {
        self.rung.notify_one();
    }

    async fn wait(&self, tick: Duration) {
        // A timeout has the same effect as a ring.
        drop(tokio::time::timeout(tick, self.rung.notified()).await);
    }

    async fn tell(&self, _changed: TenantId) {}

    fn hears(&self) -> bool {
        false
    }

    fn known_cities(&self) -> &KnownCities {
        &self.known_cities
    }

    async fn show_progress(&self, of: ImportId, progress: Option<Progress>) {
        let mut shown = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        match progress {
            Some(progress) => shown.insert(of, progress),
            None => shown.remove(&of),
        };
    }

    async fn progress(&self, of: ImportId) -> Option<Progress> {
        let shown = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        shown.get(&of).copied()
    }
}

/// The key of a rate-limit counter: a digest of what is attempted and by whom.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TryKey([u8; 32]);

impl TryKey {
    /// Returns the key of the counter for attempts of `what` by `who`.
    pub fn new(what: &str, who: &str) -> Self {
        Self(Sha256::digest(format!("{what}\0{who}")).into())
    }
}

impl fmt::Display for TryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for TryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The value of a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Attempts in the current window, including this one.
    pub tries: u32,
    /// Seconds until the window ends, at least 1.
    pub left: u64,
}

/// A rate with a burst: `burst` attempts at once, and then one more for each `every` that passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Attempts at once, at least 1.
    pub burst: u32,
    /// The pause that makes room for one more attempt, in whole seconds.
    pub every: Duration,
}

impl Pace {
    /// Returns the seconds of `every`, and the seconds after which nothing counts any more that is within the
    /// burst: a counter is the time until which its attempts count.
    pub fn seconds(self) -> (i64, i64) {
        let every = i64::try_from(self.every.as_secs()).unwrap_or(i64::MAX).max(1);
        (every, every.saturating_mul(i64::from(self.burst.max(1))))
    }
}

/// Counts attempts per key in time windows. A window begins with the first attempt of its key.
#[async_trait]
pub trait Limiter: Send + Sync + std::fmt::Debug {
    /// Counts one attempt for `key`. `now` is a Unix time in seconds.
    async fn count(&self, key: TryKey, window: Duration, now: i64) -> Count;
    /// Counts one attempt for `key` unless it exceeds the pace. Returns the seconds after which an attempt is
    /// allowed: 0 when this one is. A key is counted by `count` or by `pace`, never by both.
    async fn pace(&self, key: TryKey, pace: Pace, now: i64) -> u64;
}

/// A limiter for one process. It holds at most [`LocalLimiter::MAX`] counters. When it is full, it drops
/// those whose window has ended and, if needed, the least used.
#[derive(Debug, Default)]
pub struct LocalLimiter(Mutex<HashMap<TryKey, Window>>);

#[derive(Debug, Clone, Copy)]
struct Window {
    ends: i64,
    tries: u32,
}

impl LocalLimiter {
    /// The maximum number of counters; they take a few megabytes.
    pub const MAX: usize = 32_768;

    /// Returns the number of counters.
    pub fn counters(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TryKey, Window>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Limiter for LocalLimiter {
    async fn count(&self, key: TryKey, window: Duration, now: i64) -> Count {
        let seconds = i64::try_from(window.as_secs()).unwrap_or(i64::MAX).max(1);
        let first = Window {
            ends: now.saturating_add(seconds),
            tries: 0,
        };
        let mut windows = self.lock();
        let window = current(&mut windows, key, first, now);
        window.tries = window.tries.saturating_add(1);
        Count {
            tries: window.tries,
            left: u64::try_from(window.ends - now).unwrap_or(1),
        }
    }

    async fn pace(&self, key: TryKey, pace: Pace, now: i64) -> u64 {
        let (every, most) = pace.seconds();
        let mut windows = self.lock();
        let window = current(&mut windows, key, Window { ends: now, tries: 0 }, now);
        window.tries = window.tries.saturating_add(1);
        let ends = window.ends.saturating_add(every);
        let over = ends.saturating_sub(now).saturating_sub(most);
        if over <= 0 {
            window.ends = ends;
        }
        u64::try_from(over).unwrap_or(0)
    }
}

/// Returns the window of a key, or `first` when there is none or it has ended.
fn current(windows: &mut HashMap<TryKey, Window>, key: TryKey, first: Window, now: i64) -> &mut Window {
    if windows.len() >= LocalLimiter::MAX && !windows.contains_key(&key) {
        make_room(windows, now);
    }
    let window = windows.entry(key).or_insert(first);
    if window.ends <= now {
        *window = first;
    }
    window
}

/// Removes the counters whose window has ended. If that frees too little, it also removes the least used
/// ones, an eighth of the maximum at a time. So an attacker who makes up keys displaces their own counters,
/// not the counter of the account whose password they guess.
fn make_room(windows: &mut HashMap<TryKey, Window>, now: i64) {
    const SPARE: usize = LocalLimiter::MAX / 8;
    windows.retain(|_, window| window.ends > now);
    if windows.len() > LocalLimiter::MAX - SPARE {
        let rank = |window: &Window| (window.tries, window.ends);
        let mut ranks: Vec<(u32, i64)> = windows.values().map(rank).collect();
        let (_, last, _) = ranks.select_nth_unstable(SPARE);
        windows.retain(|_, window| rank(window) > *last);
    }
}

/// Stores files: evidence, logos, built reports. Besa makes the keys; users never choose them.
#[async_trait]
pub trait Files: Send + Sync + std::fmt::Debug {
    /// Begins to write a file. It does not exist until [`FileWriter::finish`].
    async fn create(&self, key: &str) -> Result<Box<dyn FileWriter>>;
    /// Opens a file. Returns its size in bytes and its content as a stream; `NotFound("file")` when there is
    /// none.
    async fn open(&self, key: &str) -> Result<(u64, BoxStream<'static, Result<Bytes>>)>;
    /// Lists the keys in a folder: of finished files and, where the store shows them, of unfinished files
    /// that a crash left behind. A folder that does not exist is empty.
    async fn list(&self, folder: &str) -> Result<BoxStream<'static, Result<String>>>;
    /// Removes a file, finished or not. No error when there is none.
    async fn remove(&self, key: &str) -> Result<()>;
    /// Returns the free bytes of the store; `None` when that is unknown, as with S3.
    async fn free(&self) -> Result<Option<u64>> {
        Ok(None)
    }
    /// Returns the storage limits.
    fn limits(&self) -> FileLimits {
        FileLimits::default()
    }
    /// Checks that the store responds, for readiness and `besa doctor`.
    async fn check(&self) -> Result<()>;
}

/// Storage limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// The quota of a city in bytes, unless the operator set another one for it. Default 5 GB.
    pub city: i64,
    /// Bytes that must stay free in the store. Default 500 MB.
    pub reserve: u64,
}

impl Default for FileLimits {
    fn default() -> Self {
        Self {
            city: 5_000_000_000,
            reserve: 500_000_000,
        }
    }
}

/// A file that is being written. If it is dropped unfinished, no file remains.
#[async_trait]
pub trait FileWriter: Send {
    /// Appends bytes.
    async fn write(&mut self, bytes: Bytes) -> Result<()>;
    /// Makes the file visible to readers.
    async fn finish(&mut self) -> Result<()>;
    /// Discards what was written.
    async fn abort(&mut self) -> Result<()>;
}

/// A shared file store.
pub type SharedFiles = Arc<dyn Files>;

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3_600);

    #[tokio::test]
    async fn a_window_begins_with_the_first_try_and_ends() {
        let (limiter, key) = (LocalLimiter::default(), TryKey::new("test", "one"));
        for (now, tries, left) in [(100, 1, 3_600), (3_699, 2, 1), (3_700, 1, 3_600)] {
            assert_eq!(limiter.count(key, HOUR, now).await, Count { tries, left }, "{now}");
        }
    }

    #[tokio::test]
    async fn a_pace_allows_a_burst_and_then_one_at_a_time() {
        let (limiter, key) = (LocalLimiter::default(), TryKey::new("test", "one"));
        let pace = Pace {
            burst: 3,
            every: Duration::from_secs(60),
        };
        for (now, wait) in [
            (1_000, 0),
            (1_000, 0),
            (1_000, 0),
            (1_000, 60),
            (1_059, 1),
            (1_060, 0),
            (1_060, 60),
            (1_180, 0),
            (1_180, 0),
            (1_181, 59),
            (9_000, 0),
            (9_000, 0),
            (9_000, 0),
            (9_000, 60),
        ] {
            assert_eq!(limiter.pace(key, pace, now).await, wait, "{now}");
        }
    }

    #[tokio::test]
    async fn made_up_keys_neither_fill_the_memory_nor_clear_a_counter() {
        let (limiter, victim) = (LocalLimiter::default(), TryKey::new("test", "victim"));
        for _ in 0..10 {
            limiter.count(victim, HOUR, 0).await;
        }
        for made_up in 0..200_000 {
            limiter.count(TryKey::new("test", &made_up.to_string()), HOUR, 1).await;
        }
        assert!(limiter.counters() <= LocalLimiter::MAX, "{}", limiter.counters());
        assert_eq!(limiter.count(victim, HOUR, 2).await.tries, 11);
        // Counters whose window has ended go first, however often they were used.
        limiter.count(TryKey::new("test", "last"), HOUR, 7_200).await;
        for made_up in 0..LocalLimiter::MAX {
            limiter
                .count(TryKey::new("late", &made_up.to_string()), HOUR, 7_200)
                .await;
        }
        assert_eq!(limiter.count(victim, HOUR, 7_200).await.tries, 1);
    }
}

//! What the domain needs of the world outside its database. Each port has two kinds: in process,
//! and an adapter in `server`.

use crate::error::Result;
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Wakes workers when there is work. A missed ring makes things late by one tick, nothing more.
#[async_trait]
pub trait Doorbell: Send + Sync + std::fmt::Debug {
    /// Rings. Never fails: polling is the fall-back.
    async fn ring(&self);
    /// Waits for a ring, at most `tick`.
    async fn wait(&self, tick: Duration);
}

/// The doorbell inside one process.
#[derive(Debug, Default)]
pub struct InProcess(Notify);

#[async_trait]
impl Doorbell for InProcess {
    async fn ring(&self) {
        self.0.notify_one();
    }

    async fn wait(&self, tick: Duration) {
        // Elapsing is as good as a ring.
        drop(tokio::time::timeout(tick, self.0.notified()).await);
    }
}

/// The name of a counter: a digest of what is counted and who tries.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TryKey([u8; 32]);

impl TryKey {
    /// The counter of `what`, for whoever `who` names.
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

/// How often one counter was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Tries in the present window, this one among them.
    pub tries: u32,
    /// Seconds until the window ends, at least one.
    pub left: u64,
}

/// Counts tries in windows. A window begins with the first try of its key.
#[async_trait]
pub trait Limiter: Send + Sync + std::fmt::Debug {
    /// Counts one try of `key`. `now` is in seconds since 1970.
    async fn count(&self, key: TryKey, window: Duration, now: i64) -> Count;
}

/// The limiter inside one process. It keeps at most [`LocalLimiter::MOST`] counters, and forgets
/// those whose window ended.
#[derive(Debug, Default)]
pub struct LocalLimiter(Mutex<HashMap<TryKey, Window>>);

#[derive(Debug, Clone, Copy)]
struct Window {
    ends: i64,
    tries: u32,
}

impl LocalLimiter {
    /// Most counters: a few megabytes.
    pub const MOST: usize = 32_768;

    /// How many counters there are.
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
        if windows.len() >= Self::MOST && !windows.contains_key(&key) {
            make_room(&mut windows, now);
        }
        let window = windows.entry(key).or_insert(first);
        if window.ends <= now {
            *window = first;
        }
        window.tries = window.tries.saturating_add(1);
        Count {
            tries: window.tries,
            left: u64::try_from(window.ends - now).unwrap_or(1),
        }
    }
}

/// Forgets what ended and, where that is too little, the counters that were used least, an eighth of
/// all at once: whoever makes up keys loses those, not the counter of the account they guess at.
fn make_room(windows: &mut HashMap<TryKey, Window>, now: i64) {
    const SPARE: usize = LocalLimiter::MOST / 8;
    windows.retain(|_, window| window.ends > now);
    if windows.len() > LocalLimiter::MOST - SPARE {
        let rank = |window: &Window| (window.tries, window.ends);
        let mut ranks: Vec<(u32, i64)> = windows.values().map(rank).collect();
        let (_, last, _) = ranks.select_nth_unstable(SPARE);
        windows.retain(|_, window| rank(window) > *last);
    }
}

/// Where files are kept: evidence, logos, built reports. Keys are made by us, never by people.
#[async_trait]
pub trait Files: Send + Sync + std::fmt::Debug {
    /// Begins to write a file. Nothing is there until [`FileWriter::finish`].
    async fn create(&self, key: &str) -> Result<Box<dyn FileWriter>>;
    /// Reads a file as it comes, with its size. `NotFound("file")` when it is not there.
    async fn open(&self, key: &str) -> Result<(u64, BoxStream<'static, Result<Bytes>>)>;
    /// The keys in a folder: of files that are there, and of unfinished ones that a crash left
    /// behind, where the store shows those. A folder that is not there is empty.
    async fn list(&self, folder: &str) -> Result<BoxStream<'static, Result<String>>>;
    /// Removes a file, finished or not; no error when it is gone already.
    async fn remove(&self, key: &str) -> Result<()>;
    /// How many bytes are free where the files are kept; none where that is not known, as with S3.
    async fn free(&self) -> Result<Option<u64>> {
        Ok(None)
    }
    /// How much may be stored.
    fn limits(&self) -> FileLimits {
        FileLimits::default()
    }
    /// Whether the store answers at all, for readiness and `besa doctor`.
    async fn check(&self) -> Result<()>;
}

/// How much may be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// Bytes of one city, where the operator did not set others for it.
    pub city: i64,
    /// Bytes that stay free where the files are kept.
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

/// A file that is being written. Dropping it unfinished leaves nothing.
#[async_trait]
pub trait FileWriter: Send {
    /// Adds bytes at the end.
    async fn write(&mut self, bytes: Bytes) -> Result<()>;
    /// Makes the file visible.
    async fn finish(&mut self) -> Result<()>;
    /// Throws away what was written.
    async fn abort(&mut self) -> Result<()>;
}

/// Shared ports.
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
    async fn made_up_keys_neither_fill_the_memory_nor_clear_a_counter() {
        let (limiter, victim) = (LocalLimiter::default(), TryKey::new("test", "victim"));
        for _ in 0..10 {
            limiter.count(victim, HOUR, 0).await;
        }
        for made_up in 0..200_000 {
            limiter.count(TryKey::new("test", &made_up.to_string()), HOUR, 1).await;
        }
        assert!(limiter.counters() <= LocalLimiter::MOST, "{}", limiter.counters());
        assert_eq!(limiter.count(victim, HOUR, 2).await.tries, 11);
        // Those that ended go first, whatever they were used.
        limiter.count(TryKey::new("test", "last"), HOUR, 7_200).await;
        for made_up in 0..LocalLimiter::MOST {
            limiter
                .count(TryKey::new("late", &made_up.to_string()), HOUR, 7_200)
                .await;
        }
        assert_eq!(limiter.count(victim, HOUR, 7_200).await.tries, 1);
    }
}

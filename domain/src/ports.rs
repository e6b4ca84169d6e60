//! What the domain needs of the world outside its database. Each port has two kinds: in process,
//! and an adapter in `server`.

use crate::error::Result;
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
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

/// Counts tries in a window.
#[async_trait]
pub trait Limiter: Send + Sync + std::fmt::Debug {
    /// Counts one try of `key`. `Some(seconds)` when `most` tries within `window` are used up.
    async fn hit(&self, key: &str, most: u32, window: Duration, now: i64) -> Option<u64>;
}

/// The limiter inside one process: fixed windows, forgotten when they end.
#[derive(Debug, Default)]
pub struct LocalLimiter(Mutex<HashMap<String, (i64, u32)>>);

#[async_trait]
impl Limiter for LocalLimiter {
    async fn hit(&self, key: &str, most: u32, window: Duration, now: i64) -> Option<u64> {
        let seconds = i64::try_from(window.as_secs()).unwrap_or(i64::MAX).max(1);
        let starts = now - now.rem_euclid(seconds);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > 10_000 {
            counts.retain(|_, (start, _)| *start + seconds > now);
        }
        let (start, count) = counts.entry(key.to_owned()).or_insert((starts, 0));
        if *start != starts {
            (*start, *count) = (starts, 0);
        }
        *count += 1;
        (*count > most).then(|| u64::try_from(starts + seconds - now).unwrap_or(1))
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

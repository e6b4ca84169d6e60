//! How many imports one process works on at a time. Each is held in memory, within limits; without
//! a count of them a few cities together could still take all there is.

use crate::error::{Error, Result};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Files that are received at a time, each held whole.
static RECEIVING: Semaphore = Semaphore::const_new(4);
/// Files that are read at a time: reading takes several times what a file holds.
static READING: Semaphore = Semaphore::const_new(1);

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// A place among the imports of this process. Dropping it frees the place.
#[derive(Debug)]
pub struct Turn {
    _receiving: Option<SemaphorePermit<'static>>,
    reading: Option<SemaphorePermit<'static>>,
}

impl Turn {
    /// Waits until a file may be received.
    ///
    /// # Errors
    /// `Busy` when there is no place in time.
    pub async fn of_receiving() -> Result<Self> {
        Ok(Self {
            _receiving: Some(place(&RECEIVING).await?),
            reading: None,
        })
    }

    /// Waits until what was received may be read.
    ///
    /// # Errors
    /// `Busy` when there is no place in time.
    pub async fn of_reading(&mut self) -> Result<()> {
        if self.reading.is_none() {
            self.reading = Some(place(&READING).await?);
        }
        Ok(())
    }

    /// Waits until what is stored may be read.
    pub(super) async fn again() -> Result<Self> {
        Ok(Self {
            _receiving: None,
            reading: Some(place(&READING).await?),
        })
    }
}

async fn place(semaphore: &'static Semaphore) -> Result<SemaphorePermit<'static>> {
    let waited = tokio::time::timeout(PATIENCE, semaphore.acquire()).await;
    waited
        .map_err(|late| Error::Busy(late.into()))?
        .map_err(Error::internal)
}

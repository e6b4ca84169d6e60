//! Limits how many imports one process handles at the same time. Each file is held in memory, up to a
//! maximum size; without this limit a few of them together could take all memory.

use crate::error::{Error, Result};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Files that are received at the same time, each held in memory as a whole.
static RECEIVING: Semaphore = Semaphore::const_new(4);
/// Files that are parsed at the same time. Parsing takes several times the memory of a file.
static READING: Semaphore = Semaphore::const_new(1);

/// How long a request waits for a slot.
const PATIENCE: Duration = Duration::from_secs(20);

/// A slot among the imports of this process. Dropping it frees the slot.
#[derive(Debug)]
pub struct ImportSlot {
    _receiving: Option<SemaphorePermit<'static>>,
    reading: Option<SemaphorePermit<'static>>,
}

impl ImportSlot {
    /// Waits until a file may be received.
    ///
    /// # Errors
    /// `Busy` when no slot is free within 20 seconds.
    pub async fn of_receiving() -> Result<Self> {
        Ok(Self {
            _receiving: Some(place(&RECEIVING).await?),
            reading: None,
        })
    }

    /// Waits until the received file may be parsed.
    ///
    /// # Errors
    /// `Busy` when no slot is free within 20 seconds.
    pub async fn of_reading(&mut self) -> Result<()> {
        if self.reading.is_none() {
            self.reading = Some(place(&READING).await?);
        }
        Ok(())
    }

    /// Waits until a stored file may be parsed.
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

//! Minimum speed of a request body. A client gets an initial time allowance; each received byte extends it,
//! up to the initial amount. The upload fails when the allowance is used up.

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, stream};
use poem::Body;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// The minimum speed of a body.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The allowance: how long a body may make no progress.
    pub patience: Duration,
    /// Minimum bytes per second, beyond the allowance.
    pub bytes: u32,
}

/// How much of a body was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress(Arc<Marks>);

#[derive(Debug, Default)]
struct Marks {
    slow: AtomicBool,
    ended: AtomicBool,
    bytes: AtomicU64,
}

impl Progress {
    /// Checks whether the body was given up because it came too slowly.
    pub(crate) fn is_too_slow(&self) -> bool {
        self.0.slow.load(Ordering::Relaxed)
    }

    /// Checks whether the body was read to its end, or at least `length` bytes of it.
    pub(crate) fn is_whole(&self, length: u64) -> bool {
        self.0.ended.load(Ordering::Relaxed) || self.0.bytes.load(Ordering::Relaxed) >= length
    }
}

impl Pace {
    /// Wraps a body so that reading it fails when it comes too slowly. Time counts only while it is being
    /// read.
    pub(crate) fn limit(self, body: Body, progress: Progress) -> Body {
        Body::from_bytes_stream(self.hold(body.into_bytes_stream().boxed(), progress))
    }

    fn hold<S>(self, bytes: S, progress: Progress) -> impl Stream<Item = io::Result<Bytes>>
    where
        S: Stream<Item = io::Result<Bytes>> + Unpin,
    {
        stream::unfold(Some((bytes, self.patience)), move |state| {
            let progress = progress.clone();
            async move {
                let (mut bytes, left) = state?;
                let began = Instant::now();
                match timeout(left, bytes.next()).await {
                    Ok(Some(Ok(chunk))) => {
                        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
                        progress.0.bytes.fetch_add(length, Ordering::Relaxed);
                        let left = left.saturating_sub(began.elapsed()) + self.earned(&chunk);
                        Some((Ok(chunk), Some((bytes, left.min(self.patience)))))
                    }
                    Ok(Some(Err(error))) => Some((Err(error), None)),
                    Ok(None) => {
                        progress.0.ended.store(true, Ordering::Relaxed);
                        None
                    }
                    Err(_elapsed) => {
                        progress.0.slow.store(true, Ordering::Relaxed);
                        let error = io::Error::new(io::ErrorKind::TimedOut, "the body comes too slowly");
                        Some((Err(error), None))
                    }
                }
            }
        })
    }

    /// Returns the time by which these bytes extend the allowance.
    fn earned(self, chunk: &Bytes) -> Duration {
        let bytes = u32::try_from(chunk.len()).unwrap_or(u32::MAX);
        Duration::from_secs(bytes.into()) / self.bytes.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        patience: Duration::from_millis(300),
        bytes: 1_000,
    };

    /// Sends twenty chunks of `bytes` bytes, one per `every`. Returns how many were read, and whether the
    /// body was too slow.
    async fn through(bytes: usize, every: Duration) -> (usize, bool) {
        let progress = Progress::default();
        let chunks = stream::unfold(0, move |sent| async move {
            tokio::time::sleep(every).await;
            (sent < 20).then(|| (Ok(Bytes::from(vec![0; bytes])), sent + 1))
        });
        let all: Vec<_> = PACE.hold(chunks.boxed(), progress.clone()).collect().await;
        assert_eq!(progress.is_whole(u64::MAX), !progress.is_too_slow());
        (all.iter().filter(|chunk| chunk.is_ok()).count(), progress.is_too_slow())
    }

    #[tokio::test]
    async fn a_body_that_comes_at_the_pace_may_take_long_and_a_drip_may_not() {
        let tenth = Duration::from_millis(100);
        assert_eq!(through(400, tenth).await, (20, false));
        let (came, slow) = through(1, tenth).await;
        assert!(came < 5 && slow, "{came} chunks of a byte");
        assert_eq!(through(400, 10 * tenth).await, (0, true));
    }
}

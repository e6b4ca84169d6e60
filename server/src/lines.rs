//! Writes log lines to standard error through a bounded queue and a thread of its own. If nobody reads
//! standard error, or the disk is full, only that thread blocks. A line that does not fit into the queue or
//! cannot be written is dropped and counted; the count is logged once writing works again.
//!
//! tracing-appender also has such a queue, but it does not count lines that cannot be written, and it prints
//! to standard output when it ends, which may be the same full pipe.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};
use tracing_subscriber::fmt::MakeWriter;

/// Maximum number of queued lines. A line is a few hundred bytes.
const QUEUE: usize = 4_096;
/// How long the program waits for queued lines when it ends.
const FLUSH: Duration = Duration::from_secs(1);

static DROPPED: AtomicU64 = AtomicU64::new(0);

/// Returns how many lines were dropped since the process started.
pub(crate) fn dropped() -> u64 {
    DROPPED.load(Ordering::Relaxed)
}

enum Item {
    Line(Vec<u8>),
    /// Signals that every item before this one was written or dropped.
    Flushed(SyncSender<()>),
}

/// A writer to standard error that never blocks and never fails.
#[derive(Clone)]
pub struct Lines(SyncSender<Item>);

impl Lines {
    /// Starts the writing thread.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start() -> io::Result<Self> {
        Self::to(io::stderr())
    }

    fn to(out: impl Write + Send + 'static) -> io::Result<Self> {
        let (lines, queue) = sync_channel(QUEUE);
        thread::Builder::new()
            .name("log".to_owned())
            .spawn(move || write(out, &queue))?;
        Ok(Self(lines))
    }

    /// Queues one line.
    pub fn say(&self, line: &str) {
        self.put(Item::Line(format!("{line}\n").into_bytes()));
    }

    /// Waits until every queued line is written, at most [`FLUSH`].
    pub fn flush(&self) {
        let end = Instant::now() + FLUSH;
        let (done, flushed) = sync_channel(1);
        // The queue may stay full, because the thread is blocked: stop at the deadline.
        while !self.put(Item::Flushed(done.clone())) && Instant::now() < end {
            thread::sleep(Duration::from_millis(10));
        }
        drop(done);
        match flushed.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(()) | Err(_) => {}
        }
    }

    fn put(&self, item: Item) -> bool {
        let line = matches!(item, Item::Line(_));
        let put = self.0.try_send(item).is_ok();
        if line && !put {
            DROPPED.fetch_add(1, Ordering::Relaxed);
        }
        put
    }
}

impl Write for Lines {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.put(Item::Line(line.to_vec()));
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Lines {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

fn write(mut out: impl Write, queue: &Receiver<Item>) {
    let (mut works, mut reported) = (true, 0);
    let mut next = queue.recv().ok();
    while let Some(item) = next {
        match item {
            Item::Line(line) => {
                works = out.write_all(&line).and_then(|()| out.flush()).is_ok();
                if !works {
                    DROPPED.fetch_add(1, Ordering::Relaxed);
                }
            }
            // `flush` may have timed out by now.
            Item::Flushed(done) => drop(done.try_send(())),
        }
        next = match queue.try_recv() {
            Ok(item) => Some(item),
            Err(TryRecvError::Disconnected) => None,
            Err(TryRecvError::Empty) => {
                let lost = dropped();
                if works && lost > reported {
                    tracing::warn!(lines = lost - reported, "log lines dropped");
                    reported = lost;
                }
                queue.recv().ok()
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// Writes when the test allows it, and fails every second time.
    struct Gate {
        open: Receiver<()>,
        written: Arc<Mutex<Vec<u8>>>,
        turn: bool,
    }

    impl Write for Gate {
        fn write(&mut self, line: &[u8]) -> io::Result<usize> {
            // After the sender is dropped, writing is always allowed.
            self.open.recv().unwrap_or_default();
            self.turn = !self.turn;
            if !self.turn {
                return Err(io::Error::from(io::ErrorKind::StorageFull));
            }
            self.written.lock().unwrap().extend_from_slice(line);
            Ok(line.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn lines_never_wait_and_what_is_dropped_is_counted() {
        let (open, gate) = sync_channel(0);
        let written = Arc::new(Mutex::new(Vec::new()));
        let out = Gate {
            open: gate,
            written: Arc::clone(&written),
            turn: false,
        };
        let lines = Lines::to(out).unwrap();
        let sent = QUEUE + 100;
        for number in 0..sent {
            lines.say(&number.to_string());
        }
        // The thread holds one line, and the queue is full.
        assert!(dropped() >= 98, "{}", dropped());
        let began = Instant::now();
        lines.flush();
        assert!(began.elapsed() < 3 * FLUSH);
        drop(open);
        lines.flush();
        let written = String::from_utf8(written.lock().unwrap().clone()).unwrap();
        let kept = written.lines().count();
        assert!(written.starts_with("0\n") && kept >= QUEUE / 2, "{kept}");
        assert_eq!(dropped(), u64::try_from(sent - kept).unwrap());
    }
}

//! A mail server that accepts everything and counts it, and what it can take at most.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The mail server.
#[derive(Clone, Default)]
pub(crate) struct Sink {
    /// The port on which it listens.
    pub(crate) port: u16,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    mails: AtomicU64,
    bytes: AtomicU64,
}

impl Sink {
    /// Starts it.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sink = Self {
            port: listener.local_addr().unwrap().port(),
            counts: Arc::default(),
        };
        let counts = sink.counts.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, counts.clone()));
            }
        });
        sink
    }

    /// Returns how many mails it has accepted.
    pub(crate) fn mails(&self) -> u64 {
        self.counts.mails.load(Ordering::Relaxed)
    }

    /// Returns the mean size of the mails in bytes.
    pub(crate) fn mean_size(&self) -> u64 {
        self.counts.bytes.load(Ordering::Relaxed) / self.mails().max(1)
    }
}

async fn serve(stream: TcpStream, counts: Arc<Counts>) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut stream = BufReader::new(stream);
    let mut line = Vec::new();
    let mut bytes = 0;
    let mut in_mail = false;
    stream.write_all(b"220 sink\r\n").await.ok()?;
    loop {
        line.clear();
        let read = stream.read_until(b'\n', &mut line).await.ok()?;
        if read == 0 {
            return None;
        }
        let answer: &[u8] = if in_mail {
            bytes += u64::try_from(read).unwrap_or(0);
            if line != b".\r\n" {
                continue;
            }
            in_mail = false;
            counts.bytes.fetch_add(std::mem::take(&mut bytes), Ordering::Relaxed);
            counts.mails.fetch_add(1, Ordering::Relaxed);
            b"250 taken\r\n"
        } else {
            match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_slice() {
                b"EHLO" => b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
                b"DATA" => {
                    in_mail = true;
                    b"354 go on\r\n"
                }
                b"QUIT" => {
                    stream.write_all(b"221 bye\r\n").await.ok()?;
                    return Some(());
                }
                _ => b"250 ok\r\n",
            }
        };
        stream.write_all(answer).await.ok()?;
    }
}

/// Returns how many mails of a size per second a sink takes over this number of kept connections.
pub(crate) async fn limit(connections: usize, size: u64, during: Duration) -> f64 {
    let sink = Sink::start().await;
    let line = "A line of a mail that says nothing and is as long as lines are.\r\n";
    let lines = usize::try_from(size).unwrap_or(0) / line.len() + 1;
    let mail: Arc<str> = format!("Subject: none\r\n\r\n{}.\r\n", line.repeat(lines)).into();
    let began = Instant::now();
    let senders: Vec<_> = (0..connections)
        .map(|_| tokio::spawn(send(sink.port, mail.clone(), began + during)))
        .collect();
    for sender in senders {
        sender.await.unwrap().expect("the sink accepts mail");
    }
    let mails = u32::try_from(sink.mails()).unwrap_or(u32::MAX);
    f64::from(mails) / began.elapsed().as_secs_f64()
}

async fn send(port: u16, mail: Arc<str>, until: Instant) -> Option<()> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    stream.set_nodelay(true).ok()?;
    let mut stream = BufReader::new(stream);
    answer(&mut stream).await?;
    say(&mut stream, "EHLO bench\r\n").await?;
    while Instant::now() < until {
        for line in [
            "MAIL FROM:<besa@localhost>\r\n",
            "RCPT TO:<reader@example.org>\r\n",
            "DATA\r\n",
            &mail,
        ] {
            say(&mut stream, line).await?;
        }
    }
    say(&mut stream, "QUIT\r\n").await
}

async fn say(stream: &mut BufReader<TcpStream>, text: &str) -> Option<()> {
    stream.write_all(text.as_bytes()).await.ok()?;
    answer(stream).await
}

/// Reads a response, which may have several lines.
async fn answer(stream: &mut BufReader<TcpStream>) -> Option<()> {
    let mut line = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line).await.ok()?;
        match line.as_bytes().get(3) {
            Some(b'-') => {}
            Some(_) => return Some(()),
            None => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::limit;
    use std::time::Duration;

    #[tokio::test]
    async fn a_sink_takes_mail_over_kept_connections() {
        assert!(limit(2, 1_000, Duration::from_millis(50)).await > 10.0);
    }
}

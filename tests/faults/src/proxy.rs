//! A TCP proxy that breaks connections as networks do.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What the proxy does with bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Forwards them.
    Pass,
    /// Forwards nothing, and keeps connections open.
    Hang,
    /// Forwards each piece with this delay.
    Late(Duration),
    /// Closes a connection after this many bytes from the server.
    CutAfter(usize),
    /// Closes a connection every n-th time that the server sends these bytes, without forwarding them.
    CutOn(&'static [u8], u32),
    /// Drops pieces from the client that contain these bytes.
    Swallow(&'static [u8]),
}

/// A proxy in front of one server.
pub(crate) struct Proxy {
    /// The port on which it listens.
    pub(crate) port: u16,
    state: Arc<State>,
}

struct State {
    server: u16,
    mode: watch::Sender<Mode>,
    /// Incremented to close every connection.
    cut: watch::Sender<u32>,
    seen: AtomicU32,
    cuts: AtomicU32,
}

impl Proxy {
    /// Starts a proxy in front of a port.
    pub(crate) async fn before(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(State {
            server,
            mode: watch::Sender::new(Mode::Pass),
            cut: watch::Sender::new(0),
            seen: AtomicU32::new(0),
            cuts: AtomicU32::new(0),
        });
        let shared = state.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(serve(client, shared.clone()));
            }
        });
        Self { port, state }
    }

    /// Sets the mode.
    pub(crate) fn set(&self, mode: Mode) {
        self.state.mode.send_replace(mode);
    }

    /// Closes every open connection.
    pub(crate) fn cut(&self) {
        self.state.cut.send_modify(|count| *count += 1);
    }

    /// Returns how many connections a mode has closed.
    pub(crate) fn cuts(&self) -> u32 {
        self.state.cuts.load(Ordering::Relaxed)
    }
}

async fn serve(client: TcpStream, state: Arc<State>) -> Option<()> {
    let mut cut = state.cut.subscribe();
    let server = TcpStream::connect(("127.0.0.1", state.server)).await.ok()?;
    client.set_nodelay(true).ok()?;
    server.set_nodelay(true).ok()?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::select! {
        _ = pass(from_client, to_server, state.clone(), false) => {}
        _ = pass(from_server, to_client, state.clone(), true) => {}
        _ = cut.changed() => {}
    }
    Some(())
}

/// Forwards bytes until either side closes, or the mode closes the connection.
async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, state: Arc<State>, answers: bool) -> Option<()> {
    let mut mode = state.mode.subscribe();
    let mut buffer = vec![0; 16 * 1024];
    let mut passed = 0;
    loop {
        let read = from.read(&mut buffer).await.ok().filter(|read| *read > 0)?;
        let piece = &buffer[..read];
        let now = *mode.wait_for(|mode| *mode != Mode::Hang).await.ok()?;
        match now {
            Mode::Late(by) => tokio::time::sleep(by).await,
            Mode::CutAfter(most) if answers => {
                passed += read;
                if passed > most {
                    // A part of the piece arrives, as on a broken line.
                    to.write_all(&piece[..read / 2]).await.ok()?;
                    state.cuts.fetch_add(1, Ordering::Relaxed);
                    return None;
                }
            }
            Mode::CutOn(pattern, every) if answers && contains(piece, pattern) => {
                if state.seen.fetch_add(1, Ordering::Relaxed) % every == every - 1 {
                    state.cuts.fetch_add(1, Ordering::Relaxed);
                    return None;
                }
            }
            Mode::Swallow(pattern) if !answers && contains(piece, pattern) => continue,
            Mode::Pass | Mode::Hang | Mode::CutAfter(_) | Mode::CutOn(..) | Mode::Swallow(_) => {}
        }
        to.write_all(piece).await.ok()?;
    }
}

fn contains(piece: &[u8], pattern: &[u8]) -> bool {
    piece.windows(pattern.len()).any(|window| window == pattern)
}

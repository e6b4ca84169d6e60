//! A TCP proxy in front of a server, for tests in which the server is down or hangs.

use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How the proxy treats connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyMode {
    /// Forwards them.
    Open,
    /// Closes them, and refuses new ones.
    Down,
    /// Keeps them open, but forwards nothing.
    Hangs,
}

/// A TCP proxy in front of a server. It stops with the test.
pub struct Proxy {
    /// The port of the proxy.
    pub port: u16,
    mode: Arc<watch::Sender<ProxyMode>>,
    server: tokio::task::JoinHandle<()>,
}

impl Proxy {
    /// Starts a proxy in front of `host:port`.
    pub async fn before(server: String, mode: ProxyMode) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let mode = Arc::new(watch::Sender::new(mode));
        let task = tokio::spawn(serve(listener, server, Arc::clone(&mode)));
        Self {
            port,
            mode,
            server: task,
        }
    }

    /// Changes how the proxy treats connections.
    pub fn set(&self, mode: ProxyMode) {
        self.mode.send_replace(mode);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(mut listener: TcpListener, server: String, mode: Arc<watch::Sender<ProxyMode>>) {
    let here = listener.local_addr().unwrap();
    let mut changes = mode.subscribe();
    loop {
        if *changes.borrow_and_update() == ProxyMode::Down {
            drop(listener);
            changes.wait_for(|mode| *mode != ProxyMode::Down).await.unwrap();
            listener = TcpListener::bind(here).await.unwrap();
        }
        tokio::select! {
            Ok((socket, _)) = listener.accept() => {
                tokio::spawn(pass(socket, server.clone(), mode.subscribe()));
            }
            _ = changes.changed() => {}
        }
    }
}

async fn pass(mut here: TcpStream, server: String, mut mode: watch::Receiver<ProxyMode>) {
    let mut there: Option<TcpStream> = None;
    loop {
        let now = *mode.borrow_and_update();
        match now {
            ProxyMode::Down => return,
            ProxyMode::Hangs => mode.changed().await.unwrap(),
            ProxyMode::Open => {
                let there = match &mut there {
                    Some(there) => there,
                    none => none.insert(TcpStream::connect(&server).await.unwrap()),
                };
                tokio::select! {
                    _ = tokio::io::copy_bidirectional(&mut here, there) => return,
                    changed = mode.changed() => changed.unwrap(),
                }
            }
        }
    }
}

//! A TCP proxy in front of a server, for tests in which the server is down or hangs.

use std::sync::Arc;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How the proxy treats connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Forwards them.
    Open,
    /// Closes them, and refuses new ones.
    Away,
    /// Keeps them open, but forwards nothing.
    Hangs,
}

/// A TCP proxy in front of a server. It stops with the test.
pub struct Door {
    /// The port of the proxy.
    pub port: u16,
    way: Arc<watch::Sender<Way>>,
    server: tokio::task::JoinHandle<()>,
}

impl Door {
    /// Starts a proxy in front of `host:port`.
    pub async fn before(server: String, way: Way) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let way = Arc::new(watch::Sender::new(way));
        let task = tokio::spawn(serve(listener, server, Arc::clone(&way)));
        Self {
            port,
            way,
            server: task,
        }
    }

    /// Changes how the proxy treats connections.
    pub fn set(&self, way: Way) {
        self.way.send_replace(way);
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(mut listener: TcpListener, server: String, way: Arc<watch::Sender<Way>>) {
    let here = listener.local_addr().unwrap();
    let mut changes = way.subscribe();
    loop {
        if *changes.borrow_and_update() == Way::Away {
            drop(listener);
            changes.wait_for(|way| *way != Way::Away).await.unwrap();
            listener = TcpListener::bind(here).await.unwrap();
        }
        tokio::select! {
            Ok((socket, _)) = listener.accept() => {
                tokio::spawn(pass(socket, server.clone(), way.subscribe()));
            }
            _ = changes.changed() => {}
        }
    }
}

async fn pass(mut here: TcpStream, server: String, mut way: watch::Receiver<Way>) {
    let mut there: Option<TcpStream> = None;
    loop {
        let now = *way.borrow_and_update();
        match now {
            Way::Away => return,
            Way::Hangs => way.changed().await.unwrap(),
            Way::Open => {
                let there = match &mut there {
                    Some(there) => there,
                    none => none.insert(TcpStream::connect(&server).await.unwrap()),
                };
                tokio::select! {
                    _ = tokio::io::copy_bidirectional(&mut here, there) => return,
                    changed = way.changed() => changed.unwrap(),
                }
            }
        }
    }
}

//! The head of a request may have at most 32 KiB.

use besa_server::connections::{self, Limits};
use poem::{Route, get, handler};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

#[handler]
fn hello() -> &'static str {
    "hello"
}

/// Sends a head of exactly this many bytes; returns the first line of the response.
async fn ask(to: SocketAddr, bytes: usize) -> String {
    let mut head = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n".to_owned();
    while head.len() + 2 < bytes {
        // The length of the line leaves either enough bytes for another line, or none.
        let left = bytes - 2 - head.len();
        let line = if left > 2_000 { 1_000 } else { left };
        head.push_str(&format!("x-long: {}\r\n", "y".repeat(line - 10)));
    }
    head.push_str("\r\n");
    assert_eq!(head.len(), bytes);
    let mut socket = TcpStream::connect(to).await.unwrap();
    drop(socket.write_all(head.as_bytes()).await);
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(10), socket.read_to_end(&mut answer)).await;
    drop(read.expect("the connection is still open"));
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_longer_head_is_refused_in_any_form() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = listener.local_addr().unwrap();
    let routes = Route::new().at("/", get(hello));
    tokio::spawn(connections::serve(
        listener,
        routes,
        Limits::default(),
        CancellationToken::new(),
    ));
    assert_eq!(ask(to, 32 * 1024 - 100).await, "HTTP/1.1 200 OK");
    for bytes in [32 * 1024 + 1, 33_000, 40_000, 60_000] {
        assert_eq!(
            ask(to, bytes).await,
            "HTTP/1.1 431 Request Header Fields Too Large",
            "{bytes}"
        );
    }
}

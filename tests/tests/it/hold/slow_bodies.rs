//! Slow connections of one address do not block others.

use besa_server::connections::{self, Limits, Pace};
use poem::{Endpoint, Route, get, handler, post};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio_util::sync::CancellationToken;

const SECOND: Duration = Duration::from_secs(1);
const GET: &str = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
const BODY: &str = "POST /echo HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n";

#[handler]
fn hello() -> &'static str {
    "hello"
}

#[handler]
async fn echo(body: Vec<u8>) -> Vec<u8> {
    body
}

fn routes() -> impl Endpoint<Output = poem::Response> {
    Route::new().at("/", get(hello)).at("/echo", post(echo))
}

fn limits() -> Limits {
    Limits {
        most: 40,
        each: 10,
        ..Limits::default()
    }
}

async fn serving(limits: Limits) -> SocketAddr {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(connections::serve(listener, routes(), limits, CancellationToken::new()));
    SocketAddr::from(([127, 0, 0, 1], port))
}

/// Opens a connection from a given local address.
async fn connect(to: SocketAddr, from: u8) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, from], 0))).unwrap();
    socket.connect(to).await.unwrap()
}

/// Reads until the peer closes the connection.
async fn rest(socket: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let read = tokio::time::timeout(10 * SECOND, socket.read_to_end(&mut all)).await;
    // A reset also closes the connection.
    drop(read.expect("the connection is still open"));
    String::from_utf8_lossy(&all).into_owned()
}

async fn ask(to: SocketAddr, from: u8, head: &str) -> String {
    let mut socket = connect(to, from).await;
    // A refused connection may be closed before the request is written.
    drop(socket.write_all(head.as_bytes()).await);
    rest(&mut socket).await
}

/// Polls until the condition is true; fails after some seconds.
async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    for _ in 0..200 {
        if is_so().await {
            return;
        }
        tokio::time::sleep(SECOND / 20).await;
    }
    panic!("never true: {what}");
}

/// Starts this many requests without sending their bodies.
async fn stand_still(to: SocketAddr, from: u8, how_many: usize, head: &str) -> Vec<TcpStream> {
    let mut standing = Vec::new();
    for _ in 0..how_many {
        let mut socket = connect(to, from).await;
        drop(socket.write_all(head.as_bytes()).await);
        standing.push(socket);
    }
    standing
}

#[tokio::test]
async fn stalled_bodies_do_not_block_others() {
    let to = serving(limits()).await;
    let mut standing = stand_still(to, 1, 100, BODY).await;
    let began = Instant::now();
    assert!(ask(to, 2, GET).await.ends_with("hello"));
    assert!(began.elapsed() < 5 * SECOND, "{:?}", began.elapsed());
    until("it is refused for too many connections", async || {
        ask(to, 1, GET).await.starts_with("HTTP/1.1 503 ")
    })
    .await;
    // Each network has a limit of its own.
    for from in 3..7 {
        standing.extend(stand_still(to, from, 20, BODY).await);
    }
    let began = Instant::now();
    assert!(ask(to, 2, GET).await.ends_with("hello"));
    assert!(began.elapsed() < 5 * SECOND, "{:?}", began.elapsed());
    // A new connection is accepted again.
    drop(standing);
    until("places are given back", async || {
        ask(to, 1, GET).await.ends_with("hello")
    })
    .await;
}

#[tokio::test]
async fn one_client_behind_a_proxy_does_not_block_the_others() {
    let to = serving(Limits {
        proxies: "127.0.0.0/8".parse().unwrap(),
        ..limits()
    })
    .await;
    let from = |client: &str, head: &str| head.replacen("host:", &format!("x-forwarded-for: {client}\r\nhost:"), 1);
    let standing = stand_still(to, 1, 10, &from("2001:db8::1", BODY)).await;
    until("ten requests of its network stand still", async || {
        let refused = ask(to, 1, &from("2001:db8::2", GET)).await;
        refused.starts_with("HTTP/1.1 503 ") && refused.contains("retry-after: 1")
    })
    .await;
    assert!(ask(to, 1, &from("2001:db8:0:1::1", GET)).await.ends_with("hello"));
    assert!(
        ask(to, 1, GET).await.ends_with("hello"),
        "a proxy without a forwarded address"
    );
    drop(standing);
}

#[tokio::test]
async fn a_dripping_body_is_cut_off_and_a_slow_one_is_not() {
    let to = serving(Limits {
        pace: Pace {
            patience: SECOND,
            bytes: 100,
        },
        ..limits()
    })
    .await;
    let send = async |chunk: usize| {
        let began = Instant::now();
        let mut socket = connect(to, 1).await;
        socket.write_all(BODY.as_bytes()).await.unwrap();
        let mut sent = 0;
        while sent < 1_000 && socket.write_all(&vec![b'x'; chunk]).await.is_ok() {
            sent += chunk;
            assert!(began.elapsed() < 8 * SECOND, "the connection is still open");
            // Sends slowly.
            tokio::time::sleep(SECOND / 5).await;
        }
        // The connection stays open for another request, so only the response is read, not until it closes.
        let mut answer = vec![0; 4_096];
        let read = tokio::time::timeout(5 * SECOND, socket.read(&mut answer)).await;
        let read = read.expect("no answer").unwrap_or_default();
        String::from_utf8_lossy(&answer[..read]).into_owned()
    };
    // Five bytes per second; the minimum is a hundred.
    let dripped = send(1).await;
    assert!(!dripped.contains("200 OK"), "{dripped}");
    // Five hundred bytes per second for two seconds, which is twice the patience.
    assert!(send(100).await.starts_with("HTTP/1.1 200 OK"));
}

//! Connections over real sockets: slow clients are cut off, others are served, and stopping lets responses in
//! progress finish.

use besa_server::connections::{self, Limits};
use besa_tests::Installation;
use poem::web::Data;
use poem::{Endpoint, EndpointExt, Route, get, handler, post};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

const SECOND: Duration = Duration::from_secs(1);

/// Short timeouts, so that the tests are fast.
fn limits() -> Limits {
    Limits {
        most: 8,
        each: 8,
        head: SECOND / 2,
        still: SECOND,
        life: 20 * SECOND,
        grace: 5 * SECOND,
        ..Limits::default()
    }
}

#[handler]
fn hello() -> &'static str {
    "hello"
}

/// Takes a second: the simulated work of a slow handler. Tells the test when it has started.
#[handler]
async fn slowly(Data(started): Data<&Arc<Semaphore>>) -> &'static str {
    started.add_permits(1);
    tokio::time::sleep(SECOND).await;
    "at last"
}

#[handler]
async fn echo(body: Vec<u8>) -> Vec<u8> {
    body
}

#[handler]
fn large() -> Vec<u8> {
    vec![b'x'; 64_000_000]
}

struct Serving {
    address: SocketAddr,
    stop: CancellationToken,
    done: JoinHandle<()>,
    started: Arc<Semaphore>,
}

impl Serving {
    async fn with(limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let started = Arc::new(Semaphore::new(0));
        let routes = routes(started.clone());
        let done = tokio::spawn(connections::serve(listener, routes, limits, stop.clone()));
        Self {
            address,
            stop,
            done,
            started,
        }
    }

    /// Waits until a request to `/slowly` is in progress.
    async fn in_progress(&self) {
        let started = tokio::time::timeout(5 * SECOND, self.started.acquire()).await;
        started.expect("the request did not start").unwrap().forget();
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Opens a connection whose head never ends, from a local address of its own, because one client address
    /// may not use all connections.
    async fn hang(&self, from: u8) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 0, from], 0))).unwrap();
        let mut socket = socket.connect(self.address).await.unwrap();
        socket.write_all(b"GET / HTTP/1.1\r\nx-slow: ").await.unwrap();
        socket
    }

    /// Sends a request on a new connection; returns everything that is received.
    async fn ask(&self, head: &str) -> String {
        let mut socket = self.connect().await;
        socket.write_all(head.as_bytes()).await.unwrap();
        until_closed(&mut socket).await
    }
}

fn routes(started: Arc<Semaphore>) -> impl Endpoint<Output = poem::Response> {
    Route::new()
        .at("/", get(hello))
        .at("/slowly", get(slowly))
        .at("/echo", post(echo))
        .at("/large", get(large))
        .data(started)
}

const CLOSING: &str = "GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
const KEEPING: &str = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";

/// Reads until the peer closes the connection; fails after ten seconds.
async fn until_closed(socket: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let read = tokio::time::timeout(10 * SECOND, socket.read_to_end(&mut all)).await;
    // A reset also closes the connection.
    drop(read.expect("the connection is still open"));
    String::from_utf8_lossy(&all).into_owned()
}

/// Reads one response from a keep-alive connection.
async fn answer(socket: &mut TcpStream) -> String {
    let mut all = Vec::new();
    while !all.ends_with(b"hello") {
        assert!(socket.read_buf(&mut all).await.unwrap() > 0, "closed after {all:?}");
    }
    String::from_utf8(all).unwrap()
}

#[tokio::test]
async fn a_slow_head_is_cut_off() {
    let serving = Serving::with(limits()).await;
    let began = Instant::now();
    let mut socket = serving.connect().await;
    socket.write_all(b"GET / HTTP/1.1\r\nx-slow: ").await.unwrap();
    while socket.write_all(b"a").await.is_ok() {
        let mut closed = [0; 64];
        match tokio::time::timeout(SECOND / 20, socket.read(&mut closed)).await {
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(_)) | Err(_) => assert!(began.elapsed() < 5 * SECOND, "still open"),
        }
    }
    let took = began.elapsed();
    assert!(took >= SECOND / 2 && took < 4 * SECOND, "{took:?}");
    // A connection without a request times out too, before and after a first one.
    let mut silent = serving.connect().await;
    assert_eq!(until_closed(&mut silent).await, "");
    let mut kept = serving.connect().await;
    kept.write_all(KEEPING.as_bytes()).await.unwrap();
    assert!(until_closed(&mut kept).await.ends_with("hello"));
}

#[tokio::test]
async fn a_trusted_proxy_may_be_idle_for_longer() {
    let proxies = "127.0.0.0/8".parse().unwrap();
    let serving = Serving::with(Limits {
        still: 4 * SECOND,
        proxies,
        ..limits()
    })
    .await;
    let mut socket = serving.connect().await;
    for _ in 0..2 {
        socket.write_all(KEEPING.as_bytes()).await.unwrap();
        assert!(answer(&mut socket).await.starts_with("HTTP/1.1 200"));
        // Idle for longer than the timeout of other clients.
        tokio::time::sleep(SECOND).await;
    }
}

#[tokio::test]
async fn others_are_served_while_many_connections_hang() {
    let serving = Serving::with(limits()).await;
    let mut hanging = Vec::new();
    for _ in 0..4 {
        hanging.push(serving.hang(2).await);
    }
    let began = Instant::now();
    assert!(serving.ask(CLOSING).await.ends_with("hello"));
    assert!(began.elapsed() < SECOND / 2, "{:?}", began.elapsed());
    // More connections than the limit: they wait only until the slow ones are cut off.
    for from in 3..30 {
        hanging.push(serving.hang(from).await);
    }
    assert!(serving.ask(CLOSING).await.ends_with("hello"));
    assert!(began.elapsed() < 8 * SECOND, "{:?}", began.elapsed());
}

#[tokio::test]
async fn the_number_of_open_connections_is_limited() {
    let serving = Serving::with(Limits { most: 1, ..limits() }).await;
    let mut first = serving.connect().await;
    first
        .write_all(b"GET /slowly HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let began = Instant::now();
    assert!(serving.ask(CLOSING).await.ends_with("hello"));
    assert!(began.elapsed() >= SECOND * 9 / 10, "{:?}", began.elapsed());
    assert!(until_closed(&mut first).await.ends_with("at last"));
}

#[tokio::test]
async fn a_stalled_body_is_cut_off() {
    let serving = Serving::with(limits()).await;
    let head = "POST /echo HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n";
    let answered = serving.ask(&format!("{head}half ")).await;
    assert!(!answered.contains("200 OK"), "{answered}");
    assert!(serving.ask(&format!("{head}half again")).await.ends_with("half again"));
    // A client that does not read the response.
    let mut socket = serving.connect().await;
    socket
        .write_all(b"GET /large HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    // Does not read for longer than the timeout of a stalled connection.
    tokio::time::sleep(3 * SECOND).await;
    let read = until_closed(&mut socket).await;
    assert!(
        read.len() < 64_000_000,
        "the whole response was buffered for a client that did not read"
    );
}

#[tokio::test]
async fn a_head_that_never_ends_is_refused() {
    let serving = Serving::with(limits()).await;
    let mut socket = serving.connect().await;
    let line = format!("x-long: {}\r\n", "y".repeat(1_000));
    drop(
        socket
            .write_all(format!("GET / HTTP/1.1\r\n{}", line.repeat(90)).as_bytes())
            .await,
    );
    let answered = until_closed(&mut socket).await;
    assert!(!answered.contains("200"), "{answered}");
}

#[tokio::test]
async fn the_lifetime_of_a_connection_is_limited() {
    let serving = Serving::with(Limits {
        life: SECOND,
        ..limits()
    })
    .await;
    let began = Instant::now();
    let mut socket = serving.connect().await;
    while socket.write_all(KEEPING.as_bytes()).await.is_ok() {
        let mut some = [0; 4_096];
        match socket.read(&mut some).await {
            Ok(0) | Err(_) => break,
            // A pause between requests, so that there are not thousands of them.
            Ok(_) => tokio::time::sleep(SECOND / 10).await,
        }
        assert!(began.elapsed() < 5 * SECOND, "still open");
    }
    assert!(began.elapsed() >= SECOND * 9 / 10);
}

#[tokio::test]
async fn stopping_finishes_responses_and_accepts_no_more_connections() {
    let serving = Serving::with(limits()).await;
    // Connections are accepted in order, so the idle one is accepted before the request starts.
    let mut idle = serving.connect().await;
    let mut asked = serving.connect().await;
    asked
        .write_all(b"GET /slowly HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    serving.in_progress().await;
    let began = Instant::now();
    serving.stop.cancel();
    assert_eq!(until_closed(&mut idle).await, "");
    assert!(until_closed(&mut asked).await.ends_with("at last"));
    serving.done.await.unwrap();
    assert!(began.elapsed() < 3 * SECOND, "{:?}", began.elapsed());
    assert!(TcpStream::connect(serving.address).await.is_err());
}

#[tokio::test]
async fn the_time_to_stop_is_limited() {
    let serving = Serving::with(Limits {
        grace: SECOND / 5,
        ..limits()
    })
    .await;
    let mut asked = serving.connect().await;
    asked
        .write_all(b"GET /slowly HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    serving.in_progress().await;
    let began = Instant::now();
    serving.stop.cancel();
    serving.done.await.unwrap();
    assert!(began.elapsed() < SECOND * 9 / 10, "{:?}", began.elapsed());
    assert_eq!(until_closed(&mut asked).await, "");
}

#[tokio::test]
async fn invalid_trusted_proxies_stop_the_start_with_one_line() {
    let besa = Installation::new().await;
    let (well, printed) = besa.besa_with(&[("BESA_TRUSTED_PROXIES", "10.0.0.0/8, nginx")], &["serve"]);
    assert!(!well);
    assert_eq!(printed.trim().lines().count(), 1, "{printed}");
    assert!(printed.starts_with("besa: trusted_proxies: nginx: "), "{printed}");
}

/// Sends requests without signing in until the rate limit; returns the number of requests.
async fn tries(besa: &Installation, forwarded: impl Fn(u32) -> String) -> u32 {
    let client = reqwest::Client::new();
    for tried in 0..100 {
        let sent = client
            .post(besa.url("/api/v1/tenants/nowhere/organisations"))
            .header("x-forwarded-for", forwarded(tried))
            .body("{}")
            .send()
            .await
            .unwrap();
        if sent.status().as_u16() == 429 {
            return tried;
        }
    }
    100
}

#[tokio::test]
async fn a_spoofed_address_does_not_bypass_rate_limits() {
    let mut besa = Installation::new().await;
    besa.start().await;
    let spoofing = tries(&besa, |tried| format!("198.51.100.{tried}")).await;
    assert!(spoofing < 100, "each spoofed address counted as another client");
    besa.kill();

    let mut besa = Installation::new().await;
    besa.start_with(&[("BESA_TRUSTED_PROXIES", "127.0.0.1")]).await;
    let clients = tries(&besa, |tried| format!("203.0.113.{tried}")).await;
    assert_eq!(clients, 100, "clients behind a proxy are counted separately");
    // The proxy appends its entry on the right, so a forged entry of the client is left of it.
    let spoofing = tries(&besa, |tried| format!("203.0.113.{tried}, 2001:db8::9")).await;
    assert_eq!(spoofing, clients.min(spoofing));
    assert!(spoofing < 100);
}

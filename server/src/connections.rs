//! Connections: how many each client has, and how long each may take what. Poem's own server waits for
//! headers as long as somebody sends one byte a minute, and opens as many connections as come.

use crate::crowd::{Crowd, Place};
pub use crate::pace::Pace;
use crate::pace::Progress;
use crate::proxies::Proxies;
use besa_domain::tries::Network;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::http::uri::Scheme;
use poem::http::{HeaderMap, HeaderValue, StatusCode, header};
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How many connections, and how long each.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Most that are open at a time; more wait until one ends.
    pub most: usize,
    /// Most of them from one client network, and never more than are left for the others: what comes
    /// beyond is refused at once. Of a client behind a proxy of ours, most requests at a time.
    pub each: usize,
    /// How long the head of a request may take, and how long a connection may lie idle before it.
    pub head: Duration,
    /// How slowly the body of a request may come.
    pub pace: Pace,
    /// How long a client may leave an answer unread. A proxy may keep a connection idle for this long
    /// too: it reads heads for us, and closing under its hands would fail its request.
    pub still: Duration,
    /// After this long a connection takes no new request; the one under way has as long again.
    pub life: Duration,
    /// How long answers that are under way may take when the server stops.
    pub grace: Duration,
    /// Whose peers are proxies of ours.
    pub proxies: Proxies,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            most: 512,
            each: 128,
            head: Duration::from_secs(10),
            pace: Pace {
                patience: Duration::from_secs(15),
                bytes: 1_024,
            },
            still: Duration::from_secs(75),
            life: Duration::from_secs(10 * 60),
            grace: Duration::from_secs(20),
            proxies: Proxies::default(),
        }
    }
}

/// Most bytes of a request's head. It is what a connection may hold of memory, too.
const HEAD_BYTES: usize = 32 * 1024;
/// What a client hears that has too many connections: no request is read for it.
const CROWDED: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
/// How many of those are told at a time.
const REFUSALS: usize = 32;
/// Most bytes of a body that are likely to be there with the head: hyper reads past them by itself.
const SHORT_BYTES: u64 = 4 * 1024;
/// How long, and for how many bytes, we go on reading after the last answer: closing before a client
/// has sent everything would take the answer from it.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: u64 = 2 * 1024 * 1024;
/// Refused connections are logged once in this time.
const QUIET: Duration = Duration::from_secs(60);
/// The wait after a connection could not be taken, as when there are too many open files.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves HTTP/1.1 until `stop`, then lets the answers under way finish.
pub async fn serve<E>(listener: TcpListener, endpoint: E, limits: Limits, stop: CancellationToken)
where
    E: Endpoint<Output: IntoResponse> + 'static,
{
    let door = Door {
        endpoint: Arc::new(endpoint.map_to_response()),
        requests: Crowd::default(),
        unread: Arc::default(),
        limits,
    };
    let limits = &door.limits;
    let room = Arc::new(Semaphore::new(limits.most));
    let (crowd, refusals) = (Crowd::default(), Arc::new(Semaphore::new(REFUSALS)));
    let (open, cut) = (TaskTracker::new(), CancellationToken::new());
    let mut told = None;
    let next = async || {
        let place = Arc::clone(&room).acquire_owned().await.ok()?;
        match listener.accept().await {
            Ok((socket, peer)) => Some((place, socket, peer)),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(PAUSE).await;
                None
            }
        }
    };
    while let Some(came) = stop.run_until_cancelled(next()).await {
        let Some((place, socket, peer)) = came else { continue };
        let from = peer.ip().to_canonical();
        let proxied = limits.proxies.trust(from);
        let most = limits.each.min(room.available_permits() + 1);
        let own = crowd.enter(from.into(), if proxied { usize::MAX } else { most });
        let Some(own) = own else {
            if told.is_none_or(|at: Instant| at.elapsed() >= QUIET) {
                told = Some(Instant::now());
                tracing::warn!(%peer, most, "connections refused: too many from one network; a proxy belongs into trusted_proxies");
            }
            // Past so many at a time, closing must say it.
            if let Ok(turn) = Arc::clone(&refusals).try_acquire_owned() {
                open.spawn(async move {
                    linger(socket, CROWDED).await;
                    drop(turn);
                });
            }
            continue;
        };
        let own_door = Door {
            unread: Arc::default(),
            ..door.clone()
        };
        let connection = connection(socket, peer, own_door, stop.clone());
        let cut = cut.clone();
        open.spawn(async move {
            cut.run_until_cancelled(connection).await;
            drop((place, own));
        });
    }
    drop(listener);
    open.close();
    if tokio::time::timeout(limits.grace, open.wait()).await.is_err() {
        tracing::warn!(open = open.len(), "connections are cut off");
        cut.cancel();
        open.wait().await;
    }
}

/// What requests are answered by.
struct Door<E> {
    endpoint: Arc<E>,
    /// Requests under way of clients behind proxies of ours, whose connections are the proxies' own.
    requests: Crowd,
    /// Whether an answer on this connection went out before its request was read.
    unread: Arc<AtomicBool>,
    limits: Limits,
}

impl<E> Clone for Door<E> {
    fn clone(&self) -> Self {
        Self {
            endpoint: Arc::clone(&self.endpoint),
            requests: self.requests.clone(),
            unread: Arc::clone(&self.unread),
            limits: self.limits.clone(),
        }
    }
}

impl<E> Door<E>
where
    E: Endpoint<Output = Response> + 'static,
{
    async fn answer(&self, mut request: Request, peer: SocketAddr) -> Response {
        let Ok(_own) = self.enter(&request, peer) else {
            return refused(StatusCode::SERVICE_UNAVAILABLE);
        };
        let Some(length) = length(request.headers()) else {
            return self.endpoint.get_response(request).await;
        };
        let progress = Progress::default();
        let body = self.limits.pace.of(request.take_body(), progress.clone());
        request.set_body(body);
        let mut answer = self.endpoint.get_response(request).await;
        if progress.is_too_slow() {
            return refused(StatusCode::REQUEST_TIMEOUT);
        }
        // Past a long rest nobody finds the next request: the client is told to begin anew.
        if length > SHORT_BYTES && !progress.is_whole(length) {
            self.unread.store(true, Ordering::Relaxed);
            answer
                .headers_mut()
                .insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        answer
    }

    /// A place for a request of a client behind a proxy of ours; others have one for each connection.
    fn enter(&self, request: &Request, peer: SocketAddr) -> Result<Option<Place>, Crowded> {
        let proxies = &self.limits.proxies;
        let client = proxies.client(peer.ip(), request.headers());
        // A proxy that names nobody is all that is known of its clients.
        if proxies.trust(client) || !proxies.trust(peer.ip().to_canonical()) {
            return Ok(None);
        }
        let own = self.requests.enter(Network::from(client), self.limits.each);
        own.map(Some).ok_or(Crowded)
    }
}

/// Says a last word, and closes when the client has heard it.
async fn linger(mut socket: impl AsyncRead + AsyncWrite + Unpin, last: &[u8]) {
    let goodbye = async {
        socket.write_all(last).await?;
        socket.shutdown().await?;
        tokio::io::copy(&mut socket.take(LINGER_BYTES), &mut tokio::io::sink()).await
    };
    // Whoever is gone, or goes on sending, heard enough.
    drop(tokio::time::timeout(LINGER, goodbye).await);
}

/// A client has too many requests under way.
struct Crowded;

/// The bytes of a request's body, as its head says; none where there is no body.
fn length(headers: &HeaderMap) -> Option<u64> {
    if headers.contains_key(header::TRANSFER_ENCODING) {
        return Some(u64::MAX);
    }
    let length = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()?;
    (length > 0).then_some(length)
}

/// An answer after which nothing more is read.
fn refused(status: StatusCode) -> Response {
    let mut answer = status.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    answer
}

async fn connection<E>(socket: TcpStream, peer: SocketAddr, door: Door<E>, stop: CancellationToken)
where
    E: Endpoint<Output = Response> + 'static,
{
    let (limits, unread) = (door.limits.clone(), Arc::clone(&door.unread));
    let here = match socket
        .local_addr()
        .and_then(|here| socket.set_nodelay(true).map(|()| here))
    {
        Ok(here) => here,
        Err(error) => return tracing::debug!(%error, "gone before it began"),
    };
    let mut socket = TimeoutStream::new(socket);
    socket.set_read_timeout(Some(limits.still));
    socket.set_write_timeout(Some(limits.still));
    let mut socket = pin!(socket);
    let proxied = limits.proxies.trust(peer.ip().to_canonical());
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let (local, remote) = (LocalAddr(here.into()), RemoteAddr(peer.into()));
        let request = Request::from((request, local, remote, Scheme::HTTP));
        let door = door.clone();
        async move { Ok::<_, Infallible>(hyper::Response::from(door.answer(request, peer).await)) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(if proxied { limits.still } else { limits.head })
        .max_header_size(HEAD_BYTES)
        .max_buf_size(HEAD_BYTES)
        // Otherwise hyper reads on while an answer is under way, and the socket's time runs out.
        .half_close(true);
    let done = {
        let mut connection = pin!(http.serve_connection(TokioIo::new(socket.as_mut()), service));
        let done = tokio::select! {
            done = connection.as_mut() => Some(done),
            () = stop.cancelled() => None,
            () = tokio::time::sleep(limits.life) => None,
        };
        match done {
            Some(done) => Ok(done),
            None => {
                connection.as_mut().graceful_shutdown();
                tokio::time::timeout(limits.life, connection).await
            }
        }
    };
    match done {
        Ok(Ok(())) if unread.load(Ordering::Relaxed) => linger(socket, &[]).await,
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::debug!(%error, "a connection ended early");
            // A head that could not be read was answered, and may still be on its way.
            if error.is_parse() {
                linger(socket, &[]).await;
            }
        }
        Err(_elapsed) => tracing::debug!("a connection is cut off"),
    }
}

//! Serves HTTP connections with limits on their number and on how long each step takes. Poem's own server
//! has neither: it accepts any number of connections, and waits for headers as long as a client sends one
//! byte a minute.

use crate::network_slots::{NetworkSlots, Slots};
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

/// Limits on the number of connections and on the time of each step.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Maximum number of open connections; further ones wait until one closes.
    pub most: usize,
    /// Maximum number of connections of one client network, and never more than remain free for the others;
    /// further ones are refused at once. For a client behind a trusted proxy: its maximum number of
    /// concurrent requests.
    pub each: usize,
    /// Timeout for the head of a request, and for the idle time before it.
    pub head: Duration,
    /// The lowest speed at which a client may send a request body.
    pub pace: Pace,
    /// How long a read or write may make no progress, for example while a client does not read a response.
    /// Also the head and idle timeout of trusted proxies, instead of `head`: a proxy reads slow heads for
    /// us, and closing a connection just as it is reused would fail the proxy's request.
    pub still: Duration,
    /// After this time a connection takes no new request; the one in progress has the same time again.
    pub life: Duration,
    /// How long responses in progress may take when the server stops.
    pub grace: Duration,
    /// The trusted proxies.
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

/// Maximum size of a request's head, and of the read buffer of a connection.
const HEAD_BYTES: usize = 32 * 1024;
/// The response for a connection beyond the limit of its network. Its request is not read.
const CROWDED: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
/// Maximum number of such responses at the same time; further connections are closed without one.
const REFUSALS: usize = 32;
/// A body up to this size has probably arrived with its head. hyper skips what is left of it by itself.
const SHORT_BYTES: u64 = 4 * 1024;
/// How long, and how many bytes, we read on after the last response. Closing a socket with unread data resets
/// the connection, and the client may lose the response.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: u64 = 2 * 1024 * 1024;
/// Minimum time between two log lines about refused connections.
const QUIET: Duration = Duration::from_secs(60);
/// The pause after `accept` failed, for example because too many files are open.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves HTTP/1.1 until `stop`, then waits up to `limits.grace` for the responses in progress.
pub async fn serve<E>(listener: TcpListener, endpoint: E, limits: Limits, stop: CancellationToken)
where
    E: Endpoint<Output: IntoResponse> + 'static,
{
    let handler = Handler {
        endpoint: Arc::new(endpoint.map_to_response()),
        requests: NetworkSlots::default(),
        unread: Arc::default(),
        limits,
    };
    let limits = &handler.limits;
    let room = Arc::new(Semaphore::new(limits.most));
    let (slots, refusals) = (NetworkSlots::default(), Arc::new(Semaphore::new(REFUSALS)));
    let (open, cut) = (TaskTracker::new(), CancellationToken::new());
    let mut warned_at = None;
    let next = async || {
        let place = Arc::clone(&room).acquire_owned().await.ok()?;
        match listener.accept().await {
            Ok((socket, peer)) => Some((place, socket, peer)),
            Err(error) => {
                tracing::warn!(%error, "connection not accepted");
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
        let own = slots.take(from.into(), if proxied { usize::MAX } else { most });
        let Some(own) = own else {
            if warned_at.is_none_or(|at: Instant| at.elapsed() >= QUIET) {
                warned_at = Some(Instant::now());
                tracing::warn!(%peer, most, "connections refused: too many from one network; if the peer is a proxy, add it to trusted_proxies");
            }
            // Without a free permit the socket is closed without a response.
            if let Ok(turn) = Arc::clone(&refusals).try_acquire_owned() {
                open.spawn(async move {
                    linger(socket, CROWDED).await;
                    drop(turn);
                });
            }
            continue;
        };
        let own_handler = Handler {
            unread: Arc::default(),
            ..handler.clone()
        };
        let connection = connection(socket, peer, own_handler, stop.clone());
        let cut = cut.clone();
        open.spawn(async move {
            cut.run_until_cancelled(connection).await;
            drop((place, own));
        });
    }
    drop(listener);
    open.close();
    if tokio::time::timeout(limits.grace, open.wait()).await.is_err() {
        tracing::warn!(open = open.len(), "stopping: unfinished connections closed");
        cut.cancel();
        open.wait().await;
    }
}

/// Answers the requests of one connection.
struct Handler<E> {
    endpoint: Arc<E>,
    /// Requests in progress of clients behind trusted proxies, whose connections belong to the proxies.
    requests: NetworkSlots,
    /// Whether a response on this connection was sent before its request body was read completely.
    unread: Arc<AtomicBool>,
    limits: Limits,
}

impl<E> Clone for Handler<E> {
    fn clone(&self) -> Self {
        Self {
            endpoint: Arc::clone(&self.endpoint),
            requests: self.requests.clone(),
            unread: Arc::clone(&self.unread),
            limits: self.limits.clone(),
        }
    }
}

impl<E> Handler<E>
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
        let body = self.limits.pace.limit(request.take_body(), progress.clone());
        request.set_body(body);
        let mut answer = self.endpoint.get_response(request).await;
        if progress.is_too_slow() {
            return refused(StatusCode::REQUEST_TIMEOUT);
        }
        // A long unread body stands before the next request on this connection: close it after the response.
        if length > SHORT_BYTES && !progress.is_whole(length) {
            self.unread.store(true, Ordering::Relaxed);
            answer
                .headers_mut()
                .insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        answer
    }

    /// Takes a slot for a request of a client behind a trusted proxy. `None` for other clients: their
    /// connection holds a slot.
    fn enter(&self, request: &Request, peer: SocketAddr) -> Result<Option<Slots>, Crowded> {
        let proxies = &self.limits.proxies;
        let client = proxies.client(peer.ip(), request.headers());
        // Without a usable X-Forwarded-For the clients of a proxy cannot be told apart.
        if proxies.trust(client) || !proxies.trust(peer.ip().to_canonical()) {
            return Ok(None);
        }
        let own = self.requests.take(Network::from(client), self.limits.each);
        own.map(Some).ok_or(Crowded)
    }
}

/// Writes the last bytes, and closes the connection once the client has had time to read them.
async fn linger(mut socket: impl AsyncRead + AsyncWrite + Unpin, last: &[u8]) {
    let goodbye = async {
        socket.write_all(last).await?;
        socket.shutdown().await?;
        tokio::io::copy(&mut socket.take(LINGER_BYTES), &mut tokio::io::sink()).await
    };
    // An error or a timeout makes no difference: the connection is closed either way.
    drop(tokio::time::timeout(LINGER, goodbye).await);
}

/// A client has too many requests in progress.
struct Crowded;

/// Returns the size of a request body as its head declares it, `u64::MAX` for a chunked one. `None` without a
/// body.
fn length(headers: &HeaderMap) -> Option<u64> {
    if headers.contains_key(header::TRANSFER_ENCODING) {
        return Some(u64::MAX);
    }
    let length = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()?;
    (length > 0).then_some(length)
}

/// Builds an error response that closes the connection.
fn refused(status: StatusCode) -> Response {
    let mut answer = status.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    answer
}

async fn connection<E>(socket: TcpStream, peer: SocketAddr, handler: Handler<E>, stop: CancellationToken)
where
    E: Endpoint<Output = Response> + 'static,
{
    let (limits, unread) = (handler.limits.clone(), Arc::clone(&handler.unread));
    let here = match socket
        .local_addr()
        .and_then(|here| socket.set_nodelay(true).map(|()| here))
    {
        Ok(here) => here,
        Err(error) => return tracing::debug!(%error, "client disconnected before the request"),
    };
    let mut socket = TimeoutStream::new(socket);
    socket.set_read_timeout(Some(limits.still));
    socket.set_write_timeout(Some(limits.still));
    let mut socket = pin!(socket);
    let proxied = limits.proxies.trust(peer.ip().to_canonical());
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let (local, remote) = (LocalAddr(here.into()), RemoteAddr(peer.into()));
        let request = Request::from((request, local, remote, Scheme::HTTP));
        let handler = handler.clone();
        async move { Ok::<_, Infallible>(hyper::Response::from(handler.answer(request, peer).await)) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(if proxied { limits.still } else { limits.head })
        .max_header_size(HEAD_BYTES)
        .max_buf_size(HEAD_BYTES)
        // Otherwise hyper keeps reading while a response is computed, and the socket's read timeout fires.
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
            tracing::debug!(%error, "connection ended with an error");
            // hyper has answered a malformed head: give the client time to read the response.
            if error.is_parse() {
                linger(socket, &[]).await;
            }
        }
        Err(_elapsed) => tracing::debug!("connection closed: its last request did not finish in time"),
    }
}

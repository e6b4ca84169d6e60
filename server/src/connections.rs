//! Connections, and how long each may take what. Poem's own server waits for headers as long as
//! somebody sends one byte a minute, and opens as many connections as come.

use crate::proxies::Proxies;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
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
    /// How long the head of a request may take, and how long a connection may lie idle before it.
    pub head: Duration,
    /// How long a body may stand still in either direction. A proxy may keep a connection idle for
    /// this long too: it reads heads for us, and closing under its hands would fail its request.
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
            head: Duration::from_secs(10),
            still: Duration::from_secs(75),
            life: Duration::from_secs(10 * 60),
            grace: Duration::from_secs(20),
            proxies: Proxies::default(),
        }
    }
}

/// Most bytes of a request's head. It is what a connection may hold of memory, too.
const HEAD_BYTES: usize = 32 * 1024;
/// The wait after a connection could not be taken, as when there are too many open files.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves HTTP/1.1 until `stop`, then lets the answers under way finish.
pub async fn serve<E>(listener: TcpListener, endpoint: E, limits: Limits, stop: CancellationToken)
where
    E: Endpoint<Output: IntoResponse> + 'static,
{
    let endpoint = Arc::new(endpoint.map_to_response());
    let room = Arc::new(Semaphore::new(limits.most));
    let (open, cut) = (TaskTracker::new(), CancellationToken::new());
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
        let connection = connection(socket, peer, Arc::clone(&endpoint), limits.clone(), stop.clone());
        let cut = cut.clone();
        open.spawn(async move {
            cut.run_until_cancelled(connection).await;
            drop(place);
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

async fn connection<E>(socket: TcpStream, peer: SocketAddr, endpoint: Arc<E>, limits: Limits, stop: CancellationToken)
where
    E: Endpoint<Output = Response> + 'static,
{
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
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let (local, remote) = (LocalAddr(here.into()), RemoteAddr(peer.into()));
        let request = Request::from((request, local, remote, Scheme::HTTP));
        let endpoint = Arc::clone(&endpoint);
        async move { Ok::<_, Infallible>(hyper::Response::from(endpoint.get_response(request).await)) }
    });
    let proxied = limits.proxies.trust(peer.ip().to_canonical());
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(if proxied { limits.still } else { limits.head })
        .max_buf_size(HEAD_BYTES)
        // Otherwise hyper reads on while an answer is under way, and the socket's time runs out.
        .half_close(true)
        .serve_connection(TokioIo::new(socket.as_mut()), service);
    let mut connection = pin!(connection);
    let done = tokio::select! {
        done = connection.as_mut() => Some(done),
        () = stop.cancelled() => None,
        () = tokio::time::sleep(limits.life) => None,
    };
    let done = match done {
        Some(done) => Ok(done),
        None => {
            connection.as_mut().graceful_shutdown();
            tokio::time::timeout(limits.life, connection).await
        }
    };
    match done {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a connection ended early"),
        Err(_elapsed) => tracing::debug!("a connection is cut off"),
    }
}

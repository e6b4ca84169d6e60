//! How much memory requests hold at once: bodies that are read, pages that are made, and answers that
//! wait to be sent. What finds no room is answered 503 and tried again, instead of ending the process.

use crate::crowd::{Crowd, Place};
use besa_domain::tries::Network;
use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use poem::http::{StatusCode, header};
use poem::{Body, Endpoint, IntoResponse, Request, Response};
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Answers that are made at the same time. On two cores more would only wait for one another.
const MAKING: usize = 4;
/// How many of these places an answer takes once the process has more than [`TIGHT`] bytes.
const TIGHT_PLACES: u32 = 2;
/// Bytes of memory from which answers are made a few at a time.
const TIGHT: u64 = 96_000_000;
/// Milliseconds for which a reading of the memory counts: it costs a quarter of a small page.
const READING: u64 = 10;
/// How long a request waits for a place.
const PATIENCE: Duration = Duration::from_secs(1);
/// KiB of large bodies and answers that are held at the same time.
const HELD: usize = 32 * 1024;
/// Large bodies of one network at the same time.
const SHARE: usize = 8;
/// Smaller bodies and answers are not counted.
const LARGE: u64 = 128 * 1024;
/// Most of a body that is held in memory: a longer one is a file, which is stored as it comes.
const MOST: u64 = 2_000_000;

/// The room of a process.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    making: Arc<Semaphore>,
    held: Arc<Semaphore>,
    crowd: Crowd,
    memory: Arc<Memory>,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            making: Arc::new(Semaphore::new(MAKING)),
            held: Arc::new(Semaphore::new(HELD)),
            crowd: Crowd::default(),
            memory: Arc::new(Memory::new(own_memory)),
        }
    }
}

/// The memory of the process, read anew after a moment.
#[derive(Debug)]
struct Memory {
    read: fn() -> u64,
    begun: Instant,
    /// When it was read last, in milliseconds from the beginning, and one more; 0 before the first time.
    at: AtomicU64,
    bytes: AtomicU64,
}

impl Memory {
    fn new(read: fn() -> u64) -> Self {
        Self {
            read,
            begun: Instant::now(),
            at: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
        }
    }

    fn bytes(&self) -> u64 {
        let now = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX - 1) + 1;
        let at = self.at.load(Ordering::Relaxed);
        if at == 0 || now >= at + READING {
            self.at.store(now, Ordering::Relaxed);
            self.bytes.store((self.read)(), Ordering::Relaxed);
        }
        self.bytes.load(Ordering::Relaxed)
    }
}

/// Room for bytes that are held, for as long as this is kept.
struct Hold(#[expect(dead_code, reason = "kept until it is dropped")] OwnedSemaphorePermit);

impl Room {
    /// Room for so many bytes, if there is any now.
    fn hold(&self, bytes: u64) -> Option<Hold> {
        let kibibytes = u32::try_from(bytes.div_ceil(1024)).ok()?;
        let room = self.held.clone().try_acquire_many_owned(kibibytes);
        room.ok().map(Hold)
    }

    /// Room for the body of a request; `Some(None)` for one that is small.
    fn body(&self, request: &Request) -> Option<Option<(Place, Hold)>> {
        let length = request
            .header(header::CONTENT_LENGTH)
            .and_then(|length| length.parse().ok());
        // A body of unknown length may be as long as any.
        let unknown = request.header(header::TRANSFER_ENCODING).map(|_| MOST);
        let length = length.or(unknown).unwrap_or(0).min(MOST);
        if length <= LARGE {
            return Some(None);
        }
        let address = request.extensions().get::<IpAddr>().copied();
        let network = Network::from(address.unwrap_or(IpAddr::from([0, 0, 0, 0])));
        let place = self.crowd.enter(network, SHARE)?;
        Some(Some((place, self.hold(length)?)))
    }

    /// A place among the answers that are being made.
    async fn place(&self) -> Option<OwnedSemaphorePermit> {
        let places = if self.memory.bytes() > TIGHT { TIGHT_PLACES } else { 1 };
        let place = self.making.clone().acquire_many_owned(places);
        tokio::time::timeout(PATIENCE, place).await.ok()?.ok()
    }
}

/// Answers a request when there is room for it.
///
/// # Errors
/// As what is called.
pub(crate) async fn kept<E>(next: Arc<E>, request: Request, room: Room) -> poem::Result<Response>
where
    E: Endpoint<Output = Response>,
{
    if matches!(request.uri().path(), "/livez" | "/readyz") {
        return next.call(request).await;
    }
    let Some(_body) = room.body(&request) else {
        return Ok(full());
    };
    // A body comes as slowly as its sender likes: only answers that wait for nobody take a place.
    let place = if request.method().is_safe() {
        let Some(place) = room.place().await else {
            return Ok(full());
        };
        Some(place)
    } else {
        None
    };
    let mut response = next.call(request).await?;
    drop(place);
    let body = BoxBody::from(response.take_body());
    let size = body.size_hint().exact().unwrap_or(0);
    if size <= LARGE {
        response.set_body(Body::from(body));
        return Ok(response);
    }
    let Some(hold) = room.hold(size) else { return Ok(full()) };
    response.set_body(Body::from(BoxBody::new(Sent { body, _hold: hold })));
    Ok(response)
}

fn full() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, "busy: try again in a moment\n")
        .with_header(header::RETRY_AFTER, 2)
        .into_response()
}

/// An answer that is being sent, with its room.
struct Sent {
    body: BoxBody<Bytes, io::Error>,
    _hold: Hold,
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The memory of this process that is in no file, in bytes; nothing where the system does not tell.
fn own_memory() -> u64 {
    let told = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let mut pages = told.split(' ').skip(1).map(|pages| pages.parse::<u64>().unwrap_or(0));
    let (resident, of_files) = (pages.next().unwrap_or(0), pages.next().unwrap_or(0));
    let page = u64::try_from(rustix::param::page_size()).unwrap_or(4_096);
    resident.saturating_sub(of_files) * page
}

#[cfg(test)]
mod tests {
    use super::*;
    use poem::test::TestClient;
    use poem::{EndpointExt as _, Route, get, handler, post};

    #[handler]
    fn large() -> Vec<u8> {
        vec![0; 1_000_000]
    }

    #[handler]
    async fn taken(body: Vec<u8>) -> String {
        body.len().to_string()
    }

    fn client(room: Room) -> TestClient<impl Endpoint> {
        let routes = Route::new().at("/large", get(large)).at("/taken", post(taken));
        TestClient::new(routes.around(move |next, request| kept(next, request, room.clone())))
    }

    #[tokio::test]
    async fn answers_that_are_not_read_hold_their_room() {
        let room = Room {
            held: Arc::new(Semaphore::new(2_000)),
            ..Room::default()
        };
        let client = client(room.clone());
        let unread = [client.get("/large").send().await, client.get("/large").send().await];
        for one in &unread {
            one.assert_status_is_ok();
        }
        let refused = client.get("/large").send().await;
        refused.assert_status(StatusCode::SERVICE_UNAVAILABLE);
        refused.assert_header(header::RETRY_AFTER, "2");
        drop(unread);
        client.get("/large").send().await.assert_status_is_ok();
        assert_eq!(room.held.available_permits(), 2_000);
    }

    #[tokio::test]
    async fn a_network_holds_few_large_bodies() {
        let room = Room::default();
        let network = Network::from(IpAddr::from([0, 0, 0, 0]));
        let others: Vec<Place> = (0..SHARE).filter_map(|_| room.crowd.enter(network, SHARE)).collect();
        let client = client(room);
        let send = |bytes: usize| {
            client
                .post("/taken")
                .header("content-length", bytes)
                .body(vec![0; bytes])
                .send()
        };
        send(1_000_000).await.assert_status(StatusCode::SERVICE_UNAVAILABLE);
        send(1_000).await.assert_status_is_ok();
        drop(others);
        send(1_000_000).await.assert_status_is_ok();
    }

    #[tokio::test]
    async fn fewer_answers_are_made_where_memory_is_tight() {
        let tight = Room {
            memory: Arc::new(Memory::new(|| TIGHT + 1)),
            ..Room::default()
        };
        let places = [tight.place().await, tight.place().await];
        assert!(places.iter().all(Option::is_some));
        assert_eq!(tight.making.available_permits(), 0);
        assert!(own_memory() > 0);
    }
}

//! Limits how much memory concurrent requests use: request bodies being read, responses being computed, and
//! responses waiting to be sent. A request beyond the limits gets 503 with `Retry-After`, so that the process
//! does not run out of memory.

use crate::network_slots::{NetworkSlots, Slots};
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
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Maximum number of responses computed at the same time. On two cores, more would only wait for each other.
const COMPUTING: usize = 4;
/// Maximum number of requests that wait for one of these slots; a further one is refused at once.
const WAITING: usize = 64;
/// How long a request waits for a slot.
const PATIENCE: Duration = Duration::from_millis(500);
/// Maximum KiB of large bodies and responses in memory at the same time.
const BUDGET: usize = 32 * 1024;
/// Maximum KiB of them for one client network; a single larger one is allowed when the network holds no
/// other.
const SHARE: usize = BUDGET / 4;
/// Bodies and responses up to this size, in bytes, are not counted.
const LARGE: u64 = 128 * 1024;
/// Maximum bytes counted for a request body: a longer body is an uploaded file, which is streamed to the
/// store.
const MAX: u64 = 2_000_000;

/// The memory budget of a process.
#[derive(Clone, Debug)]
pub(crate) struct MemoryBudget {
    computing: Arc<Semaphore>,
    /// One permit for each request that computes or waits to.
    queue: Arc<Semaphore>,
    held: Arc<Semaphore>,
    slots: NetworkSlots,
}

impl Default for MemoryBudget {
    fn default() -> Self {
        Self {
            computing: Arc::new(Semaphore::new(COMPUTING)),
            queue: Arc::new(Semaphore::new(COMPUTING + WAITING)),
            held: Arc::new(Semaphore::new(BUDGET)),
            slots: NetworkSlots::default(),
        }
    }
}

/// A reservation in the budget. Dropping the last copy releases it.
#[derive(Clone)]
struct Reservation(#[expect(dead_code, reason = "kept until it is dropped")] Arc<(Slots, OwnedSemaphorePermit)>);

impl MemoryBudget {
    /// Reserves bytes for a network. `None` when the budget, or the network's share of it, is used up.
    fn reserve(&self, network: Network, bytes: u64) -> Option<Reservation> {
        let kibibytes = u32::try_from(bytes.div_ceil(1024)).ok()?;
        let slots = self.slots.take_many(network, usize::try_from(kibibytes).ok()?, SHARE)?;
        let permit = self.held.clone().try_acquire_many_owned(kibibytes).ok()?;
        Some(Reservation(Arc::new((slots, permit))))
    }

    /// Reserves memory for the body of a request. `None` when there is none left, `Some(None)` for a small
    /// body.
    fn body(&self, network: Network, request: &Request) -> Option<Option<Reservation>> {
        let length = request
            .header(header::CONTENT_LENGTH)
            .and_then(|length| length.parse().ok());
        // Chunked: the length is unknown, so the maximum is reserved.
        let unknown = request.header(header::TRANSFER_ENCODING).map(|_| MAX);
        let length = length.or(unknown).unwrap_or(0).min(MAX);
        if length <= LARGE {
            return Some(None);
        }
        self.reserve(network, length).map(Some)
    }

    /// Waits for a slot to compute a response. `None` after [`PATIENCE`], and at once when [`WAITING`] requests
    /// wait already: the server never works on a queue of requests whose clients have given up.
    async fn slot(&self) -> Option<(OwnedSemaphorePermit, OwnedSemaphorePermit)> {
        let place = self.queue.clone().try_acquire_owned().ok()?;
        let slot = self.computing.clone().acquire_owned();
        let slot = tokio::time::timeout(PATIENCE, slot).await.ok()?.ok()?;
        Some((slot, place))
    }
}

/// Answers a request within the memory budget, or with 503.
///
/// # Errors
/// Those of `next`.
pub(crate) async fn within_budget<E>(next: Arc<E>, request: Request, budget: MemoryBudget) -> poem::Result<Response>
where
    E: Endpoint<Output = Response>,
{
    if matches!(request.uri().path(), "/livez" | "/readyz") {
        return next.call(request).await;
    }
    let address = request.extensions().get::<IpAddr>().copied();
    let network = Network::from(address.unwrap_or(IpAddr::from([0, 0, 0, 0])));
    let Some(_body) = budget.body(network, &request) else {
        return Ok(full());
    };
    // A client may send a body slowly: only requests without one, which never wait for the client, take a
    // slot.
    let slot = if request.method().is_safe() {
        let Some(slot) = budget.slot().await else {
            return Ok(full());
        };
        Some(slot)
    } else {
        None
    };
    let mut response = next.call(request).await?;
    drop(slot);
    let body = BoxBody::from(response.take_body());
    let size = body.size_hint().exact().unwrap_or(0);
    if size <= LARGE {
        response.set_body(Body::from(body));
        return Ok(response);
    }
    let Some(reservation) = budget.reserve(network, size) else {
        return Ok(full());
    };
    response.set_body(Body::from(BoxBody::new(ReservedBody { body, reservation })));
    Ok(response)
}

fn full() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, "busy: try again in a moment\n")
        .with_header(header::RETRY_AFTER, 2)
        .into_response()
}

/// Bytes of a response with their reservation. The connection takes them out of the body long before they are
/// sent.
struct ReservedBytes {
    bytes: Bytes,
    _reservation: Reservation,
}

impl AsRef<[u8]> for ReservedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// The body of a response that is being sent, with its reservation.
struct ReservedBody {
    body: BoxBody<Bytes, io::Error>,
    reservation: Reservation,
}

impl HttpBody for ReservedBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        let held = |bytes| {
            Bytes::from_owner(ReservedBytes {
                bytes,
                _reservation: self.reservation.clone(),
            })
        };
        Poll::Ready(frame.map(|frame| frame.map(|frame| frame.map_data(held))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
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

    fn client(budget: MemoryBudget) -> TestClient<impl Endpoint> {
        let routes = Route::new().at("/large", get(large)).at("/taken", post(taken));
        TestClient::new(routes.around(move |next, request| within_budget(next, request, budget.clone())))
    }

    #[tokio::test]
    async fn answers_that_are_not_read_hold_their_room() {
        let budget = MemoryBudget {
            held: Arc::new(Semaphore::new(2_000)),
            ..MemoryBudget::default()
        };
        let client = client(budget.clone());
        let unread = [client.get("/large").send().await, client.get("/large").send().await];
        for one in &unread {
            one.assert_status_is_ok();
        }
        let refused = client.get("/large").send().await;
        refused.assert_status(StatusCode::SERVICE_UNAVAILABLE);
        refused.assert_header(header::RETRY_AFTER, "2");
        drop(unread);
        client.get("/large").send().await.assert_status_is_ok();
        assert_eq!(budget.held.available_permits(), 2_000);
    }

    #[tokio::test]
    async fn a_network_holds_a_share() {
        let budget = MemoryBudget::default();
        let network = Network::from(IpAddr::from([0, 0, 0, 0]));
        let others: Vec<Reservation> = (0..8).filter_map(|_| budget.reserve(network, 1_000_000)).collect();
        let client = client(budget.clone());
        let send = |bytes: usize| {
            client
                .post("/taken")
                .header("content-length", bytes)
                .body(vec![0; bytes])
                .send()
        };
        send(1_000_000).await.assert_status(StatusCode::SERVICE_UNAVAILABLE);
        client
            .get("/large")
            .send()
            .await
            .assert_status(StatusCode::SERVICE_UNAVAILABLE);
        send(1_000).await.assert_status_is_ok();
        let another = Network::from(IpAddr::from([192, 0, 2, 1]));
        assert!(budget.reserve(another, 1_000_000).is_some());
        drop(others);
        send(1_000_000).await.assert_status_is_ok();
        // A network that holds nothing may exceed its share once.
        assert!(budget.reserve(network, 20_000_000).is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_full_queue_refuses_at_once_and_a_short_one_waits() {
        let budget = MemoryBudget::default();
        let computing = budget
            .computing
            .clone()
            .acquire_many_owned(COMPUTING as u32)
            .await
            .unwrap();
        let _running = budget.queue.clone().acquire_many_owned(COMPUTING as u32).await.unwrap();
        let client = client(budget.clone());
        let began = tokio::time::Instant::now();
        {
            let _waiting = budget.queue.clone().acquire_many_owned(WAITING as u32).await.unwrap();
            let refused = client.get("/large").send().await;
            refused.assert_status(StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(began.elapsed(), Duration::ZERO);
        }
        let late = client.get("/large").send().await;
        late.assert_status(StatusCode::SERVICE_UNAVAILABLE);
        assert!(began.elapsed() >= PATIENCE && began.elapsed() < PATIENCE * 2);
        drop(computing);
        client.get("/large").send().await.assert_status_is_ok();
    }

    #[tokio::test]
    async fn bytes_hold_their_room_until_they_are_sent() {
        let budget = MemoryBudget::default();
        let mut answer = client(budget.clone()).get("/large").send().await.0;
        let frame = answer.take_body().into_bytes().await.unwrap();
        assert!(budget.held.available_permits() < BUDGET);
        drop(frame);
        assert_eq!(budget.held.available_permits(), BUDGET);
    }
}

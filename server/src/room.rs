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
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Answers that are made at the same time. On two cores more would only wait for one another.
const MAKING: usize = 4;
/// How long a request waits for a place.
const PATIENCE: Duration = Duration::from_secs(1);
/// KiB of large bodies and answers that are held at the same time.
const HELD: usize = 32 * 1024;
/// KiB of them that one network holds; a longer one by itself.
const SHARE: usize = HELD / 4;
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
}

impl Default for Room {
    fn default() -> Self {
        Self {
            making: Arc::new(Semaphore::new(MAKING)),
            held: Arc::new(Semaphore::new(HELD)),
            crowd: Crowd::default(),
        }
    }
}

/// Room for bytes that are held, for as long as this is kept.
#[derive(Clone)]
struct Hold(#[expect(dead_code, reason = "kept until it is dropped")] Arc<(Place, OwnedSemaphorePermit)>);

impl Room {
    /// Room for so many bytes of a network, if there is any now.
    fn hold(&self, network: Network, bytes: u64) -> Option<Hold> {
        let kibibytes = u32::try_from(bytes.div_ceil(1024)).ok()?;
        let place = self
            .crowd
            .enter_with(network, usize::try_from(kibibytes).ok()?, SHARE)?;
        let room = self.held.clone().try_acquire_many_owned(kibibytes).ok()?;
        Some(Hold(Arc::new((place, room))))
    }

    /// Room for the body of a request; `Some(None)` for one that is small.
    fn body(&self, network: Network, request: &Request) -> Option<Option<Hold>> {
        let length = request
            .header(header::CONTENT_LENGTH)
            .and_then(|length| length.parse().ok());
        // A body of unknown length may be as long as any.
        let unknown = request.header(header::TRANSFER_ENCODING).map(|_| MOST);
        let length = length.or(unknown).unwrap_or(0).min(MOST);
        if length <= LARGE {
            return Some(None);
        }
        self.hold(network, length).map(Some)
    }

    /// A place among the answers that are being made.
    async fn place(&self) -> Option<OwnedSemaphorePermit> {
        let place = self.making.clone().acquire_owned();
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
    let address = request.extensions().get::<IpAddr>().copied();
    let network = Network::from(address.unwrap_or(IpAddr::from([0, 0, 0, 0])));
    let Some(_body) = room.body(network, &request) else {
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
    let Some(hold) = room.hold(network, size) else {
        return Ok(full());
    };
    response.set_body(Body::from(BoxBody::new(Sent { body, hold })));
    Ok(response)
}

fn full() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, "busy: try again in a moment\n")
        .with_header(header::RETRY_AFTER, 2)
        .into_response()
}

/// Bytes of an answer with their room: the connection takes them out of the body long before they are
/// sent.
struct Held {
    bytes: Bytes,
    _hold: Hold,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// An answer that is being sent, with its room.
struct Sent {
    body: BoxBody<Bytes, io::Error>,
    hold: Hold,
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(cx));
        let held = |bytes| {
            Bytes::from_owner(Held {
                bytes,
                _hold: self.hold.clone(),
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
    async fn a_network_holds_a_share() {
        let room = Room::default();
        let network = Network::from(IpAddr::from([0, 0, 0, 0]));
        let others: Vec<Hold> = (0..8).filter_map(|_| room.hold(network, 1_000_000)).collect();
        let client = client(room.clone());
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
        assert!(room.hold(another, 1_000_000).is_some());
        drop(others);
        send(1_000_000).await.assert_status_is_ok();
        // By itself, one may be longer than the share.
        assert!(room.hold(network, 20_000_000).is_some());
    }

    #[tokio::test]
    async fn bytes_hold_their_room_until_they_are_sent() {
        let room = Room::default();
        let mut answer = client(room.clone()).get("/large").send().await.0;
        let frame = answer.take_body().into_bytes().await.unwrap();
        assert!(room.held.available_permits() < HELD);
        drop(frame);
        assert_eq!(room.held.available_permits(), HELD);
    }
}

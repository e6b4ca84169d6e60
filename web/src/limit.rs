//! Bodies are counted as they stream: what a client says of its length is not believed.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Poll, ready};

use besa_domain::evidence;
use futures_util::StreamExt;
use futures_util::stream::poll_fn;
use poem::{Body, Endpoint, IntoResponse, Request, Response, Result};

use crate::error::Fault;

/// Most bytes of a form without files, by somebody who is signed in.
pub const FORM: u64 = 2_000_000;
/// Most bytes of anybody else's: a proposal in a script that takes nine bytes for each letter.
pub const NAMELESS: u64 = 128 * 1024;
/// Most bytes of a form with nothing but short lines: signing in, asking for a subscription.
pub const SHORT: u64 = 16 * 1024;
/// Most bytes of a form with a file: the file, and some for the fields.
pub const UPLOAD: u64 = evidence::MOST_BYTES.unsigned_abs() + FORM;
/// Past the limit the rest is read and thrown away up to here: a browser shows no answer before
/// it has sent everything.
const DRAINED: u64 = 300_000_000;

/// Refuses a body of more than `most` bytes: `post(add).around(|next, req| limit::body(next, req, limit::UPLOAD))`.
///
/// # Errors
/// [`Fault::TooLarge`], and the endpoint's own.
pub async fn body<E>(next: Arc<E>, mut req: Request, most: u64) -> Result<Response>
where
    E: Endpoint,
    E::Output: IntoResponse,
{
    let over = Arc::new(AtomicBool::new(false));
    let mark = Arc::clone(&over);
    let mut count: u64 = 0;
    let mut stream = req.take_body().into_bytes_stream().boxed();
    let counted = poll_fn(move |cx| {
        loop {
            match ready!(stream.poll_next_unpin(cx)) {
                Some(Ok(chunk)) => {
                    count = count.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
                    if count <= most {
                        return Poll::Ready(Some(Ok(chunk)));
                    }
                    mark.store(true, Ordering::Relaxed);
                    if count > DRAINED {
                        return Poll::Ready(Some(Err(io::Error::other("too large"))));
                    }
                }
                // The reader must not take a part for the whole.
                None if count > most => return Poll::Ready(Some(Err(io::Error::other("too large")))),
                end => return Poll::Ready(end),
            }
        }
    });
    req.set_body(Body::from_bytes_stream(counted));
    let answer = next.call(req).await.map(IntoResponse::into_response);
    if over.load(Ordering::Relaxed) {
        return Err(Fault::TooLarge(most).into());
    }
    answer
}

//! Limits for request bodies. Bytes are counted as they arrive; `Content-Length` is not trusted.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Poll, ready};

use besa_domain::evidence;
use futures_util::StreamExt;
use futures_util::stream::poll_fn;
use poem::{Body, Endpoint, IntoResponse, Request, Response, Result};

use crate::error::Fault;

/// Maximum size in bytes of a form without files, with a session.
pub const FORM: u64 = 2_000_000;
/// Maximum size in bytes of a form without files, without a session. It fits a proposal in a script that
/// takes nine bytes per letter (three UTF-8 bytes, percent-encoded).
pub const NAMELESS: u64 = 128 * 1024;
/// Maximum size in bytes of a form with only short fields, such as signing in or subscribing.
pub const SHORT: u64 = 16 * 1024;
/// Maximum size in bytes of a form with a file: the file and the other fields.
pub const UPLOAD: u64 = evidence::MAX_BYTES.unsigned_abs() + FORM;
/// When a body is over its limit, the rest is read and discarded up to this many bytes in total: browsers
/// show a response only after they have sent everything.
const DRAINED: u64 = 300_000_000;

/// Middleware: refuses a body of more than `most` bytes:
/// `post(add).around(|next, req| limit::body(next, req, limit::UPLOAD))`.
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
                        return Poll::Ready(Some(Err(io::Error::other("body too large"))));
                    }
                }
                // End with an error, so that the handler does not take the truncated body for the whole.
                None if count > most => return Poll::Ready(Some(Err(io::Error::other("body too large")))),
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

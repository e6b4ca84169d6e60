//! Security headers for every response: API, health and metrics. Pages and files set their own, which are
//! kept.

use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Endpoint, Request, Response};
use std::sync::Arc;

/// A response of the API loads nothing, runs no script and is never framed.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Adds the headers that a response lacks. A 304 gets none: the client keeps those of its cached response.
///
/// # Errors
/// Those of `next`.
pub(crate) async fn added<E>(next: Arc<E>, request: Request, https: bool) -> poem::Result<Response>
where
    E: Endpoint<Output = Response>,
{
    let mut answer = next.call(request).await?;
    if answer.status() == StatusCode::NOT_MODIFIED {
        return Ok(answer);
    }
    let headers = answer.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000"));
    }
    Ok(answer)
}

//! Headers of every answer: of the API, of health and of metrics. Pages and files bring their own,
//! which stay.

use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Endpoint, Request, Response};
use std::sync::Arc;

/// Nothing in an answer of the API is a document that loads, runs or is framed.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Adds the headers that an answer lacks. A 304 keeps those of the answer that the client has.
///
/// # Errors
/// As what is called.
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

//! Protection of every page: security headers, and a check that a change was requested by our own pages.

use std::sync::Arc;

use poem::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response, Result};

use crate::error::Fault;
use crate::visitor::app;

/// The default content security policy. A page that needs another one sets it itself.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// Middleware: adds the security headers that a response does not set itself. A 304 gets none: the browser
/// would apply them to the page in its cache, which may have another policy.
///
/// # Errors
/// The endpoint's own.
pub async fn headers<E>(next: Arc<E>, req: Request, https: bool) -> Result<Response>
where
    E: Endpoint,
    E::Output: IntoResponse,
{
    let mut res = next.call(req).await?.into_response();
    if res.status() == StatusCode::NOT_MODIFIED {
        return Ok(res);
    }
    let headers = res.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if https {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000"));
    }
    Ok(res)
}

/// Middleware: refuses a request that changes something unless its headers show that it comes from our own
/// pages. Every browser sends these headers, and a page of another site cannot forge them.
///
/// # Errors
/// [`Fault::Foreign`], and the endpoint's own.
pub async fn require_same_origin<E>(next: Arc<E>, req: Request) -> Result<Response>
where
    E: Endpoint,
    E::Output: IntoResponse,
{
    let proven = is_one_click(req.method(), req.uri().path()) || is_own(req.headers(), &app(&req)?.base_url);
    if !req.method().is_safe() && !proven {
        return Err(Fault::Foreign.into());
    }
    next.call(req).await.map(IntoResponse::into_response)
}

/// Returns whether this is a one-click unsubscribe of a mail program:
/// `POST /{city}/{lang}/subscribe/{secret}/stop` (RFC 8058). It has no origin and no cookies. The secret in
/// the URL identifies the subscription and is all that is needed to stop it, so a page of another site
/// cannot abuse a visitor's browser here.
fn is_one_click(method: &Method, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    *method == Method::POST && matches!(parts.as_slice(), ["", _, _, "subscribe", _, "stop"])
}

/// Returns whether `Origin` is our base URL or the requested host. Without `Origin`, `Sec-Fetch-Site` must
/// be `same-origin`.
fn is_own(headers: &HeaderMap, base: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let Some(origin) = text(header::ORIGIN) else {
        return text(HeaderName::from_static("sec-fetch-site")) == Some("same-origin");
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    origin == base || (host.is_some() && host == text(header::HOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        is_own(&headers, "https://besa.example")
    }

    #[test]
    fn one_address_alone_is_posted_to_from_elsewhere() {
        assert!(is_one_click(&Method::POST, "/elbasan/en/subscribe/secret/stop"));
        for path in [
            "/elbasan/en/subscribe",
            "/elbasan/en/subscribe/secret",
            "/elbasan/en/subscribe/secret/stop/",
            "/elbasan/en/w/subscribe/secret/stop",
            "//elbasan/en/subscribe/secret/stop",
            "/elbasan/en/w/plan",
        ] {
            assert!(!is_one_click(&Method::POST, path), "{path}");
        }
        assert!(!is_one_click(&Method::DELETE, "/elbasan/en/subscribe/secret/stop"));
    }

    #[test]
    fn only_our_pages_send_forms() {
        assert!(own(&[("origin", "https://besa.example"), ("host", "pod-1:8080")]));
        assert!(own(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(!own(&[("origin", "https://evil.example"), ("host", "besa.example")]));
        assert!(!own(&[("origin", "null"), ("host", "besa.example")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
        assert!(!own(&[]));
    }
}

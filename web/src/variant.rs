//! What decides, besides the URL, which public response a request gets.

use besa_domain::people::SESSION_COOKIE;
use poem::http::{HeaderMap, header};

use crate::compress::Coding;
use crate::flash;
use crate::media::Format;

/// Maximum length of an `Accept` header, in bytes. Longer ones make no variant.
const LONGEST: usize = 200;

/// One of the responses that a URL has for requests without a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// The `Accept` header; empty if it has no effect.
    accept: Box<str>,
    /// The content coding.
    coding: Option<Coding>,
}

impl Variant {
    /// Returns the variant that a request gets. `None` if the response may be for one person: the request has
    /// a token, or a cookie that may hold a session or a message for the next page.
    pub fn requested(headers: &HeaderMap) -> Option<Self> {
        let personal = |line: &[u8]| {
            let holds = |name: &str| line.windows(name.len()).any(|part| part == name.as_bytes());
            holds(SESSION_COOKIE) || holds(flash::COOKIE)
        };
        let mut cookies = headers.get_all(header::COOKIE).iter();
        if headers.contains_key(header::AUTHORIZATION) || cookies.any(|line| personal(line.as_bytes())) {
            return None;
        }
        let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
        let accept = accept.filter(|accept| Format::is_named(accept)).unwrap_or_default();
        (accept.len() <= LONGEST).then(|| Self {
            accept: accept.into(),
            coding: Coding::accepted(headers),
        })
    }

    /// Returns its size in memory, in bytes.
    pub fn size(&self) -> usize {
        size_of::<Self>() + self.accept.len()
    }
}

#[cfg(test)]
mod tests {
    use poem::http::{HeaderName, HeaderValue};

    use super::*;

    fn requested(headers: &[(HeaderName, &'static str)]) -> Option<Variant> {
        let headers = headers.iter().cloned();
        Variant::requested(
            &headers
                .map(|(name, value)| (name, HeaderValue::from_static(value)))
                .collect(),
        )
    }

    #[test]
    fn a_request_that_may_be_of_a_person_has_no_variant() {
        for personal in [
            (header::AUTHORIZATION, "Bearer besa_1"),
            (header::COOKIE, "besa_session=1"),
            (header::COOKIE, "besa_language=sq; __Host-besa_session=1"),
            (header::COOKIE, "besa_flash=saved"),
        ] {
            assert_eq!(requested(std::slice::from_ref(&personal)), None, "{personal:?}");
        }
        let plain = requested(&[]);
        assert!(plain.is_some());
        assert_eq!(requested(&[(header::COOKIE, "besa_language=sq; besa_device=1")]), plain);
    }

    #[test]
    fn browsers_share_a_variant_and_formats_have_their_own() {
        let browser = requested(&[(header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")]);
        assert_eq!(browser, requested(&[]));
        assert_eq!(browser, requested(&[(header::ACCEPT, "*/*")]));
        let turtle = requested(&[(header::ACCEPT, "text/turtle")]);
        assert!(turtle.is_some() && turtle != browser);
        assert_ne!(turtle, requested(&[(header::ACCEPT, "Text/Turtle;q=0.5, text/html")]));
        assert_ne!(browser, requested(&[(header::ACCEPT_ENCODING, "br")]));
        assert_ne!(
            requested(&[(header::ACCEPT_ENCODING, "br")]),
            requested(&[(header::ACCEPT_ENCODING, "gzip")])
        );
    }

    #[test]
    fn a_long_accept_makes_no_variant() {
        let long = format!("application/json, {}", "a/b, ".repeat(LONGEST));
        let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::try_from(long).unwrap())]);
        assert_eq!(Variant::requested(&headers), None);
    }
}

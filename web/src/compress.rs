//! Compresses responses with brotli or gzip: only text, and only bodies of a known length.
//!
//! The length of a compressed response can reveal a secret in it when an attacker chooses another part of
//! it (BREACH). The attack needs many cross-site requests with the victim's cookie; the session cookie is
//! `SameSite=Lax`, so only top-level navigations send it.

use std::{io, sync::Arc};

use bytes::Bytes;
use http_body::Body as _;
use http_body_util::{BodyExt as _, combinators::BoxBody};
use poem::{
    Body, Endpoint, IntoResponse, Request, Response, Result,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
};

/// Minimum size in bytes: below it, compression costs more than it saves.
const LEAST: u64 = 1024;

/// A content coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    /// Returns the coding that the client prefers by `Accept-Encoding`, brotli on a tie; `None` if the
    /// client accepts neither or prefers `identity`.
    #[must_use]
    pub fn accepted(headers: &HeaderMap) -> Option<Self> {
        let lines = headers.get_all(header::ACCEPT_ENCODING);
        let wishes: Vec<(&str, f32)> = lines
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .filter_map(|item| {
                let (name, rest) = item.split_once(';').unwrap_or((item, ""));
                let weight = match rest.trim().split_once('=') {
                    Some((q, weight)) if q.trim().eq_ignore_ascii_case("q") => weight.trim().parse().ok()?,
                    _ => 1.0,
                };
                Some((name.trim(), weight))
            })
            .collect();
        let weight = |name: &str| {
            let named = wishes.iter().find(|(wish, _)| wish.eq_ignore_ascii_case(name));
            named
                .or_else(|| wishes.iter().find(|(wish, _)| *wish == "*"))
                .map(|(_, weight)| *weight)
        };
        let plain = wishes
            .iter()
            .find(|(wish, _)| wish.eq_ignore_ascii_case("identity"))
            .map_or(0.0, |(_, w)| *w);
        let (brotli, gzip) = (weight("br").unwrap_or(0.0), weight("gzip").unwrap_or(0.0));
        let (best, coding) = if brotli >= gzip {
            (brotli, Self::Brotli)
        } else {
            (gzip, Self::Gzip)
        };
        (best > 0.0 && best >= plain).then_some(coding)
    }

    /// Returns the name in `Content-Encoding`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// Returns the file extension of a precompressed file.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    fn encode(self, plain: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::with_capacity(plain.len() / 3);
        match self {
            Self::Brotli => {
                let params = brotli::enc::BrotliEncoderParams {
                    quality: 5,
                    lgwin: 20,
                    size_hint: plain.len(),
                    ..Default::default()
                };
                brotli::BrotliCompress(&mut &*plain, &mut out, &params)?;
            }
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(&mut out, flate2::Compression::default());
                io::Write::write_all(&mut encoder, plain)?;
                encoder.finish()?;
            }
        }
        Ok(out)
    }
}

/// Middleware: `endpoint.around(compress)`. Leaves streams, short or already encoded bodies, partial
/// responses (206) and `no-transform` responses unchanged. A strong ETag becomes weak, since the bytes now
/// depend on the coding.
///
/// # Errors
/// The endpoint's own, and an error while the body is read.
pub async fn compress<E>(next: Arc<E>, req: Request) -> Result<Response>
where
    E: Endpoint,
    E::Output: IntoResponse,
{
    let coding = Coding::accepted(req.headers());
    let head = req.method() == Method::HEAD;
    let mut res = next.call(req).await?.into_response();
    if res.status() == StatusCode::NOT_MODIFIED {
        vary(res.headers_mut());
        return Ok(res);
    }
    if !suits(&res) {
        return Ok(res);
    }
    vary(res.headers_mut());
    let Some(coding) = coding.filter(|_| !head) else {
        return Ok(res);
    };
    let body = BoxBody::<Bytes, io::Error>::from(res.take_body());
    if body.size_hint().exact().is_none_or(|size| size < LEAST) {
        res.set_body(Body::from(body));
        return Ok(res);
    }
    let plain = body
        .collect()
        .await
        .map_err(poem::error::InternalServerError)?
        .to_bytes();
    let copy = plain.clone();
    match tokio::task::spawn_blocking(move || coding.encode(&copy)).await {
        Ok(Ok(encoded)) if encoded.len() < plain.len() => {
            let headers = res.headers_mut();
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
            headers.remove(header::CONTENT_LENGTH);
            weaken(headers);
            res.set_body(encoded);
        }
        _ => res.set_body(plain),
    }
    Ok(res)
}

fn suits(res: &Response) -> bool {
    let headers = res.headers();
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
            .unwrap_or_default()
    };
    let kind = text(header::CONTENT_TYPE)
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let worth = match kind.split_once('/') {
        Some(("text", rest)) => rest != "event-stream",
        Some((_, rest)) => {
            matches!(rest, "json" | "xml" | "javascript") || rest.ends_with("+json") || rest.ends_with("+xml")
        }
        None => false,
    };
    worth
        && !headers.contains_key(header::CONTENT_ENCODING)
        && !headers.contains_key(header::CONTENT_RANGE)
        && !text(header::CACHE_CONTROL).contains("no-transform")
}

fn vary(headers: &mut HeaderMap) {
    let known = headers
        .get_all(header::VARY)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| {
            value
                .split(',')
                .any(|name| matches!(name.trim().to_ascii_lowercase().as_str(), "accept-encoding" | "*"))
        });
    if !known {
        headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
}

fn weaken(headers: &mut HeaderMap) {
    let strong = headers
        .get(header::ETAG)
        .and_then(|tag| tag.to_str().ok())
        .filter(|tag| tag.starts_with('"'));
    if let Some(Ok(weak)) = strong.map(|tag| HeaderValue::try_from(format!("W/{tag}"))) {
        headers.insert(header::ETAG, weak);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use poem::{EndpointExt as _, Route, endpoint::make_sync, get, test::TestClient};

    use super::*;

    fn page(kind: &'static str, size: usize) -> Response {
        Response::builder()
            .content_type(kind)
            .header(header::ETAG, "\"7\"")
            .body("Besa ".repeat(size / 5))
    }

    fn client() -> TestClient<impl Endpoint> {
        let streamed = |_| {
            let parts = futures_util::stream::iter([Ok::<_, io::Error>(Bytes::from("a".repeat(4000)))]);
            Response::builder()
                .content_type("text/html")
                .body(Body::from_bytes_stream(parts))
        };
        TestClient::new(
            Route::new()
                .at("/page", get(make_sync(|_| page("text/html; charset=utf-8", 5000))))
                .at("/problem", get(make_sync(|_| page("application/problem+json", 5000))))
                .at("/short", get(make_sync(|_| page("text/html", 500))))
                .at("/image", get(make_sync(|_| page("image/png", 5000))))
                .at(
                    "/done",
                    get(make_sync(|_| {
                        page("text/css", 5000)
                            .with_header("content-encoding", "br")
                            .into_response()
                    })),
                )
                .at("/stream", get(make_sync(streamed)))
                .around(compress),
        )
    }

    async fn ask(path: &str, accept: &str) -> Response {
        client().get(path).header("accept-encoding", accept).send().await.0
    }

    fn coding(res: &Response) -> Option<&str> {
        res.headers()
            .get(header::CONTENT_ENCODING)
            .map(|value| value.to_str().unwrap())
    }

    #[tokio::test]
    async fn text_is_compressed_and_reads_back() {
        let res = ask("/page", "gzip, br").await;
        assert_eq!(coding(&res), Some("br"));
        assert_eq!(res.headers()[header::ETAG], "W/\"7\"");
        assert_eq!(res.headers()[header::VARY], "accept-encoding");
        let bytes = res.into_body().into_bytes().await.unwrap();
        let mut text = String::new();
        brotli::Decompressor::new(&*bytes, 4096)
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "Besa ".repeat(1000));

        let res = ask("/problem", "gzip").await;
        assert_eq!(coding(&res), Some("gzip"));
        let bytes = res.into_body().into_bytes().await.unwrap();
        text.clear();
        flate2::read::GzDecoder::new(&*bytes).read_to_string(&mut text).unwrap();
        assert_eq!(text, "Besa ".repeat(1000));
    }

    #[tokio::test]
    async fn others_pass_untouched() {
        assert_eq!(coding(&ask("/short", "br").await), None);
        assert_eq!(coding(&ask("/image", "br").await), None);
        assert_eq!(coding(&ask("/stream", "br").await), None);
        let done = ask("/done", "gzip").await;
        assert_eq!(coding(&done), Some("br"));
        assert_eq!(done.headers()[header::ETAG], "\"7\"");
        let plain = ask("/page", "identity").await;
        assert_eq!(coding(&plain), None);
        assert_eq!(plain.headers()[header::VARY], "accept-encoding");
        assert_eq!(plain.headers()[header::ETAG], "\"7\"");
    }

    #[tokio::test]
    async fn head_is_answered_without_work() {
        let res = client().head("/page").header("accept-encoding", "br").send().await.0;
        assert_eq!(coding(&res), None);
        assert_eq!(res.headers()[header::VARY], "accept-encoding");
        assert!(res.into_body().into_bytes().await.unwrap().is_empty());
    }

    #[test]
    fn wishes_are_weighed() {
        let best = |line: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, line.parse().unwrap());
            Coding::accepted(&headers)
        };
        assert_eq!(best("gzip, deflate, br, zstd"), Some(Coding::Brotli));
        assert_eq!(best("GZIP"), Some(Coding::Gzip));
        assert_eq!(best("br;q=0.5, gzip;q=0.8"), Some(Coding::Gzip));
        assert_eq!(best("*"), Some(Coding::Brotli));
        assert_eq!(best("br;q=0, *;q=0.1"), Some(Coding::Gzip));
        assert_eq!(best("identity, br;q=0.5"), None);
        for none in ["", "deflate", "br;q=0", "br;q=x", "identity"] {
            assert_eq!(best(none), None, "{none}");
        }
    }
}

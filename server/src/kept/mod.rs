//! Keeps rendered public pages, feeds and JSON of cities, so that a request for a page that did not change costs
//! neither queries nor rendering (ADR 15).
//!
//! A page is kept under the public state of its city, which is known before anything else is read: what is kept
//! is never older than its key. The response itself says that it depends on nothing else, by the state in its data;
//! web and API add it. A response for one person never has it.

mod store;

pub use store::KeptPages;

use besa_domain::db::Db;
use besa_domain::tenants::{self, PublicState, RESERVED};
use besa_web::assets::unchanged;
use besa_web::variant::Variant;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use http_body_util::combinators::BoxBody;
use hyper::body::Body as _;
use poem::error::InternalServerError;
use poem::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use poem::{Body, Endpoint, PathPattern, Request, Response};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use store::{Found, Key, Page};
use tokio::time::timeout;

/// Maximum length of path and query in bytes. Pages with a longer one are not kept.
const LONGEST: usize = 512;
/// How long a request waits for the state of its city.
const PATIENCE: Duration = Duration::from_millis(500);

/// Answers from the store, or keeps the response of `next` in it. A `HEAD` request gets the headers of the `GET`.
///
/// # Errors
/// Those of `next`.
pub(crate) async fn kept<E>(next: Arc<E>, mut request: Request, db: Db, pages: KeptPages) -> poem::Result<Response>
where
    E: Endpoint<Output = Response>,
{
    let Some(key) = key(&request, &db, &pages).await else {
        return Box::pin(next.call(request)).await;
    };
    // All parts of the response are computed from this state, or a newer one.
    request.set_data(key.state);
    let head = *request.method() == Method::HEAD;
    request.set_method(Method::GET);
    let response = answer(&*next, request, &key, &pages).await?;
    Ok(if head { without_body(response) } else { response })
}

async fn answer<E>(next: &E, request: Request, key: &Key, pages: &KeptPages) -> poem::Result<Response>
where
    E: Endpoint<Output = Response>,
{
    let conditions = request.headers().get(header::IF_NONE_MATCH).cloned();
    let (found, rendering) = match &conditions {
        // The response may be a 304, which nobody else can use.
        Some(_) => (pages.get(key), None),
        None => match pages.find(key) {
            Found::Page(page) => (Some(page), None),
            Found::Rendering(mut waiting) => {
                // Never sends: the channel closes when the page was rendered, or could not be.
                drop(waiting.changed().await);
                (pages.get(key), None)
            }
            Found::Nothing(rendering) => (None, Some(rendering)),
        },
    };
    let outcome = if found.is_some() { "hit" } else { "miss" };
    metrics::counter!("besa_kept_pages_total", "outcome" => outcome).increment(1);
    match found {
        Some(page) => Ok(page.response(conditions)),
        None => {
            // On the heap: a hit does not carry the large future of a page.
            let response = keep(Box::pin(next.call(request)).await?, key, pages).await;
            drop(rendering);
            response
        }
    }
}

/// Returns what the response depends on, if it may be kept.
async fn key(request: &Request, db: &Db, pages: &KeptPages) -> Option<Key> {
    let target = request.uri().path_and_query()?.as_str();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || !pages.is_on() || target.len() > LONGEST {
        return None;
    }
    let slug = slug(request.uri().path())?;
    let variant = Variant::requested(request.headers())?;
    // When the database does not answer, the page itself waits for it and says so.
    let state = timeout(PATIENCE, tenants::public_state(db, slug)).await.ok()?.ok()??;
    Some(Key {
        state,
        target: target.into(),
        variant,
    })
}

/// Returns the slug in the URL of a city's page or record.
fn slug(path: &str) -> Option<&str> {
    let slug = match path.strip_prefix("/api/v1/tenants/") {
        Some(rest) => rest.split('/').next()?,
        None => {
            let (slug, rest) = path.strip_prefix('/')?.split_once('/')?;
            if rest.is_empty() || RESERVED.contains(&slug) {
                return None;
            }
            slug
        }
    };
    let known = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    (!slug.is_empty() && slug.len() <= 60 && slug.bytes().all(known)).then_some(slug)
}

/// Keeps a response if it says that it depends on the state in `key` alone.
async fn keep(mut response: Response, key: &Key, pages: &KeptPages) -> poem::Result<Response> {
    let lasts = response.data::<PublicState>() == Some(&key.state);
    let headers = response.headers();
    if !lasts || response.status() != StatusCode::OK || headers.contains_key(header::SET_COOKIE) {
        return Ok(response);
    }
    let body = BoxBody::<Bytes, io::Error>::from(response.take_body());
    let size = body.size_hint().exact().and_then(|size| usize::try_from(size).ok());
    if size.is_none_or(|size| size > pages.longest()) {
        response.set_body(Body::from(body));
        return Ok(response);
    }
    let body = body.collect().await.map_err(InternalServerError)?.to_bytes();
    let page = Page {
        headers: response.headers().clone(),
        // A copy without spare capacity, and without what a larger response has reserved.
        body: Bytes::copy_from_slice(&body),
        route: response.data::<PathPattern>().cloned(),
    };
    response.set_body(page.body.clone());
    pages.put(key, Arc::new(page));
    Ok(response)
}

impl Page {
    /// Returns the response to a request with this `If-None-Match`.
    fn response(&self, conditions: Option<HeaderValue>) -> Response {
        let mut response = Response::default();
        match conditions.and_then(|conditions| self.not_modified(conditions)) {
            Some(headers) => {
                response.set_status(StatusCode::NOT_MODIFIED);
                *response.headers_mut() = headers;
            }
            None => {
                *response.headers_mut() = self.headers.clone();
                response.set_body(self.body.clone());
            }
        }
        if let Some(route) = &self.route {
            response.set_data(route.clone());
        }
        response
    }

    /// Returns the headers of a 304, if the client has this page. Only pages are validated by their `ETag`; that of
    /// the API is the version of a record.
    fn not_modified(&self, conditions: HeaderValue) -> Option<HeaderMap> {
        let policy = self.headers.get(header::CACHE_CONTROL)?;
        let tag = self.headers.get(header::ETAG)?.to_str().ok()?;
        let asked = HeaderMap::from_iter([(header::IF_NONE_MATCH, conditions)]);
        if !policy.as_bytes().starts_with(b"public") || !unchanged(&asked, tag) {
            return None;
        }
        let mut headers = HeaderMap::from_iter([(header::CACHE_CONTROL, policy.clone())]);
        // As web writes it in a 304: compressing makes the tag of a page weak.
        let tag = tag.strip_prefix("W/").unwrap_or(tag);
        headers.insert(header::ETAG, HeaderValue::from_str(tag).ok()?);
        for value in self.headers.get_all(header::VARY) {
            headers.append(header::VARY, value.clone());
        }
        Some(headers)
    }
}

/// Removes the body, whose length stays in the headers.
fn without_body(mut response: Response) -> Response {
    let body = BoxBody::<Bytes, io::Error>::from(response.take_body());
    if let Some(size) = body.size_hint().exact().filter(|size| *size > 0) {
        response.headers_mut().insert(header::CONTENT_LENGTH, size.into());
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use besa_domain::Ids;
    use poem::error::NotFoundError;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use time::macros::date;
    use tokio::sync::Notify;

    /// Renders a page of the state in the request, when it is allowed to; the first time it may fail.
    #[derive(Default)]
    struct Renderer {
        calls: AtomicUsize,
        fails: bool,
        allowed: Notify,
    }

    impl Endpoint for Renderer {
        type Output = Response;

        async fn call(&self, request: Request) -> poem::Result<Response> {
            let call = self.calls.fetch_add(1, Ordering::Relaxed);
            if call == 0 {
                self.allowed.notified().await;
            }
            if call == 0 && self.fails {
                return Err(NotFoundError.into());
            }
            let state = request.data::<PublicState>().copied();
            Ok(Response::builder().extension(state.unwrap()).body("page"))
        }
    }

    fn empty() -> (Key, KeptPages) {
        let state = PublicState {
            tenant: Ids::counted().next(),
            revision: 1,
            day: date!(2026 - 11 - 23),
        };
        let key = Key {
            state,
            target: "/elbasan/en/".into(),
            variant: Variant::requested(&HeaderMap::new()).unwrap(),
        };
        (key, KeptPages::new(100_000))
    }

    async fn ask(renderer: &Renderer, key: &Key, pages: &KeptPages) -> poem::Result<Response> {
        answer(renderer, Request::builder().extension(key.state).finish(), key, pages).await
    }

    #[tokio::test]
    async fn many_requests_at_once_render_a_page_once() {
        let ((key, pages), renderer) = (empty(), Renderer::default());
        let all = futures_util::future::join_all((0..20).map(|_| ask(&renderer, &key, &pages)));
        let (all, ()) = futures_util::future::join(all, async { renderer.allowed.notify_one() }).await;
        for response in all {
            let body = response.unwrap().into_body().into_string().await.unwrap();
            assert_eq!(body, "page");
        }
        assert_eq!(renderer.calls.into_inner(), 1);
    }

    #[tokio::test]
    async fn when_rendering_fails_or_is_cancelled_the_others_render_on_their_own() {
        for fails in [true, false] {
            let (key, pages) = empty();
            let renderer = Renderer {
                fails,
                ..Renderer::default()
            };
            let mut first = Box::pin(ask(&renderer, &key, &pages));
            assert!(futures_util::poll!(&mut first).is_pending());
            let mut others: Vec<_> = (0..3).map(|_| Box::pin(ask(&renderer, &key, &pages))).collect();
            for other in &mut others {
                assert!(futures_util::poll!(other).is_pending());
            }
            assert_eq!(renderer.calls.load(Ordering::Relaxed), 1);
            if fails {
                renderer.allowed.notify_one();
                first.await.unwrap_err();
            } else {
                drop(first);
            }
            for other in others {
                assert!(other.await.is_ok());
            }
            assert!(renderer.calls.load(Ordering::Relaxed) > 1);
            assert!(pages.get(&key).is_some());
        }
    }

    #[tokio::test]
    async fn only_what_lasts_is_kept() {
        let (key, pages) = empty();
        let other = PublicState {
            revision: 2,
            ..key.state
        };
        let build = || Response::builder().extension(key.state);
        for response in [
            Response::builder().body("no state"),
            Response::builder().extension(other).body("another state"),
            build().status(StatusCode::NOT_FOUND).body("no page"),
            build().header(header::SET_COOKIE, "a=b").body("a cookie"),
            build().body("long".repeat(4_000)),
        ] {
            keep(response, &key, &pages).await.unwrap();
            assert_eq!(pages.bytes(), 0);
        }
        let sent = keep(build().body("page"), &key, &pages).await.unwrap();
        assert_eq!(sent.into_body().into_string().await.unwrap(), "page");
        assert!(pages.bytes() > 0);
    }

    #[test]
    fn the_city_of_a_url_is_found() {
        for (path, wanted) in [
            ("/elbasan/en/", Some("elbasan")),
            ("/elbasan/catalogue.ttl", Some("elbasan")),
            ("/api/v1/tenants/elbasan", Some("elbasan")),
            ("/api/v1/tenants/new-york-2/plans", Some("new-york-2")),
            ("/", None),
            ("/elbasan", None),
            ("/elbasan/", None),
            ("/assets/public.css", None),
            ("/log/heads.json", None),
            ("/api/v1/tenants", None),
            ("/api/v1/tenants/", None),
            ("/api/v1/catalogue", None),
            ("/wp-admin/x.php", Some("wp-admin")),
            ("/El%20basan/en/", None),
        ] {
            assert_eq!(slug(path), wanted, "{path}");
        }
    }
}

//! Keeps rendered public pages, feeds and JSON of cities, so that a request for a page that did not change costs
//! neither queries nor rendering (ADR 15).
//!
//! A page is kept under the public state of its city, which is known before anything else is read: what is kept
//! is never older than its key. The response itself says that it depends on nothing else, by the state in its data;
//! web and API add it. A response for one person never has it.

mod store;

pub use store::KeptPages;

use besa_domain::App;
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
use store::{Found, Key, Page};

/// Maximum length of path and query in bytes. Pages with a longer one are not kept.
const LONGEST: usize = 512;

/// Answers from the store, or keeps the response of `next` in it. A `HEAD` request gets the headers of the `GET`.
///
/// # Errors
/// Those of `next`.
pub(crate) async fn kept<E>(next: Arc<E>, mut request: Request, app: App, pages: KeptPages) -> poem::Result<Response>
where
    E: Endpoint<Output = Response>,
{
    let Some(key) = key(&request, &app, &pages).await else {
        return next.call(request).await;
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
            let response = keep(next.call(request).await?, key, pages).await;
            drop(rendering);
            response
        }
    }
}

/// Returns what the response depends on, if it may be kept.
async fn key(request: &Request, app: &App, pages: &KeptPages) -> Option<Key> {
    let target = request.uri().path_and_query()?.as_str();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || !pages.is_on() || target.len() > LONGEST {
        return None;
    }
    let slug = slug(request.uri().path())?;
    let variant = Variant::requested(request.headers())?;
    // Without an answer of the database, the page itself says so.
    let state = tenants::public_state(&app.db, slug).await.ok()??;
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
    use super::slug;

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

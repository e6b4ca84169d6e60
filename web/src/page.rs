//! Turns templates into responses: cache headers, and 304 when the client already has the page.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;
use std::time::UNIX_EPOCH;

use askama::Template;
use besa_domain::Error;
use besa_domain::tenants::{PublicState, Tenant, public_state_of};
use poem::http::{HeaderMap, StatusCode, header};
use poem::web::Redirect;
use poem::{Body, IntoResponse, Response};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use crate::assets::unchanged;
use crate::error::{Fault, Result, Unchanged};
use crate::tenant::City;
use crate::visitor::{RequestInfo, Visitor};

/// Identifies this build of the program, so that another build never reuses a cached page.
static BUILD: LazyLock<u64> = LazyLock::new(|| {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    let program = std::env::current_exe().and_then(std::fs::metadata);
    if let Ok(program) = program {
        program.len().hash(&mut hasher);
        let made = program
            .modified()
            .ok()
            .and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        made.hash(&mut hasher);
    }
    hasher.finish()
});

/// Returns a short hash of `of` and of this build.
pub fn fingerprint(of: impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    BUILD.hash(&mut hasher);
    of.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Renders a template.
///
/// # Errors
/// `Internal` if a value in the template cannot be formatted.
pub fn write(template: &impl Template) -> Result<String> {
    Ok(template.render().map_err(Error::internal)?)
}

/// Returns a page that is never cached: a page for one person, or the result of their form.
///
/// # Errors
/// As [`write`].
pub fn private(status: StatusCode, template: &impl Template) -> Result {
    Ok(html(status, "no-store", OF_READER, None, write(template)?))
}

/// Redirects after a form (303).
pub fn see_other(to: &str) -> Response {
    let mut res = Redirect::see_other(to).into_response();
    res.headers_mut()
        .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    res
}

/// What is known of a public page before it is rendered.
#[derive(Debug)]
pub struct Cache {
    tag: Option<String>,
    /// The city's state, if the page depends on nothing else. The server may keep the response until it changes.
    state: Option<PublicState>,
    /// The `Vary` header.
    vary: &'static str,
}

impl Cache {
    /// Returns the cache state of a city's page. The page is valid as long as the city's public revision,
    /// the city's day (lateness depends on it) and the build stay the same. With a session or a flash
    /// message, the page is not cached.
    ///
    /// # Errors
    /// [`Fault::Unchanged`] if the client already has the page; the database's own.
    pub async fn of(city: &City) -> Result<Self> {
        if city.visitor.is_personal() {
            return Ok(Self::none());
        }
        Self::open(city, ()).await
    }

    /// Returns the same for a response that does not depend on the session: a record in the format `of`.
    ///
    /// # Errors
    /// As [`Cache::of`].
    pub async fn open(city: &City, of: impl Hash) -> Result<Self> {
        Self::of_city(&city.visitor, city.tenant(), of).await
    }

    /// Returns the same for a response that depends on neither the session nor the language.
    ///
    /// # Errors
    /// As [`Cache::of`].
    pub async fn of_city(visitor: &Visitor, city: &Tenant, of: impl Hash) -> Result<Self> {
        let state = match visitor.request.state.filter(|state| state.tenant == city.id) {
            Some(state) => state,
            None => public_state_of(visitor.db(), city).await?,
        };
        let of = (state, &visitor.request.query, of);
        let cache = Self::new(&visitor.request, of, OF_ADDRESS)?;
        Ok(Self {
            state: Some(state),
            ..cache
        })
    }

    /// Returns the cache state of a page for one person: it is not cached.
    pub fn none() -> Self {
        Self {
            tag: None,
            state: None,
            vary: OF_READER,
        }
    }

    /// Returns the cache state of a page. Its ETag is a hash of `of`: a client keeps the page until `of` changes.
    ///
    /// # Errors
    /// [`Fault::Unchanged`] if the client already has the page.
    pub fn tagged(visitor: &Visitor, of: impl Hash) -> Result<Self> {
        Self::new(&visitor.request, of, OF_READER)
    }

    fn new(request: &RequestInfo, of: impl Hash, vary: &'static str) -> Result<Self> {
        let tag = format!("\"{}\"", fingerprint((&request.path, of)));
        if unchanged(&request.headers, &tag) {
            return Err(Fault::Unchanged(Unchanged { tag, vary }));
        }
        Ok(Self {
            tag: Some(tag),
            state: None,
            vary,
        })
    }

    /// Returns a file for programs, readable across origins.
    pub fn file(&self, media_type: &str, changed: Option<OffsetDateTime>, body: impl Into<Body>) -> Response {
        let mut res = self.marked(html(StatusCode::OK, PUBLIC, self.vary, self.tag.as_deref(), body));
        let headers = res.headers_mut();
        if let Ok(media_type) = header::HeaderValue::from_str(media_type) {
            headers.insert(header::CONTENT_TYPE, media_type);
        }
        let day = changed.and_then(|at| at.format(&Rfc2822).ok());
        // HTTP dates end in GMT where mail dates end in an offset.
        let day = day.map(|day| day.replace("+0000", "GMT"));
        if let Some(Ok(day)) = day.map(|day| header::HeaderValue::from_str(&day)) {
            headers.insert(header::LAST_MODIFIED, day);
        }
        shared(headers);
        res
    }

    /// Renders the page.
    ///
    /// # Errors
    /// As [`write`].
    pub fn page(&self, template: &impl Template) -> Result {
        let body = write(template)?;
        let policy = if self.tag.is_some() { PUBLIC } else { "no-store" };
        Ok(self.marked(html(StatusCode::OK, policy, self.vary, self.tag.as_deref(), body)))
    }

    /// Tells the server how long it may keep the response: while the city has this state.
    fn marked(&self, mut res: Response) -> Response {
        if let Some(state) = self.state {
            res.set_data(state);
        }
        res
    }
}

/// Returns 304 for a client that already has the page.
pub fn not_modified(held: &Unchanged) -> Response {
    let mut res = html(
        StatusCode::NOT_MODIFIED,
        PUBLIC,
        held.vary,
        Some(&held.tag),
        String::new(),
    );
    res.headers_mut().remove(header::CONTENT_TYPE);
    res
}

/// Allows pages of other sites to read the response, because it is the same for everyone.
pub fn shared(headers: &mut HeaderMap) {
    let resources = header::HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        header::HeaderValue::from_static("*"),
    );
    headers.insert(resources, header::HeaderValue::from_static("cross-origin"));
}

/// May be cached anywhere, and must be revalidated before each use.
const PUBLIC: &str = "public, no-cache";
/// `Vary` of pages whose URL gives the language, and of pages whose language depends on the request.
const OF_ADDRESS: &str = "accept, cookie";
const OF_READER: &str = "accept, accept-language, cookie";

/// Says that a response depends on the requested language.
pub fn vary_by_language(headers: &mut HeaderMap) {
    headers.insert(header::VARY, header::HeaderValue::from_static(OF_READER));
}

fn html(status: StatusCode, policy: &str, vary: &'static str, tag: Option<&str>, body: impl Into<Body>) -> Response {
    let mut res = Response::builder()
        .status(status)
        .content_type("text/html; charset=utf-8")
        .header(header::CACHE_CONTROL, policy)
        .header(header::VARY, vary);
    if let Some(tag) = tag {
        res = res.header(header::ETAG, tag);
    }
    res.body(body.into())
}

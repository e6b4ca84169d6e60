//! A city's logo.

use besa_domain::{Error, files, tenants};
use futures_util::TryStreamExt;
use poem::http::{StatusCode, header};
use poem::web::Path;
use poem::{Body, Response, handler};

use crate::assets::unchanged;
use crate::error::Result;
use crate::visitor::Visitor;

/// Returns the logo. The URL contains a hash of its bytes; a URL with an outdated hash gets the current
/// logo, cached for 60 seconds only.
#[handler]
pub(super) async fn show(visitor: Visitor, Path((slug, hash)): Path<(String, String)>) -> Result {
    let city = tenants::by_slug(visitor.db(), &slug).await?;
    let missing = || Error::NotFound("logo");
    let current = city.logo_hash().ok_or_else(missing)?;
    let policy = if hash == current {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=60"
    };
    let tag = format!("\"{current}\"");
    let answer = Response::builder()
        .header(header::ETAG, &tag)
        .header(header::CACHE_CONTROL, policy)
        .header(header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'");
    if unchanged(&visitor.request.headers, &tag) {
        return Ok(answer.status(StatusCode::NOT_MODIFIED).finish());
    }
    let (Some(key), Some(kind)) = (&city.logo_key, &city.logo_type) else {
        return Err(missing().into());
    };
    let files = visitor.app.files.as_ref();
    let (size, bytes) = files::open(visitor.db(), files, city.id, key, None).await?;
    Ok(answer
        .content_type(kind)
        .header(header::CONTENT_LENGTH, size)
        .body(Body::from_bytes_stream(bytes.map_err(std::io::Error::other))))
}

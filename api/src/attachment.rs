//! File downloads. A file is always sent as an attachment, with headers that keep a browser from running it.

use crate::answer::text;
use crate::problem::Problem;
use besa_domain::{App, TenantId, files};
use futures_util::TryStreamExt as _;
use poem::http::{StatusCode, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::{Binary, Payload as _};
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};

/// A response with a file (200), or without a body when the client already has the file (304).
#[derive(Debug)]
pub(crate) struct Attachment(Response);

/// A file in the file store, with what the response needs to know about it.
#[derive(Debug)]
pub(crate) struct Kept {
    /// Key in the file store.
    pub(crate) key: String,
    /// File name for the client.
    pub(crate) name: String,
    /// Media type; `None` means `application/octet-stream`.
    pub(crate) media_type: Option<String>,
    /// Entity tag, without quotes. Different bytes have different tags.
    pub(crate) tag: String,
    /// SHA-256 in hex from the file's record; `None` to verify against the hash stored with the file.
    pub(crate) sha256: Option<String>,
}

impl Attachment {
    /// Opens a file from the store. Responds with 304 when `held`, the `If-None-Match` header, names it.
    ///
    /// # Errors
    /// `NotFound` for a file that was never stored; `Damaged`; errors of the store and the database.
    pub(crate) async fn open(app: &App, tenant: TenantId, file: Kept, held: Option<&str>) -> Result<Self, Problem> {
        if let Some(same) = Self::same(&file.tag, held) {
            return Ok(same);
        }
        let hash = file.sha256.as_deref();
        let (size, bytes) = files::open(&app.db, app.files.as_ref(), tenant, &file.key, hash).await?;
        let body = Body::from_bytes_stream(bytes.map_err(std::io::Error::other));
        let media_type = file.media_type.as_deref().unwrap_or("application/octet-stream");
        Ok(Self::of(&file.tag, media_type, &file.name, size, body))
    }

    /// Returns the 304 response when `held`, the `If-None-Match` header, contains `tag` or is `*`.
    pub(crate) fn same(tag: &str, held: Option<&str>) -> Option<Self> {
        let tag = format!("\"{tag}\"");
        let is_it = |held: &str| held.trim().trim_start_matches("W/") == tag;
        let same = held.is_some_and(|held| held == "*" || held.split(',').any(is_it));
        let answer = || Response::builder().status(StatusCode::NOT_MODIFIED);
        same.then(|| Self(answer().header(header::ETAG, &tag).finish()))
    }

    /// Builds the 200 response. `size` is the length of `body` in bytes.
    pub(crate) fn of(tag: &str, media_type: &str, name: &str, size: u64, body: Body) -> Self {
        let answer = Response::builder()
            .content_type(media_type)
            .header(header::ETAG, format!("\"{tag}\""))
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
            .header(header::CONTENT_DISPOSITION, disposition(name))
            .header(header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'")
            .header(header::CONTENT_LENGTH, size)
            .body(body);
        Self(answer)
    }
}

/// Returns the value of `Content-Disposition` (RFC 6266): the exact name in `filename*` (RFC 8187), and an
/// ASCII name in `filename` for older clients.
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') {
                c
            } else {
                '_'
            }
        })
        .collect();
    let mut encoded = String::with_capacity(name.len() * 3);
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

impl IntoResponse for Attachment {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for Attachment {
    fn meta() -> MetaResponses {
        let answer = |status, description, content, headers| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content,
            headers,
        };
        let bytes = MetaMediaType {
            content_type: "application/octet-stream",
            schema: Binary::<Vec<u8>>::schema_ref(),
        };
        let headers = vec![
            text("ETag", "Entity tag of the file. It changes when the bytes change."),
            text("Content-Disposition", "Always `attachment`, with the file's name."),
        ];
        MetaResponses {
            responses: vec![
                answer(200, "The file. `Content-Type` is its media type.", vec![bytes], headers),
                answer(304, "The client already has this file.", Vec::new(), Vec::new()),
            ],
        }
    }

    fn register(_registry: &mut Registry) {}
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_leave_its_place() {
        assert_eq!(
            disposition("Protokoll i mbledhjes së forumit.pdf"),
            "attachment; filename=\"Protokoll i mbledhjes s_ forumit.pdf\"; \
             filename*=UTF-8''Protokoll%20i%20mbledhjes%20s%C3%AB%20forumit.pdf"
        );
        assert_eq!(
            disposition("a\"; x=\"b\r\nc.pdf"),
            "attachment; filename=\"a__ x__b__c.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%22b%0D%0Ac.pdf"
        );
    }
}

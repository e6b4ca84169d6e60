//! A file on its way out: always an attachment, and nothing in it can run.

use crate::answer::text;
use crate::problem::Problem;
use besa_domain::{App, TenantId, files};
use futures_util::TryStreamExt as _;
use poem::http::{StatusCode, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::{Binary, Payload as _};
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};

/// A file, or the news that it is the one held already.
#[derive(Debug)]
pub(crate) struct Attachment(Response);

/// A file in the store.
#[derive(Debug)]
pub(crate) struct Kept {
    /// Where it is kept.
    pub(crate) key: String,
    /// What it is called.
    pub(crate) name: String,
    /// What it is.
    pub(crate) media_type: Option<String>,
    /// Another for other bytes; no quotes in it.
    pub(crate) tag: String,
    /// Its SHA-256 in hex, where a record says it.
    pub(crate) sha256: Option<String>,
}

impl Attachment {
    /// A file from the store, unless it is `held`.
    ///
    /// # Errors
    /// `Damaged`; the store's own.
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

    /// The news that the file is the one held already, when it is.
    pub(crate) fn same(tag: &str, held: Option<&str>) -> Option<Self> {
        let tag = format!("\"{tag}\"");
        let is_it = |held: &str| held.trim().trim_start_matches("W/") == tag;
        let same = held.is_some_and(|held| held == "*" || held.split(',').any(is_it));
        let answer = || Response::builder().status(StatusCode::NOT_MODIFIED);
        same.then(|| Self(answer().header(header::ETAG, &tag).finish()))
    }

    /// A file.
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

/// RFC 6266: the name as it is in `filename*` (RFC 8187), and a plain one for what is older.
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
            text("ETag", "The file as it is: another for other bytes."),
            text("Content-Disposition", "Always `attachment`, with the file's name."),
        ];
        MetaResponses {
            responses: vec![
                answer(200, "The file, in its own media type.", vec![bytes], headers),
                answer(304, "The file is the one held already.", Vec::new(), Vec::new()),
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

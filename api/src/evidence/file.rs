//! A file on its way out: always an attachment, and nothing in it can run.

use crate::answer::text;
use crate::problem::Problem;
use besa_domain::evidence::Evidence;
use besa_domain::{App, Error};
use futures_util::TryStreamExt as _;
use poem::http::{StatusCode, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::{Binary, Payload as _};
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};

/// A file, or the news that it is the one held already.
#[derive(Debug)]
pub(super) struct File(Response);

impl File {
    /// Opens the file of a piece of evidence.
    ///
    /// # Errors
    /// `NotFound` when it has none.
    pub(super) async fn open(app: &App, evidence: Evidence, held: Option<&str>) -> Result<Self, Problem> {
        let missing = || Problem::from(Error::NotFound("file"));
        let key = evidence.file_key.ok_or_else(missing)?;
        let name = evidence.file_name.ok_or_else(missing)?;
        let etag = format!("\"{}\"", evidence.file_sha256.ok_or_else(missing)?);
        let answer = Response::builder()
            .header(header::ETAG, &etag)
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        if held
            .is_some_and(|held| held == "*" || held.split(',').any(|held| held.trim().trim_start_matches("W/") == etag))
        {
            return Ok(Self(answer.status(StatusCode::NOT_MODIFIED).finish()));
        }
        let (size, bytes) = app.files.open(&key).await?;
        let answer = answer
            .content_type(evidence.file_type.as_deref().unwrap_or("application/octet-stream"))
            .header(header::CONTENT_DISPOSITION, disposition(&name))
            .header(header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'")
            .header(header::CONTENT_LENGTH, size)
            .body(Body::from_bytes_stream(bytes.map_err(std::io::Error::other)));
        Ok(Self(answer))
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

impl IntoResponse for File {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for File {
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
            text("ETag", "The SHA-256 of the file."),
            text(
                "Content-Disposition",
                "Always `attachment`, with the name it came with.",
            ),
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

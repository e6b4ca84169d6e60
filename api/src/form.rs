//! Multipart forms with a file, read part by part within size limits.

use crate::city::City;
use crate::problem::{INCOMPLETE, Kind, Problem};
use besa_domain::evidence::{self, Stored, Stores};
use besa_domain::{Error, FieldError, code, files};
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _};
use poem::web::{Field, Multipart};
use poem::{Body, FromRequest, Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;

/// Maximum size of one text field, in bytes.
const MAX_TEXT: u64 = 250_000;
/// Maximum size of a form without its file, in bytes: text fields, part headers and boundaries.
const MAX_BESIDE: i64 = 4_000_000;
/// Maximum number of calls of [`Form::part`]. The call that finds the end counts too, so a form that is read
/// to its end has at most 19 parts.
const MAX_PARTS: usize = 20;

/// A multipart form that is read part by part.
pub(crate) struct Form {
    parts: Multipart,
    seen: usize,
    most_file: i64,
    /// Set when the form exceeded its maximum size.
    over: Arc<AtomicBool>,
}

impl Form {
    /// Opens a form. `most_file` is the maximum size of its file, in bytes.
    ///
    /// # Errors
    /// `MediaType` for another content type; `Malformed` for an invalid form; `TooLarge` when
    /// `Content-Length` exceeds the maximum.
    pub(crate) async fn open(request: &Request, body: &mut RequestBody, most_file: i64) -> Result<Self, Problem> {
        if !request
            .content_type()
            .is_some_and(|kind| kind.starts_with("multipart/form-data"))
        {
            return Err(Problem::of(Kind::MediaType));
        }
        let most = u64::try_from(most_file + MAX_BESIDE).unwrap_or_default();
        let length = request
            .header("content-length")
            .and_then(|length| length.parse::<u64>().ok());
        if length.is_some_and(|length| length > most) {
            return Err(too_large(most_file));
        }
        let over = Arc::new(AtomicBool::new(false));
        let body = body.take().map_err(Error::internal)?;
        let mut limited = RequestBody::new(limited(body, most, Arc::clone(&over)));
        let parts = <Multipart as FromRequest>::from_request(request, &mut limited).await;
        Ok(Self {
            parts: parts.map_err(|_no_form| Problem::of(Kind::Malformed))?,
            seen: 0,
            most_file,
            over,
        })
    }

    /// Returns the next part; `None` at the end.
    ///
    /// # Errors
    /// `Malformed` for an incomplete form or one with too many parts; `TooLarge`.
    pub(crate) async fn part(&mut self) -> Result<Option<Field>, Problem> {
        let next = self.parts.next_field().await.map_err(|_broken| self.broken())?;
        self.seen += usize::from(next.is_some());
        if self.seen > MAX_PARTS {
            return Err(Problem::of(Kind::Malformed));
        }
        Ok(next)
    }

    /// Reads a part as text.
    ///
    /// # Errors
    /// As [`Form::part`]; `control_characters` for bytes that are not UTF-8.
    pub(crate) async fn text(&self, part: Field, name: &str) -> Result<String, Problem> {
        let (bytes, whole) = self.bytes(part, MAX_TEXT).await?;
        if !whole {
            return Err(Problem::of(Kind::TooLarge));
        }
        String::from_utf8(bytes).map_err(|_not_text| Problem::field(name.to_owned(), code::BAD_CHARACTER))
    }

    /// Reads a part as a file, all of it into memory.
    ///
    /// # Errors
    /// As [`Form::part`].
    pub(crate) async fn file(&self, part: Field) -> Result<Vec<u8>, Problem> {
        let most = u64::try_from(self.most_file).unwrap_or_default();
        match self.bytes(part, most).await? {
            (bytes, true) => Ok(bytes),
            (_, false) => Err(too_large(self.most_file)),
        }
    }

    /// Streams a part into the file store.
    ///
    /// # Errors
    /// As [`Form::part`]; `file` / `incomplete` for a file that was cut off; and as [`evidence::store`].
    pub(crate) async fn store<A: Stores>(&self, part: Field, tenant: &City<A>) -> Result<Stored, Problem> {
        let name = part.file_name().unwrap_or_default().to_owned();
        let broken_off = |_: io::Error| Error::field("file", INCOMPLETE);
        let bytes = Box::pin(ReaderStream::new(part.into_async_read()).map_err(broken_off));
        let stored = evidence::store(tenant.db(), &*tenant.app.files, &tenant.permit, &name, bytes).await;
        stored.map_err(|error| self.apply_to().unwrap_or_else(|| error.into()))
    }

    /// Returns the problem of a form that exceeded its maximum size; `None` when it did not.
    pub(crate) fn apply_to(&self) -> Option<Problem> {
        self.over.load(Ordering::Relaxed).then(|| too_large(self.most_file))
    }

    fn broken(&self) -> Problem {
        self.apply_to().unwrap_or_else(|| Problem::of(Kind::Malformed))
    }

    /// Reads at most `most` + 1 bytes of a part. Returns them, and whether the part has at most `most`.
    async fn bytes(&self, part: Field, most: u64) -> Result<(Vec<u8>, bool), Problem> {
        let mut bytes = Vec::new();
        let mut reader = Box::pin(part.into_async_read()).take(most + 1);
        let read = reader.read_to_end(&mut bytes).await;
        read.map_err(|_broken| self.broken())?;
        let whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= most);
        Ok((bytes, whole))
    }
}

/// Describes the file of a form in the OpenAPI document: the kinds that are taken.
pub(crate) fn kinds_of_files() -> &'static str {
    static WORDS: LazyLock<String> = LazyLock::new(|| {
        format!(
            "A file of one of these kinds, told by its content: {}. It is only ever sent as a download.",
            files::taken()
        )
    });
    &WORDS
}

/// Describes a form with one file in the OpenAPI document.
pub(crate) fn of_one_file(about: Option<&'static str>) -> MetaRequest {
    let file = MetaSchema {
        description: about,
        ..MetaSchema::new_with_format("string", "binary")
    };
    let form = MetaSchema {
        required: vec!["file"],
        properties: vec![("file", MetaSchemaRef::Inline(Box::new(file)))],
        ..MetaSchema::new("object")
    };
    MetaRequest {
        description: None,
        content: vec![MetaMediaType {
            content_type: "multipart/form-data",
            schema: MetaSchemaRef::Inline(Box::new(form)),
        }],
        required: true,
    }
}

/// Ends a body with an error after `left` bytes. Limits on parts are not enough: the multipart reader buffers
/// what is between the parts in memory.
fn limited(body: Body, mut left: u64, over: Arc<AtomicBool>) -> Body {
    Body::from_bytes_stream(body.into_bytes_stream().map(move |chunk| {
        let chunk = chunk?;
        left = u64::try_from(chunk.len())
            .ok()
            .and_then(|length| left.checked_sub(length))
            .ok_or_else(|| {
                over.store(true, Ordering::Relaxed);
                io::Error::other("the form is too large")
            })?;
        Ok::<Bytes, io::Error>(chunk)
    }))
}

fn too_large(most_file: i64) -> Problem {
    Error::Invalid(vec![FieldError::limited("file", code::FILE_TOO_LARGE, most_file)]).into()
}

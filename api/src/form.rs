//! Forms with a file, read part by part and never past a limit.

use crate::city::City;
use crate::problem::{INCOMPLETE, Kind, Problem};
use besa_domain::evidence::{self, Stored, Stores};
use besa_domain::{Error, FieldError, code};
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _};
use poem::web::{Field, Multipart};
use poem::{Body, FromRequest, Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;

/// Most bytes of one text of a form.
const MOST_TEXT: u64 = 250_000;
/// Most bytes beside the file: the texts, and what parts them.
const MOST_BESIDE: i64 = 4_000_000;
/// Most parts of a form.
const MOST_PARTS: usize = 20;

/// A form that is read part by part.
pub(crate) struct Form {
    parts: Multipart,
    seen: usize,
    most_file: i64,
    /// Set when the whole form is larger than it may be.
    over: Arc<AtomicBool>,
}

impl Form {
    /// A form whose file may have so many bytes.
    ///
    /// # Errors
    /// `MediaType`, `Malformed` for what is no form; `TooLarge` when it says so itself.
    pub(crate) async fn open(request: &Request, body: &mut RequestBody, most_file: i64) -> Result<Self, Problem> {
        if !request
            .content_type()
            .is_some_and(|kind| kind.starts_with("multipart/form-data"))
        {
            return Err(Problem::of(Kind::MediaType));
        }
        let most = u64::try_from(most_file + MOST_BESIDE).unwrap_or_default();
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

    /// The next part; none at the end.
    ///
    /// # Errors
    /// `Malformed` for a form that breaks off or has too many parts; `TooLarge`.
    pub(crate) async fn part(&mut self) -> Result<Option<Field>, Problem> {
        if self.seen == MOST_PARTS {
            return Err(Problem::of(Kind::Malformed));
        }
        self.seen += 1;
        let next = self.parts.next_field().await;
        next.map_err(|_broken| self.broken())
    }

    /// A part that is a text.
    ///
    /// # Errors
    /// As [`Form::part`]; `bad_character` for what is no text.
    pub(crate) async fn text(&self, part: Field, name: &str) -> Result<String, Problem> {
        let (bytes, whole) = self.bytes(part, MOST_TEXT).await?;
        if !whole {
            return Err(Problem::of(Kind::TooLarge));
        }
        String::from_utf8(bytes).map_err(|_not_text| Problem::field(name.to_owned(), code::BAD_CHARACTER))
    }

    /// A part that is a file small enough to be held whole.
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

    /// A part that is a file, streamed into the store.
    ///
    /// # Errors
    /// As [`Form::part`]; what the store refuses.
    pub(crate) async fn store<A: Stores>(&self, part: Field, tenant: &City<A>) -> Result<Stored, Problem> {
        let name = part.file_name().unwrap_or_default().to_owned();
        let broken_off = |_: io::Error| Error::field("file", INCOMPLETE);
        let bytes = Box::pin(ReaderStream::new(part.into_async_read()).map_err(broken_off));
        let stored = evidence::store(tenant.db(), &*tenant.app.files, &tenant.permit, &name, bytes).await;
        stored.map_err(|error| self.over().unwrap_or_else(|| error.into()))
    }

    /// The problem of a form that was larger than it may be.
    pub(crate) fn over(&self) -> Option<Problem> {
        self.over.load(Ordering::Relaxed).then(|| too_large(self.most_file))
    }

    fn broken(&self) -> Problem {
        self.over().unwrap_or_else(|| Problem::of(Kind::Malformed))
    }

    /// The bytes of a part, at most so many and one more, and whether that was all.
    async fn bytes(&self, part: Field, most: u64) -> Result<(Vec<u8>, bool), Problem> {
        let mut bytes = Vec::new();
        let mut reader = Box::pin(part.into_async_read()).take(most + 1);
        let read = reader.read_to_end(&mut bytes).await;
        read.map_err(|_broken| self.broken())?;
        let whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= most);
        Ok((bytes, whole))
    }
}

/// The description of a form that is one file.
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

/// The body, broken off past `left`: what stands between the parts is kept in memory.
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

//! Evidence on its way in: a link as JSON, or a form whose file is streamed into the store.

use super::there;
use super::view::New;
use crate::body::Sent;
use crate::city::City;
use crate::problem::{INCOMPLETE, Kind, Problem};
use besa_domain::access::AddEvidence;
use besa_domain::evidence::{self, About, MOST_BYTES, Stored};
use besa_domain::{CommitmentId, Error, MilestoneId, code};
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _};
use poem::web::{Field, Multipart};
use poem::{Body, FromRequest, Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type as _;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde_json::{Map, Value};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;

/// Most bytes of one text of a form.
const MOST_TEXT: u64 = 250_000;
/// Most bytes of a whole form: the file, its texts, and what parts them.
const MOST_FORM: u64 = 24_000_000;
/// Most parts of a form.
const MOST_PARTS: usize = 20;

/// What came, before anything of it is trusted.
pub(super) enum Offered {
    /// A link.
    Link(Sent<New>),
    /// A form that was not read yet.
    Form(Box<Form>),
    /// Neither.
    Refused(Problem),
}

/// A form that is read part by part.
pub(super) struct Form {
    parts: Multipart,
    /// Set when the form is larger than [`MOST_FORM`].
    over: Arc<AtomicBool>,
}

impl<'a> ApiExtractor<'a> for Offered {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        New::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let file = MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
        let with_file = MetaSchema {
            required: vec!["file"],
            properties: vec![("file", file)],
            ..MetaSchema::new("object")
        };
        let form = MetaSchema {
            all_of: vec![New::schema_ref(), MetaSchemaRef::Inline(Box::new(with_file))],
            ..MetaSchema::ANY
        };
        Some(MetaRequest {
            description: None,
            content: vec![
                MetaMediaType {
                    content_type: "application/json",
                    schema: New::schema_ref(),
                },
                MetaMediaType {
                    content_type: "multipart/form-data",
                    schema: MetaSchemaRef::Inline(Box::new(form)),
                },
            ],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let kind = request.content_type().unwrap_or_default();
        if !kind.starts_with("multipart/form-data") {
            return Ok(Self::Link(Sent::from_request(request, body, options).await?));
        }
        let length = request
            .header("content-length")
            .and_then(|length| length.parse::<u64>().ok());
        if length.is_some_and(|length| length > MOST_FORM) {
            return Ok(Self::Refused(too_large()));
        }
        let over = Arc::new(AtomicBool::new(false));
        let mut limited = RequestBody::new(limited(body.take()?, Arc::clone(&over)));
        Ok(
            match <Multipart as FromRequest>::from_request(request, &mut limited).await {
                Ok(parts) => Self::Form(Box::new(Form { parts, over })),
                Err(_) => Self::Refused(Problem::of(Kind::Malformed)),
            },
        )
    }
}

/// The body, broken off past [`MOST_FORM`]: what stands between the parts is kept in memory.
fn limited(body: Body, over: Arc<AtomicBool>) -> Body {
    let mut left = MOST_FORM;
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

impl Form {
    /// Reads the form to its end: texts into an object, the file into the store.
    ///
    /// # Errors
    /// `Malformed` for what is no form; what the store refuses; `NotFound` when the form named
    /// before its file what is not there.
    pub(super) async fn store(
        mut self,
        tenant: &City<AddEvidence>,
        stored: &mut Option<Stored>,
    ) -> Result<Value, Problem> {
        let mut texts = Map::new();
        for _ in 0..MOST_PARTS {
            let next = self.parts.next_field().await;
            let Some(part) = next.map_err(|_broken| self.broken())? else {
                return Ok(Value::Object(texts));
            };
            let name = part.name().unwrap_or_default().to_owned();
            if name != "file" {
                let text = text(part, &name)
                    .await
                    .map_err(|problem| problem.unwrap_or_else(|| self.broken()))?;
                // A form sends every field it has; an empty one says nothing.
                if !text.is_empty() {
                    texts.insert(name, text.into());
                }
                continue;
            }
            if stored.is_some() {
                return Err(Problem::field("file", code::TAKEN));
            }
            if let Some(about) = about(&texts) {
                there(tenant, about).await?;
            }
            let name = part.file_name().unwrap_or_default().to_owned();
            let broken_off = |_: io::Error| Error::field("file", INCOMPLETE);
            let bytes = Box::pin(ReaderStream::new(part.into_async_read()).map_err(broken_off));
            let files = &*tenant.app.files;
            let file = evidence::store(tenant.db(), files, &tenant.permit, &name, bytes).await;
            *stored = Some(file.map_err(|error| self.over().unwrap_or_else(|| error.into()))?);
        }
        Err(Problem::of(Kind::Malformed))
    }

    fn over(&self) -> Option<Problem> {
        self.over.load(Ordering::Relaxed).then(too_large)
    }

    fn broken(&self) -> Problem {
        self.over().unwrap_or_else(|| Problem::of(Kind::Malformed))
    }
}

/// What the file is about, when the form said so before it.
fn about(texts: &Map<String, Value>) -> Option<About> {
    let id = |name: &str| texts.get(name).and_then(Value::as_str);
    let milestone = id("milestone").and_then(|id| id.parse::<MilestoneId>().ok());
    let commitment = || id("commitment").and_then(|id| id.parse::<CommitmentId>().ok());
    milestone
        .map(About::Milestone)
        .or_else(|| commitment().map(About::Commitment))
}

/// A text of the form. The error is empty when the form broke off.
async fn text(part: Field, name: &str) -> Result<String, Option<Problem>> {
    let mut bytes = Vec::new();
    let mut reader = Box::pin(part.into_async_read()).take(MOST_TEXT + 1);
    reader.read_to_end(&mut bytes).await.map_err(|_broken| None)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_TEXT {
        return Err(Some(Problem::of(Kind::TooLarge)));
    }
    String::from_utf8(bytes).map_err(|_not_text| Some(Problem::field(name.to_owned(), code::BAD_CHARACTER)))
}

fn too_large() -> Problem {
    let error = besa_domain::FieldError::limited("file", code::FILE_TOO_LARGE, MOST_BYTES);
    Error::Invalid(vec![error]).into()
}

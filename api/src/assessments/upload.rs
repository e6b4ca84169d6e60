//! A file on its way into an assessment, streamed into the store.

use crate::city::City;
use crate::form::Form;
use crate::problem::{INCOMPLETE, Problem, UNKNOWN_FIELD};
use besa_domain::access::Assess;
use besa_domain::assessments::EXHIBIT_BYTES;
use besa_domain::evidence::{self, Stored};
use besa_domain::{Error, code};
use futures_util::TryStreamExt as _;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use std::io;
use tokio_util::io::ReaderStream;

/// A form that was not read yet.
pub(super) struct File(Result<Form, Problem>);

impl<'a> ApiExtractor<'a> for File {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(_registry: &mut Registry) {}

    fn request_meta() -> Option<MetaRequest> {
        let file = MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")));
        let form = MetaSchema {
            required: vec!["file"],
            properties: vec![("file", file)],
            ..MetaSchema::new("object")
        };
        Some(MetaRequest {
            description: None,
            content: vec![MetaMediaType {
                content_type: "multipart/form-data",
                schema: MetaSchemaRef::Inline(Box::new(form)),
            }],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(Self(Form::open(request, body, EXHIBIT_BYTES).await))
    }
}

impl File {
    /// Puts the file into the store.
    ///
    /// # Errors
    /// `file` / `required`; what the store refuses; any other part.
    pub(super) async fn store(self, tenant: &City<Assess>) -> Result<Stored, Problem> {
        let mut form = self.0?;
        let Some(part) = form.part().await? else {
            return Err(Problem::field("file", code::REQUIRED));
        };
        let field = part.name().unwrap_or_default().to_owned();
        if field != "file" {
            return Err(Problem::field(field, UNKNOWN_FIELD));
        }
        let name = part.file_name().unwrap_or_default().to_owned();
        let broken_off = |_: io::Error| Error::field("file", INCOMPLETE);
        let bytes = Box::pin(ReaderStream::new(part.into_async_read()).map_err(broken_off));
        let files = &*tenant.app.files;
        let stored = evidence::store(tenant.db(), files, &tenant.permit, &name, bytes).await;
        stored.map_err(|error| form.over().unwrap_or_else(|| error.into()))
    }
}

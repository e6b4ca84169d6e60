//! Upload of a file for an assessment: a form with one file, which is streamed into the file store.

use crate::city::City;
use crate::form::{Form, kinds_of_files, of_one_file};
use crate::problem::{Problem, UNKNOWN_FIELD};
use besa_domain::access::Assess;
use besa_domain::assessments::EXHIBIT_BYTES;
use besa_domain::code;
use besa_domain::evidence::Stored;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaRequest, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

/// A form whose parts are not read yet, or the problem with it.
pub(super) struct File(Result<Form, Problem>);

impl<'a> ApiExtractor<'a> for File {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(_registry: &mut Registry) {}

    fn request_meta() -> Option<MetaRequest> {
        Some(of_one_file(Some(kinds_of_files())))
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
    /// Stores the file of the form.
    ///
    /// # Errors
    /// `file` / `required` for an empty form; `unknown_field` for a first part of another name; and as
    /// [`Form::store`].
    pub(super) async fn store(self, tenant: &City<Assess>) -> Result<Stored, Problem> {
        let mut form = self.0?;
        let Some(part) = form.part().await? else {
            return Err(Problem::field("file", code::REQUIRED));
        };
        let field = part.name().unwrap_or_default().to_owned();
        if field != "file" {
            return Err(Problem::field(field, UNKNOWN_FIELD));
        }
        form.store(part, tenant).await
    }
}

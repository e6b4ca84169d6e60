//! The upload of a logo: a form with one file that is small enough to be held in memory.

use crate::form::{Form, of_one_file};
use crate::problem::{Problem, UNKNOWN_FIELD};
use besa_domain::code;
use besa_domain::tenants::LOGO_BYTES;
use bytes::Bytes;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaRequest, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

/// A form that has been opened but not read.
pub(super) struct Upload(Result<Form, Problem>);

impl<'a> ApiExtractor<'a> for Upload {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(_registry: &mut Registry) {}

    fn request_meta() -> Option<MetaRequest> {
        Some(of_one_file(Some("The image.")))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        Ok(Self(Form::open(request, body, LOGO_BYTES).await))
    }
}

impl Upload {
    /// Reads the image from the form.
    ///
    /// # Errors
    /// What is wrong with the form.
    pub(super) async fn read(self) -> Result<Bytes, Problem> {
        let (mut form, mut file) = (self.0?, None);
        while let Some(part) = form.part().await? {
            match part.name().unwrap_or_default().to_owned() {
                name if name != "file" => return Err(Problem::field(name, UNKNOWN_FIELD)),
                _ if file.is_some() => return Err(Problem::field("file", code::TAKEN)),
                _ => file = Some(form.file(part).await?),
            }
        }
        let file = file.ok_or_else(|| Problem::field("file", code::REQUIRED))?;
        Ok(file.into())
    }
}

//! Request body for new evidence: a link as JSON, or a form whose file is streamed into the store.

use super::there;
use super::view::New;
use crate::body::JsonBody;
use crate::city::City;
use crate::form::{Form, kinds_of_files};
use crate::problem::Problem;
use besa_domain::access::AddEvidence;
use besa_domain::evidence::{About, MAX_BYTES, Stored};
use besa_domain::{CommitmentId, MilestoneId, code};
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type as _;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde_json::{Map, Value};

/// The request body, before it is validated.
pub(super) enum Offered {
    /// A JSON body with a link.
    Link(JsonBody<New>),
    /// A form whose parts are not read yet.
    Form(Box<Form>),
    /// A form that could not be opened.
    Refused(Problem),
}

impl<'a> ApiExtractor<'a> for Offered {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        New::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        let file = MetaSchemaRef::Inline(Box::new(MetaSchema {
            description: Some(kinds_of_files()),
            ..MetaSchema::new_with_format("string", "binary")
        }));
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
            return Ok(Self::Link(JsonBody::from_request(request, body, options).await?));
        }
        Ok(match Form::open(request, body, MAX_BYTES).await {
            Ok(form) => Self::Form(Box::new(form)),
            Err(problem) => Self::Refused(problem),
        })
    }
}

/// Reads the form to its end. Returns its text fields as a JSON object, and sets `stored` once the file is in
/// the store.
///
/// # Errors
/// As [`Form::part`] and [`Form::store`]; `file` / `taken` for a second file; `NotFound` for a commitment or
/// milestone that the form named before the file and that does not exist.
pub(super) async fn store(
    mut form: Form,
    tenant: &City<AddEvidence>,
    stored: &mut Option<Stored>,
) -> Result<Value, Problem> {
    let mut texts = Map::new();
    while let Some(part) = form.part().await? {
        let name = part.name().unwrap_or_default().to_owned();
        if name != "file" {
            let text = form.text(part, &name).await?;
            // A browser sends empty fields too; they count as missing.
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
        *stored = Some(form.store(part, tenant).await?);
    }
    Ok(Value::Object(texts))
}

/// Returns the commitment or milestone that the form named before the file, if any.
fn about(texts: &Map<String, Value>) -> Option<About> {
    let id = |name: &str| texts.get(name).and_then(Value::as_str);
    let milestone = id("milestone").and_then(|id| id.parse::<MilestoneId>().ok());
    let commitment = || id("commitment").and_then(|id| id.parse::<CommitmentId>().ok());
    milestone
        .map(About::Milestone)
        .or_else(|| commitment().map(About::Commitment))
}

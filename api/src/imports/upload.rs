//! A file on its way in: held whole, and read where blocking is allowed.

use crate::city::City;
use crate::form::Form;
use crate::problem::Problem;
use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, Code, Draft, Note, Origin, Turn};
use besa_domain::{Error, FieldError, code};
use besa_formats::draft::{self, Refused};
use besa_formats::workbook::Limits;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

/// A form that was not read yet.
pub(super) struct Upload(Result<Form, Problem>);

/// What a form held.
struct Held {
    name: String,
    bytes: Vec<u8>,
    member: Option<String>,
}

impl<'a> ApiExtractor<'a> for Upload {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(_registry: &mut Registry) {}

    fn request_meta() -> Option<MetaRequest> {
        let part = |schema| MetaSchemaRef::Inline(Box::new(schema));
        let file = MetaSchema {
            description: Some("The workbook, CSV or JSON."),
            ..MetaSchema::new_with_format("string", "binary")
        };
        let member = MetaSchema {
            description: Some("Whose plans are taken, where the file holds those of several cities: its name there."),
            example: Some("elbasan".into()),
            ..MetaSchema::new("string")
        };
        let form = MetaSchema {
            required: vec!["file"],
            properties: vec![("file", part(file)), ("member", part(member))],
            ..MetaSchema::new("object")
        };
        Some(MetaRequest {
            description: None,
            content: vec![MetaMediaType {
                content_type: "multipart/form-data",
                schema: part(form),
            }],
            required: true,
        })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _options: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let most = i64::try_from(Limits::default().file).unwrap_or(i64::MAX);
        Ok(Self(Form::open(request, body, most).await))
    }
}

impl Upload {
    /// What the file says of this city. The turn is held until the import is stored.
    ///
    /// # Errors
    /// What is wrong with the form or the file; `member` / `required` when the file holds plans of
    /// several cities, none of them this one.
    pub(super) async fn draft(self, tenant: &City<ImportPlan>) -> Result<(Turn, Origin, Draft), Problem> {
        let mut turn = Turn::of_receiving().await?;
        let mut held = held(self.0?).await?;
        let member = held.member.take();
        turn.of_reading().await?;
        let origin = Origin::of(&held.name, &held.bytes);
        let read = tokio::task::spawn_blocking(move || draft::read(held.bytes, &held.name)).await;
        let draft = read.map_err(Error::internal)?.map_err(refused)?;
        Ok((
            turn,
            origin,
            of_city(draft, member.as_deref(), &tenant.visit.tenant.slug)?,
        ))
    }
}

async fn held(mut form: Form) -> Result<Held, Problem> {
    let (mut file, mut member) = (None, None);
    while let Some(part) = form.part().await? {
        match part.name().unwrap_or_default() {
            "file" if file.is_some() => return Err(Problem::field("file", code::TAKEN)),
            "file" => {
                let name = part.file_name().unwrap_or_default().to_owned();
                file = Some((name, form.file(part).await?));
            }
            "member" => member = Some(form.text(part, "member").await?).filter(|member| !member.is_empty()),
            other => return Err(Problem::field(other.to_owned(), crate::problem::UNKNOWN_FIELD)),
        }
    }
    let (name, bytes) = file.ok_or_else(|| Problem::field("file", code::REQUIRED))?;
    Ok(Held { name, bytes, member })
}

/// An error for each note.
fn refused(refused: Refused) -> Problem {
    let said = match refused.because {
        Some(because) => format!("Nothing can be taken from this file: {because}."),
        None => "Nothing can be taken from this file. `errors` says why.".to_owned(),
    };
    Problem::from(Error::Invalid(refused.notes.iter().map(error).collect())).saying(said)
}

fn error(note: &Note) -> FieldError {
    let place = if note.code == Code::MissingSheet {
        note.given.clone()
    } else if note.code == Code::MissingColumn {
        format!("{}, {}", note.cell, note.given)
    } else if note.cell.is_empty() {
        "file".to_owned()
    } else {
        note.cell.clone()
    };
    let limit = note.code.is_limit().then(|| note.given.parse().ok()).flatten();
    FieldError {
        field: place.into(),
        code: note.code.code(),
        limit,
    }
}

/// The part of a file that is this city's.
fn of_city(draft: Draft, named: Option<&str>, city: &str) -> Result<Draft, Problem> {
    let members = imports::members(&draft);
    match (imports::chosen(&members, named, city), named) {
        (Some(member), _) => Ok(draft.into_member(&member.slug)),
        (None, Some(_)) => Err(Problem::field("member", code::UNKNOWN_CHOICE)),
        (None, None) if members.is_empty() => Ok(draft),
        (None, None) => {
            let names: Vec<&str> = members.iter().map(|member| member.slug.as_str()).collect();
            Err(Problem::field("member", code::REQUIRED).saying(format!(
                "The file holds plans of several cities: send one of them as `member`: {}.",
                names.join(", ")
            )))
        }
    }
}

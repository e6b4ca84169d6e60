//! Upload of a file to import. The file is held in memory and parsed on a thread for blocking work.

use crate::form::Form;
use crate::problem::Problem;
use besa_domain::imports::{Code, ImportSlot, Member, Note, Origin, Proposal, Refusal};
use besa_domain::{Error, FieldError, code};
use besa_formats::draft::{self, Refused};
use besa_formats::workbook::Limits;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

/// A form whose parts are not read yet, or the problem with it.
pub(super) struct Upload(Result<Form, Problem>);

/// The content of an uploaded file. Its [`ImportSlot`] limits how many imports are in memory at a time: keep it until
/// the import is stored.
pub(super) struct ReadUpload {
    pub(super) turn: ImportSlot,
    pub(super) proposal: Proposal,
}

/// The parts of a form.
struct UploadedFile {
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
            description: Some("The workbook, a CSV file or JSON. Maximum 10 MiB."),
            ..MetaSchema::new_with_format("string", "binary")
        };
        let member = MetaSchema {
            description: Some(
                "The city in the file whose plans are imported, by its name or slug there. Default: the only \
                 city in the file, or the one with the slug of this city.",
            ),
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
    /// Reads what the file contains.
    ///
    /// # Errors
    /// `Busy` when no turn is free in time; the errors of the form and the file.
    pub(super) async fn read(self) -> Result<ReadUpload, Problem> {
        let mut turn = ImportSlot::of_receiving().await?;
        let mut held = held(self.0?).await?;
        let member = held.member.take();
        turn.of_reading().await?;
        let origin = Origin::of(&held.name, &held.bytes);
        let read = move || draft::source(held.bytes, &held.name);
        let source = tokio::task::spawn_blocking(read).await;
        let source = source.map_err(Error::internal)?.map_err(refused)?;
        Ok(ReadUpload {
            turn,
            proposal: Proposal { origin, source, member },
        })
    }
}

async fn held(mut form: Form) -> Result<UploadedFile, Problem> {
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
    Ok(UploadedFile { name, bytes, member })
}

/// Converts the notes on a refused file to a problem with one error for each note.
fn refused(refused: Refused) -> Problem {
    let detail = match refused.because {
        Some(because) => format!("Nothing can be imported from this file: {because}."),
        None => "Nothing can be imported from this file. `errors` names each reason.".to_owned(),
    };
    Problem::from(Error::Invalid(refused.notes.iter().map(error).collect())).saying(detail)
}

fn error(note: &Note) -> FieldError {
    let place = if note.code == Code::MissingSheet {
        note.given.clone()
    } else if matches!(
        note.code,
        Code::MissingColumn | Code::UnknownColumn | Code::DuplicateColumn
    ) {
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

/// Converts the members of a file to a problem: one must be chosen, or another than `named`.
pub(super) fn choose(members: &[Member], named: bool) -> Problem {
    if named {
        return Problem::field("member", code::UNKNOWN_CHOICE);
    }
    let names: Vec<&str> = members.iter().map(|member| member.slug.as_str()).collect();
    Problem::field("member", code::REQUIRED).saying(format!(
        "The file has plans of several cities. Send one of these as `member`: {}.",
        names.join(", ")
    ))
}

/// Converts the reasons why nothing can be read from a file to a problem.
pub(super) fn unusable(notes: Vec<Note>) -> Problem {
    refused(Refusal::from(notes).into())
}

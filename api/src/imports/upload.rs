//! A file on its way in: held whole, and read where blocking is allowed.

use crate::city::City;
use crate::form::Form;
use crate::problem::Problem;
use besa_documents::workbook::{self, Limits, ReadError};
use besa_domain::access::ImportPlan;
use besa_domain::imports::{self, Code, Draft, Note, Origin, json};
use besa_domain::{Error, FieldError, code, input};
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

/// A form that was not read yet.
pub(super) struct Upload(Result<Form, Problem>);

/// What a form held.
struct Held {
    name: String,
    bytes: Vec<u8>,
    is_json: bool,
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
    /// What the file says of this city.
    ///
    /// # Errors
    /// What is wrong with the form or the file; `member` / `required` when the file holds plans of
    /// several cities, none of them this one.
    pub(super) async fn draft(self, tenant: &City<ImportPlan>) -> Result<(Origin, Draft), Problem> {
        let mut held = held(self.0?).await?;
        let member = held.member.take();
        let (origin, read) = tokio::task::spawn_blocking(move || (Origin::of(&held.name, &held.bytes), read(&held)))
            .await
            .map_err(Error::internal)?;
        Ok((origin, of_city(read?, member.as_deref(), &tenant.visit.tenant.slug)?))
    }
}

async fn held(mut form: Form) -> Result<Held, Problem> {
    let (mut file, mut member) = (None, None);
    while let Some(part) = form.part().await? {
        match part.name().unwrap_or_default() {
            "file" if file.is_some() => return Err(Problem::field("file", code::TAKEN)),
            "file" => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let is_json =
                    part.content_type() == Some("application/json") || name.to_ascii_lowercase().ends_with(".json");
                file = Some((name, is_json, form.file(part).await?));
            }
            "member" => member = Some(form.text(part, "member").await?).filter(|member| !member.is_empty()),
            other => return Err(Problem::field(other.to_owned(), crate::problem::UNKNOWN_FIELD)),
        }
    }
    let (name, is_json, bytes) = file.ok_or_else(|| Problem::field("file", code::REQUIRED))?;
    Ok(Held {
        name,
        bytes,
        is_json,
        member,
    })
}

/// Plain, slow computation.
fn read(held: &Held) -> Result<Draft, Problem> {
    let read = if held.is_json {
        match std::str::from_utf8(&held.bytes) {
            Ok(text) => json::read(text),
            Err(error) => return Err(refused(&[Note::new(Code::Encoding, "", "")], Some(error.to_string()))),
        }
    } else {
        match workbook::read(&held.bytes, &held.name) {
            Ok(book) => imports::read(&book),
            Err(error) => return Err(refused(&[unread(&error)], Some(error.to_string()))),
        }
    };
    read.map_err(|notes| refused(&notes, None))
}

/// Why a workbook or CSV was not read.
fn unread(error: &ReadError) -> Note {
    match error {
        ReadError::Empty => Note::new(Code::EmptyFile, "", ""),
        ReadError::NotText { line } => Note::new(Code::Encoding, format!("line {line}"), ""),
        ReadError::File { most, .. } => Note::new(Code::FileTooLarge, "", most.to_string()),
        ReadError::Unpacked { most, .. } => Note::new(Code::FileTooLarge, "", most.to_string()),
        ReadError::Rows { sheet, most } => Note::new(Code::TooManyRows, sheet, most.to_string()),
        ReadError::Text { place, .. } | ReadError::Cell { place, .. } | ReadError::Columns { place, .. } => {
            Note::new(Code::UnreadableFile, place, "")
        }
        ReadError::Unknown
        | ReadError::OldExcel
        | ReadError::Locked
        | ReadError::Damaged { .. }
        | ReadError::Ratio { .. }
        | ReadError::Parts { .. }
        | ReadError::Sheets { .. } => Note::new(Code::UnreadableFile, "", ""),
    }
}

/// A file of which nothing is taken, with an error for each note.
fn refused(notes: &[Note], because: Option<String>) -> Problem {
    // The one note on JSON that cannot be parsed says where.
    let because = because.or_else(|| match notes {
        [note] if note.code == Code::UnreadableFile && !note.given.is_empty() => Some(note.given.clone()),
        _ => None,
    });
    let problem = Problem::from(Error::Invalid(notes.iter().map(error).collect()));
    match because {
        Some(because) => problem.saying(format!("Nothing can be taken from this file: {because}.")),
        None => problem.saying("Nothing can be taken from this file. `errors` says why."),
    }
}

fn error(note: &Note) -> FieldError {
    let place = match note.code {
        Code::MissingSheet => note.given.clone(),
        Code::MissingColumn => format!("{}, {}", note.cell, note.given),
        _ if note.cell.is_empty() => "file".to_owned(),
        _ => note.cell.clone(),
    };
    let limit = match note.code {
        Code::TooManyRows | Code::FileTooLarge => note.given.parse().ok(),
        _ => None,
    };
    FieldError {
        field: place.into(),
        code: note.code.code(),
        limit,
    }
}

/// The part of a file that is this city's: of the member that was named, of the only one, or of
/// the one called like the city.
fn of_city(draft: Draft, named: Option<&str>, city: &str) -> Result<Draft, Problem> {
    let members = imports::members(&draft);
    let chosen = match (named, members.as_slice()) {
        (Some(named), _) => {
            let slug = input::slug(named);
            let found = members
                .iter()
                .find(|member| member.slug == slug || member.name == named);
            Some(found.ok_or_else(|| Problem::field("member", code::UNKNOWN_CHOICE))?)
        }
        (None, []) => None,
        (None, [only]) => Some(only),
        (None, several) => Some(several.iter().find(|member| member.slug == city).ok_or_else(|| {
            let names: Vec<&str> = several.iter().map(|member| member.slug.as_str()).collect();
            Problem::field("member", code::REQUIRED).saying(format!(
                "The file holds plans of several cities: send one of them as `member`: {}.",
                names.join(", ")
            ))
        })?),
    };
    Ok(match chosen {
        Some(member) => draft.of_member(&member.slug),
        None => draft,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str, bytes: &[u8]) -> (String, &'static str) {
        let held = Held {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
            is_json: name.ends_with(".json"),
            member: None,
        };
        read(&held).unwrap_err().first_error().unwrap()
    }

    #[test]
    fn a_file_that_says_nothing_is_refused_with_its_place() {
        assert_eq!(code("a.xlsx", b""), ("file".to_owned(), "empty_file"));
        assert_eq!(code("a.xlsx", b"PK\x03\x04 no workbook").1, "unreadable_file");
        assert_eq!(code("a.json", &[0xff, 0xfe]).1, "encoding");
        assert_eq!(code("a.json", b"{").1, "unreadable_file");
        assert_eq!(code("a.json", b"{\"besa\": 9}"), ("besa".to_owned(), "version_unknown"));
    }
}

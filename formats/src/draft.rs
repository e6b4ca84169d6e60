//! Reads the file of a plan. Its type is detected from the first bytes, because a file name can be wrong.

use besa_domain::imports::{Code, Decisions, Draft, Note, Refusal, Source};
use std::collections::BTreeMap;
use thiserror::Error;

use crate::workbook::{self, Limits, ReadError};

/// A file that cannot be imported at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the file cannot be imported{}", because.as_ref().map(|why| format!(": {why}")).unwrap_or_default())]
pub struct Refused {
    /// The reasons, for users.
    pub notes: Vec<Note>,
    /// The reason in English, for programs and operators, when the notes leave out details.
    pub because: Option<String>,
}

/// Reads a spreadsheet (XLSX, XLS, ODS, CSV and its kin), a document (DOCX, ODT) or JSON. Slow computation without I/O.
///
/// # Errors
/// Why the file cannot be read.
pub fn source(bytes: impl AsRef<[u8]>, name: &str) -> Result<Source, Refused> {
    Ok(match text_of_json(bytes.as_ref())? {
        Some(text) => Source::Json(text.to_owned()),
        None => Source::Book(workbook::read(bytes.as_ref(), name)?),
    })
}

/// Reads plans from a file, as [`source`], without anybody's decisions. Slow computation without I/O.
///
/// # Errors
/// Every reason why the file cannot be imported.
pub fn read(bytes: impl AsRef<[u8]>, name: &str) -> Result<Draft, Refused> {
    let source = source(&bytes, name)?;
    // The bytes are no longer needed: free their memory.
    drop(bytes);
    Ok(source.read(&Decisions::default(), &BTreeMap::new())?)
}

/// Returns the text of a JSON file; `None` for another type of file.
fn text_of_json(bytes: &[u8]) -> Result<Option<&str>, ReadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = bytes.trim_ascii_start();
    // Rich text begins with a brace, too.
    if !matches!(start.first(), Some(b'{' | b'[')) || start.starts_with(b"{\\rtf") {
        return Ok(None);
    }
    let most = Limits::default().file;
    if bytes.len() > most {
        let bytes = bytes.len();
        return Err(ReadError::File { bytes, most });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.iter().take(error.valid_up_to());
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        ReadError::NotText { line }
    })?;
    Ok(Some(text))
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self {
            because: match refusal.notes.as_slice() {
                // The message of the JSON parser.
                [note] if note.code == Code::UnreadableFile && !note.given.is_empty() => Some(note.given.clone()),
                _ => None,
            },
            notes: refusal.notes,
        }
    }
}

impl From<ReadError> for Refused {
    fn from(error: ReadError) -> Self {
        let because = Some(error.to_string());
        let (code, cell, given) = match error {
            ReadError::Empty => (Code::EmptyFile, String::new(), String::new()),
            ReadError::NotText { line } => (Code::Encoding, format!("line {line}"), String::new()),
            ReadError::File { most, .. } => (Code::FileTooLarge, String::new(), most.to_string()),
            ReadError::Unpacked { most, .. } => (Code::FileTooLarge, String::new(), most.to_string()),
            ReadError::Rows { sheet, most } => (Code::TooManyRows, sheet, most.to_string()),
            ReadError::Cells { sheet, most } => (Code::TooManyCells, sheet, most.to_string()),
            ReadError::Columns { place, most } => (Code::TooManyColumns, place, most.to_string()),
            ReadError::Cell { place, most, .. } => (Code::CellTooLong, place, most.to_string()),
            ReadError::Text { place, most } => (Code::TooMuchText, place, most.to_string()),
            ReadError::Sheets { most, .. } => (Code::TooManySheets, String::new(), most.to_string()),
            ReadError::Depth { part, most } => (Code::NestedTooDeep, part, most.to_string()),
            ReadError::Locked => (Code::LockedFile, String::new(), String::new()),
            ReadError::Pdf => (Code::PdfFile, String::new(), String::new()),
            ReadError::OtherWorkbook => (Code::OtherWorkbook, String::new(), String::new()),
            ReadError::OtherDocument => (Code::OtherDocument, String::new(), String::new()),
            ReadError::Ratio { .. } | ReadError::Parts { .. } | ReadError::Tags { .. } | ReadError::Entities { .. } => {
                (Code::WorkbookTooLarge, String::new(), String::new())
            }
            ReadError::Unknown | ReadError::Damaged { .. } => (Code::UnreadableFile, String::new(), String::new()),
        };
        Self {
            notes: vec![Note::new(code, cell, given)],
            because,
        }
    }
}

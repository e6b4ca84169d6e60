//! Reads a file: a workbook, a text file or a document.

use super::book::Book;
use super::columns::{Chosen, ColumnChoice};
use super::draft::Draft;
use super::notes::{Code, MAX_NOTES, Note, too_many};
use super::record::Edits;
use super::rows;

/// The maximum number of rows and paragraphs in a file: 20,000, and headings and banners. One import is one
/// change, and other changes of the city wait for it.
pub(super) const MAX_ROWS: usize = 20_020;
/// The maximum number of plans in a file. A plan takes longer to create than a row of one.
pub(super) const MAX_PLANS: usize = 200;

/// Why nothing can be imported from a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    /// Every reason.
    pub notes: Vec<Note>,
    /// The columns of its tables, if a person can choose among them what is missing; else empty.
    pub columns: Vec<ColumnChoice>,
}

impl From<Vec<Note>> for Refusal {
    fn from(notes: Vec<Note>) -> Self {
        Self {
            notes,
            columns: Vec::new(),
        }
    }
}

/// Parses a file, with what people chose for its columns and wrote in place of its texts.
///
/// # Errors
/// Notes with every reason why nothing can be imported: no table, a missing column, no rows, too many rows.
pub fn read(book: &Book, chosen: &Chosen, edits: &Edits) -> Result<Draft, Refusal> {
    let rows = book.sheets.iter().map(|sheet| sheet.rows.len()).sum::<usize>();
    if rows + book.text.len() > MAX_ROWS {
        return Err(vec![Note::new(Code::TooManyRows, "", MAX_ROWS.to_string())].into());
    }
    let mut draft = rows::read(book, chosen, edits)?;
    fits(&draft)?;
    if let Some(encoding) = book
        .encoding
        .as_deref()
        .filter(|name| !name.eq_ignore_ascii_case("utf-8"))
    {
        draft.notes.insert(0, Note::new(Code::Encoding, "", encoding));
    }
    Ok(draft)
}

/// Refuses a file with more plans or notes than one import allows.
pub(super) fn fits(draft: &Draft) -> Result<(), Vec<Note>> {
    if draft.plans.len() > MAX_PLANS {
        return Err(vec![Note::new(Code::TooManyPlans, "", MAX_PLANS.to_string())]);
    }
    if draft.all_notes().count() > MAX_NOTES {
        return Err(vec![too_many()]);
    }
    Ok(())
}

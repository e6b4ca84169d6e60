//! A workbook or CSV file, read: Besa's own sheets, or a table with everything in one row.

use super::dates;
use super::draft::Draft;
use super::notes::{Code, MOST_NOTES, Note, too_many};
use super::reading::Reading;
use super::table::{Row, Sheet, Workbook};
use super::{flat, sheets};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// All rows of a file together. One import is one change, and others wait while it lasts.
pub(super) const MOST_ROWS: usize = 5_000;
/// Plans of one file: a plan takes longer to make than a row of one.
pub(super) const MOST_PLANS: usize = 200;

/// Reads a file. `Err` when nothing can be taken from it, with every reason: a missing sheet or
/// column, no rows.
///
/// # Errors
/// The notes that say why.
pub fn read(book: &Workbook) -> Result<Draft, Vec<Note>> {
    let filled: Vec<&Sheet> = book.sheets.iter().filter(|sheet| !sheet.header.is_empty()).collect();
    if filled.iter().map(|sheet| sheet.rows.len()).sum::<usize>() > MOST_ROWS {
        return Err(vec![Note::new(Code::TooManyRows, "", MOST_ROWS.to_string())]);
    }
    let mut draft = match filled.as_slice() {
        [] => return Err(vec![Note::new(Code::EmptyFile, &book.name, "")]),
        // A table of everything may be called "plan", too.
        [only] if book.sheet("Plan").is_none() || only.column("plan_title").is_some() => flat::read(only)?,
        _ => sheets::read(book)?,
    };
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

/// Refuses more than is made in one change.
pub(super) fn fits(draft: &Draft) -> Result<(), Vec<Note>> {
    if draft.plans.len() > MOST_PLANS {
        return Err(vec![Note::new(Code::TooManyPlans, "", MOST_PLANS.to_string())]);
    }
    if draft.all_notes().count() > MOST_NOTES {
        return Err(vec![too_many()]);
    }
    Ok(())
}

/// Which of day and month comes first in these sheets.
pub(super) fn order_of<'s>(sheets: impl Iterator<Item = &'s Sheet>) -> dates::Order {
    let cells = sheets.flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    dates::order_in(cells.map(|cell| cell.text.trim()))
}

/// Whether a header's notes leave nothing to read.
pub(super) fn unusable(notes: &[Note]) -> bool {
    notes
        .iter()
        .any(|note| matches!(note.code, Code::MissingColumn | Code::MissingSheet))
}

/// The rows that do not repeat an earlier one.
pub(super) fn distinct<'s>(sheet: &'s Sheet, reading: &mut Reading) -> Vec<&'s Row> {
    let mut seen: BTreeMap<Vec<&str>, u32> = BTreeMap::new();
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let texts = row.cells.iter().map(|cell| cell.text.trim()).collect();
        match seen.entry(texts) {
            Entry::Vacant(new) => {
                new.insert(row.number);
                rows.push(row);
            }
            Entry::Occupied(earlier) => {
                let cell = sheet.address(row.number, 0);
                reading.push(Note::new(Code::DuplicateRow, cell, earlier.get().to_string()));
            }
        }
    }
    rows
}

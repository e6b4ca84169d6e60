//! Reads a workbook or a CSV file: Besa's own sheets, or one table with everything in each row.

use super::book::{Book, Row};
use super::dates;
use super::draft::Draft;
use super::notes::{Code, MAX_NOTES, Note, too_many};
use super::reading::Reading;
use super::table::{Sheet, Workbook};
use super::{flat, sheets};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The maximum number of rows in a file, over all sheets. One import is one change, and other changes
/// of the city wait for it.
pub(super) const MAX_ROWS: usize = 5_000;
/// The maximum number of plans in a file. A plan takes longer to create than a row of one.
pub(super) const MAX_PLANS: usize = 200;

/// Parses a file.
///
/// # Errors
/// Notes with every reason why nothing can be imported: a missing sheet or column, no rows, too many
/// rows.
pub fn read(book: &Book) -> Result<Draft, Vec<Note>> {
    let from_reader = book.notes.clone();
    let book = Workbook::of(book);
    let filled: Vec<&Sheet> = book.sheets.iter().filter(|sheet| !sheet.header.is_empty()).collect();
    if filled.iter().map(|sheet| sheet.rows.len()).sum::<usize>() > MAX_ROWS {
        return Err(vec![Note::new(Code::TooManyRows, "", MAX_ROWS.to_string())]);
    }
    let mut draft = match filled.as_slice() {
        [] => return Err(vec![Note::new(Code::EmptyFile, &book.name, "")]),
        // A table with everything in each row may also have the name "Plan".
        [only] if book.sheet("Plan").is_none() || only.column("plan_title").is_some() => flat::read(only)?,
        _ => sheets::read(&book)?,
    };
    draft.notes.splice(0..0, from_reader);
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

/// Returns whether the day or the month comes first in the dates of these sheets.
pub(super) fn order_of<'s>(sheets: impl Iterator<Item = &'s Sheet>) -> dates::Order {
    let cells = sheets.flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
    dates::order_in(cells.map(|cell| cell.text.trim()))
}

/// Returns whether the header is unusable: a sheet or a required column is missing.
pub(super) fn unusable(notes: &[Note]) -> bool {
    notes
        .iter()
        .any(|note| matches!(note.code, Code::MissingColumn | Code::MissingSheet))
}

/// Returns the rows without those that repeat an earlier one; each of these gets a note.
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

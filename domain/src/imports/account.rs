//! What becomes of each filled cell and each row of a file. Nothing is left out in silence: a cell goes into
//! a record, which stores it or keeps it as provenance, or a note names it; a row makes a record, is known
//! already, or is noted.

use super::book::Book;
use super::find::{Line, Shown, Table};
use super::notes::{Code, Note};
use super::reading::Reading;
use std::collections::BTreeSet;

/// The cells of a file that nothing has become of yet, and the number of its rows.
#[derive(Debug)]
pub(super) struct Account {
    open: BTreeSet<(usize, u32, usize)>,
    rows: usize,
}

impl Account {
    /// Begins with all filled cells and rows of a file.
    pub(super) fn of(book: &Book) -> Self {
        let mut open = BTreeSet::new();
        let mut rows = 0;
        for (at, sheet) in book.sheets.iter().enumerate() {
            for row in &sheet.rows {
                let before = open.len();
                let filled = row.cells.iter().enumerate().filter(|(_, cell)| cell.is_filled());
                open.extend(filled.map(|(column, _)| (at, row.number, column)));
                rows += usize::from(open.len() > before);
            }
        }
        Self { open, rows }
    }

    /// A cell goes into a record. The cells of a merged range go there with their first one.
    pub(super) fn taken(&mut self, sheet: usize, shown: Shown<'_>) {
        self.open.remove(&(sheet, shown.row, shown.column));
    }

    /// A row holds the headings: it is no row of data.
    pub(super) fn heading(&mut self, sheet: usize, row: u32) {
        if self.close_row(sheet, row) {
            self.rows = self.rows.saturating_sub(1);
        }
    }

    /// A note names a row above the table.
    pub(super) fn noted(&mut self, sheet: usize, row: u32) {
        self.close_row(sheet, row);
    }

    /// A row is left out, for a reason that a note gives.
    pub(super) fn left_out(
        &mut self,
        sheet: usize,
        table: &Table<'_>,
        line: &Line<'_>,
        code: Code,
        reading: &mut Reading,
    ) {
        if self.close_row(sheet, line.row.number) {
            reading.push(of_row(table, line, code));
        }
    }

    /// A note names a whole sheet.
    pub(super) fn sheet(&mut self, sheet: usize) {
        self.open.retain(|(of, ..)| *of != sheet);
    }

    /// Names each cell that nothing has become of. Returns the number of rows of the file without headings.
    pub(super) fn close(self, book: &Book, reading: &mut Reading) -> usize {
        for (sheet, row, column) in self.open {
            let Some(sheet) = book.sheets.get(sheet) else { continue };
            let cell = sheet.rows.iter().find(|there| there.number == row);
            let text = cell.and_then(|row| row.cells.get(column)).map(|cell| cell.text.clone());
            let place = sheet.address(row, column, "");
            reading.push(Note::new(Code::CellNotRead, place, text.unwrap_or_default()));
        }
        self.rows
    }

    /// Removes the cells of a row. Returns whether there were any.
    fn close_row(&mut self, sheet: usize, row: u32) -> bool {
        let cells: Vec<_> = self
            .open
            .range((sheet, row, 0)..=(sheet, row, usize::MAX))
            .copied()
            .collect();
        for cell in &cells {
            self.open.remove(cell);
        }
        !cells.is_empty()
    }
}

/// Returns a note about a whole row, with its texts.
fn of_row(table: &Table<'_>, line: &Line<'_>, code: Code) -> Note {
    let cells: Vec<Shown<'_>> = line.own().collect();
    let texts: Vec<&str> = cells.iter().map(|shown| shown.cell.text.trim()).collect();
    let place = cells.first().map(|shown| table.address(shown.row, shown.column));
    Note::new(code, place.unwrap_or_default(), texts.join(" | "))
}

//! What becomes of each filled cell, each row and each paragraph of a file. Nothing is left out in silence: a
//! cell or paragraph goes into a record, which stores it or keeps it as provenance, or a note names it; a row
//! or paragraph makes a record, is known already, or is noted.

use super::book::{Block, Book, Row};
use super::find::{Shown, Table};
use super::notes::{Code, Note};
use super::reading::Reading;
use std::collections::BTreeSet;

/// A filled cell or a paragraph of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spot {
    /// The paragraph of this number.
    Paragraph(u32),
    /// The place of the sheet, the number of the row, and the column.
    Cell(usize, u32, usize),
}

/// The cells and paragraphs of a file that nothing has become of yet, and the number of its rows. A paragraph
/// counts as a row.
#[derive(Debug)]
pub(super) struct Account {
    open: BTreeSet<(usize, u32, usize)>,
    paragraphs: BTreeSet<u32>,
    rows: usize,
}

impl Account {
    /// Begins with all filled cells, rows and paragraphs of a file.
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
        let numbers = book.text.iter().filter_map(|block| match block {
            Block::Paragraph { number, .. } => Some(*number),
            Block::Table(_) => None,
        });
        let paragraphs: BTreeSet<u32> = numbers.collect();
        Self {
            rows: rows + paragraphs.len(),
            open,
            paragraphs,
        }
    }

    /// A cell or paragraph goes into a record.
    pub(super) fn put(&mut self, spot: Spot) {
        match spot {
            Spot::Paragraph(number) => drop(self.paragraphs.remove(&number)),
            Spot::Cell(sheet, row, column) => drop(self.open.remove(&(sheet, row, column))),
        }
    }

    /// A paragraph, or a row of a form, is a label or a heading: it is no row of data.
    pub(super) fn label(&mut self, spot: Spot) {
        match spot {
            Spot::Paragraph(number) if self.paragraphs.remove(&number) => self.rows = self.rows.saturating_sub(1),
            Spot::Paragraph(_) => {}
            Spot::Cell(sheet, row, _) => self.heading(sheet, row),
        }
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

    /// A row is left out, for a reason that a note gives with its texts.
    pub(super) fn left_out(&mut self, sheet: usize, table: &Table<'_>, row: &Row, code: Code, reading: &mut Reading) {
        if let Some(note) = self.named(sheet, table, row, code) {
            reading.push(note);
        }
    }

    /// A row is left out. Returns the note with its texts.
    pub(super) fn named(&mut self, sheet: usize, table: &Table<'_>, row: &Row, code: Code) -> Option<Note> {
        self.close_row(sheet, row.number);
        let filled = row.cells.iter().enumerate().filter(|(_, cell)| cell.is_filled());
        let texts: Vec<&str> = filled.clone().map(|(_, cell)| cell.text.trim()).collect();
        let (first, _) = filled.clone().next()?;
        let place = table.address(row.number, first);
        Some(Note::new(code, place, texts.join(" | ")))
    }

    /// A note names a whole sheet.
    pub(super) fn sheet(&mut self, sheet: usize) {
        self.open.retain(|(of, ..)| *of != sheet);
    }

    /// A sheet explains Besa's own workbook: its rows are no rows of data.
    pub(super) fn guide(&mut self, sheet: usize, rows: usize) {
        self.sheet(sheet);
        self.rows = self.rows.saturating_sub(rows);
    }

    /// Names each cell and paragraph that nothing has become of. Returns the number of rows and paragraphs of
    /// the file without headings.
    pub(super) fn close(self, book: &Book, reading: &mut Reading) -> usize {
        for block in &book.text {
            if let Block::Paragraph { number, text, .. } = block
                && self.paragraphs.contains(number)
            {
                reading.push(Note::new(Code::ParagraphNotRead, format!("paragraph {number}"), text));
            }
        }
        for (sheet, row, column) in self.open {
            let Some(sheet) = book.sheets.get(sheet) else { continue };
            let at = sheet.rows.binary_search_by_key(&row, |there| there.number).ok();
            let cells = at.and_then(|at| sheet.rows.get(at)).map(|row| &row.cells);
            let text = cells.and_then(|cells| cells.get(column)).map(|cell| cell.text.clone());
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

//! Collects the paragraphs and tables of a document within the limits.

use besa_domain::imports::book::{Block, Book, Kind, Sheet};
use besa_domain::imports::{Code, Note};

use super::grid::Grid;
use super::limits::{Meter, ReadError};

/// The maximum number of texts outside paragraphs and cells that are named. The last note stands for the others.
const MAX_ASIDES: usize = 500;

/// Notes a text that is neither in a paragraph nor in a cell. `place` says where it is, if that is known.
pub(super) fn aside(notes: &mut Vec<Note>, place: &str, text: &str) {
    let text = text.trim();
    if !text.is_empty() && notes.len() <= MAX_ASIDES {
        let text = if notes.len() < MAX_ASIDES { text } else { "…" };
        notes.push(Note::new(Code::TextNotRead, place, text));
    }
}

/// A document that is being read.
pub(super) struct Document {
    kind: Kind,
    tables: Vec<Sheet>,
    text: Vec<Block>,
    notes: Vec<Note>,
    paragraphs: u32,
    pub(super) meter: Meter,
}

/// A paragraph as a reader sees it.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// Its level as a heading, from 1.
    pub(super) level: Option<u8>,
    /// Whether it is an entry of a list.
    pub(super) list: bool,
    /// Whether all of its text is bold.
    pub(super) bold: bool,
}

impl Document {
    pub(super) fn new(kind: Kind, meter: Meter) -> Self {
        Self {
            kind,
            tables: Vec::new(),
            text: Vec::new(),
            notes: Vec::new(),
            paragraphs: 0,
            meter,
        }
    }

    /// Stores a paragraph that is outside tables. Empty ones are left out.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph) -> Result<(), ReadError> {
        let text = paragraph.text.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.paragraphs += 1;
        let number = self.paragraphs;
        self.meter.row("text")?;
        self.meter.text(text, || format!("paragraph {number}"))?;
        self.text.push(Block::Paragraph {
            number,
            level: paragraph.level,
            list: paragraph.list && paragraph.level.is_none(),
            bold: paragraph.bold,
            text: text.to_owned(),
        });
        Ok(())
    }

    /// Begins a table, and returns its place and an empty grid. Tables within it come after it.
    pub(super) fn begin_table(&mut self) -> Result<(usize, Grid), ReadError> {
        let place = self.tables.len();
        let grid = || Grid::new(self.kind, format!("Table {}", place + 1), false);
        self.tables.push(grid().finish());
        let grid = grid();
        self.meter.sheets(self.tables.len())?;
        Ok((place, grid))
    }

    /// Stores a table.
    pub(super) fn end_table(&mut self, place: usize, grid: Grid) {
        if let Some(table) = self.tables.get_mut(place) {
            *table = grid.finish();
        }
    }

    /// Stores the places in the text of a table outside other tables and of the tables within it.
    pub(super) fn place_tables(&mut self, first: usize) {
        self.text.extend((first..self.tables.len()).map(Block::Table));
    }

    /// Notes a text that is neither in a paragraph nor in a table.
    pub(super) fn aside(&mut self, place: &str, text: &str) {
        aside(&mut self.notes, place, text);
    }

    /// Returns the document.
    pub(super) fn finish(self, name: &str) -> Book {
        Book {
            kind: self.kind,
            name: name.to_owned(),
            encoding: None,
            sheets: self.tables,
            text: self.text,
            notes: self.notes,
        }
    }
}

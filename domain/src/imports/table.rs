//! The sheets of a file with their first filled row as header.

use super::book::{self, Book, Kind, Row};

/// A file as tables.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Workbook {
    /// The file's name as the user gave it.
    pub(super) name: String,
    /// The encoding of a text file.
    pub(super) encoding: Option<String>,
    /// The sheets in the file's order.
    pub(super) sheets: Vec<Sheet>,
}

/// A sheet with its header.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    /// The kind of its file.
    pub(super) kind: Kind,
    /// Its name.
    pub(super) name: String,
    /// The first row that is not empty; empty for an empty sheet.
    pub(super) header: Vec<String>,
    /// The rows below the header that are not empty.
    pub(super) rows: Vec<Row>,
}

impl Workbook {
    /// Takes the first filled row of each sheet as its header.
    pub(super) fn of(book: &Book) -> Self {
        Self {
            name: book.name.clone(),
            encoding: book.encoding.clone(),
            sheets: book.sheets.iter().map(Sheet::of).collect(),
        }
    }

    /// Returns the sheet of this name. Case and surrounding spaces are ignored; spaces and hyphens
    /// count as `_`.
    pub(super) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| same(&sheet.name, name))
    }
}

impl Sheet {
    fn of(sheet: &book::Sheet) -> Self {
        let mut rows = sheet.rows.clone();
        let header = if rows.is_empty() {
            Vec::new()
        } else {
            rows.remove(0).cells.into_iter().map(|cell| cell.text).collect()
        };
        Self {
            kind: sheet.kind,
            name: sheet.name.clone(),
            header,
            rows,
        }
    }

    /// Returns the index of the column of this name. Case and surrounding spaces are ignored; spaces
    /// and hyphens count as `_`.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|heading| same(heading, name))
    }

    /// Returns the address of a cell.
    pub(super) fn address(&self, row: u32, column: usize) -> String {
        let heading = self.header.get(column).map_or("", String::as_str);
        match self.kind {
            Kind::Csv => book::row_address(row, heading, column),
            Kind::Xlsx | Kind::Xls | Kind::Ods | Kind::Docx | Kind::Odt => book::cell_address(&self.name, row, column),
        }
    }
}

fn same(written: &str, name: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
    plain(written) == plain(name)
}

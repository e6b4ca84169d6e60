//! A file as a person sees it: sheets with rows and cells, which of them are merged or hidden, and the text
//! around the tables of a document.
//!
//! Nothing is parsed here. Every cell keeps its text as the file has it, and the sheet gives its address, so
//! that a doubtful value can be shown with its place and stored as provenance. Where the table begins, and
//! what its columns hold, is found later.

use crate::coded::coded;
use crate::imports::notes::Note;
use serde::{Deserialize, Serialize};
use time::Date;

coded! {
    /// What kind of file the sheets came from.
    Kind {
        /// An Excel workbook (Office Open XML).
        Xlsx = "xlsx",
        /// A workbook of Excel 97 to 2003.
        Xls = "xls",
        /// A spreadsheet of LibreOffice or another program (OpenDocument).
        Ods = "ods",
        /// Text separated by commas, semicolons, tabs or bars.
        Csv = "csv",
        /// A Word document (Office Open XML).
        Docx = "docx",
        /// A text document of LibreOffice or another program (OpenDocument).
        Odt = "odt",
    }
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// What kind of file it was.
    pub kind: Kind,
    /// The file's name as the user gave it.
    pub name: String,
    /// The encoding of a text file, for example `UTF-8` or `windows-1250`; `None` for others.
    pub encoding: Option<String>,
    /// The sheets in the file's order, empty ones included. A text file is one sheet named after the file;
    /// each table of a document is a sheet named `Table 1`, `Table 2`, ….
    pub sheets: Vec<Sheet>,
    /// The text of a document in its order, with the places of its tables. Empty for spreadsheets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub text: Vec<Block>,
    /// What the reader noted: a quotation mark that is never closed, drawings and comments that are not read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// One sheet of a spreadsheet, or one table of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The kind of its file, which decides how addresses are written.
    pub kind: Kind,
    /// The sheet's name.
    pub name: String,
    /// Whether the program hides the sheet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The rows that are not empty, hidden ones included.
    pub rows: Vec<Row>,
    /// The cells that are merged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Merged>,
    /// The columns that the program hides, counted from 0; only those within the cells of the sheet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden_columns: Vec<u32>,
}

/// One row of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The row's number in the file as a spreadsheet shows it, from 1.
    pub number: u32,
    /// Whether the program hides the row.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// The cells from the first column on, up to the last one that is not empty.
    pub cells: Vec<Cell>,
}

/// One cell of a row. [`Sheet::address`] returns its address.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The text as written; empty for an empty cell. For a date cell of a workbook, the day in ISO format.
    /// A percentage is written with its sign and not rounded: `33.3333333%`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Set only when the workbook stored a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<CellDate>,
    /// The formula of a cell whose result the file does not hold; its text is then empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Box<str>>,
}

impl Cell {
    /// Returns whether the cell holds anything that a person would miss.
    #[must_use]
    pub fn is_filled(&self) -> bool {
        self.formula.is_some() || !self.text.trim().is_empty()
    }
}

/// A date that a workbook stored as a date rather than as text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CellDate {
    /// The calendar day.
    #[serde(with = "iso_day")]
    pub day: Date,
    /// Excel's number of the day; `None` when the file stored ISO text.
    pub serial: Option<f64>,
}

/// A rectangle of merged cells. Its value stands in the first one. Rows are numbers as in [`Row::number`],
/// columns count from 0; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// The first row.
    pub top: u32,
    /// The last row.
    pub bottom: u32,
    /// The first column.
    pub left: u32,
    /// The last column.
    pub right: u32,
}

/// A paragraph or a table of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph that is not empty.
    Paragraph {
        /// Its number among the paragraphs outside tables that are not empty, from 1.
        number: u32,
        /// Its level as a heading, from 1; `None` for body text.
        level: Option<u8>,
        /// Whether it is an entry of a list.
        list: bool,
        /// Whether all of it is bold, which many documents use for headings.
        bold: bool,
        /// Its text; line breaks stay.
        text: String,
    },
    /// The table at this place of [`Book::sheets`].
    Table(usize),
}

impl Block {
    /// Returns the text of a paragraph; `None` for a table.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Paragraph { text, .. } => Some(text),
            Self::Table(_) => None,
        }
    }
}

impl Sheet {
    /// Returns the address of a cell: `Milestones!D7` in a spreadsheet, `Table 2, row 7, column 4` in a
    /// document, `row 7, due` in a text file, where `heading` is the heading of the column, or `row 7,
    /// column 4` without one. `row` is the row's number in the file, `column` counts from 0.
    #[must_use]
    pub fn address(&self, row: u32, column: usize, heading: &str) -> String {
        match self.kind {
            Kind::Xlsx | Kind::Xls | Kind::Ods => cell_address(&self.name, row, column),
            Kind::Csv => row_address(row, heading, column),
            Kind::Docx | Kind::Odt => format!("{}, {}", self.name, row_address(row, "", column)),
        }
    }
}

/// Returns an address as a spreadsheet writes it: `Milestones!D7`. A name with other characters is quoted as
/// Excel does. `column` counts from 0.
#[must_use]
pub fn cell_address(sheet: &str, row: u32, column: usize) -> String {
    let simple = sheet.chars().all(|sign| sign.is_alphanumeric() || sign == '_');
    let sheet = if simple {
        sheet.to_owned()
    } else {
        format!("'{}'", sheet.replace('\'', "''"))
    };
    format!("{sheet}!{}{row}", letters(column))
}

/// Returns an address in a text file: `row 7, due`, or `row 7, column 4` under an empty heading. A heading is
/// cut at 60 characters. `column` counts from 0.
#[must_use]
pub fn row_address(row: u32, heading: &str, column: usize) -> String {
    const SHOWN: usize = 60;
    let heading = heading.trim();
    match heading.char_indices().nth(SHOWN) {
        None if heading.is_empty() => format!("row {row}, column {}", column + 1),
        None => format!("row {row}, {heading}"),
        Some((end, _)) => format!("row {row}, {}…", heading.get(..end).unwrap_or_default()),
    }
}

/// Returns the letters of a column: 0 is A, 26 is AA.
fn letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}

time::serde::format_description!(iso_day, Date, "[year]-[month]-[day]");

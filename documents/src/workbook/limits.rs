//! How much a file may hold, and what is said when it holds more or cannot be read.

use thiserror::Error;

/// The most that is read from one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as handed in.
    pub file: usize,
    /// Bytes of a workbook once unpacked, all parts together.
    pub unpacked: u64,
    /// How many times larger one part may become when unpacked; small parts are not held to it.
    pub ratio: u64,
    /// Parts inside a workbook.
    pub parts: usize,
    /// Sheets.
    pub sheets: usize,
    /// Rows that hold anything, in one sheet.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Characters in one cell.
    pub cell: usize,
    /// Characters in all cells together. One shared text may stand in many cells.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 10 * 1024 * 1024,
            unpacked: 100 * 1024 * 1024,
            ratio: 200,
            parts: 1_000,
            sheets: 20,
            rows: 20_000,
            columns: 200,
            cell: 32_767,
            text: 40_000_000,
        }
    }
}

/// Why a file was not read. The text is English for logs; people are told in their own language by variant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Neither a workbook nor text.
    #[error("the file is neither an Excel workbook nor a CSV file")]
    Unknown,
    /// A workbook of Excel 97-2003.
    #[error("the file is an Excel 97-2003 workbook: save it as .xlsx")]
    OldExcel,
    /// A workbook with a password.
    #[error("the workbook is locked with a password")]
    Locked,
    /// A workbook that cannot be read to its end.
    #[error("the workbook is damaged: {detail}")]
    Damaged {
        /// What the reader said.
        detail: String,
    },
    /// Text in no encoding that could be told.
    #[error("line {line} holds bytes that are no text")]
    NotText {
        /// The first line with such bytes, counted from 1.
        line: usize,
    },
    /// More bytes than allowed.
    #[error("the file has {bytes} bytes, at most {most} are read")]
    File {
        /// How many it has.
        bytes: usize,
        /// How many it may have.
        most: usize,
    },
    /// Larger than allowed once unpacked.
    #[error("the workbook unpacks to more than {most} bytes, at {part}")]
    Unpacked {
        /// The part at which the limit was passed.
        part: String,
        /// How many bytes are unpacked at most.
        most: u64,
    },
    /// Packed so tightly that it is made to fill the memory.
    #[error("{part} unpacks to more than {most} times its size")]
    Ratio {
        /// The part.
        part: String,
        /// The largest ratio.
        most: u64,
    },
    /// More parts than allowed.
    #[error("the workbook has {parts} parts, at most {most} are read")]
    Parts {
        /// How many it has.
        parts: usize,
        /// How many it may have.
        most: usize,
    },
    /// More sheets than allowed.
    #[error("the workbook has {sheets} sheets, at most {most} are read")]
    Sheets {
        /// How many it has.
        sheets: usize,
        /// How many it may have.
        most: usize,
    },
    /// More rows than allowed.
    #[error("sheet {sheet} has more than {most} rows")]
    Rows {
        /// The sheet.
        sheet: String,
        /// How many it may have.
        most: usize,
    },
    /// More columns than allowed.
    #[error("{place} is past column {most}, the last that is read")]
    Columns {
        /// The first cell too far.
        place: String,
        /// How many there may be.
        most: usize,
    },
    /// A longer cell than allowed.
    #[error("{place} has {characters} characters, at most {most} are read")]
    Cell {
        /// The cell.
        place: String,
        /// How many it has.
        characters: usize,
        /// How many it may have.
        most: usize,
    },
    /// More text in all than allowed.
    #[error("the file holds more than {most} characters, at {place}")]
    Text {
        /// The cell at which the limit was passed.
        place: String,
        /// How many there may be.
        most: usize,
    },
}

/// Counts what has been read so far against the limits.
pub(super) struct Meter<'a> {
    limits: &'a Limits,
    text: usize,
}

impl<'a> Meter<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self { limits, text: 0 }
    }

    /// Refuses a column past the last; `column` counts from 0.
    pub(super) fn column(&self, column: usize, place: impl FnOnce() -> String) -> Result<(), ReadError> {
        if column >= self.limits.columns {
            return Err(ReadError::Columns {
                place: place(),
                most: self.limits.columns,
            });
        }
        Ok(())
    }

    /// Refuses a row past the last; `rows` counts those already kept, the header among them.
    pub(super) fn row(&self, rows: usize, sheet: &str) -> Result<(), ReadError> {
        if rows > self.limits.rows {
            return Err(ReadError::Rows {
                sheet: sheet.to_owned(),
                most: self.limits.rows,
            });
        }
        Ok(())
    }

    /// Refuses too long a text, and too much of it in all.
    pub(super) fn text(&mut self, text: &str, place: impl FnOnce() -> String) -> Result<(), ReadError> {
        let characters = text.chars().count();
        if characters > self.limits.cell {
            return Err(ReadError::Cell {
                place: place(),
                characters,
                most: self.limits.cell,
            });
        }
        self.text = self.text.saturating_add(characters);
        if self.text > self.limits.text {
            return Err(ReadError::Text {
                place: place(),
                most: self.limits.text,
            });
        }
        Ok(())
    }
}

//! How much a file may hold, and what is said when it holds more or cannot be read.

use thiserror::Error;

/// The most that is read from one file. What is made of a file stays below 64 MB with these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as handed in.
    pub file: usize,
    /// Bytes of a workbook once unpacked, all parts together.
    pub unpacked: u64,
    /// Bytes of one part of a workbook once unpacked.
    pub part: u64,
    /// Tags in all parts of a workbook together.
    pub tags: usize,
    /// How many times larger one part may become when unpacked; small parts are not held to it.
    pub ratio: u64,
    /// Parts inside a workbook.
    pub parts: usize,
    /// Sheets.
    pub sheets: usize,
    /// Rows that hold anything, in all sheets together.
    pub rows: usize,
    /// Cells in all sheets together, empty ones up to the end of the header among them.
    pub cells: usize,
    /// Columns.
    pub columns: usize,
    /// Characters in one cell.
    pub cell: usize,
    /// Bytes of text in all cells together. One shared text may stand in many cells.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 10 * 1024 * 1024,
            unpacked: 32 * 1024 * 1024,
            part: 12 * 1024 * 1024,
            tags: 1_000_000,
            ratio: 200,
            parts: 1_000,
            sheets: 20,
            rows: 5_020,
            cells: 65_000,
            columns: 200,
            cell: 32_767,
            text: 4_000_000,
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
    /// More tags than allowed, or more records of its own than any office program writes.
    #[error("{part} holds more than any workbook of a plan")]
    Tags {
        /// The part at which the limit was passed.
        part: String,
    },
    /// More rows than allowed.
    #[error("the file has more than {most} rows, in sheet {sheet}")]
    Rows {
        /// The sheet in which the limit was passed.
        sheet: String,
        /// How many it may have.
        most: usize,
    },
    /// More cells than allowed.
    #[error("the file has more than {most} cells, in sheet {sheet}")]
    Cells {
        /// The sheet in which the limit was passed.
        sheet: String,
        /// How many there may be.
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
    #[error("the file holds more than {most} bytes of text, at {place}")]
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
    rows: usize,
    cells: usize,
}

impl<'a> Meter<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            text: 0,
            rows: 0,
            cells: 0,
        }
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

    /// Counts a row, the header among them.
    pub(super) fn row(&mut self, sheet: &str) -> Result<(), ReadError> {
        self.rows += 1;
        if self.rows > self.limits.rows {
            return Err(ReadError::Rows {
                sheet: sheet.to_owned(),
                most: self.limits.rows,
            });
        }
        Ok(())
    }

    /// Counts the cells of a row.
    pub(super) fn cells(&mut self, cells: usize, sheet: &str) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(cells);
        if self.cells > self.limits.cells {
            return Err(ReadError::Cells {
                sheet: sheet.to_owned(),
                most: self.limits.cells,
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
        self.text = self.text.saturating_add(text.len());
        if self.text > self.limits.text {
            return Err(ReadError::Text {
                place: place(),
                most: self.limits.text,
            });
        }
        Ok(())
    }
}

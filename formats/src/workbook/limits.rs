//! The limits of files to import, and the errors of reading them.

use thiserror::Error;

/// The maximum that is read from one file. Within these limits an import uses less than 64 MB of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub file: usize,
    /// Unpacked size of a workbook in bytes, all parts together.
    pub unpacked: u64,
    /// Unpacked size of one part of a workbook in bytes.
    pub part: u64,
    /// XML tags in all parts of a workbook together.
    pub tags: usize,
    /// Compression ratio of one part; not checked for parts up to 4 MiB.
    pub ratio: u64,
    /// Parts of a workbook.
    pub parts: usize,
    /// Sheets.
    pub sheets: usize,
    /// Non-empty rows in all sheets together.
    pub rows: usize,
    /// Cells in all sheets together, including empty ones up to the end of the header.
    pub cells: usize,
    /// Columns.
    pub columns: usize,
    /// Characters in one cell.
    pub cell: usize,
    /// Bytes of text in all cells together. A shared string counts once for each cell that uses it.
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

/// Why a file was not read. The messages are in English, for logs; users get a translated text by variant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The file is neither a workbook nor text.
    #[error("the file is neither an Excel workbook nor a CSV file")]
    Unknown,
    /// A workbook in the format of Excel 97-2003.
    #[error("the file is an Excel 97-2003 workbook: save it as .xlsx")]
    OldExcel,
    /// A workbook with a password.
    #[error("the workbook is protected by a password")]
    Locked,
    /// A damaged workbook.
    #[error("the workbook is damaged: {detail}")]
    Damaged {
        /// The reader's error message.
        detail: String,
    },
    /// Text whose encoding cannot be detected.
    #[error("line {line} has bytes that are not text")]
    NotText {
        /// The first line with such bytes, counted from 1.
        line: usize,
    },
    /// The file is too large.
    #[error("the file has {bytes} bytes; the maximum is {most}")]
    File {
        /// Its size.
        bytes: usize,
        /// The maximum.
        most: usize,
    },
    /// The unpacked workbook, or one part of it, is too large.
    #[error("the workbook unpacks to more than {most} bytes, at {part}")]
    Unpacked {
        /// The part at which the limit was exceeded.
        part: String,
        /// The maximum in bytes.
        most: u64,
    },
    /// The compression ratio of a part is too high, as in a zip bomb.
    #[error("{part} unpacks to more than {most} times its size")]
    Ratio {
        /// The part.
        part: String,
        /// The maximum ratio.
        most: u64,
    },
    /// The workbook has too many parts.
    #[error("the workbook has {parts} parts; the maximum is {most}")]
    Parts {
        /// The number of parts.
        parts: usize,
        /// The maximum.
        most: usize,
    },
    /// The workbook has too many sheets.
    #[error("the workbook has {sheets} sheets; the maximum is {most}")]
    Sheets {
        /// The number of sheets.
        sheets: usize,
        /// The maximum.
        most: usize,
    },
    /// The workbook has too many XML tags, or too many styles, names, relations or sheet records.
    #[error("{part} has more XML elements than are allowed")]
    Tags {
        /// The part at which the limit was exceeded.
        part: String,
    },
    /// The file has too many rows.
    #[error("the file has more than {most} rows, in sheet {sheet}")]
    Rows {
        /// The sheet in which the limit was exceeded.
        sheet: String,
        /// The maximum.
        most: usize,
    },
    /// The file has too many cells.
    #[error("the file has more than {most} cells, in sheet {sheet}")]
    Cells {
        /// The sheet in which the limit was exceeded.
        sheet: String,
        /// The maximum.
        most: usize,
    },
    /// A sheet has too many columns.
    #[error("{place} is beyond column {most}, the maximum")]
    Columns {
        /// The first cell beyond the limit.
        place: String,
        /// The maximum.
        most: usize,
    },
    /// The text of a cell is too long.
    #[error("{place} has {characters} characters; the maximum is {most}")]
    Cell {
        /// The cell.
        place: String,
        /// The number of characters.
        characters: usize,
        /// The maximum.
        most: usize,
    },
    /// All cells together have too much text.
    #[error("the file has more than {most} bytes of text, at {place}")]
    Text {
        /// The cell at which the limit was exceeded.
        place: String,
        /// The maximum in bytes.
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

    /// Checks a column; `column` counts from 0.
    pub(super) fn column(&self, column: usize, place: impl FnOnce() -> String) -> Result<(), ReadError> {
        if column >= self.limits.columns {
            return Err(ReadError::Columns {
                place: place(),
                most: self.limits.columns,
            });
        }
        Ok(())
    }

    /// Counts a row; the header counts too.
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

    /// Checks the length of a text, and counts it towards the total.
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

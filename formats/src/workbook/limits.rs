//! The limits of files to import, and the errors of reading them.

use thiserror::Error;

/// The maximum depth of nested elements in an XML part. Word nests about ten for each table within a table.
pub(super) const MAX_DEPTH: usize = 256;

/// The maximum that is read from one file. Within these limits a file is read with less than 64 MB of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file in bytes.
    pub file: usize,
    /// Unpacked size of an office file in bytes, all parts together.
    pub unpacked: u64,
    /// Unpacked size of one part of an office file in bytes.
    pub part: u64,
    /// XML tags in all parts of an office file together.
    pub tags: usize,
    /// Compression ratio of one part; not checked for parts up to 4 MiB.
    pub ratio: u64,
    /// Parts of an office file.
    pub parts: usize,
    /// Sheets, or tables of a document.
    pub sheets: usize,
    /// Rows that are not empty in all sheets together, and paragraphs.
    pub rows: usize,
    /// Cells in all sheets together: in each row up to the last one that is not empty. A merged area counts as
    /// one more.
    pub cells: usize,
    /// Columns.
    pub columns: usize,
    /// Characters in one cell or paragraph.
    pub cell: usize,
    /// Bytes of text in all cells and paragraphs together. A shared string counts once for each cell that uses it.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 10 * 1024 * 1024,
            unpacked: 48 * 1024 * 1024,
            part: 32 * 1024 * 1024,
            tags: 2_500_000,
            ratio: 200,
            parts: 1_000,
            sheets: 200,
            rows: 20_020,
            cells: 300_000,
            columns: 200,
            cell: 32_767,
            text: 8_000_000,
        }
    }
}

/// Why a file was not read. The messages are in English, for logs; users get a translated text by variant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The file is none of the kinds that are read.
    #[error("the file is neither a spreadsheet, nor a Word document, nor text")]
    Unknown,
    /// A spreadsheet in a format that is not read: Excel 95 and before, or XLSB.
    #[error("the file is a spreadsheet in a format that is not read: save it as .xlsx")]
    OtherWorkbook,
    /// A text document in a format that is not read: Word 97-2003, RTF.
    #[error("the file is a text document in a format that is not read: save it as .docx")]
    OtherDocument,
    /// A PDF file.
    #[error("the file is a PDF: copy its table into a spreadsheet")]
    Pdf,
    /// A file with a password.
    #[error("the file is protected by a password")]
    Locked,
    /// A damaged file.
    #[error("the file is damaged: {detail}")]
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
    /// The unpacked file, or one part of it, is too large.
    #[error("the file unpacks to more than {most} bytes, at {part}")]
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
    /// The office file has too many parts.
    #[error("the file has {parts} parts; the maximum is {most}")]
    Parts {
        /// The number of parts.
        parts: usize,
        /// The maximum.
        most: usize,
    },
    /// The file has too many sheets or tables.
    #[error("the file has {sheets} sheets or tables; the maximum is {most}")]
    Sheets {
        /// The number of sheets.
        sheets: usize,
        /// The maximum.
        most: usize,
    },
    /// The file has too many XML tags, or one that is too long.
    #[error("{part} has more or longer XML elements than are allowed")]
    Tags {
        /// The part at which the limit was exceeded.
        part: String,
    },
    /// XML elements are nested too deep.
    #[error("{part} nests XML elements deeper than {most}")]
    Depth {
        /// The part.
        part: String,
        /// The maximum.
        most: usize,
    },
    /// An XML part declares entities, which can expand without limit.
    #[error("{part} declares XML entities")]
    Entities {
        /// The part.
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
pub(super) struct Meter {
    limits: Limits,
    text: usize,
    rows: usize,
    cells: usize,
}

impl Meter {
    pub(super) const fn new(limits: &Limits) -> Self {
        Self {
            limits: *limits,
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

    /// Checks the number of sheets or tables.
    pub(super) const fn sheets(&self, sheets: usize) -> Result<(), ReadError> {
        if sheets > self.limits.sheets {
            return Err(ReadError::Sheets {
                sheets,
                most: self.limits.sheets,
            });
        }
        Ok(())
    }

    /// Returns the limits.
    pub(super) const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Counts a row or a paragraph.
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

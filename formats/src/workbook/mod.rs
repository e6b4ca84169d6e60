//! Spreadsheets, documents and text files: reads uploaded files cell by cell, and writes the workbook that Besa
//! offers for download.

mod delimited;
mod document;
mod docx;
mod encoding;
mod flat;
mod grid;
mod kind;
mod limits;
mod number;
mod odf;
mod packed;
mod plan_file;
mod quotes;
mod relations;
mod scan;
mod strings;
mod styles;
mod write;
mod xls;
mod xlsx;
mod xml;

use besa_domain::imports::book::Book;

pub use flat::csv;
pub use limits::{Limits, ReadError};
pub use plan_file::PlanFile;
pub use write::{WriteError, export, template};

use kind::Found;

/// Reads a spreadsheet (XLSX, XLS, ODS), a document (DOCX, ODT) or a text file (CSV and its kin) within the default
/// [`Limits`]. `name` is the file name, which does not decide how the file is read.
pub fn read(bytes: &[u8], name: &str) -> Result<Book, ReadError> {
    read_within(bytes, name, &Limits::default())
}

/// Reads a file within the given limits.
pub fn read_within(bytes: &[u8], name: &str, limits: &Limits) -> Result<Book, ReadError> {
    if bytes.len() > limits.file {
        return Err(ReadError::File {
            bytes: bytes.len(),
            most: limits.file,
        });
    }
    match kind::of(bytes)? {
        Found::Package => kind::read_package(bytes, name, limits),
        Found::Compound => xls::read(bytes, name, limits),
        Found::Text => delimited::read(bytes, name, limits),
    }
}

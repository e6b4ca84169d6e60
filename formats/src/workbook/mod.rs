//! Workbooks: reads uploaded files cell by cell, and writes the workbook that Besa offers for download.

mod delimited;
mod limits;
mod packed;
mod write;
mod xlsx;

use besa_domain::imports::book::Book;

pub use limits::{Limits, ReadError};
pub use write::{WriteError, export, template};

/// Reads a workbook (XLSX) or a CSV file within the default [`Limits`]. `name` is the file name.
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
    match kind(bytes)? {
        Found::Workbook => xlsx::read(bytes, name, limits),
        Found::Text => delimited::read(bytes, name, limits),
    }
}

enum Found {
    Workbook,
    Text,
}

/// Detects the type of a file from its first bytes, because a file name can be wrong.
fn kind(bytes: &[u8]) -> Result<Found, ReadError> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.starts_with(ZIP) {
        return Ok(Found::Workbook);
    }
    if bytes.starts_with(OLE) {
        // A password-protected XLSX is stored inside an OLE container, with a stream of this name.
        let sealed: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = bytes.windows(sealed.len()).any(|window| window == sealed);
        return Err(if locked { ReadError::Locked } else { ReadError::OldExcel });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if bytes.starts_with(b"%PDF") || bytes.starts_with(&[0x89, b'P', b'N', b'G']) || bytes.starts_with(&[0xFF, 0xD8]) {
        return Err(ReadError::Unknown);
    }
    Ok(Found::Text)
}

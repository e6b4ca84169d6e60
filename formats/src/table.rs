//! Writes tables as CSV for spreadsheets. No cell can be interpreted as a formula.

use csv::{Error, Terminator, WriterBuilder};
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// Writes a table as CSV: UTF-8 with a byte order mark, so that spreadsheets detect the encoding; lines end
/// with CRLF (RFC 4180).
///
/// # Errors
/// None in practice: it writes into memory.
pub fn csv(head: &[String], rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, Error> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(head.iter().map(|cell| harmless(cell)))?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    writer.into_inner().map_err(|error| Error::from(error.into_error()))
}

/// Writes further rows of a table that is sent in parts; [`csv`] writes the first part with the header.
///
/// # Errors
/// None in practice: it writes into memory.
pub fn more(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, Error> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    writer.into_inner().map_err(|error| Error::from(error.into_error()))
}

/// Packs files into a ZIP archive. Takes names and contents.
///
/// # Errors
/// None in practice: it writes into memory.
pub fn zip(files: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), SimpleFileOptions::default())?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Puts an apostrophe before a cell that begins like a formula, so that spreadsheets treat it as text. A cell that
/// begins with such an apostrophe itself gets another one: [`plain`] takes one away.
fn harmless(cell: &str) -> String {
    if is_formula(cell.trim_start_matches('\'')) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Returns the text of a cell without the apostrophe that keeps it from being a formula.
pub(crate) fn plain(cell: &str) -> &str {
    let rest = cell
        .strip_prefix('\'')
        .filter(|rest| is_formula(rest.trim_start_matches('\'')));
    rest.unwrap_or(cell)
}

fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches([' ', '\u{a0}'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_run() {
        let cells = [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            " =1",
            "\r=1",
            "＝1",
            "a=1",
            "'=1",
            "",
            "12",
            "Ë, \"b\"\nc",
        ];
        let row = cells.map(str::to_owned).to_vec();
        let bytes = csv(&["=cmd|' /C calc'!A0".to_owned()], []).unwrap();
        assert!(bytes.starts_with(b"\xef\xbb\xbf'=cmd"));
        let bytes = csv(&row, [row.clone()]).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for record in reader.records() {
            let record = record.unwrap();
            assert_eq!(record.len(), cells.len());
            for (cell, given) in record.iter().zip(cells) {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
                assert_eq!(plain(cell), given);
            }
        }
    }
}

//! Reads CSV files: text separated by commas, semicolons or tabs, in the encodings that spreadsheets write.

use std::borrow::Cow;

use besa_domain::imports::book::{Book, Cell, Kind, Row, Sheet, row_address};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use csv::{Reader, ReaderBuilder, StringRecord};
use csv_core::ReadFieldResult;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1254};

use super::limits::{Limits, Meter, ReadError};

/// The possible separators, the most likely first.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The maximum number of columns in a spreadsheet. Some programs write empty cells up to this column.
const WIDEST: usize = 16_384;

/// The number of records used to detect the separator.
const SAMPLE: usize = 20;

pub(super) fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Book, ReadError> {
    let (mut text, encoding) = decode(bytes)?;
    if !text.ends_with('\n') {
        // The reader counts lines by their line ends.
        text.to_mut().push('\n');
    }
    // Excel's `sep=;` line declares the separator and is not part of the table.
    let (separator, text, skipped) = match declared(&text) {
        Some((separator, rest)) => (separator, rest, 1),
        None => (sniff(&text), text.as_ref(), 0),
    };
    fields_within(text, separator, limits)?;
    let sheet = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let mut meter = Meter::new(limits);
    let mut rows = Vec::new();
    let mut number = skipped;
    let mut reader = reader(text, separator);
    let mut record = StringRecord::new();
    loop {
        let before = reader.position().line();
        if !reader.read_record(&mut record).map_err(|error| ReadError::Damaged {
            detail: error.to_string(),
        })? {
            break;
        }
        // Number rows as a spreadsheet does: count blank lines, which the reader skips, but not line breaks
        // inside a cell.
        let lines = reader
            .position()
            .line()
            .saturating_sub(before)
            .saturating_sub(breaks(&record))
            .max(1);
        number += u32::try_from(lines).unwrap_or(u32::MAX);
        let place = |column: usize| row_address(number, "", column);
        for (column, text) in record.iter().enumerate() {
            if !text.is_empty() {
                meter.column(column, || place(column))?;
                meter.text(text, || place(column))?;
            }
        }
        if record.iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        meter.row(&sheet)?;
        let width = used(&record);
        meter.cells(width, &sheet)?;
        let cells = (0..width).map(|column| Cell {
            text: record.get(column).unwrap_or_default().to_owned(),
            ..Cell::default()
        });
        rows.push(Row {
            number,
            hidden: false,
            cells: cells.collect(),
        });
    }
    let sheets = vec![Sheet {
        kind: Kind::Csv,
        name: sheet,
        hidden: false,
        rows,
        merged: Vec::new(),
        hidden_columns: Vec::new(),
    }];
    Ok(Book {
        kind: Kind::Csv,
        name: name.to_owned(),
        encoding: Some(encoding.name().to_owned()),
        sheets,
        text: Vec::new(),
        notes: Vec::new(),
    })
}

fn reader(text: &str, separator: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// Refuses records with more fields than a spreadsheet has columns. Checked before the CSV reader runs,
/// because it allocates memory for each field, also for empty ones.
fn fields_within(text: &str, separator: u8, limits: &Limits) -> Result<(), ReadError> {
    let mut wide = None;
    fields(text, separator, |width, line| {
        wide = (width > WIDEST).then_some(line);
        wide.is_none()
    });
    match wide {
        None => Ok(()),
        Some(line) => Err(ReadError::Columns {
            place: format!("row {line}"),
            most: limits.columns,
        }),
    }
}

/// Iterates over the records without storing them. Calls `each` with the number of fields of a record and the
/// line on which it ends, until `each` returns `false`. Counts at most one field more than [`WIDEST`] per
/// record. Blank lines are not records. Returns the width of the last record.
fn fields(text: &str, separator: u8, mut each: impl FnMut(usize, u64) -> bool) -> usize {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(separator).build();
    let mut thrown_away = [0; 1024];
    let (mut rest, mut width) = (text.as_bytes(), 0);
    loop {
        let (read, taken, _) = reader.read_field(rest, &mut thrown_away);
        rest = rest.get(taken..).unwrap_or_default();
        match read {
            ReadFieldResult::Field { record_end } => {
                width += 1;
                if record_end || width > WIDEST {
                    if !each(width, reader.line()) {
                        return width;
                    }
                    width = 0;
                }
            }
            ReadFieldResult::End => return width,
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
        }
    }
}

/// Returns the number of cells up to the last non-empty one.
fn used(record: &StringRecord) -> usize {
    let filled = record.iter().zip(1..).filter(|(text, _)| !text.is_empty());
    filled.map(|(_, place)| place).last().unwrap_or(0)
}

fn breaks(record: &StringRecord) -> u64 {
    let count = record.iter().map(|text| text.matches('\n').count()).sum::<usize>();
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Parses a first line such as `sep=;`. Returns the separator and the rest of the text.
fn declared(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    let sign = line.trim_end_matches('\r').strip_prefix("sep=")?;
    let separator = SEPARATORS
        .into_iter()
        .find(|separator| sign.as_bytes() == [*separator])?;
    Some((separator, rest))
}

/// Detects the separator: the one with which most of the first records have as many cells as the header.
fn sniff(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut widths = Vec::with_capacity(SAMPLE);
        // A record that is too wide ends the sample, and rules this separator out.
        let read = fields(text, separator, |width, _| {
            widths.push(width);
            widths.len() < SAMPLE && width <= WIDEST
        });
        if read > WIDEST {
            return (0, 0);
        }
        let header = widths.first().copied().unwrap_or(0);
        let alike = widths.iter().filter(|width| **width == header).count();
        if header < 2 {
            (0, 0)
        } else {
            (alike * 100 / widths.len().max(1), header)
        }
    };
    let mut best = (SEPARATORS[0], score(SEPARATORS[0]));
    for separator in SEPARATORS.into_iter().skip(1) {
        let found = score(separator);
        if found > best.1 {
            best = (separator, found);
        }
    }
    best.0
}

/// Decodes the file: by its byte order mark, as UTF-8, as UTF-16 without a mark, or in the legacy single-byte
/// encoding that fits its letters best.
fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static Encoding), ReadError> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, bytes.get(mark..).unwrap_or_default()),
        None => (guess(bytes), bytes),
    };
    let (text, damaged) = encoding.decode_without_bom_handling(body);
    let wrong = if damaged { text.find('\u{FFFD}') } else { None }.or_else(|| text.find('\0'));
    match wrong {
        Some(at) => {
            let line = text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
            Err(ReadError::NotText { line })
        }
        None => Ok((text, encoding)),
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(wide) = wide(bytes) {
        return wide;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // Turkish (Windows-1254) differs from Western European (Windows-1252) in six letters. Without one of
    // them, assume Western European.
    let turkish = bytes
        .iter()
        .any(|byte| matches!(byte, 0xD0 | 0xDD | 0xDE | 0xF0 | 0xFD | 0xFE));
    if guess == WINDOWS_1254 && !turkish {
        WINDOWS_1252
    } else {
        guess
    }
}

/// Detects UTF-16 without a byte order mark: in text with Latin letters every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(512))?;
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    match (even * 10 > half * 4, odd * 10 > half * 4) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

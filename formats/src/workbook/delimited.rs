//! Reads text separated by commas, semicolons, tabs or bars, in the encodings that spreadsheets write.

use std::borrow::Cow;

use besa_domain::imports::book::{Book, Kind};
use besa_domain::imports::{Code, Note};
use csv::{Reader, ReaderBuilder, StringRecord};
use csv_core::ReadFieldResult;

use super::encoding::decode;
use super::grid::Grid;
use super::limits::{Limits, Meter, ReadError};
use super::number;
use super::quotes::{self, Open};
use super::xml::damaged;
use crate::table;

/// The possible separators, the most likely first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The maximum number of columns in a spreadsheet. Some programs write empty cells up to this column.
const WIDEST: usize = 16_384;

/// The number of records used to detect the separator, and the bytes in which they are.
const SAMPLE: usize = 50;
const SAMPLE_BYTES: usize = 64 * 1024;

/// How a text is separated.
struct Form {
    separator: u8,
    /// The number of cells that most rows have.
    width: usize,
}

pub(super) fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Book, ReadError> {
    let (text, encoding) = decode(bytes)?;
    let text = with_line_ends(text);
    // Excel's `sep=;` line declares the separator and is not part of the table.
    let (declared, start, skipped) = match declared(&text) {
        Some((separator, start)) => (Some(separator), start, 1),
        None => (None, 0, 0),
    };
    let form = form(text.get(start..).unwrap_or_default(), declared);
    let table = text.get(start..).unwrap_or_default();
    let open = quotes::find(table, form.separator, form.width, limits.rows);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    if open.len() > limits.rows {
        return Err(ReadError::Rows {
            sheet: stem,
            most: limits.rows,
        });
    }
    let mut grid = Grid::new(Kind::Csv, stem, false);
    let notes = notes(table, &open, &grid, skipped);
    let (text, start) = if open.is_empty() {
        (text, start)
    } else {
        (Cow::Owned(quotes::mended(table, &open)), 0)
    };
    let text = text.get(start..).unwrap_or_default();
    fields_within(text, form.separator, limits)?;
    let mut meter = Meter::new(limits);
    let mut number: u32 = skipped;
    let mut reader = reader(text, form.separator);
    let mut record = StringRecord::new();
    loop {
        let before = reader.position().line();
        if !reader.read_record(&mut record).map_err(damaged)? {
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
        number = number.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        for (column, text) in (0..).zip(&record) {
            if !text.trim().is_empty() {
                grid.put(number, column, number::text(table::plain(text).to_owned()), &mut meter)?;
            }
        }
    }
    Ok(Book {
        kind: Kind::Csv,
        name: name.to_owned(),
        encoding: Some(encoding.name().to_owned()),
        sheets: vec![grid.finish()],
        text: Vec::new(),
        notes,
    })
}

/// Makes each line end `\n`, also the last one: the reader counts lines by them. Older programs write `\r` alone.
fn with_line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut text = text;
    if text.contains('\r') {
        let mut signs = text.chars().peekable();
        let mut all = String::with_capacity(text.len());
        while let Some(sign) = signs.next() {
            match sign {
                '\r' if signs.peek() == Some(&'\n') => {}
                '\r' => all.push('\n'),
                sign => all.push(sign),
            }
        }
        text = Cow::Owned(all);
    }
    if !text.ends_with('\n') {
        text.to_mut().push('\n');
    }
    text
}

/// Returns a note for each quotation mark that was taken as text. Only the first ones are named.
fn notes(text: &str, open: &[Open], grid: &Grid, skipped: u32) -> Vec<Note> {
    const MAX: usize = 500;
    let notes = open.iter().take(MAX).map(|open| {
        let row = open.row.saturating_add(skipped);
        Note::new(Code::OpenQuote, grid.address(row, open.column), open.cell(text))
    });
    notes.collect()
}

fn reader(text: &str, separator: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// Refuses records with more fields than a spreadsheet has columns, or with a field far beyond the limit. Checked
/// before the CSV reader runs, because it allocates memory for each field, also for empty ones.
fn fields_within(text: &str, separator: u8, limits: &Limits) -> Result<(), ReadError> {
    let mut over = None;
    fields(text, separator, |width, longest, line| {
        let place = || format!("row {line}");
        if width > WIDEST {
            over = Some(ReadError::Columns {
                place: place(),
                most: limits.columns,
            });
        } else if longest > limits.cell.saturating_mul(4) {
            over = Some(ReadError::Cell {
                place: place(),
                characters: longest,
                most: limits.cell,
            });
        }
        over.is_none()
    });
    over.map_or(Ok(()), Err)
}

/// Iterates over the records without storing them. Calls `each` with the number of fields of a record, the
/// characters of its longest one and the line on which it ends, until `each` returns `false`. Counts at most one
/// field more than [`WIDEST`] per record. Blank lines are not records. Returns the width of the last record.
fn fields(text: &str, separator: u8, mut each: impl FnMut(usize, usize, u64) -> bool) -> usize {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(separator).build();
    let mut thrown_away = [0; 1024];
    let (mut rest, mut width) = (text.as_bytes(), 0);
    let (mut length, mut longest) = (0, 0);
    loop {
        let (read, taken, written) = reader.read_field(rest, &mut thrown_away);
        rest = rest.get(taken..).unwrap_or_default();
        // Bytes that continue a character are not counted.
        let held = thrown_away.iter().take(written);
        length += held.filter(|byte| **byte & 0xC0 != 0x80).count();
        match read {
            ReadFieldResult::Field { record_end } => {
                width += 1;
                longest = longest.max(length);
                length = 0;
                if record_end || width > WIDEST {
                    if !each(width, longest, reader.line()) {
                        return width;
                    }
                    (width, longest) = (0, 0);
                }
            }
            ReadFieldResult::End => return width,
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
        }
    }
}

fn breaks(record: &StringRecord) -> u64 {
    let count = record.iter().map(|text| text.matches('\n').count()).sum::<usize>();
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Parses a first line such as `sep=;`. Returns the separator and where the next line begins.
fn declared(text: &str) -> Option<(u8, usize)> {
    let (line, _) = text.split_once('\n')?;
    let sign = line.strip_prefix("sep=")?;
    let separator = SEPARATORS
        .into_iter()
        .find(|separator| sign.as_bytes() == [*separator])?;
    Some((separator, line.len() + 1))
}

/// Detects the separator: the one with which most of the first records have the same number of cells. A banner
/// above the table has fewer.
fn form(text: &str, declared: Option<u8>) -> Form {
    let sample = match text.char_indices().nth(SAMPLE_BYTES) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    };
    let mut best = (0, 0);
    let mut separator = declared.unwrap_or(SEPARATORS[0]);
    for candidate in SEPARATORS
        .into_iter()
        .filter(|sign| declared.is_none_or(|declared| declared == *sign))
    {
        let found = score(sample, candidate);
        if found > best {
            (best, separator) = (found, candidate);
        }
    }
    Form {
        separator,
        width: best.1,
    }
}

/// Returns the most frequent number of cells, from two, of the first records, behind the percentage of records
/// that have it.
fn score(sample: &str, separator: u8) -> (usize, usize) {
    let open = quotes::find(sample, separator, 0, sample.len());
    let sample = quotes::mended(sample, &open);
    let mut widths = Vec::with_capacity(SAMPLE);
    // A record that is too wide ends the sample, and rules this separator out.
    let read = fields(&sample, separator, |width, _, _| {
        widths.push(width);
        widths.len() < SAMPLE && width <= WIDEST
    });
    if read > WIDEST {
        return (0, 0);
    }
    let alike = |width: usize| widths.iter().filter(|other| **other == width).count();
    let scores = widths.iter().filter(|width| **width > 1);
    let scores = scores.map(|width| (alike(*width) * 100 / widths.len().max(1), *width));
    scores.max().unwrap_or((0, 0))
}

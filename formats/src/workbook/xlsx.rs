//! Reads Excel workbooks as a stream: memory use depends on the content of the cells, not on their positions.

use std::collections::BTreeMap;
use std::io::Cursor;

use besa_domain::imports::book::{Book as File, Cell, CellDate, Kind, Merged, Row, Sheet, cell_address};
use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use time::{Date, Month};

use super::limits::{Limits, Meter, ReadError};
use super::packed;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;
type Grid = BTreeMap<u32, BTreeMap<u32, Value>>;

/// The value of a cell: its text and, for a date, the date.
struct Value {
    text: String,
    date: Option<CellDate>,
}

pub(super) fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<File, ReadError> {
    packed::measure(bytes, limits)?;
    let mut book: Book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    if names.len() > limits.sheets {
        return Err(ReadError::Sheets {
            sheets: names.len(),
            most: limits.sheets,
        });
    }
    let mut meter = Meter::new(limits);
    let sheets = names
        .into_iter()
        .map(|(sheet, hidden)| {
            let grid = grid(&mut book, &sheet, &mut meter)?;
            let merged = merged(&mut book, &sheet)?;
            Ok(Sheet {
                kind: Kind::Xlsx,
                rows: rows(&sheet, grid, &mut meter)?,
                name: sheet,
                hidden,
                merged,
                hidden_columns: Vec::new(),
            })
        })
        .collect::<Result<_, ReadError>>()?;
    Ok(File {
        kind: Kind::Xlsx,
        name: name.to_owned(),
        encoding: None,
        sheets,
        text: Vec::new(),
        notes: Vec::new(),
    })
}

/// Returns the merged cells of a sheet.
fn merged(book: &mut Book, sheet: &str) -> Result<Vec<Merged>, ReadError> {
    let ranges = book.merge_cells_by_sheet_name(sheet).map_err(damaged)?;
    let ranges = ranges.into_iter().map(|range| Merged {
        top: range.start.0.saturating_add(1),
        bottom: range.end.0.saturating_add(1),
        left: range.start.1,
        right: range.end.1,
    });
    Ok(ranges.collect())
}

fn grid(book: &mut Book, sheet: &str, meter: &mut Meter) -> Result<Grid, ReadError> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    let percent: Vec<bool> = cells
        .styles()
        .iter()
        .map(|style| {
            style
                .number_format
                .as_ref()
                .is_some_and(|format| format.format_code.contains('%'))
        })
        .collect();
    let mut grid = Grid::new();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let at = usize::try_from(column).unwrap_or(usize::MAX);
        let Some(value) = value(cell.get_value(), percent.get(style).copied().unwrap_or(false)) else {
            continue;
        };
        let place = || cell_address(sheet, row + 1, at);
        meter.column(at, place)?;
        meter.text(&value.text, place)?;
        let before = grid.len();
        grid.entry(row).or_default().insert(column, value);
        if grid.len() > before {
            meter.row(sheet)?;
        }
    }
    Ok(grid)
}

/// Returns the rows of a sheet that are not empty, with their numbers.
fn rows(sheet: &str, grid: Grid, meter: &mut Meter) -> Result<Vec<Row>, ReadError> {
    let filled = grid
        .into_iter()
        .filter(|(_, cells)| cells.values().any(|value| !value.text.trim().is_empty()));
    filled
        .map(|(row, mut cells)| {
            let end = cells.keys().next_back().map_or(0, |last| last + 1);
            meter.cells(usize::try_from(end).unwrap_or(usize::MAX), sheet)?;
            let cells = (0..end).map(|column| match cells.remove(&column) {
                Some(Value { text, date }) => Cell {
                    text,
                    date,
                    formula: None,
                },
                None => Cell::default(),
            });
            Ok(Row {
                number: row + 1,
                hidden: false,
                cells: cells.collect(),
            })
        })
        .collect()
}

/// Returns the value of a cell as the user sees or typed it; `None` for an empty cell.
fn value(data: &DataRef, percent: bool) -> Option<Value> {
    let plain = |text: String| Some(Value { text, date: None });
    match data {
        DataRef::Empty => None,
        DataRef::String(text) if text.is_empty() => None,
        DataRef::String(text) => plain(text.clone()),
        DataRef::SharedString("") => None,
        DataRef::SharedString(text) => plain((*text).to_owned()),
        DataRef::Int(number) => plain(number.to_string()),
        DataRef::Float(number) if percent => plain(format!("{}%", tidy(number * 100.0))),
        DataRef::Float(number) => plain(number.to_string()),
        DataRef::Bool(truth) => plain(if *truth { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::Error(error) => plain(error.to_string()),
        DataRef::DurationIso(text) => plain(text.clone()),
        DataRef::DateTimeIso(text) => {
            let date = iso(text).map(|day| CellDate { day, serial: None });
            Some(Value {
                text: date.map_or_else(|| text.clone(), |date| date.day.to_string()),
                date,
            })
        }
        DataRef::DateTime(moment) => {
            let date = day(moment).map(|day| CellDate {
                day,
                serial: Some(moment.as_f64()),
            });
            Some(Value {
                text: date.map_or_else(|| moment.as_f64().to_string(), |date| date.day.to_string()),
                date,
            })
        }
    }
}

/// Rounds to nine decimals: 0.07 * 100 is 7.000000000000001 in floating point, and the user typed 7 %.
fn tidy(number: f64) -> f64 {
    (number * 1e9).round() / 1e9
}

/// Converts an Excel date. `None` for a time of day, a duration, and 29 February 1900, which exists only in
/// Excel.
fn day(moment: &ExcelDateTime) -> Option<Date> {
    if moment.is_duration() || moment.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Date::from_calendar_date(i32::from(year), Month::try_from(month).ok()?, day).ok()
}

fn iso(text: &str) -> Option<Date> {
    let format = time::macros::format_description!("[year]-[month]-[day]");
    Date::parse(text.get(..10)?, format).ok()
}

fn damaged(error: XlsxError) -> ReadError {
    if matches!(error, XlsxError::Password) {
        return ReadError::Locked;
    }
    ReadError::Damaged {
        detail: error.to_string(),
    }
}

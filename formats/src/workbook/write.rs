//! Writes Besa's workbook: empty with a guide, or filled with the rows of a plan.

use besa_domain::imports::layout::{Column, FULL_CELL, Holds, Layout, List, Record, SHEETS, Tables};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, ExcelDateTime, Format, FormatAlign, FormatBorder, Note, Workbook,
    Worksheet, XlsxError,
};
use thiserror::Error;
use time::Date;
use time::format_description::well_known::Iso8601;

use crate::words::Words;

/// The number of rows that get choice lists; more than any plan has.
const PREPARED: u32 = 1_000;

/// The maximum number of UTF-16 units in a cell.
const CELL: usize = 32_767;

const INK: Color = Color::RGB(0x0012_242B);
const TINT: Color = Color::RGB(0x00E6_EEF1);
const MUTE: Color = Color::RGB(0x004F_5D63);

/// Why a workbook was not written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// A row names a column that the sheet does not have.
    #[error("sheet {sheet} has no column {column}")]
    Column {
        /// The sheet.
        sheet: &'static str,
        /// The unknown column.
        column: &'static str,
    },
    /// The workbook could not be written, for example because a text is too long for a cell.
    #[error("the workbook could not be written: {0}")]
    Workbook(#[from] XlsxError),
    /// The table could not be written.
    #[error("the table could not be written: {0}")]
    Csv(#[from] csv::Error),
}

/// Writes an empty workbook with headings, choice lists and a guide in the reader's language.
///
/// # Errors
/// None in practice: the texts are Besa's own.
pub fn template(words: &Words) -> Result<Vec<u8>, WriteError> {
    write(&Tables::default(), words, false)
}

/// Writes a workbook with the rows of a plan, in the words of a language. Reading it again gives the same records.
///
/// # Errors
/// `Column` for a row with a column that its sheet does not have; `Workbook` for a text that is too long for a cell.
pub fn export(tables: &Tables, words: &Words) -> Result<Vec<u8>, WriteError> {
    write(tables, words, true)
}

fn write(tables: &Tables, words: &Words, filled: bool) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    let all = [
        &tables.plan,
        &tables.commitments,
        &tables.milestones,
        &tables.stakeholders,
    ];
    for (layout, records) in SHEETS.iter().zip(all) {
        let columns = columns(layout, records, filled)?;
        fill(book.add_worksheet(), layout, &columns, records, words)?;
    }
    guide(book.add_worksheet(), words, filled)?;
    lists(book.add_worksheet(), words)?;
    Ok(book.save_to_buffer()?)
}

/// A column of a sheet: the column of the layout, and which part of its texts it holds, from 0.
type Part = (&'static Column, usize);

/// Returns the columns of a sheet. A column whose texts do not fit into one cell goes on in further ones. An empty
/// workbook has no ids.
fn columns(layout: &'static Layout, records: &[Record], filled: bool) -> Result<Vec<Part>, WriteError> {
    let known = |name: &str| layout.columns.iter().any(|column| column.name == name);
    if let Some(column) = records.iter().flat_map(Record::keys).find(|name| !known(name)) {
        let sheet = layout.name;
        return Err(WriteError::Column { sheet, column });
    }
    let shown = layout
        .columns
        .iter()
        .filter(|column| filled || column.holds != Holds::Key);
    let parts = shown.flat_map(|column| {
        let texts = records.iter().filter_map(|record| record.get(column.name));
        let most = texts.map(|text| parts(column, text).len()).max().unwrap_or(1);
        (0..most).map(move |part| (column, part))
    });
    Ok(parts.collect())
}

/// Splits a long text into the parts that fit into a cell. Only paragraphs go on in another column.
pub(super) fn parts<'t>(column: &Column, text: &'t str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while column.holds == Holds::Prose && rest.encode_utf16().count() > CELL {
        let mut units = 0;
        let mut end = 0;
        // Not beside a space, which a reader takes away.
        let mut before = ' ';
        for (at, sign) in rest.char_indices() {
            if units > CELL {
                break;
            }
            if units > FULL_CELL && !before.is_whitespace() && !sign.is_whitespace() {
                end = at;
            }
            units += sign.len_utf16();
            before = sign;
        }
        let Some((part, next)) = rest.split_at_checked(end).filter(|(part, _)| !part.is_empty()) else {
            break;
        };
        parts.push(part);
        rest = next;
    }
    parts.push(rest);
    parts
}

/// Returns the heading of a column. Further columns of the same field have a number in brackets.
pub(super) fn heading_of(heading: String, part: usize) -> String {
    match part {
        0 => heading,
        part => format!("{heading} ({})", part + 1),
    }
}

fn fill(
    sheet: &mut Worksheet,
    layout: &Layout,
    columns: &[Part],
    records: &[Record],
    words: &Words,
) -> Result<(), WriteError> {
    sheet.set_name(words.sheet(layout.name))?;
    sheet.set_right_to_left(words.rtl());
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 22)?;
    for (at, (column, part)) in (0u16..).zip(columns) {
        let text = heading_of(words.heading(layout, column), *part);
        sheet.set_column_width(at, width(column, &text))?;
        sheet.set_column_format(at, &body(column))?;
        sheet.write_string_with_format(0, at, &text, &heading(column))?;
        sheet.insert_note(0, at, &note(layout, column, words))?;
        if let Some(choices) = choices(column, words)? {
            sheet.add_data_validation(1, at, PREPARED, at, &choices)?;
        }
    }
    for (row, record) in (1u32..).zip(records) {
        for (at, (column, part)) in (0u16..).zip(columns) {
            let text = record
                .get(column.name)
                .map(|text| words.text(column, text))
                .unwrap_or_default();
            if let Some(text) = parts(column, &text).get(*part).filter(|text| !text.is_empty()) {
                put(sheet, row, at, column, text)?;
            }
        }
    }
    Ok(())
}

/// Writes a cell: days and numbers as such, anything else as a text, so that it cannot become a formula.
fn put(sheet: &mut Worksheet, row: u32, at: u16, column: &Column, text: &str) -> Result<(), WriteError> {
    let format = body(column);
    // Only in the form in which it is read again.
    let day = Date::parse(text, &Iso8601::DATE)
        .ok()
        .filter(|day| day.to_string() == text);
    let day = day.and_then(|_| ExcelDateTime::parse_from_str(text).ok());
    let number = text.parse::<i32>().ok().filter(|number| number.to_string() == text);
    match (column.holds, day, number) {
        (Holds::Number, _, Some(number)) => sheet.write_number_with_format(row, at, number, &format)?,
        (Holds::Day, Some(day), _) => sheet.write_datetime_with_format(row, at, &day, &format)?,
        _ => sheet.write_string_with_format(row, at, text, &format)?,
    };
    Ok(())
}

/// Writes the sheet with the words of the lists, from which cells are chosen.
fn lists(sheet: &mut Worksheet, words: &Words) -> Result<(), WriteError> {
    sheet.set_name(words.sheet("lists"))?;
    sheet.set_right_to_left(words.rtl());
    for (at, list) in (0u16..).zip(List::ALL) {
        sheet.set_column_width(at, 34.0)?;
        for (row, word) in (0u32..).zip(words.list(list)) {
            sheet.write_string(row, at, word)?;
        }
    }
    Ok(())
}

/// Writes the guide sheet in the reader's language: what to enter in each column.
fn guide(sheet: &mut Worksheet, words: &Words, filled: bool) -> Result<(), WriteError> {
    let wrapped = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_font_color(INK);
    let strong = wrapped.clone().set_bold();
    sheet.set_name(words.sheet("guide"))?;
    sheet.set_right_to_left(words.rtl());
    for (column, width) in [(0u16, 16.0), (1, 38.0), (2, 12.0), (3, 62.0), (4, 34.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(
        0,
        0,
        words.w.workbook_title(),
        &Format::new().set_bold().set_font_size(16).set_font_color(INK),
    )?;
    let mut row = 1;
    for text in words.guide_lines(filled) {
        sheet.write_string_with_format(row, 0, text, &Format::new().set_font_color(MUTE))?;
        row += 1;
    }
    row += 1;
    for (at, title) in (0u16..).zip(words.guide_headings()) {
        sheet.write_string_with_format(row, at, title, &header())?;
    }
    for layout in &SHEETS {
        for column in layout
            .columns
            .iter()
            .filter(|column| filled || column.holds != Holds::Key)
        {
            row += 1;
            sheet.write_string_with_format(row, 0, words.sheet(layout.name), &wrapped)?;
            sheet.write_string_with_format(row, 1, words.heading(layout, column), &strong)?;
            if column.needed {
                sheet.write_string_with_format(row, 2, words.w.workbook_needed(), &wrapped)?;
            }
            sheet.write_string_with_format(row, 3, about(layout, column, words), &wrapped)?;
            sheet.write_string_with_format(row, 4, words.text(column, column.example), &wrapped)?;
        }
    }
    Ok(())
}

/// Returns what a column is for, the format of its cells, and the allowed choices.
fn about(layout: &Layout, column: &Column, words: &Words) -> String {
    let purpose = words.guide_column(layout.name, column.name);
    [purpose, Some(words.guide_holds(column.holds))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the note of a heading. It has the example, so that no example row can be imported by mistake.
fn note(layout: &Layout, column: &Column, words: &Words) -> Note {
    let mut text = about(layout, column, words);
    if column.needed {
        text = format!("{text}\n({})", words.w.workbook_needed());
    }
    if !column.example.is_empty() {
        text = format!(
            "{text}\n{}",
            words.w.workbook_example(words.text(column, column.example))
        );
    }
    let height = 40 + 18 * u32::try_from(text.chars().count() / 38 + text.matches('\n').count()).unwrap_or(0);
    Note::new(text)
        .add_author_prefix(false)
        .set_width(280)
        .set_height(height)
}

/// Returns the list from which the cells of a column are chosen: a range of the sheet with the lists, because one in
/// the column itself has a maximum of 255 characters.
fn choices(column: &Column, words: &Words) -> Result<Option<DataValidation>, WriteError> {
    let Holds::Choice(list) = column.holds else {
        return Ok(None);
    };
    let sheet = words.sheet("lists").replace('\'', "''");
    let letter = ('A'..='Z')
        .zip(List::ALL)
        .find(|(_, other)| *other == list)
        .map_or('A', |(letter, _)| letter);
    let range = format!("='{sheet}'!${letter}$1:${letter}${}", list.codes().len());
    // Only a warning, because the import reports what it cannot read.
    let validation = DataValidation::new()
        .allow_list_formula(range.as_str().into())
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_message(words.w.workbook_choose())?;
    Ok(Some(validation))
}

fn header() -> Format {
    Format::new()
        .set_bold()
        .set_font_color(INK)
        .set_background_color(TINT)
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Medium)
        .set_border_bottom_color(INK)
}

fn heading(column: &Column) -> Format {
    if column.needed {
        header()
    } else {
        header().set_font_color(MUTE)
    }
}

/// Returns the format of a column's cells: text cells keep values such as 4.10 as typed, and dates are shown
/// as `yyyy-mm-dd`.
fn body(column: &Column) -> Format {
    let plain = Format::new().set_align(FormatAlign::Top);
    match column.holds {
        Holds::Day => plain.set_num_format("yyyy-mm-dd"),
        Holds::Number => plain,
        Holds::Prose => plain.set_num_format("@").set_text_wrap(),
        Holds::Key => plain.set_num_format("@").set_font_color(MUTE),
        Holds::Text | Holds::List | Holds::Choice(_) | Holds::Choices(_) => plain.set_num_format("@"),
    }
}

fn width(column: &Column, heading: &str) -> f64 {
    let least = match column.holds {
        Holds::Prose => 44.0,
        Holds::List | Holds::Choices(_) => 30.0,
        Holds::Text | Holds::Choice(_) => 18.0,
        Holds::Day | Holds::Number | Holds::Key => 13.0,
    };
    let heading = u32::try_from(heading.chars().count()).map_or(least, |letters| f64::from(letters) + 3.0);
    if column.name == "title" {
        44.0
    } else {
        least.max(heading)
    }
}

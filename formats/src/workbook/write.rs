//! Writes Besa's workbook: empty with a guide, or filled with the rows of a plan.

use besa_domain::imports::layout::{Column, Holds, Layout, Record, SHEETS, Tables};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Note, Workbook, Worksheet,
    XlsxError,
};
use thiserror::Error;

use crate::words::Words;

/// The number of rows that get choice lists; more than any plan has.
const PREPARED: u32 = 1_000;

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
}

/// Writes an empty workbook with headings, choice lists and a guide in the reader's language.
pub fn template(words: &Words) -> Result<Vec<u8>, WriteError> {
    export(&Tables::default(), words)
}

/// Writes a workbook with the rows of a plan. Reading it again gives the same texts.
pub fn export(tables: &Tables, words: &Words) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    let all = [
        &tables.plan,
        &tables.commitments,
        &tables.milestones,
        &tables.stakeholders,
    ];
    for (layout, records) in SHEETS.iter().zip(all) {
        fill(book.add_worksheet(), layout, records, words)?;
    }
    guide(book.add_worksheet(), words)?;
    Ok(book.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, layout: &Layout, records: &[Record], words: &Words) -> Result<(), WriteError> {
    sheet.set_name(layout.name)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_row_height(0, 22)?;
    for (at, column) in (0u16..).zip(layout.columns) {
        sheet.set_column_width(at, width(column))?;
        sheet.set_column_format(at, &body(column))?;
        sheet.write_string_with_format(0, at, column.name, &heading(column))?;
        sheet.insert_note(0, at, &note(layout, column, words))?;
        if let Some(choices) = choices(column, words)? {
            sheet.add_data_validation(1, at, PREPARED, at, &choices)?;
        }
    }
    for (row, record) in (1u32..).zip(records) {
        if let Some(column) = record
            .keys()
            .find(|name| layout.columns.iter().all(|column| column.name != **name))
        {
            return Err(WriteError::Column {
                sheet: layout.name,
                column,
            });
        }
        for (at, column) in (0u16..).zip(layout.columns) {
            // Always written as a string, so that it cannot become a formula.
            if let Some(text) = record.get(column.name).filter(|text| !text.is_empty()) {
                sheet.write_string_with_format(row, at, text, &body(column))?;
            }
        }
    }
    Ok(())
}

/// Writes the guide sheet in the reader's language: what to enter in each column.
fn guide(sheet: &mut Worksheet, words: &Words) -> Result<(), WriteError> {
    let wrapped = Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_font_color(INK);
    let strong = wrapped.clone().set_bold();
    sheet.set_name(words.w.workbook_sheet())?;
    sheet.set_right_to_left(words.rtl());
    for (column, width) in [(0u16, 16.0), (1, 30.0), (2, 12.0), (3, 62.0), (4, 34.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(
        0,
        0,
        words.w.workbook_title(),
        &Format::new().set_bold().set_font_size(16).set_font_color(INK),
    )?;
    let mut row = 1;
    for text in words.guide_lines() {
        sheet.write_string_with_format(row, 0, text, &Format::new().set_font_color(MUTE))?;
        row += 1;
    }
    row += 1;
    for (at, title) in (0u16..).zip(words.guide_headings()) {
        sheet.write_string_with_format(row, at, title, &header())?;
    }
    for layout in &SHEETS {
        for column in layout.columns {
            row += 1;
            sheet.write_string_with_format(row, 0, layout.name, &wrapped)?;
            sheet.write_string_with_format(row, 1, column.name, &strong)?;
            if column.needed {
                sheet.write_string_with_format(row, 2, words.w.workbook_needed(), &wrapped)?;
            }
            sheet.write_string_with_format(row, 3, about(layout, column, words), &wrapped)?;
            sheet.write_string_with_format(row, 4, column.example, &wrapped)?;
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
        text = format!("{text}\n{}", words.w.workbook_example(column.example));
    }
    let height = 40 + 18 * u32::try_from(text.chars().count() / 38 + text.matches('\n').count()).unwrap_or(0);
    Note::new(text)
        .add_author_prefix(false)
        .set_width(280)
        .set_height(height)
}

fn choices(column: &Column, words: &Words) -> Result<Option<DataValidation>, WriteError> {
    let Holds::Choice(choices) = column.holds else {
        return Ok(None);
    };
    // Only a warning, because the import reports what it cannot read.
    let validation = DataValidation::new()
        .allow_list_strings(choices)?
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
        Holds::Text | Holds::List | Holds::Choice(_) | Holds::Choices(_) => plain.set_num_format("@"),
    }
}

fn width(column: &Column) -> f64 {
    let least = match column.holds {
        Holds::Prose => 44.0,
        Holds::List | Holds::Choices(_) => 30.0,
        Holds::Text | Holds::Choice(_) => 18.0,
        Holds::Day | Holds::Number => 13.0,
    };
    let heading = u32::try_from(column.name.len()).map_or(least, |letters| f64::from(letters) + 3.0);
    if column.name == "title" {
        44.0
    } else {
        least.max(heading)
    }
}

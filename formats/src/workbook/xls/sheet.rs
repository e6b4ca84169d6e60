//! One sheet of a workbook.

use besa_domain::imports::book::{Cell, Kind, Merged, Sheet};

use super::super::grid::Grid;
use super::super::limits::{Meter, ReadError};
use super::super::number::{self, Form};
use super::super::xml::damaged;
use super::records::{Fields, Record, Records};
use super::{Globals, Listed};

/// A sheet that is being read.
struct Reader<'g, 'm> {
    globals: &'g Globals<'g>,
    meter: &'m mut Meter,
    grid: Grid,
    /// The formula whose result is a text in the next record.
    waits: Option<(u32, u32)>,
}

pub(super) fn read(
    stream: &[u8],
    listed: &Listed,
    globals: &Globals<'_>,
    meter: &mut Meter,
) -> Result<Sheet, ReadError> {
    let mut reader = Reader {
        globals,
        meter,
        grid: Grid::new(Kind::Xls, listed.name.clone(), listed.hidden),
        waits: None,
    };
    // A chart on the sheet has a beginning and an end of its own.
    let mut depth = 0_usize;
    for record in Records::new(stream, listed.start) {
        match record.kind {
            Record::BEGIN => depth += 1,
            Record::END if depth <= 1 => return Ok(reader.grid.finish()),
            Record::END => depth -= 1,
            _ if depth == 0 => break,
            kind if depth == 1 => reader.record(kind, &mut record.fields())?,
            _ => {}
        }
    }
    Err(damaged(format!("the sheet {} has no end", listed.name)))
}

impl Reader<'_, '_> {
    /// Reads a record. One that is too short is damaged.
    fn record(&mut self, kind: u16, fields: &mut Fields<'_, '_>) -> Result<(), ReadError> {
        let read = match kind {
            Record::ROW => self.row(fields).map(Ok),
            Record::COLUMNS => self.columns(fields).map(Ok),
            Record::MERGED => self.merged(fields),
            Record::SHORT_NUMBERS => self.short_numbers(fields),
            Record::FORMULA_TEXT => self.formula_text(fields),
            Record::SHARED_TEXT
            | Record::TEXT
            | Record::RICH_TEXT
            | Record::NUMBER
            | Record::SHORT_NUMBER
            | Record::TRUTH
            | Record::FORMULA => self.cell(kind, fields),
            _ => Some(Ok(())),
        };
        read.unwrap_or_else(|| {
            Err(damaged(format!(
                "a record of the sheet {} is too short",
                self.grid.name()
            )))
        })
    }

    fn cell(&mut self, kind: u16, fields: &mut Fields<'_, '_>) -> Option<Result<(), ReadError>> {
        let (row, column) = (u32::from(fields.u16()?) + 1, u32::from(fields.u16()?));
        let form = self.form(fields.u16()?);
        let cell = match kind {
            Record::SHARED_TEXT => {
                let index = usize::try_from(fields.u32()?).ok()?;
                number::text(self.globals.strings.get(index)?.to_owned())
            }
            Record::TEXT | Record::RICH_TEXT => number::text(fields.text()?),
            Record::NUMBER => self.number(f64::from_le_bytes(fields.bytes8()?), form),
            Record::SHORT_NUMBER => self.number(short(fields.u32()?), form),
            Record::TRUTH => {
                let (value, error) = (fields.u8()?, fields.u8()?);
                number::text(if error == 0 { truth(value) } else { error_of(value) }.to_owned())
            }
            Record::FORMULA => match fields.bytes8()? {
                [0, .., 0xFF, 0xFF] => {
                    self.waits = Some((row, column));
                    return Some(Ok(()));
                }
                [1, _, value, .., 0xFF, 0xFF] => number::text(truth(value).to_owned()),
                [2, _, value, .., 0xFF, 0xFF] => number::text(error_of(value).to_owned()),
                [.., 0xFF, 0xFF] => Cell::default(),
                number => self.number(f64::from_le_bytes(number), form),
            },
            _ => Cell::default(),
        };
        Some(self.grid.put(row, column, cell, self.meter))
    }

    /// Reads the text that a formula gave.
    fn formula_text(&mut self, fields: &mut Fields<'_, '_>) -> Option<Result<(), ReadError>> {
        let text = fields.text()?;
        let Some((row, column)) = self.waits.take() else {
            return Some(Ok(()));
        };
        Some(self.grid.put(row, column, number::text(text), self.meter))
    }

    /// Reads numbers side by side in one row.
    fn short_numbers(&mut self, fields: &mut Fields<'_, '_>) -> Option<Result<(), ReadError>> {
        let (row, mut column) = (u32::from(fields.u16()?) + 1, u32::from(fields.u16()?));
        // Six bytes for each number; the last column stands behind them.
        while fields.left() >= 6 {
            let form = self.form(fields.u16()?);
            let cell = self.number(short(fields.u32()?), form);
            if let Err(error) = self.grid.put(row, column, cell, self.meter) {
                return Some(Err(error));
            }
            column += 1;
        }
        Some(Ok(()))
    }

    fn row(&mut self, fields: &mut Fields<'_, '_>) -> Option<()> {
        const HIDDEN: u8 = 0x20;
        let row = u32::from(fields.u16()?) + 1;
        fields.skip(10);
        if fields.u8()? & HIDDEN != 0 {
            self.grid.hide_row(row);
        }
        Some(())
    }

    fn columns(&mut self, fields: &mut Fields<'_, '_>) -> Option<()> {
        let (first, last) = (u32::from(fields.u16()?), u32::from(fields.u16()?));
        fields.skip(4);
        if fields.u16()? & 1 != 0 {
            self.grid.hide_columns(first, last, self.meter);
        }
        Some(())
    }

    fn merged(&mut self, fields: &mut Fields<'_, '_>) -> Option<Result<(), ReadError>> {
        for _ in 0..fields.u16()? {
            let mut place = || fields.u16().map(u32::from);
            let area = Merged {
                top: place()? + 1,
                bottom: place()? + 1,
                left: place()?,
                right: place()?,
            };
            if let Err(error) = self.grid.merge(area, self.meter) {
                return Some(Err(error));
            }
        }
        Some(Ok(()))
    }

    fn number(&self, number: f64, form: Form) -> Cell {
        number::cell(number, form, self.globals.later)
    }

    fn form(&self, format: u16) -> Form {
        self.globals
            .forms
            .get(usize::from(format))
            .copied()
            .unwrap_or(Form::Number)
    }
}

/// Returns the number that Excel stores in four bytes: a whole number or the first half of a fraction, each
/// perhaps as its hundredfold.
fn short(bits: u32) -> f64 {
    let whole = bits & 2 != 0;
    let number = if whole {
        f64::from(i32::from_le_bytes(bits.to_le_bytes()) >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

const fn truth(value: u8) -> &'static str {
    if value == 0 { "FALSE" } else { "TRUE" }
}

const fn error_of(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}

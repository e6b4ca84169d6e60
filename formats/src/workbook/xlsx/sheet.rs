//! One sheet of a workbook.

use std::collections::BTreeMap;

use besa_domain::imports::book::{Cell, Kind, Merged, Sheet};

use super::super::grid::Grid;
use super::super::limits::{Meter, ReadError};
use super::super::number::{self, Form};
use super::super::packed::Parts;
use super::super::strings::Strings;
use super::super::xml::{Node, Xml, damaged};
use super::strings::{rich, unescaped};

/// What the cells of all sheets refer to.
pub(super) struct Look<'w> {
    pub(super) forms: &'w [Form],
    pub(super) strings: &'w Strings<'w>,
    /// Whether days are counted from 1904.
    pub(super) later: bool,
}

/// A sheet that is being read.
struct Reader<'w, 'p> {
    xml: Xml<'p>,
    look: &'w Look<'w>,
    grid: Grid,
    /// The formulas that several cells share, by their number. The others refer to the first one.
    shared: BTreeMap<u32, Box<str>>,
    /// The number of the current row, and the next column.
    row: u32,
    column: u32,
    hidden: bool,
}

/// How the file describes a cell.
struct Start {
    form: Form,
    holds: Holds,
}

/// What a cell's value is (attribute `t`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Number,
    Shared,
    Text,
    Truth,
    Error,
    Date,
}

/// Reads a sheet; `named` is its name and whether it is hidden.
pub(super) fn read(
    parts: &mut Parts<'_>,
    part: &str,
    look: &Look<'_>,
    named: (String, bool),
    meter: &mut Meter,
) -> Result<Sheet, ReadError> {
    let Some(xml) = parts.xml(part)? else {
        return Err(damaged(format!("{part} is missing")));
    };
    let (name, hidden) = named;
    let mut reader = Reader {
        xml,
        look,
        grid: Grid::new(Kind::Xlsx, name, hidden),
        shared: BTreeMap::new(),
        row: 0,
        column: 0,
        hidden: false,
    };
    reader.read(meter)?;
    Ok(reader.grid.finish())
}

impl Reader<'_, '_> {
    fn read(&mut self, meter: &mut Meter) -> Result<(), ReadError> {
        loop {
            match self.xml.next()? {
                Node::Open(tag) => match tag.name() {
                    b"row" => {
                        self.row = tag.number("r").unwrap_or(self.row.saturating_add(1));
                        self.column = 0;
                        self.hidden = tag.is("hidden");
                    }
                    b"c" => {
                        let place = tag.attribute("r").and_then(|name| position(&name));
                        let (row, column) = place.unwrap_or((self.row, self.column));
                        let style: usize = tag.number("s").unwrap_or(0);
                        let start = Start {
                            form: self.look.forms.get(style).copied().unwrap_or(Form::Number),
                            holds: holds(tag.attribute("t").as_deref()),
                        };
                        self.column = column.saturating_add(1);
                        let cell = self.cell(&start, meter)?;
                        self.grid.put(row, column, cell, meter)?;
                        if self.hidden && self.grid.ends_with(row) {
                            self.grid.hide_row(row);
                        }
                    }
                    b"col" if tag.is("hidden") => {
                        if let (Some(first), Some(last)) = (tag.number::<u32>("min"), tag.number::<u32>("max")) {
                            let (first, last) = (first.saturating_sub(1), last.saturating_sub(1));
                            self.grid.hide_columns(first, last, meter);
                        }
                    }
                    b"mergeCell" => {
                        if let Some(area) = tag.attribute("ref").and_then(|area| area_of(&area)) {
                            self.grid.merge(area, meter)?;
                        }
                    }
                    b"extLst" => self.xml.skip()?,
                    _ => {}
                },
                Node::Close(_) | Node::Text(_) => {}
                Node::End => return Ok(()),
            }
        }
    }

    /// Reads the cell whose element was opened last.
    fn cell(&mut self, start: &Start, meter: &Meter) -> Result<Cell, ReadError> {
        let outside = self.xml.depth().saturating_sub(1);
        let (mut cell, mut formula, mut stored) = (Cell::default(), None, false);
        while self.xml.depth() > outside {
            let Node::Open(tag) = self.xml.next()? else {
                continue;
            };
            match tag.name() {
                b"v" => {
                    let value = self.xml.text()?;
                    // Programs that do not calculate write an empty value; the empty text is stored as text.
                    stored = !value.trim().is_empty() || start.holds == Holds::Text;
                    if stored && cell.text.is_empty() {
                        cell = self.value(start, value)?;
                    }
                }
                b"is" => {
                    cell = number::text(rich(&mut self.xml)?);
                    stored = true;
                }
                b"f" => {
                    let number = tag.number("si");
                    let text: Box<str> = unescaped(&self.xml.text()?).into();
                    formula = Some(self.formula(number, text, meter));
                }
                _ => self.xml.skip()?,
            }
        }
        if !stored {
            cell.formula = formula.map(|formula| format!("={formula}").into());
        }
        Ok(cell)
    }

    /// Returns the text of a formula. A cell that shares one has it only by number.
    fn formula(&mut self, number: Option<u32>, text: Box<str>, meter: &Meter) -> Box<str> {
        let Some(number) = number else {
            return text;
        };
        if text.is_empty() {
            return self.shared.get(&number).cloned().unwrap_or_default();
        }
        let held = self.shared.values().map(|text| text.len()).sum::<usize>();
        if self.shared.len() < 1_000 && held < meter.limits().text {
            self.shared.insert(number, text.clone());
        }
        text
    }

    fn value(&self, start: &Start, value: String) -> Result<Cell, ReadError> {
        Ok(match start.holds {
            Holds::Text | Holds::Error => number::text(unescaped(&value)),
            Holds::Date => number::iso(value.trim()),
            Holds::Truth => number::text(match value.trim() {
                "1" | "true" => "TRUE".to_owned(),
                "0" | "false" => "FALSE".to_owned(),
                other => other.to_owned(),
            }),
            Holds::Shared => {
                let index = value.trim().parse().ok();
                let text = index.and_then(|index| self.look.strings.get(index));
                let Some(text) = text else {
                    return Err(damaged(format!("there is no shared string {value}")));
                };
                number::text(text.to_owned())
            }
            Holds::Number => match value.trim().parse() {
                Ok(number) => number::cell(number, start.form, self.look.later),
                Err(_) => number::text(value),
            },
        })
    }
}

fn holds(kind: Option<&str>) -> Holds {
    match kind {
        Some("s") => Holds::Shared,
        Some("str" | "inlineStr") => Holds::Text,
        Some("b") => Holds::Truth,
        Some("e") => Holds::Error,
        Some("d") => Holds::Date,
        Some(_) | None => Holds::Number,
    }
}

/// Parses an address such as `D7` or `$D$7`. Returns the row's number and the column, which counts from 0.
fn position(address: &str) -> Option<(u32, u32)> {
    let address = address.trim().trim_start_matches('$');
    let digits = address.find(|sign: char| !sign.is_ascii_alphabetic())?;
    let (letters, row) = address.split_at(digits);
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let place = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(place)?;
    }
    let row: u32 = row.trim_start_matches('$').parse().ok()?;
    Some((row.max(1), column.checked_sub(1)?))
}

/// Parses an area such as `A1:C3`.
fn area_of(area: &str) -> Option<Merged> {
    let (first, last) = area.split_once(':')?;
    let (first, last) = (position(first)?, position(last)?);
    Some(Merged {
        top: first.0.min(last.0),
        bottom: first.0.max(last.0),
        left: first.1.min(last.1),
        right: first.1.max(last.1),
    })
}

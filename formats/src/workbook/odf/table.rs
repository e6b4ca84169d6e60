//! Tables of OpenDocument, which are the same in spreadsheets and in text documents.

use besa_domain::imports::book::{Cell, Merged};

use super::super::grid::Grid;
use super::super::limits::{Meter, ReadError};
use super::super::number;
use super::super::xml::{Node, Tag, Xml};
use super::styles::Styles;
use super::text::{PARAGRAPHS, UNSEEN, Written, is_aside, look_of};

/// Where a table goes, and what is found beside its cells.
pub(super) trait Place {
    /// Returns what counts the cells.
    fn meter(&mut self) -> &mut Meter;
    /// Notes a text that is not in a cell, with its place.
    fn aside(&mut self, place: &str, text: &str);
    /// Reads a table within a cell, whose element was opened last.
    fn nested(&mut self, xml: &mut Xml<'_>, styles: &Styles) -> Result<(), ReadError>;
}

/// A cell, or several of the same content side by side.
struct Run {
    column: u32,
    times: u32,
    cell: Cell,
    /// The rows and columns that it spans.
    spans: (u32, u32),
}

/// A table that is being read.
pub(super) struct Table {
    pub(super) grid: Grid,
    /// The number of the current row.
    row: u32,
    column: u32,
}

impl Table {
    pub(super) const fn new(grid: Grid) -> Self {
        Self {
            grid,
            row: 0,
            column: 0,
        }
    }

    /// Reads the table whose element was opened last.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, styles: &Styles, to: &mut impl Place) -> Result<(), ReadError> {
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            if let Node::Open(tag) = xml.next()? {
                match tag.name() {
                    b"table-column" => {
                        let times = count(&tag, "number-columns-repeated");
                        if hidden(&tag) {
                            let last = self.column.saturating_add(times - 1);
                            self.grid.hide_columns(self.column, last, to.meter());
                        }
                        self.column = self.column.saturating_add(times);
                    }
                    b"table-row" => {
                        let (times, hidden) = (count(&tag, "number-rows-repeated"), hidden(&tag));
                        let runs = self.runs(xml, styles, to)?;
                        self.put(&runs, times, hidden, to.meter())?;
                    }
                    name if UNSEEN.contains(&name) => xml.skip()?,
                    // Shapes beside the cells of a spreadsheet.
                    b"shapes" => {
                        let text = xml.aside(&PARAGRAPHS)?;
                        to.aside(self.grid.name(), &text);
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Reads the row whose element was opened last. Returns the cells that are not empty.
    fn runs(&mut self, xml: &mut Xml<'_>, styles: &Styles, to: &mut impl Place) -> Result<Vec<Run>, ReadError> {
        let outside = xml.depth().saturating_sub(1);
        let (mut runs, mut column, mut held) = (Vec::new(), 0_u32, 0_usize);
        let number = self.row.saturating_add(1);
        while xml.depth() > outside {
            let Node::Open(tag) = xml.next()? else {
                continue;
            };
            let covered = match tag.name() {
                b"table-cell" => false,
                b"covered-table-cell" => true,
                _ => {
                    xml.skip()?;
                    continue;
                }
            };
            let times = count(&tag, "number-columns-repeated");
            let spans = (
                count(&tag, "number-rows-spanned"),
                count(&tag, "number-columns-spanned"),
            );
            let start = Start::of(&tag);
            let cell = start.cell(xml, styles, to, &|| self.grid.address(number, column))?;
            let blank = cell.text.trim().is_empty() && cell.formula.is_none();
            if covered && !blank {
                to.aside(&self.grid.address(number, column), &cell.text);
            } else if !blank || spans != (1, 1) {
                let at = usize::try_from(column).unwrap_or(usize::MAX);
                to.meter().column(at, || self.grid.address(number, column))?;
                held = held.saturating_add(cell.text.len());
                if held > to.meter().limits().text {
                    return Err(ReadError::Text {
                        place: self.grid.address(number, column),
                        most: to.meter().limits().text,
                    });
                }
                runs.push(Run {
                    column,
                    times,
                    cell,
                    spans,
                });
            }
            column = column.saturating_add(times);
        }
        Ok(runs)
    }

    /// Stores a row as many times as it is repeated. Spreadsheets repeat the empty rows below a table a million
    /// times.
    fn put(&mut self, runs: &[Run], times: u32, hidden: bool, meter: &mut Meter) -> Result<(), ReadError> {
        if runs.is_empty() {
            self.row = self.row.saturating_add(times);
            return Ok(());
        }
        for _ in 0..times {
            self.row = self.row.saturating_add(1);
            for run in runs {
                for column in run.column..run.column.saturating_add(run.times) {
                    if run.cell == Cell::default() {
                        break;
                    }
                    self.grid.put(self.row, column, run.cell.clone(), meter)?;
                }
                let (rows, columns) = run.spans;
                let area = Merged {
                    top: self.row,
                    bottom: self.row.saturating_add(rows - 1),
                    left: run.column,
                    right: run.column.saturating_add(columns - 1),
                };
                self.grid.merge(area, meter)?;
            }
            if hidden && self.grid.ends_with(self.row) {
                self.grid.hide_row(self.row);
            }
        }
        Ok(())
    }
}

/// What the element of a cell says about it.
struct Start {
    kind: String,
    value: Option<String>,
    formula: Option<String>,
}

impl Start {
    fn of(tag: &Tag<'_>) -> Self {
        let value = |name| tag.attribute(name).map(|value| value.into_owned());
        let kind = value("value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "date" => value("date-value"),
            "boolean" => value("boolean-value"),
            "string" => value("string-value"),
            "float" | "percentage" | "currency" => value("value"),
            _ => None,
        };
        Self {
            kind,
            value,
            formula: tag.attribute("formula").map(|formula| formula.into_owned()),
        }
    }

    /// Reads the cell whose element was opened last.
    fn cell(
        self,
        xml: &mut Xml<'_>,
        styles: &Styles,
        to: &mut impl Place,
        place: &dyn Fn() -> String,
    ) -> Result<Cell, ReadError> {
        let shown = content(xml, styles, to, place)?;
        let number = |value: &str| value.trim().parse::<f64>().ok();
        let mut cell = match (self.kind.as_str(), self.value) {
            ("percentage", Some(value)) => number::text(number(&value).map_or(value, number::percent)),
            ("float" | "currency", Some(value)) => number::text(number(&value).map_or(value, number::plain)),
            ("date", Some(value)) => number::iso(value.trim()),
            ("boolean", Some(value)) => number::text(value.trim().to_uppercase()),
            // The value has what the paragraphs have, unless it is an error, which only the paragraphs show.
            ("string", Some(value)) if shown.is_empty() => number::text(value),
            _ => number::text(shown),
        };
        // A program that does not calculate stores neither a type nor a text.
        if self.kind.is_empty() && cell.text.is_empty() {
            cell.formula = self.formula.map(|formula| formula_of(&formula).into());
        }
        Ok(cell)
    }
}

/// Reads what is in the cell whose element was opened last: its paragraphs, each on a line.
fn content(
    xml: &mut Xml<'_>,
    styles: &Styles,
    to: &mut impl Place,
    place: &dyn Fn() -> String,
) -> Result<String, ReadError> {
    let outside = xml.depth().saturating_sub(1);
    let mut written = Written::default();
    while xml.depth() > outside {
        if let Node::Open(tag) = xml.next()? {
            match tag.name() {
                b"p" | b"h" => {
                    let look = look_of(&tag, styles);
                    written.paragraph(xml, styles, look)?;
                }
                b"table" => to.nested(xml, styles)?,
                name if UNSEEN.contains(&name) => xml.skip()?,
                name if is_aside(name) => {
                    let text = xml.aside(&PARAGRAPHS)?;
                    to.aside(&place(), &text);
                }
                _ => {}
            }
        }
    }
    for text in &written.asides {
        to.aside(&place(), text);
    }
    Ok(written.text.trim_end_matches('\n').to_owned())
}

/// Returns a formula without the name of its language: `of:=SUM([.A1])` is `=SUM([.A1])`.
fn formula_of(formula: &str) -> &str {
    match formula.split_once('=') {
        Some((language, _)) if language.ends_with(':') => formula.get(language.len()..).unwrap_or(formula),
        Some(_) | None => formula,
    }
}

/// Returns how often a row, column or cell is repeated; at least once.
fn count(tag: &Tag<'_>, name: &str) -> u32 {
    tag.number(name).unwrap_or(1).max(1)
}

fn hidden(tag: &Tag<'_>) -> bool {
    tag.attribute("visibility").is_some_and(|state| state != "visible")
}

//! Collects the cells of a sheet within the limits: memory use depends on the content, not on its position.

use std::collections::BTreeSet;

use besa_domain::imports::book::{Cell, Kind, Merged, Row, Sheet};

use super::limits::{Meter, ReadError};

/// A sheet that is being read.
pub(super) struct Grid {
    sheet: Sheet,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
}

impl Grid {
    pub(super) fn new(kind: Kind, name: String, hidden: bool) -> Self {
        Self {
            sheet: Sheet {
                kind,
                name,
                hidden,
                rows: Vec::new(),
                merged: Vec::new(),
                hidden_columns: Vec::new(),
            },
            hidden_rows: BTreeSet::new(),
            hidden_columns: BTreeSet::new(),
        }
    }

    /// Stores a cell. `row` is the number that a spreadsheet shows, `column` counts from 0. The last value of a
    /// position counts. Blank cells are left out.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell, meter: &mut Meter) -> Result<(), ReadError> {
        if cell.text.trim().is_empty() && cell.formula.is_none() {
            return Ok(());
        }
        let at = usize::try_from(column).unwrap_or(usize::MAX);
        let sheet = &mut self.sheet;
        let place = || sheet.address(row, at, "");
        meter.column(at, place)?;
        meter.text(&cell.text, place)?;
        if let Some(formula) = &cell.formula {
            meter.text(formula, place)?;
        }
        let index = match sheet.rows.last() {
            Some(last) if last.number == row => sheet.rows.len() - 1,
            Some(last) if last.number > row => match sheet.rows.binary_search_by_key(&row, |row| row.number) {
                Ok(index) => index,
                Err(index) => {
                    meter.row(&sheet.name)?;
                    sheet.rows.insert(index, new(row, 0));
                    index
                }
            },
            _ => {
                meter.row(&sheet.name)?;
                let width = sheet.rows.last_mut().map_or(0, |last| {
                    last.cells.shrink_to_fit();
                    last.cells.len()
                });
                sheet.rows.push(new(row, width));
                sheet.rows.len() - 1
            }
        };
        let Some(row) = sheet.rows.get_mut(index) else {
            return Ok(());
        };
        if at >= row.cells.len() {
            meter.cells(at + 1 - row.cells.len(), &sheet.name)?;
            row.cells.resize(at + 1, Cell::default());
        }
        if let Some(old) = row.cells.get_mut(at) {
            *old = cell;
        }
        Ok(())
    }

    /// Returns the sheet's name.
    pub(super) fn name(&self) -> &str {
        &self.sheet.name
    }

    /// Returns an address as the kind of file writes it.
    pub(super) fn address(&self, row: u32, column: u32) -> String {
        self.sheet
            .address(row, usize::try_from(column).unwrap_or(usize::MAX), "")
    }

    /// Returns whether the last row that has cells is this one.
    pub(super) fn ends_with(&self, row: u32) -> bool {
        self.sheet.rows.last().is_some_and(|last| last.number == row)
    }

    /// Marks a row as hidden.
    pub(super) fn hide_row(&mut self, row: u32) {
        self.hidden_rows.insert(row);
    }

    /// Marks columns as hidden, counted from 0; both ends belong to it.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32, meter: &Meter) {
        let most = u32::try_from(meter.limits().columns).unwrap_or(u32::MAX);
        self.hidden_columns.extend(first..=last.min(most));
    }

    /// Stores an area of merged cells. One cell alone is none.
    pub(super) fn merge(&mut self, area: Merged, meter: &mut Meter) -> Result<(), ReadError> {
        if area.top >= area.bottom && area.left >= area.right {
            return Ok(());
        }
        meter.cells(1, &self.sheet.name)?;
        self.sheet.merged.push(area);
        Ok(())
    }

    /// Returns the sheet.
    pub(super) fn finish(self) -> Sheet {
        let mut sheet = self.sheet;
        for row in &mut sheet.rows {
            row.hidden = self.hidden_rows.contains(&row.number);
        }
        sheet.merged.sort_by_key(|area| (area.top, area.left));
        let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let within = |column: &u32| usize::try_from(*column).is_ok_and(|column| column < width);
        sheet.hidden_columns = self.hidden_columns.into_iter().filter(within).collect();
        sheet
    }
}

/// Returns an empty row with room for as many cells as the row above has.
fn new(number: u32, width: usize) -> Row {
    Row {
        number,
        hidden: false,
        cells: Vec::with_capacity(width),
    }
}

//! What stands above a table or names its file: the title of the plan, and of the commitment.

use super::columns::Columns;
use super::find::Table;
use super::lines::{self, Title};
use super::record::{Record, Value};
use crate::fold::{fold, one_line};

const PLANS: &[&str] = &["plan", "plani", "planit", "strategy", "strategjia"];

/// Guesses the title of a plan that no row names: a line above a table that speaks of a plan, else the name
/// of the file.
pub(super) fn plan_title(tables: &[&Table<'_>], file: &str) -> Value {
    for table in tables {
        for row in &table.banner {
            for (column, cell) in row.cells.iter().enumerate() {
                if speaks_of_plan(&cell.text) {
                    let line = one_line(&cell.text);
                    return Value::read("title", table.address(row.number, column), &line, &cell.text);
                }
            }
        }
    }
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name = one_line(&stem.replace(['_', '-'], " "));
    Value::read("title", String::new(), &name, "")
}

/// Returns whether a line speaks of a plan, in more than one word.
pub(super) fn speaks_of_plan(text: &str) -> bool {
    let folded = fold(text);
    folded.split(' ').any(|word| PLANS.contains(&word)) && folded.contains(' ')
}

/// Returns the commitment that a line above the table, or the name of its sheet, gives to all its rows.
pub(super) fn commitment_above(table: &Table<'_>) -> Option<Record> {
    for row in &table.banner {
        for (column, cell) in row.cells.iter().enumerate() {
            if let Some(title) = lines::title(&cell.text, false) {
                return Some(record(title, table.address(row.number, column), &cell.text));
            }
        }
    }
    let title = lines::title(&table.sheet.name, false)?;
    Some(record(title, table.address(table.heading_row, 0), ""))
}

/// Returns whether commitments are named above or between the rows of a table rather than in a column.
pub(super) fn names_commitments(table: &Table<'_>, columns: &Columns) -> bool {
    let last = lines::last_record(table, columns);
    let mut rows = 0..table.rows.len();
    commitment_above(table).is_some() || rows.any(|at| lines::section(table, columns, at, last).is_some())
}

/// Returns the commitment that a title names. `said` is the text of the file, empty for the name of a sheet.
pub(super) fn record(title: Title, cell: String, said: &str) -> Record {
    let mut record = Record {
        cell: cell.clone(),
        ..Record::default()
    };
    record
        .values
        .push(Value::read("title", cell.clone(), &title.title, said));
    if !title.number.is_empty() {
        record.values.push(Value::read("number", cell, &title.number, ""));
    }
    record
}

//! Writes a plan as one CSV table: a row for each milestone.

use besa_domain::imports::layout::Tables;
use besa_domain::imports::{FIELDS, Field, flat};
use std::collections::{BTreeMap, BTreeSet};

use super::write::{heading_of, parts};
use crate::table;
use crate::words::Words;

/// Writes the rows of a plan as CSV with the same headings and words as the workbook. Reading it again gives the same
/// records, but for the kinds and websites of organisations. Columns without any text are left out, except those of
/// milestones.
///
/// # Errors
/// None in practice: it writes into memory.
pub fn csv(tables: &Tables, words: &Words) -> Result<Vec<u8>, csv::Error> {
    let rows = flat(tables);
    let mut cells: Vec<BTreeMap<(usize, usize), String>> = Vec::with_capacity(rows.len());
    // The columns by the place of their field and the part of a text.
    let mut columns: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (at, field) in FIELDS.iter().enumerate() {
        if field.level == besa_domain::imports::Level::Milestone && field.in_workbook().is_some() && !field.is_private()
        {
            columns.insert((at, 0));
        }
    }
    for row in &rows {
        let mut line = BTreeMap::new();
        for cell in row {
            let place = FIELDS.iter().position(|field| field.code == cell.0);
            let column = Field::of(cell.0).and_then(Field::in_workbook);
            let (Some(place), Some((_, column))) = (place, column) else {
                continue;
            };
            let (_, text) = words.flat(cell);
            for (part, text) in parts(column, &text).into_iter().enumerate() {
                columns.insert((place, part));
                line.insert((place, part), text.to_owned());
            }
        }
        cells.push(line);
    }
    let head = columns.iter().filter_map(|(place, part)| {
        let (heading, _) = words.flat(&(FIELDS.get(*place)?.code, String::new()));
        Some(heading_of(heading, *part))
    });
    let head: Vec<String> = head.collect();
    let rows = cells.into_iter().map(|mut line| {
        let texts = columns.iter().map(|column| line.remove(column).unwrap_or_default());
        texts.collect()
    });
    table::csv(&head, rows)
}

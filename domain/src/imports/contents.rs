//! Guesses what a column without a known heading holds, by its values. A guess is only offered to a person:
//! nothing is read by it.

use super::book::Cell;
use super::columns::Columns;
use super::dates;
use super::fields::{Field, Level};
use super::find::Table;
use super::states;
use crate::email::Email;
use crate::policy_areas;
use std::collections::BTreeMap;

/// The number of values of a column that are looked at.
const SAMPLE: usize = 200;
/// A longer text is none of these values.
const LONG: usize = 100;

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Values {
    Dates,
    States,
    Percents,
    Emails,
    PolicyAreas,
}

impl Values {
    const ALL: [Self; 5] = [
        Self::Percents,
        Self::Dates,
        Self::Emails,
        Self::PolicyAreas,
        Self::States,
    ];

    /// Returns whether a cell holds such a value.
    fn hold(self, cell: &Cell) -> bool {
        let text = cell.text.trim();
        if text.len() > LONG {
            return false;
        }
        match self {
            Self::Dates => cell.date.is_some() || dates::is_date(text),
            Self::States => states::read(text).is_some(),
            Self::Percents => text
                .strip_suffix('%')
                .is_some_and(|number| number.trim().replace(',', ".").parse::<f64>().is_ok()),
            Self::Emails => Email::parse(text).is_ok(),
            Self::PolicyAreas => policy_areas::named(text).is_some(),
        }
    }

    /// Returns the fields of such values in a table of records of this level, the likeliest first.
    const fn fields(self, level: Level) -> &'static [&'static str] {
        match (self, level) {
            (Self::Dates, Level::Plan | Level::Member) => &["plan_end", "plan_start"],
            (Self::Dates, Level::Commitment) => &["commitment_end", "commitment_start"],
            (Self::Dates, Level::Milestone | Level::Indicator | Level::Stakeholder) => {
                &["milestone_due", "milestone_start"]
            }
            (Self::States, _) => &["milestone_state"],
            (Self::Percents, _) => &["milestone_percent"],
            (Self::Emails, Level::Stakeholder) => &["stakeholder_email"],
            (Self::Emails, _) => &["milestone_responsible_email"],
            (Self::PolicyAreas, _) => &["commitment_policy_area"],
        }
    }
}

/// Returns the fields that the values of unknown columns speak for, by column. Of two columns with dates the
/// first is the start.
pub(super) fn guesses(table: &Table<'_>, columns: &Columns) -> BTreeMap<usize, Field> {
    let level = columns.finest().unwrap_or(Level::Milestone);
    let unknown = (0..table.columns.len()).filter(|at| columns.is_open(*at));
    let mut found: Vec<(usize, Values)> = unknown.filter_map(|at| Some((at, values(table, at)?))).collect();
    // The last column with dates comes first: it is the due date.
    found.reverse();
    let mut guesses: BTreeMap<usize, Field> = BTreeMap::new();
    for (at, values) in found {
        let fields = values.fields(level).iter().filter_map(|code| Field::of(code));
        let mut free = fields.filter(|field| columns.is_free(*field) && guesses.values().all(|other| other != field));
        if let Some(field) = free.next() {
            guesses.insert(at, field);
        }
    }
    guesses
}

/// Returns what most of the values of a column are.
fn values(table: &Table<'_>, at: usize) -> Option<Values> {
    let cells = table.rows.iter().filter_map(|line| line.row.cells.get(at));
    let cells: Vec<&Cell> = cells.filter(|cell| cell.is_filled()).take(SAMPLE).collect();
    let most = |values: &Values| {
        let count = cells.iter().filter(|cell| values.hold(cell)).count();
        count > 1 && count * 3 > cells.len() * 2
    };
    Values::ALL.into_iter().find(most)
}

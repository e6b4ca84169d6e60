//! Rows that only name a commitment, in a table whose columns are those of milestones: what they say is the commitment's.

use super::columns::Columns;
use super::fields::Level;
use super::find::{Line, Shown, Table};
use super::record::Record;
use crate::fold::fold;
use std::collections::BTreeSet;

/// The commitments of a table that stand in the row of a milestone, by folded title.
#[derive(Debug, Default)]
pub(super) struct Shares(BTreeSet<String>);

fn own<'b>(line: &Line<'b>, column: usize) -> Option<Shown<'b>> {
    line.own().find(|shown| shown.column == column)
}

impl Shares {
    pub(super) fn of(table: &Table<'_>, columns: &Columns) -> Self {
        let (Some(commitment), Some(milestone)) = (columns.title(Level::Commitment), columns.title(Level::Milestone))
        else {
            return Self::default();
        };
        let beside = table.rows.iter().filter(|line| own(line, milestone).is_some());
        Self(
            beside
                .filter_map(|line| own(line, commitment))
                .map(|shown| fold(&shown.cell.text))
                .collect(),
        )
    }

    /// Gives a commitment what its row says in the columns of milestones, unless milestones stand in its rows elsewhere:
    /// then the title of one is missing.
    pub(super) fn widen(&self, commitment: &mut Record, milestone: &mut Record) {
        if self.0.contains(&fold(commitment.written("title"))) {
            return;
        }
        for mut value in milestone.values.drain(..) {
            let field = match value.field {
                "due_on" => "ends_on",
                "responsible" => "lead",
                "supporters" => "institutions",
                "output" | "outcome" => "action",
                "reason" => "state_reason",
                field @ ("starts_on" | "dates_said" | "state" | "others" | "person" | "position" | "email") => field,
                _ => Record::UNKNOWN,
            };
            let there = field != Record::UNKNOWN && commitment.get(field).is_some();
            value.field = if there { Record::UNKNOWN } else { field };
            commitment.values.push(value);
        }
        milestone.rows = 0;
    }
}

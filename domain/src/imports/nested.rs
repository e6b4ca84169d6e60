//! Tells milestones from commitments in a table that lists both in one column, by their numbers: `1.1` below `1`.

use super::columns::Columns;
use super::fields::{Field, Level};
use super::find::{Line, Table};
use super::record::{Record, Value};
use crate::fold::one_line;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of a table of commitments that are their milestones.
#[derive(Debug)]
pub(super) struct Nested {
    /// The columns as a milestone reads them.
    columns: Columns,
    /// The rows that are milestones.
    milestones: BTreeSet<u32>,
    /// The numbers that stand before titles, by row, and the titles without them.
    titles: BTreeMap<u32, (String, String)>,
}

impl Nested {
    /// Returns the milestones among the rows of a table; `None` where its numbers name none, or where milestones
    /// have a column of their own.
    pub(super) fn of(table: &Table<'_>, columns: &Columns) -> Option<Self> {
        let title = columns.title(Level::Commitment)?;
        let own = columns.title(Level::Milestone).is_some();
        if own || columns.holds("commitment_besa_id") || columns.holds("commitment_ogp_id") {
            return None;
        }
        let numbers = columns.column("commitment_number");
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let (mut milestones, mut titles) = (BTreeSet::new(), BTreeMap::new());
        for line in &table.rows {
            let text = |column: usize| line.shown(column).map(|shown| one_line(&shown.cell.text));
            let number = match numbers {
                Some(column) => text(column).map(|number| bare(&number).to_owned()),
                None => text(title).and_then(|text| {
                    let (number, rest) = leading(&text)?;
                    titles.insert(line.row.number, (number.to_owned(), rest.to_owned()));
                    Some(number.to_owned())
                }),
            };
            let Some(number) = number.filter(|number| is_number(number)) else {
                continue;
            };
            if number.rsplit_once('.').is_some_and(|(above, _)| seen.contains(above)) {
                milestones.insert(line.row.number);
            } else {
                seen.insert(number);
            }
        }
        (!milestones.is_empty()).then(|| Self {
            columns: columns.map(of_milestone),
            milestones,
            titles,
        })
    }

    /// Returns the columns of a row that is a milestone; `None` for any other row.
    pub(super) fn columns(&self, line: &Line<'_>) -> Option<&Columns> {
        self.milestones.contains(&line.row.number).then_some(&self.columns)
    }

    /// Returns the columns as a milestone reads them.
    pub(super) fn of_milestones(&self) -> &Columns {
        &self.columns
    }

    /// Takes the number of a record out of its title.
    pub(super) fn number(&self, line: &Line<'_>, record: &mut Record) {
        let Some((number, title)) = self.titles.get(&line.row.number) else {
            return;
        };
        let Some(cell) = record.get("title").map(|value| value.cell.clone()) else {
            return;
        };
        record.set("title", title);
        record.values.push(Value::read("number", cell, number, ""));
    }
}

/// Returns the field of a milestone in place of one of a commitment; `None` for one that milestones do not have.
fn of_milestone(field: Field) -> Option<Field> {
    if field.level != Level::Commitment {
        return Some(field);
    }
    Field::of(match field.name {
        "number" => "milestone_number",
        "title" => "milestone_title",
        "state" => "milestone_state",
        "state_reason" => "milestone_reason",
        "starts_on" => "milestone_start",
        "ends_on" => "milestone_due",
        "dates_said" => "milestone_dates",
        "lead" => "milestone_responsible_institution",
        "institutions" | "others" => "milestone_others",
        "action" | "solution" => "milestone_output",
        _ => return None,
    })
}

fn bare(number: &str) -> &str {
    number.trim().trim_end_matches(['.', ')', ' '])
}

fn is_number(number: &str) -> bool {
    let mut parts = number.split('.');
    parts.all(|part| (1..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit()))
}

/// Splits the number that a title begins with from the title: `1.1 Publish`, `2. Open budget`.
fn leading(text: &str) -> Option<(&str, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, rest) = text.split_at_checked(digits)?;
    let title = rest.trim_start_matches([')', '-', '–', ':', ' ', '\u{a0}']);
    let parted = title.len() < rest.len() || number.ends_with('.');
    (parted && is_number(bare(number)) && title.starts_with(char::is_alphabetic)).then(|| (bare(number), title))
}

#[cfg(test)]
mod tests {
    use super::leading;

    #[test]
    fn numbers_before_titles() {
        for (text, expected) in [
            ("1 Open budget", Some(("1", "Open budget"))),
            ("1. Open budget", Some(("1", "Open budget"))),
            ("1.1) Publish", Some(("1.1", "Publish"))),
            ("1.1.Publish", Some(("1.1", "Publish"))),
            ("2.10 – Publish", Some(("2.10", "Publish"))),
            ("24h service", None),
            ("31.12.2026", None),
            ("Open budget", None),
            ("..", None),
        ] {
            assert_eq!(leading(text), expected, "{text}");
        }
    }
}

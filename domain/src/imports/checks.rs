//! Checks of a plan as a whole. They only add notes, because published plans break these rules: South
//! Cotabato's plan ends in August 2020, one of its milestones in December 2020.

use super::draft::{PlanRow, SourceValue};
use super::milestone::States;
use super::notes::{Code, Note};
use crate::input;
use std::collections::BTreeSet;
use time::Date;

/// The maximum number of commitments of a plan at one time. No public source was found (docs/RULES.md,
/// `most-commitments`).
pub const MAX_COMMITMENTS: usize = 5;

/// Adds notes about what is unusual in a plan.
pub(super) fn plan(row: &mut PlanRow, states: States) {
    let mut notes = Vec::new();
    let count = row.commitments.len();
    if count > MAX_COMMITMENTS {
        notes.push(Note::new(Code::TooManyCommitments, &row.cell, count.to_string()));
    }
    let titles = row
        .commitments
        .iter()
        .map(|commitment| (commitment.cell.as_str(), commitment.draft.title.as_str()));
    same_titles(titles, &mut notes);
    for commitment in &row.commitments {
        let draft = &commitment.draft;
        let days = [("starts_on", draft.starts_on), ("ends_on", draft.ends_on)];
        outside(row, &commitment.said, &days, &mut notes);
        let milestones = commitment.milestones.iter();
        let titles = milestones.map(|milestone| (milestone.cell.as_str(), milestone.draft.title.as_str()));
        same_titles(titles, &mut notes);
        for milestone in &commitment.milestones {
            let draft = &milestone.draft;
            let days = [("starts_on", draft.starts_on), ("due_on", draft.due_on)];
            outside(row, &milestone.said, &days, &mut notes);
        }
    }
    let mut milestones = row.commitments.iter().flat_map(|commitment| &commitment.milestones);
    if states == States::NotInFile
        && let Some(first) = milestones.next()
    {
        notes.push(Note::new(Code::NoState, &first.cell, "").on("state"));
    }
    row.notes.append(&mut notes);
}

fn same_titles<'r>(titles: impl Iterator<Item = (&'r str, &'r str)>, notes: &mut Vec<Note>) {
    let mut seen = BTreeSet::new();
    for (cell, title) in titles {
        if !seen.insert(input::key(title)) {
            notes.push(Note::new(Code::SameTitle, cell, title).on("title"));
        }
    }
}

fn outside(plan: &PlanRow, values: &[SourceValue], days: &[(&str, Option<Date>)], notes: &mut Vec<Note>) {
    for (field, day) in days {
        let Some(day) = day else { continue };
        let early = plan.draft.starts_on.is_some_and(|start| *day < start);
        let late = plan.draft.ends_on.is_some_and(|end| *day > end);
        if early || late {
            // A start that the words of the due date give is not written anywhere.
            let own = |name: &str| values.iter().any(|value| value.field == name);
            if *field == "starts_on" && !own("starts_on") && !own("dates_said") {
                continue;
            }
            let of_both = || values.iter().find(|value| value.field == "dates_said");
            let value = values.iter().find(|value| value.field == *field).or_else(of_both);
            let (cell, given) = value.map_or((plan.cell.as_str(), ""), |value| {
                (value.cell.as_str(), value.said.trim())
            });
            notes.push(
                Note::new(Code::OutsidePlan, cell, given)
                    .on(*field)
                    .using(day.to_string()),
            );
        }
    }
}

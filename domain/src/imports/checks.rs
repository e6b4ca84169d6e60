//! Checks of a plan as a whole. They only add notes, because published plans break these rules: South
//! Cotabato's plan ends in August 2020, one of its milestones in December 2020.

use super::draft::{IndicatorRow, PlanRow, SourceValue};
use super::milestone::States;
use super::names;
use super::notes::{Code, Note};
use crate::input;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use time::Date;

/// The maximum number of commitments of a plan at one time. No public source was found (docs/RULES.md,
/// `most-commitments`).
pub const MAX_COMMITMENTS: usize = 5;

/// The number of years around a plan in which its days may lie before they are doubtful.
const FAR: i32 = 15;

/// The years of the days of a plan that has none itself. The Open Government Partnership began in 2011.
const LIKELY: RangeInclusive<i32> = 2000..=2050;

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
    let years = years(row);
    for commitment in &row.commitments {
        let draft = &commitment.draft;
        let days = [("starts_on", draft.starts_on), ("ends_on", draft.ends_on)];
        outside(row, years, &commitment.said, &days, &mut notes);
        let milestones = commitment.milestones.iter();
        let titles = milestones.map(|milestone| (milestone.cell.as_str(), milestone.draft.title.as_str()));
        same_titles(titles, &mut notes);
        for milestone in &commitment.milestones {
            let draft = &milestone.draft;
            let days = [("starts_on", draft.starts_on), ("due_on", draft.due_on)];
            outside(row, years, &milestone.said, &days, &mut notes);
            measured(row, years, &milestone.indicators, &mut notes);
        }
        measured(row, years, &commitment.indicators, &mut notes);
    }
    let mut milestones = row.commitments.iter().flat_map(|commitment| &commitment.milestones);
    if states == States::NotInFile
        && let Some(first) = milestones.next()
    {
        notes.push(Note::new(Code::NoState, &first.cell, "").on("state"));
    }
    row.notes.append(&mut notes);
}

/// Checks the days of indicators.
fn measured(plan: &PlanRow, years: (i32, i32), indicators: &[IndicatorRow], notes: &mut Vec<Note>) {
    for indicator in indicators {
        let days = [("due_on", indicator.draft.due_on)];
        outside(plan, years, &indicator.said, &days, notes);
    }
}

fn same_titles<'r>(titles: impl Iterator<Item = (&'r str, &'r str)>, notes: &mut Vec<Note>) {
    let mut seen = BTreeSet::new();
    for (cell, title) in titles {
        if !seen.insert(input::key(title)) {
            notes.push(Note::new(Code::SameTitle, cell, title).on("title"));
        }
    }
}

/// Returns the first and last year that a day of the plan may have: some years around its own, else around the middle one
/// of all its days.
fn years(plan: &PlanRow) -> (i32, i32) {
    let own = [plan.draft.starts_on, plan.draft.ends_on];
    let mut known: Vec<i32> = own.into_iter().flatten().map(Date::year).collect();
    if known.is_empty() {
        known.extend(names::last_year(&plan.draft.reference));
    }
    if known.is_empty() {
        let commitments = plan.commitments.iter();
        let days = commitments.flat_map(|commitment| {
            let milestones = commitment.milestones.iter();
            let days = milestones.flat_map(|milestone| [milestone.draft.starts_on, milestone.draft.due_on]);
            days.chain([commitment.draft.starts_on, commitment.draft.ends_on])
        });
        let likely = days.flatten().map(Date::year);
        let mut all: Vec<i32> = likely.filter(|year| LIKELY.contains(year)).collect();
        all.sort_unstable();
        known.extend(all.get(all.len() / 2));
    }
    match (known.iter().min(), known.iter().max()) {
        (Some(first), Some(last)) => (first - FAR, last + FAR),
        _ => (*LIKELY.start(), *LIKELY.end()),
    }
}

fn is_far(day: Date, (first, last): (i32, i32)) -> bool {
    !(first..=last).contains(&day.year())
}

fn outside(
    plan: &PlanRow,
    years: (i32, i32),
    values: &[SourceValue],
    days: &[(&str, Option<Date>)],
    notes: &mut Vec<Note>,
) {
    for (field, day) in days {
        let Some(day) = day else { continue };
        let early = plan.draft.starts_on.is_some_and(|start| *day < start);
        let late = plan.draft.ends_on.is_some_and(|end| *day > end);
        if early || late || is_far(*day, years) {
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

//! What Besa holds of a commitment, in the columns and words of OGP's dataset.

use super::columns::{
    self, ENDS, ENDS_ON, ID, LEAD, NUMBER, SHORT_TITLE, STARTS_ON, SUBMITTED, SUPPORTERS, TEXT, TITLE, URL,
};
use crate::commitments::{Commitment, CommitmentDraft};
use crate::imports::draft::Involved;
use crate::imports::reading::{Side, chosen};
use crate::plans::Plan;
use crate::records::When;
use crate::stakeholders::PartKind;
use std::collections::BTreeMap;
use time::Date;

/// The values of the columns that Besa has fields for; `None` where the field is empty. Of the tags, only that of the
/// policy area is there.
pub(super) type Values = BTreeMap<&'static str, Option<String>>;

/// Returns the values of a stored commitment. `parts` are the organisations that take part, by name.
pub(super) fn of_record(of: &Commitment, plan: &Plan, parts: &[(PartKind, &str)]) -> Values {
    values(&CommitmentDraft::of(of, &[]), of.number, plan, parts)
}

/// Returns the values that a row would be stored with, in a plan and with a number that exist already.
pub(super) fn of_draft(of: &CommitmentDraft, number: i32, plan: &Plan, involved: &[Involved]) -> Values {
    let parts: Vec<_> = involved.iter().map(|part| (part.part, part.name.as_str())).collect();
    values(of, of.number.unwrap_or(number), plan, &parts)
}

fn values(of: &CommitmentDraft, number: i32, plan: &Plan, parts: &[(PartKind, &str)]) -> Values {
    let year = |day: Option<Date>| day.map(|day| day.year().to_string());
    let mut leads: Vec<&str> = named(parts, |part| part == PartKind::Lead);
    let mut others: Vec<&str> = named(parts, |part| part != PartKind::Lead);
    leads.sort_unstable();
    others.sort_unstable();
    let joined = |names: Vec<&str>| (!names.is_empty()).then(|| names.join("; "));
    let mut values = Values::from([
        (ID, of.ogp_id.clone()),
        (NUMBER, Some(number.to_string())),
        (TITLE, Some(of.title.clone())),
        (SHORT_TITLE, of.short_title.clone()),
        (TEXT, of.action.clone()),
        (STARTS_ON, day(of.starts_on, of.starts_said.as_ref(), Side::Start)),
        (ENDS_ON, day(of.ends_on, of.ends_said.as_ref(), Side::End)),
        (LEAD, joined(leads)),
        (SUPPORTERS, joined(others)),
        (URL, of.source.clone()),
        (SUBMITTED, year(plan.submitted_on)),
        (ENDS, year(plan.ends_on)),
    ]);
    let tags = columns::tags().filter_map(|(column, area)| Some((column, area?)));
    let set = tags.filter(|(_, area)| of.policy_area.as_deref() == Some(area.code));
    values.extend(set.map(|(column, _)| (column, Some("1".to_owned()))));
    values
}

fn named<'p>(parts: &[(PartKind, &'p str)], which: impl Fn(PartKind) -> bool) -> Vec<&'p str> {
    let fitting = parts.iter().filter(|(part, _)| which(*part));
    fitting.map(|(_, name)| *name).collect()
}

/// Returns a day as its source words it, where those words mean the day, else as OGP writes days: `9/30/2026`.
fn day(day: Option<Date>, said: Option<&When>, side: Side) -> Option<String> {
    match (day, said) {
        (day, Some(said)) if day.is_none() || chosen(said, side) == day => Some(said.said.clone()),
        (Some(day), _) => Some(format!("{}/{}/{}", u8::from(day.month()), day.day(), day.year())),
        (None, _) => None,
    }
}

/// Returns what a column has where a record holds nothing for it.
pub(super) fn nothing(column: &str) -> &'static str {
    if columns::is_tag(column) { "0" } else { "NA" }
}

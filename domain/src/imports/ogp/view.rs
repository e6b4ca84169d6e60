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
    let fields = Fields {
        ogp_id: of.ogp_id.as_deref(),
        number: Some(of.number),
        title: &of.title,
        short_title: of.short_title.as_deref(),
        action: of.action.as_deref(),
        starts: (of.starts_on, of.starts_said.as_ref()),
        ends: (of.ends_on, of.ends_said.as_ref()),
        source: of.source.as_deref(),
        area: of.policy_area.as_deref(),
    };
    values(&fields, plan, parts)
}

/// Returns the values that a row would be stored with, in a plan and with a number that exist already.
pub(super) fn of_draft(of: &CommitmentDraft, number: i32, plan: &Plan, involved: &[Involved]) -> Values {
    let fields = Fields {
        ogp_id: of.ogp_id.as_deref(),
        number: Some(of.number.unwrap_or(number)),
        title: &of.title,
        short_title: of.short_title.as_deref(),
        action: of.action.as_deref(),
        starts: (of.starts_on, of.starts_said.as_ref()),
        ends: (of.ends_on, of.ends_said.as_ref()),
        source: of.source.as_deref(),
        area: of.policy_area.as_deref(),
    };
    let parts: Vec<_> = involved.iter().map(|part| (part.part, part.name.as_str())).collect();
    values(&fields, plan, &parts)
}

struct Fields<'f> {
    ogp_id: Option<&'f str>,
    number: Option<i32>,
    title: &'f str,
    short_title: Option<&'f str>,
    action: Option<&'f str>,
    starts: (Option<Date>, Option<&'f When>),
    ends: (Option<Date>, Option<&'f When>),
    source: Option<&'f str>,
    area: Option<&'f str>,
}

fn values(of: &Fields<'_>, plan: &Plan, parts: &[(PartKind, &str)]) -> Values {
    let text = |text: Option<&str>| text.map(str::to_owned);
    let year = |day: Option<Date>| day.map(|day| day.year().to_string());
    let mut leads: Vec<&str> = named(parts, |part| part == PartKind::Lead);
    let mut others: Vec<&str> = named(parts, |part| part != PartKind::Lead);
    leads.sort_unstable();
    others.sort_unstable();
    let joined = |names: Vec<&str>| (!names.is_empty()).then(|| names.join("; "));
    let mut values = Values::from([
        (ID, text(of.ogp_id)),
        (NUMBER, of.number.map(|number| number.to_string())),
        (TITLE, Some(of.title.to_owned())),
        (SHORT_TITLE, text(of.short_title)),
        (TEXT, text(of.action)),
        (STARTS_ON, day(of.starts, Side::Start)),
        (ENDS_ON, day(of.ends, Side::End)),
        (LEAD, joined(leads)),
        (SUPPORTERS, joined(others)),
        (URL, text(of.source)),
        (SUBMITTED, year(plan.submitted_on)),
        (ENDS, year(plan.ends_on)),
    ]);
    let tags = columns::tags().filter_map(|(column, area)| Some((column, area?)));
    let set = tags.filter(|(_, area)| of.area == Some(area.code));
    values.extend(set.map(|(column, _)| (column, Some("1".to_owned()))));
    values
}

fn named<'p>(parts: &[(PartKind, &'p str)], which: impl Fn(PartKind) -> bool) -> Vec<&'p str> {
    let fitting = parts.iter().filter(|(part, _)| which(*part));
    fitting.map(|(_, name)| *name).collect()
}

/// Returns a day as its source words it, where those words mean the day, else as OGP writes days: `9/30/2026`.
fn day((day, said): (Option<Date>, Option<&When>), side: Side) -> Option<String> {
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

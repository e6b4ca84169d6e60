//! Matches the records of a file with the records that the city already has, so that importing a file
//! twice creates no duplicates.

use super::draft::{CommitmentRow, IndicatorRow, MilestoneRow, PlanRow, SourceValue};
use super::fields::Field;
use super::notes::{Code, Note};
use crate::commitments::Commitment;
use crate::db::Tx;
use crate::error::Result;
use crate::fold::fold;
use crate::imports::tables::provenance;
use crate::indicators::Indicator;
use crate::input;
use crate::milestones::Milestone;
use crate::plans::Plan;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use time::Date;
use uuid::Uuid;

/// The titles and names of records at import, even if they were changed since: by record id.
#[derive(Debug, Default)]
pub(super) struct Origins(BTreeMap<Uuid, String>);

impl Origins {
    pub(super) async fn load(tx: &Tx) -> Result<Self> {
        let names = tx.find::<provenance::Entity>();
        let titled = provenance::Column::Field.is_in(["title", "name"]);
        let in_language = provenance::Column::Field.starts_with(Field::TITLE_IN);
        let rows = names
            .filter(titled.or(in_language))
            .order_by_asc(provenance::Column::Id);
        let (mut origins, mut in_languages) = (BTreeMap::new(), BTreeMap::new());
        for row in rows.all().await? {
            if row.field.starts_with(Field::TITLE_IN) {
                in_languages.entry(row.subject_id).or_insert(row.said);
            } else {
                origins.insert(row.subject_id, row.said);
            }
        }
        in_languages.append(&mut origins);
        Ok(Self(in_languages))
    }

    /// Returns the folded title of a record at import; `None` when it was not imported.
    pub(super) fn original(&self, id: impl Into<Uuid>) -> Option<String> {
        self.said(id).map(fold)
    }

    /// Returns the title or name of a record at import, as the file had it.
    pub(super) fn said(&self, id: impl Into<Uuid>) -> Option<&str> {
        self.0.get(&id.into()).map(String::as_str)
    }
}

/// A matching rule: the key of a row of the file and the key of a stored record. They match when both
/// keys are equal.
type Sign<'t, R, S> = (&'t dyn Fn(&R) -> Option<String>, &'t dyn Fn(&S) -> Option<String>);

/// What a row of the file is among the stored records.
#[derive(Debug)]
pub(super) enum Match<'s, S> {
    /// None of them.
    New,
    /// This one, by a sign that is sure.
    Known(&'s S),
    /// Perhaps this one: one sign says so, another contradicts it.
    Like(&'s S),
}

/// Returns for each row the stored record that it matches. The rules in `sure` apply one after the other: the
/// first one to all rows, the next one to the rows without a match. A stored record matches at most one row.
/// The rules in `weak` then find the records that rows are like. `fit` can reject a match.
fn pair<'s, R, S>(
    rows: &[R],
    stored: &'s [S],
    sure: &[Sign<'_, R, S>],
    weak: &[Sign<'_, R, S>],
    fit: impl Fn(&R, &S) -> bool,
) -> Vec<Match<'s, S>> {
    let mut taken = BTreeSet::new();
    let mut pairs: Vec<Match<'s, S>> = rows.iter().map(|_| Match::New).collect();
    let signs = sure
        .iter()
        .map(|sign| (sign, true))
        .chain(weak.iter().map(|sign| (sign, false)));
    for ((of_row, of_stored), is_sure) in signs {
        let mut called: BTreeMap<String, Vec<(usize, &S)>> = BTreeMap::new();
        for (at, record) in stored.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
            if let Some(name) = of_stored(record).filter(|name| !name.is_empty()) {
                called.entry(name).or_default().push((at, record));
            }
        }
        let open = rows
            .iter()
            .zip(&mut pairs)
            .filter(|(_, pair)| matches!(pair, Match::New));
        for (row, pair) in open {
            let Some(same) = of_row(row).and_then(|name| called.get_mut(&name)) else {
                continue;
            };
            let fits = |(_, record): &(usize, &S)| !is_sure || fit(row, record);
            if let Some(first) = same.iter().position(fits) {
                let (at, record) = same.remove(first);
                taken.insert(at);
                *pair = if is_sure {
                    Match::Known(record)
                } else {
                    Match::Like(record)
                };
            }
        }
    }
    pairs
}

/// Matches the plans of a file with the city's plans: by a reference that the file itself gives, and by title or
/// title at import, if the years do not contradict it. A plan of the same years with another title
/// is one that it is like, and so is one of the same title with other years.
pub(super) fn plans<'s>(rows: &[PlanRow], stored: &'s [Plan], origins: &Origins) -> Vec<Match<'s, Plan>> {
    let reference = |row: &PlanRow| Some(input::key(&row.draft.reference));
    let given = |row: &PlanRow| reference(row).filter(|_| row.has_reference);
    let stored_reference = |plan: &Plan| Some(input::key(&plan.reference));
    let named = |row: &PlanRow| Some(fold(&row.draft.title));
    let came = |row: &PlanRow| Some(fold(title(&row.said, &row.draft.title)));
    let title_of = |plan: &Plan| Some(fold(&plan.title));
    let original = |plan: &Plan| origins.original(plan.id);
    let sure: [Sign<'_, PlanRow, Plan>; 3] = [(&given, &stored_reference), (&named, &title_of), (&came, &original)];
    let weak: [Sign<'_, PlanRow, Plan>; 3] = [(&named, &title_of), (&came, &original), (&reference, &stored_reference)];
    pair(rows, stored, &sure, &weak, |row, plan| {
        given(row) == stored_reference(plan) || same_years(row, plan)
    })
}

/// Returns whether the years of two plans can be the same: one of them has none, or the first and last years
/// are equal.
fn same_years(row: &PlanRow, plan: &Plan) -> bool {
    let equal = |one: Option<Date>, other: Option<Date>| match (one, other) {
        (Some(one), Some(other)) => one.year() == other.year(),
        _ => true,
    };
    equal(row.draft.starts_on, plan.starts_on) && equal(row.draft.ends_on, plan.ends_on)
}

/// Matches the commitments of a file with the commitments of the plan: by their ids in Besa, by OGP id, by title, and
/// by title at import. One with the same number and another title is one that it is like.
pub(super) fn commitments<'s>(
    rows: &[CommitmentRow],
    stored: &'s [Commitment],
    origins: &Origins,
) -> Vec<Match<'s, Commitment>> {
    let id = |row: &CommitmentRow| row.draft.ogp_id.as_deref().map(input::key);
    let own = |row: &CommitmentRow| row.id.map(|id| id.to_string());
    let both = |id: &str, title: &str| format!("{id}\n{}", fold(title));
    let sure: [Sign<'_, CommitmentRow, Commitment>; 5] = [
        // A copied row has the id of another one, and its own title.
        (&|row| Some(both(&own(row)?, &row.draft.title)), &|known| {
            Some(both(&known.id.to_string(), &known.title))
        }),
        (&own, &|known| Some(known.id.to_string())),
        (&id, &|known| known.ogp_key.clone()),
        (&|row| Some(fold(&row.draft.title)), &|known| Some(fold(&known.title))),
        (&|row| Some(fold(title(&row.said, &row.draft.title))), &|known| {
            origins.original(known.id)
        }),
    ];
    let weak: [Sign<'_, CommitmentRow, Commitment>; 1] =
        [(&|row| row.draft.number.map(|number| number.to_string()), &|known| {
            Some(known.number.to_string())
        })];
    // Commitments with different OGP ids are different, even if the title or number is the same.
    let fit = |row: &CommitmentRow, known: &Commitment| match (id(row), &known.ogp_key) {
        (Some(one), Some(other)) => one == *other || row.id == Some(known.id.into()),
        _ => true,
    };
    let mut pairs = pair(rows, stored, &sure, &weak, fit);
    for (row, pair) in rows.iter().zip(&mut pairs) {
        if matches!(pair, Match::Like(known) if !fit(row, known)) {
            *pair = Match::New;
        }
    }
    pairs
}

/// Matches the milestones of a file with the milestones of the commitment: by their ids in Besa, by number and title, by title, by
/// number and title at import, and by title at import. One with the same number and another title is one that
/// it is like.
pub(super) fn milestones<'s>(
    rows: &[MilestoneRow],
    stored: &'s [Milestone],
    origins: &Origins,
) -> Vec<Match<'s, Milestone>> {
    let number = |row: &MilestoneRow| {
        row.draft
            .code
            .clone()
            .or(row.draft.number.map(|number| number.to_string()))
    };
    let known_number = |known: &Milestone| known.code.clone().unwrap_or_else(|| known.number.to_string());
    let named = |row: &MilestoneRow| fold(&row.draft.title);
    let came = |row: &MilestoneRow| fold(title(&row.said, &row.draft.title));
    let both = |number: &str, name: &str| format!("{number}\n{name}");
    let own = |row: &MilestoneRow| row.id.map(|id| id.to_string());
    let sure: [Sign<'_, MilestoneRow, Milestone>; 6] = [
        // A copied row has the id of another one, and its own title.
        (&|row| Some(both(&own(row)?, &named(row))), &|known| {
            Some(both(&known.id.to_string(), &fold(&known.title)))
        }),
        (&own, &|known| Some(known.id.to_string())),
        (&|row| Some(both(&number(row)?, &named(row))), &|known| {
            Some(both(&known_number(known), &fold(&known.title)))
        }),
        (&|row| Some(named(row)), &|known| Some(fold(&known.title))),
        (&|row| Some(both(&number(row)?, &came(row))), &|known| {
            Some(both(&known_number(known), &origins.original(known.id)?))
        }),
        (&|row| Some(came(row)), &|known| origins.original(known.id)),
    ];
    let weak: [Sign<'_, MilestoneRow, Milestone>; 1] = [(&number, &|known| Some(known_number(known)))];
    pair(rows, stored, &sure, &weak, |_, _| true)
}

/// Matches the indicators of a file with those of the milestone or the commitment: by number and title, by title, and by
/// title at import. One with the same number and another title is one that it is like. `language` is that of the plan.
pub(super) fn indicators<'s>(
    rows: &[IndicatorRow],
    stored: &'s [Indicator],
    origins: &Origins,
    language: &str,
) -> Vec<Match<'s, Indicator>> {
    let number = |row: &IndicatorRow| {
        let number = row.draft.number.map(|number| number.to_string());
        row.draft.code.clone().or(number)
    };
    let known_number = |known: &Indicator| known.code.clone().unwrap_or_else(|| known.number.to_string());
    let named = |row: &IndicatorRow| fold(row.title(language));
    let known_name = |known: &Indicator| fold(known.titles.in_language(language, "en"));
    let came = |row: &IndicatorRow| {
        let mut titles = row.said.iter();
        let first = titles.find(|value| value.field == "title" || value.field.starts_with(Field::TITLE_IN));
        first.map(|value| fold(&value.said))
    };
    let both = |number: &str, name: &str| format!("{number}\n{name}");
    let sure: [Sign<'_, IndicatorRow, Indicator>; 3] = [
        (&|row| Some(both(&number(row)?, &named(row))), &|known| {
            Some(both(&known_number(known), &known_name(known)))
        }),
        (&|row| Some(named(row)), &|known| Some(known_name(known))),
        (&came, &|known| origins.original(known.id)),
    ];
    let weak: [Sign<'_, IndicatorRow, Indicator>; 1] = [(&number, &|known| Some(known_number(known)))];
    pair(rows, stored, &sure, &weak, |_, _| true)
}

/// Returns whether two titles are so close that they are likelier one than two: a word added, a letter
/// mistyped.
pub(super) fn is_close(one: &str, other: &str) -> bool {
    strsim::normalized_levenshtein(&fold(one), &fold(other)) >= 0.75
}

/// Returns the title as the file has it, before it was cut or cleaned.
fn title<'r>(values: &'r [SourceValue], read: &'r str) -> &'r str {
    values
        .iter()
        .find(|value| value.field == "title")
        .map_or(read, |value| &value.said)
}

/// Returns a note for each field whose value in the file differs from the stored one. The stored value
/// is kept: somebody may have edited it since the import.
pub(super) fn differences(
    file: &impl Serialize,
    stored: &impl Serialize,
    values: &[SourceValue],
    row: &str,
) -> Result<Vec<Note>> {
    // Not compared: positions, and fields that are matched or reported separately.
    const ASIDE: [&str; 7] = [
        "reference",
        "number",
        "code",
        "language",
        "parts",
        "responsible",
        "milestone",
    ];
    let (Value::Object(file), Value::Object(stored)) = (serde_json::to_value(file)?, serde_json::to_value(stored)?)
    else {
        return Ok(Vec::new());
    };
    let mut notes = Vec::new();
    for (field, given) in file {
        let used = stored.get(&field).unwrap_or(&Value::Null);
        let aside = ASIDE.contains(&field.as_str()) || field.ends_with("_said");
        if aside || text(&given).is_empty() || text(&given) == text(used) {
            continue;
        }
        let cell = values
            .iter()
            .find(|value| value.field == field)
            .map_or(row, |value| &value.cell);
        notes.push(
            Note::new(Code::AlreadyImported, cell, shown(&given))
                .on(field)
                .using(shown(used)),
        );
    }
    Ok(notes)
}

/// Returns a value as text for comparison; empty for `null`, an empty text and an empty list.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Array(entries) if entries.is_empty() => String::new(),
        Value::String(text) => input::key(text),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(entries) => entries.iter().map(shown).collect::<Vec<_>>().join("; "),
        // An OGP value and its reason.
        Value::Object(fields) => fields
            .values()
            .map(shown)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(": "),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

//! Matches the records of a file with the records that the city already has, so that importing a file
//! twice creates no duplicates.

use super::draft::{CommitmentRow, MilestoneRow, PlanRow, SourceValue};
use super::notes::{Code, Note};
use crate::commitments::Commitment;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::tables::provenance;
use crate::input;
use crate::milestones::Milestone;
use crate::plans::Plan;
use sea_orm::{ColumnTrait, QueryFilter};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The titles and names of records at import, even if they were changed since: by record id, normalised
/// with `input::key`.
#[derive(Debug, Default)]
pub(super) struct Origins(BTreeMap<Uuid, String>);

impl Origins {
    pub(super) async fn load(tx: &Tx) -> Result<Self> {
        let names = tx.find::<provenance::Entity>();
        let rows = names
            .filter(provenance::Column::Field.is_in(["title", "name"]))
            .all()
            .await?;
        Ok(Self(
            rows.into_iter()
                .map(|row| (row.subject_id, input::key(&row.said)))
                .collect(),
        ))
    }

    /// Returns the normalised title or name of a record at import; `None` when it was not imported.
    pub(super) fn original(&self, id: impl Into<Uuid>) -> Option<String> {
        self.0.get(&id.into()).cloned()
    }
}

/// A matching rule: the key of a row of the file and the key of a stored record. They match when both
/// keys are equal.
type Sign<'t, R, S> = (&'t dyn Fn(&R) -> Option<String>, &'t dyn Fn(&S) -> Option<String>);

/// Returns for each row the stored record that it matches. The rules in `signs` apply one after the
/// other: the first one to all rows, the next one to the rows without a match. A stored record matches
/// at most one row. `fit` can reject a match.
fn pair<'s, R, S>(
    rows: &[R],
    stored: &'s [S],
    signs: &[Sign<'_, R, S>],
    fit: impl Fn(&R, &S) -> bool,
) -> Vec<Option<&'s S>> {
    let mut taken = BTreeSet::new();
    let mut pairs: Vec<Option<&S>> = vec![None; rows.len()];
    for (of_row, of_stored) in signs {
        let mut called: BTreeMap<String, Vec<(usize, &S)>> = BTreeMap::new();
        for (at, record) in stored.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
            if let Some(name) = of_stored(record) {
                called.entry(name).or_default().push((at, record));
            }
        }
        for (row, pair) in rows.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            let Some(same) = of_row(row).and_then(|name| called.get_mut(&name)) else {
                continue;
            };
            if let Some(first) = same.iter().position(|(_, record)| fit(row, record)) {
                let (at, record) = same.remove(first);
                taken.insert(at);
                *pair = Some(record);
            }
        }
    }
    pairs
}

/// Matches the plans of a file with the city's plans: by title, by title at import, then by reference.
pub(super) fn plans<'s>(rows: &[PlanRow], stored: &'s [Plan], origins: &Origins) -> Vec<Option<&'s Plan>> {
    let signs: [Sign<'_, PlanRow, Plan>; 3] = [
        (&|row| Some(input::key(&row.draft.title)), &|plan| {
            Some(input::key(&plan.title))
        }),
        (&|row| Some(input::key(title(&row.said, &row.draft.title))), &|plan| {
            origins.original(plan.id)
        }),
        (&|row| Some(input::key(&row.draft.reference)), &|plan| {
            Some(input::key(&plan.reference))
        }),
    ];
    pair(rows, stored, &signs, |_, _| true)
}

/// Matches the commitments of a file with the commitments of the plan: by OGP id, by title, by title at
/// import, then by number.
pub(super) fn commitments<'s>(
    rows: &[CommitmentRow],
    stored: &'s [Commitment],
    origins: &Origins,
) -> Vec<Option<&'s Commitment>> {
    let id = |row: &CommitmentRow| row.draft.ogp_id.as_deref().map(input::key);
    let signs: [Sign<'_, CommitmentRow, Commitment>; 4] = [
        (&id, &|known| known.ogp_key.clone()),
        (&|row| Some(input::key(&row.draft.title)), &|known| {
            Some(input::key(&known.title))
        }),
        (&|row| Some(input::key(title(&row.said, &row.draft.title))), &|known| {
            origins.original(known.id)
        }),
        (&|row| row.draft.number.map(|number| number.to_string()), &|known| {
            Some(known.number.to_string())
        }),
    ];
    // Commitments with different OGP ids are different, even if the title or number is the same.
    pair(rows, stored, &signs, |row, known| match (id(row), &known.ogp_key) {
        (Some(one), Some(other)) => one == *other,
        _ => true,
    })
}

/// Matches the milestones of a file with the milestones of the commitment: by number and title, by
/// title, by number and title at import, by title at import, then by number.
pub(super) fn milestones<'s>(
    rows: &[MilestoneRow],
    stored: &'s [Milestone],
    origins: &Origins,
) -> Vec<Option<&'s Milestone>> {
    let number = |row: &MilestoneRow| {
        row.draft
            .code
            .clone()
            .or(row.draft.number.map(|number| number.to_string()))
    };
    let known_number = |known: &Milestone| known.code.clone().unwrap_or_else(|| known.number.to_string());
    let named = |row: &MilestoneRow| input::key(&row.draft.title);
    let came = |row: &MilestoneRow| input::key(title(&row.said, &row.draft.title));
    let both = |number: &str, name: &str| format!("{number}\n{name}");
    let signs: [Sign<'_, MilestoneRow, Milestone>; 5] = [
        (&|row| Some(both(&number(row)?, &named(row))), &|known| {
            Some(both(&known_number(known), &input::key(&known.title)))
        }),
        (&|row| Some(named(row)), &|known| Some(input::key(&known.title))),
        (&|row| Some(both(&number(row)?, &came(row))), &|known| {
            Some(both(&known_number(known), &origins.original(known.id)?))
        }),
        (&|row| Some(came(row)), &|known| origins.original(known.id)),
        (&number, &|known| Some(known_number(known))),
    ];
    pair(rows, stored, &signs, |_, _| true)
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
    const ASIDE: [&str; 6] = ["reference", "number", "code", "language", "parts", "responsible"];
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
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

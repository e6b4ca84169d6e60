//! Compares the records of a file with the records of the city that they are.

use super::super::alike;
use super::super::decisions::Decisions;
use super::super::draft::{CommitmentRow, MilestoneRow, OrganisationRow, SourceValue};
use super::super::fields::{FIELDS, Level};
use super::super::filled::{self, Named};
use super::super::layout::{Holds, List, Record};
use super::super::notes::{Code, Note, Severity};
use super::super::own;
use super::super::review::Reported;
use super::Making;
use crate::commitments::tables::part;
use crate::commitments::{Commitment, CommitmentDraft};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::ids::OrganisationId;
use crate::milestones::tables::responsible;
use crate::milestones::{self, Milestone, MilestoneDraft, MilestoneState, Report};
use crate::plans::{self, Plan};
use crate::stakeholders::{Organisation, OrganisationKind, PartKind};
use sea_orm::QueryOrder;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Who takes part in the commitments and milestones of a city.
#[derive(Debug, Default)]
pub(super) struct TakingPart {
    names: BTreeMap<OrganisationId, String>,
    /// By commitment or milestone.
    parts: BTreeMap<Uuid, Vec<(PartKind, OrganisationId)>>,
}

impl TakingPart {
    pub(super) async fn load(tx: &Tx, stored: &[Organisation]) -> Result<Self> {
        let mut all = Self {
            names: stored.iter().map(|known| (known.id, known.name.clone())).collect(),
            ..Self::default()
        };
        let parts = tx.find::<part::Entity>().order_by_asc(part::Column::Id).all().await?;
        for row in parts {
            let of = all.parts.entry(row.commitment_id.into()).or_default();
            of.push((row.part, row.organisation_id));
        }
        let responsible = tx.find::<responsible::Entity>().order_by_asc(responsible::Column::Id);
        for row in responsible.all().await? {
            // People are not compared.
            let of = all.parts.entry(row.milestone_id.into()).or_default();
            of.extend(row.organisation_id.map(|id| (row.part, id)));
        }
        Ok(all)
    }

    fn of(&self, id: impl Into<Uuid>) -> &[(PartKind, OrganisationId)] {
        self.parts.get(&id.into()).map_or(&[], Vec::as_slice)
    }

    /// Returns who takes part in a commitment or milestone, by name.
    pub(super) fn named(&self, id: impl Into<Uuid>) -> Vec<Named<'_>> {
        let parts = self.of(id).iter();
        parts
            .filter_map(|(part, id)| Some((*part, self.names.get(id)?.as_str())))
            .collect()
    }
}

/// A record of the file beside the record of the city that it is.
#[derive(Debug)]
pub(super) struct Compared<'r> {
    level: Level,
    cell: &'r str,
    said: &'r [SourceValue],
    edited: BTreeSet<&'r str>,
    /// What Besa would write for the city's record.
    written: Record,
}

impl<'r> Compared<'r> {
    pub(super) fn new(
        decisions: &'r Decisions,
        level: Level,
        cell: &'r str,
        said: &'r [SourceValue],
        written: Record,
    ) -> Self {
        let edits = decisions.edits.0.get(cell).into_iter().flatten();
        Self {
            level,
            cell,
            said,
            edited: edits.map(|(field, _)| field.as_str()).collect(),
            written,
        }
    }

    /// Returns whether the file holds in a field what Besa would write there: nobody changed it, in whatever way it is
    /// read. Spaces and line breaks do not count.
    pub(super) fn is_unchanged(&self, field: &str) -> bool {
        if field == "ogp_values" {
            let reasons = FIELDS
                .iter()
                .filter(|field| field.level == self.level && field.name.starts_with("why_"));
            return self.is_same(field) && reasons.into_iter().all(|field| self.is_same(field.name));
        }
        self.is_same(field)
    }

    fn is_same(&self, field: &str) -> bool {
        let cells = self.said.iter().filter(|value| value.field == field);
        let given: String = cells.map(|value| value.said.as_str()).collect();
        let used = filled::of_field(&self.written, self.level, field);
        let list = list_of(self.level, field);
        !self.edited.contains(field) && plain(&given, list) == plain(&used, list)
    }

    /// Returns whether a note of the file is about a value that the city has just so.
    pub(super) fn settles(&self, note: &Note) -> bool {
        note.severity() == Severity::Doubt && !note.field.is_empty() && self.is_unchanged(&note.field)
    }

    /// Returns a note for each field whose value in the file differs from the city's.
    pub(super) fn differences(&self, file: &impl Serialize, stored: &impl Serialize) -> Result<Vec<Note>> {
        let notes = alike::differences(file, stored, self.said, self.cell)?;
        Ok(notes
            .into_iter()
            .filter(|note| !self.is_unchanged(&note.field))
            .collect())
    }

    /// Returns a note for each column of the file whose cell is empty where the city has a value. Only a file of Besa's
    /// has all values: `own` tells that the record comes from one. `but` are fields that are not compared.
    pub(super) fn emptied(&self, own: bool, columns: &BTreeSet<&str>, but: &[&str]) -> Vec<Note> {
        let of_level = FIELDS.iter().filter(|field| own && field.level == self.level);
        let asked = of_level.filter(|field| {
            columns.contains(field.code) && !field.is_private() && !field.is_key() && !but.contains(&field.name)
        });
        let names: BTreeSet<&str> = asked.map(|field| field.name).collect();
        let filled = |name: &str| self.said.iter().any(|value| value.field == name);
        let emptied = names
            .into_iter()
            .filter(|name| !filled(name) && !self.is_unchanged(name));
        emptied
            .filter(|name| !self.edited.contains(name))
            .map(|name| {
                let used = filled::of_field(&self.written, self.level, name);
                Note::new(Code::Emptied, self.cell, "").on(name).using(used)
            })
            .collect()
    }

    /// Returns the note about a field that the file gives otherwise.
    fn note(&self, field: &str, given: &str, used: &str) -> Note {
        let value = self.said.iter().find(|value| value.field == field);
        let cell = value.map_or(self.cell, |value| &value.cell);
        Note::new(Code::AlreadyImported, cell, given).on(field).using(used)
    }

    /// Returns the note about a number that is not the city's. `differs` says so of the number that was read; a file
    /// that names its records by their ids is compared as it is written.
    fn number(&self, id: Option<Uuid>, differs: bool) -> Option<Note> {
        let given = self.said.iter().find(|value| value.field == "number")?;
        let used = filled::of_field(&self.written, self.level, "number");
        ((differs || id.is_some()) && !self.is_unchanged("number")).then(|| self.note("number", &given.said, &used))
    }
}

/// Returns the list that the cells of a field hold values of.
fn list_of(level: Level, field: &str) -> Option<List> {
    let mut fields = FIELDS
        .iter()
        .filter(|other| other.level == level && other.name == field);
    match fields.find_map(|field| field.in_workbook())?.1.holds {
        Holds::Choice(list) | Holds::Choices(list) => Some(list),
        Holds::Text | Holds::Prose | Holds::Day | Holds::Number | Holds::List | Holds::Key => None,
    }
}

/// Returns a text without spaces and line breaks; words of a list as their codes.
fn plain(text: &str, list: Option<List>) -> String {
    let words = text.split(';').map(|word| {
        let code = list.and_then(|list| own::code(list.name(), word));
        code.unwrap_or(word)
    });
    let text = words.collect::<Vec<_>>().join(";");
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns notes about what the file gives otherwise of an organisation that the city has.
pub(super) fn organisation(row: &OrganisationRow, known: &Organisation) -> Vec<Note> {
    let note =
        |field: &str, given: &str, used: &str| Note::new(Code::AlreadyImported, &row.cell, given).on(field).using(used);
    let name = (row.id.is_some() && row.name != known.name).then(|| note("name", &row.name, &known.name));
    let given = row.kind != OrganisationKind::Other && row.kind != known.kind;
    let kind = given.then(|| note("kind", row.kind.code(), known.kind.code()));
    let website = row
        .website
        .as_deref()
        .filter(|given| Some(*given) != known.website.as_deref());
    let website = website.map(|given| note("website", given, known.website.as_deref().unwrap_or_default()));
    name.into_iter().chain(kind).chain(website).collect()
}

/// The fields that name organisations by their part, of a commitment and of a milestone.
const OF_COMMITMENT: [(PartKind, &str); 3] = [
    (PartKind::Lead, "lead"),
    (PartKind::Supporter, "institutions"),
    (PartKind::Other, "others"),
];
const OF_MILESTONE: [(PartKind, &str); 3] = [
    (PartKind::Lead, "responsible"),
    (PartKind::Supporter, "supporters"),
    (PartKind::Other, "others"),
];

impl Making<'_, '_> {
    pub(super) fn known_commitment(
        &mut self,
        row: &CommitmentRow,
        known: &Commitment,
        compared: &Compared<'_>,
    ) -> Result<()> {
        let stored = CommitmentDraft::of(known, &[]);
        let mut file = row.draft.clone();
        if !row.said.iter().any(|value| value.field == "state") {
            // The file does not say in which state it is.
            file.state = stored.state;
        }
        let mut notes = compared.differences(&file, &stored)?;
        let differs = row.draft.number.is_some_and(|number| number != known.number);
        notes.extend(compared.number(row.id, differs));
        let given: Vec<Named<'_>> = row.involved.iter().map(|of| (of.part, of.name.as_str())).collect();
        notes.extend(self.parts(compared, &given, known.id.into(), OF_COMMITMENT));
        notes.extend(compared.emptied(row.id.is_some(), &self.columns, &[]));
        self.note(notes)
    }

    pub(super) fn known_milestone(
        &mut self,
        row: &MilestoneRow,
        known: &Milestone,
        reported: bool,
        compared: &Compared<'_>,
    ) -> Result<()> {
        let stored = MilestoneDraft {
            state: Some(known.state),
            percent: known.percent,
            completed_on: known.completed_on,
            ..MilestoneDraft::of(known, &[])
        };
        let mut file = row.draft.clone();
        if reported {
            // The state is the file's now.
            file.state = None;
            file.percent = None;
            file.completed_on = None;
        } else if file.state == Some(MilestoneState::NotReported) {
            // The file gives no state, so a state that was reported since is not a difference.
            file.state = None;
        }
        let mut notes = compared.differences(&file, &stored)?;
        let differs = row.draft.number.is_some_and(|number| number != known.number);
        notes.extend(compared.number(row.id, differs));
        let reason = row.reason.as_deref().filter(|given| {
            let used = known.reason.as_deref();
            !reported && Some(*given) != used && !compared.is_unchanged("reason")
        });
        notes.extend(reason.map(|given| compared.note("reason", given, known.reason.as_deref().unwrap_or_default())));
        let given = row.responsible.iter();
        let given: Vec<Named<'_>> = given
            .filter_map(|who| Some((who.part, who.organisation.as_deref()?)))
            .collect();
        notes.extend(self.parts(compared, &given, known.id.into(), OF_MILESTONE));
        let state: &[&str] = if reported {
            &["state", "percent", "completed_on", "reason"]
        } else {
            &[]
        };
        notes.extend(compared.emptied(row.id.is_some(), &self.columns, state));
        self.note(notes)
    }

    /// Counts the organisations that the file names, and returns a note for each part in which it names others than
    /// the city.
    fn parts(
        &mut self,
        compared: &Compared<'_>,
        given: &[Named<'_>],
        of: Uuid,
        fields: [(PartKind, &'static str); 3],
    ) -> Vec<Note> {
        let mut notes = Vec::new();
        let mut ids: BTreeMap<PartKind, BTreeSet<Option<OrganisationId>>> = BTreeMap::new();
        for (part, name) in given {
            let id = self.count(name);
            ids.entry(*part).or_default().insert(id);
        }
        for (part, field) in fields {
            let stored = self.taking_part.of(of).iter().filter(|(other, _)| *other == part);
            let stored: BTreeSet<_> = stored.map(|(_, id)| Some(*id)).collect();
            if compared.is_unchanged(field) || ids.get(&part).is_none_or(|given| *given == stored) {
                continue;
            }
            let names = |all: &[Named<'_>]| {
                let names = all.iter().filter(|(other, _)| *other == part);
                names.map(|(_, name)| *name).collect::<Vec<_>>().join("; ")
            };
            notes.push(compared.note(field, &names(given), &names(&self.taking_part.named(of))));
        }
        notes
    }

    /// Returns the city's state of a milestone where the file gives another.
    pub(super) fn reported(&self, row: &MilestoneRow, known: &Milestone, compared: &Compared<'_>) -> Option<Reported> {
        let state = row.draft.state.filter(|state| *state != MilestoneState::NotReported)?;
        let percent = row.draft.percent.is_some() && row.draft.percent != known.percent;
        let differs = state != known.state || (percent && !compared.is_unchanged("percent"));
        differs.then(|| Reported {
            from: known.state.to_string(),
            from_percent: known.percent,
            chosen: self.with.decisions.reported.contains(&row.cell),
        })
    }

    /// Reports the state of the file as progress. Returns whether it was reported: what lacks its reason, or was
    /// completed in the future, gets a note.
    pub(super) async fn report(&mut self, plan: &Plan, row: &MilestoneRow, known: &Milestone) -> Result<bool> {
        let Some(state) = row.draft.state else {
            return Ok(false);
        };
        plans::open_for_change(plan)?;
        let report = Report {
            state,
            percent: row.draft.percent,
            completed_on: (state == MilestoneState::Complete)
                .then(|| row.draft.completed_on.unwrap_or(self.with.today)),
            done: None,
            challenges: None,
            next_step: None,
            reason: row.reason.clone().or_else(|| known.reason.clone()),
        };
        if let Err(Error::Invalid(_)) = report.clone().checked(self.with.today) {
            self.note(vec![
                Note::new(Code::ReportNotPossible, &row.cell, state.code()).on("state"),
            ])?;
            return Ok(false);
        }
        if state == MilestoneState::Complete && row.draft.completed_on.is_none() {
            let today = self.with.today.to_string();
            let note = Note::new(Code::CompletedToday, &row.cell, state.code());
            self.note(vec![note.on("completed_on").using(today.as_str())])?;
        }
        let saved = milestones::apply_report(self.tx, plan, known.clone(), self.with.today, report).await?;
        self.made.outcome.reports += 1;
        self.made.ids.reported.push(known.clone());
        self.keep("milestone", saved.id, &row.said).await?;
        Ok(true)
    }
}

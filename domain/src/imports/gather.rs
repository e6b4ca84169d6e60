//! Assembles records into plans: finds the city, the plan and the commitment of each record. Used for
//! tables and for JSON.

use super::checks;
use super::draft::{CommitmentRow, Member, PlanRow};
use super::milestone::{States, milestone};
use super::names;
use super::notes::{Code, Note};
use super::plan::{commitment, missing_title, plan};
use super::reading::Reading;
use super::record::Record;
use crate::input;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Plans as records, indexed by city and title.
#[derive(Debug, Default)]
pub(super) struct Plans {
    list: Vec<PlanRecords>,
    places: BTreeMap<(Option<String>, String), usize>,
}

/// A plan as records.
#[derive(Debug, Default)]
pub(super) struct PlanRecords {
    pub(super) member: Option<Member>,
    pub(super) plan: Record,
    pub(super) commitments: Vec<CommitmentRecords>,
    /// Notes about its assembly.
    pub(super) notes: Vec<Note>,
    by_id: BTreeMap<String, usize>,
    by_title: BTreeMap<String, Vec<usize>>,
}

/// A commitment as records.
#[derive(Debug, Default)]
pub(super) struct CommitmentRecords {
    pub(super) commitment: Record,
    pub(super) milestones: Vec<Record>,
}

impl Plans {
    /// Returns the plan of this city with this title, and adds it if there is none. Fields that it does
    /// not have yet are taken from `record`.
    pub(super) fn plan_of(&mut self, member: Option<Member>, record: Record) -> Option<&mut PlanRecords> {
        let city = member.as_ref().map(|member| member.slug.clone());
        match self.places.entry((city, input::key(record.text("title")))) {
            Entry::Occupied(place) => {
                let plan = self.list.get_mut(*place.get())?;
                plan.plan.fill(record);
                Some(plan)
            }
            Entry::Vacant(place) => {
                place.insert(self.list.len());
                self.list.push(PlanRecords::new(member, record));
                self.list.last_mut()
            }
        }
    }

    /// Returns the plans in the order of the file.
    pub(super) fn done(self) -> Vec<PlanRecords> {
        self.list
    }
}

impl PlanRecords {
    /// Creates a plan without commitments.
    pub(super) fn new(member: Option<Member>, plan: Record) -> Self {
        Self {
            member,
            plan,
            ..Self::default()
        }
    }

    /// Returns the commitment to which a record belongs, and adds it if there is none. The OGP ids must
    /// match, or the titles where one of the two has no id. `None` when the record has neither.
    pub(super) fn commitment_of(&mut self, record: Record) -> Option<&mut CommitmentRecords> {
        let (id, title) = (input::key(record.text("ogp_id")), input::key(record.text("title")));
        if id.is_empty() && title.is_empty() {
            return None;
        }
        let without_id = |at: &&usize| {
            let known = self.commitments.get(**at);
            id.is_empty() || known.is_some_and(|known| known.commitment.get("ogp_id").is_none())
        };
        let titled = || self.by_title.get(&title)?.iter().find(without_id).copied();
        let known = self.by_id.get(&id).copied().or_else(titled);
        let at = known.unwrap_or(self.commitments.len());
        if !id.is_empty() {
            self.by_id.entry(id).or_insert(at);
        }
        if known.is_none() {
            if !title.is_empty() {
                self.by_title.entry(title).or_default().push(at);
            }
            self.commitments.push(CommitmentRecords::default());
        }
        let found = self.commitments.get_mut(at)?;
        if known.is_none() {
            found.commitment.cell.clone_from(&record.cell);
        }
        found.commitment.fill(record);
        Some(found)
    }
}

/// Parses the records of all plans.
pub(super) fn build(reading: &mut Reading, plans: Vec<PlanRecords>, states: States) -> Vec<PlanRow> {
    let mut rows: Vec<PlanRow> = Vec::with_capacity(plans.len());
    let mut references = names::References::default();
    let mut ids: BTreeSet<(Option<String>, String)> = BTreeSet::new();
    for records in plans {
        // Notes about a plan stay with the plan, because each city imports its own plans separately.
        let before = std::mem::replace(&mut reading.notes, records.notes);
        let city = records.member.as_ref().map(|member| member.slug.clone());
        if let Some(mut row) = plan(reading, &records.plan, records.member) {
            let newest = row
                .draft
                .ends_on
                .map(|day| day.year())
                .or_else(|| names::last_year(&row.draft.reference));
            for records in records.commitments {
                row.commitments.extend(commitment_row(reading, records, newest, states));
            }
            // An OGP id is unique in a city, so a second commitment with the same id is left out.
            row.commitments.retain(|commitment| {
                let Some(id) = &commitment.draft.ogp_id else {
                    return true;
                };
                let new = ids.insert((city.clone(), input::key(id)));
                if !new {
                    reading.push(Note::new(Code::DuplicateRow, &commitment.cell, id).on("ogp_id"));
                }
                new
            });
            row.draft.reference = references.unique(city, &row.draft.reference);
            row.notes = std::mem::replace(&mut reading.notes, before);
            checks::plan(&mut row, states);
            rows.push(row);
        } else {
            let refused = std::mem::replace(&mut reading.notes, before);
            reading.notes.extend(refused);
        }
    }
    rows
}

fn commitment_row(
    reading: &mut Reading,
    records: CommitmentRecords,
    newest: Option<i32>,
    states: States,
) -> Option<CommitmentRow> {
    let Some(mut row) = commitment(reading, &records.commitment, newest) else {
        for record in &records.milestones {
            let note = Note::new(Code::UnknownCommitment, &record.cell, records.commitment.text("ogp_id"));
            reading.push(note);
        }
        return None;
    };
    for record in records.milestones {
        if record.get("title").is_none() {
            missing_title(reading, &record);
            continue;
        }
        row.milestones.extend(milestone(reading, &record, states));
    }
    Some(row)
}

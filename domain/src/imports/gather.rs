//! Assembles records into plans: finds the city, the plan and the commitment of each record. Used for
//! tables and for JSON.

use super::checks;
use super::draft::{CommitmentRow, Member, PlanRow};
use super::fields::Field;
use super::indicator::indicator;
use super::milestone::{States, milestone};
use super::names;
use super::notes::{Code, Note};
use super::plan::{commitment, missing_title, plan};
use super::reading::Reading;
use super::record::{Edits, Record, Value};
use super::rows::number_key;
use super::split;
use crate::fold::fold;
use crate::input;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Plans as records, indexed by city and title.
#[derive(Debug, Default)]
pub(super) struct Plans {
    list: Vec<PlanRecords>,
    /// The plan of the last row.
    last: Option<usize>,
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
    /// By OGP's id.
    by_id: BTreeMap<String, usize>,
    /// By Besa's id.
    by_own_id: BTreeMap<String, usize>,
    by_title: BTreeMap<String, Vec<usize>>,
    by_number: BTreeMap<String, usize>,
    /// The commitment of the last row, which rows without one go on with.
    last: Option<usize>,
}

/// A commitment as records.
#[derive(Debug, Default)]
pub(super) struct CommitmentRecords {
    pub(super) commitment: Record,
    pub(super) milestones: Vec<Record>,
    /// Each with the place of its milestone; without one it measures the commitment.
    indicators: Vec<(Option<usize>, Record)>,
}

impl CommitmentRecords {
    /// Adds the indicator of a row to the milestone that the row names, which is added if it is new. Rows that name
    /// neither a commitment nor a milestone go on with the last milestone (`continues`). Returns notes about what
    /// is not used.
    pub(super) fn take_indicator(
        &mut self,
        milestone: Record,
        mut indicator: Record,
        continues: bool,
        reading: &mut Reading,
    ) -> Vec<Note> {
        let (mut notes, before) = (Vec::new(), self.milestones.len());
        let place = match self.place_of(&milestone) {
            Some(at) => {
                if let Some(known) = self.milestones.get_mut(at) {
                    notes = known.merge(milestone);
                }
                Some(at)
            }
            None if milestone.get("title").is_some() => {
                self.milestones.extend(split::milestones(milestone, reading));
                // Several milestones in one cell: which of them it measures is not said, unless it is a list too.
                (self.milestones.len() == before + 1).then_some(before)
            }
            None => {
                let named = milestone.get("number").is_some();
                if named {
                    missing_title(reading, &milestone);
                }
                indicator.keep(milestone.values.into_iter());
                before.checked_sub(1).filter(|_| continues && !named)
            }
        };
        let added = before..self.milestones.len();
        let parts = split::indicators(indicator, reading);
        let pairs = parts.len() == added.len() && added.len() > 1;
        for (at, part) in parts.into_iter().enumerate() {
            let place = if pairs { Some(before + at) } else { place };
            self.indicators.push((place, part));
        }
        notes
    }

    /// Returns the place of the milestone that a record names: the one with its title and number, or with one of
    /// both where the other is missing.
    fn place_of(&self, record: &Record) -> Option<usize> {
        let (title, number) = (fold(record.written("title")), number_key(record.written("number")));
        if title.is_empty() && number.is_empty() {
            return None;
        }
        let same = |one: &str, other: &str| one.is_empty() || other.is_empty() || one == other;
        self.milestones.iter().position(|known| {
            let (known_title, known_number) = (fold(known.written("title")), number_key(known.written("number")));
            let shared = (!title.is_empty() && title == known_title) || (!number.is_empty() && number == known_number);
            shared && same(&title, &known_title) && same(&number, &known_number)
        })
    }
}

impl Plans {
    /// Returns the plan of this city with this title, and adds it if there is none. Fields that it does not
    /// have yet are taken from `record`. A record without a title belongs to the plan of the row above where its table
    /// names plans, else to the first plan of the city; where there is none, it gets the title `guess`.
    pub(super) fn plan_of(
        &mut self,
        member: Option<Member>,
        record: Record,
        guess: &Value,
        names_plans: bool,
    ) -> Option<&mut PlanRecords> {
        let at = self.place_of(member, record, guess, names_plans)?;
        self.last = Some(at);
        self.list.get_mut(at)
    }

    fn place_of(
        &mut self,
        member: Option<Member>,
        mut record: Record,
        guess: &Value,
        names_plans: bool,
    ) -> Option<usize> {
        let city = member.as_ref().map(|member| member.slug.clone());
        if record.get("title").is_none() {
            let of_city = |plan: &PlanRecords| plan.member.as_ref().map(|member| &member.slug) == city.as_ref();
            // Sheets of their own belong to the first plan of the file, rows to the plan above them.
            let above = self
                .last
                .filter(|at| names_plans && self.list.get(*at).is_some_and(of_city));
            let place = above.or_else(|| match record.values.is_empty() && !names_plans {
                true => self.list.iter().position(of_city),
                false => self.list.iter().rposition(of_city),
            });
            if let Some(at) = place {
                let plan = self.list.get_mut(at)?;
                plan.notes.extend(plan.plan.merge(record));
                return Some(at);
            }
            record.cell.clone_from(&guess.cell);
            record.values.push(guess.clone());
            let mut plan = PlanRecords::new(member, record);
            plan.notes.push(
                Note::new(Code::PlanTitleGuessed, &guess.cell, &guess.text)
                    .on("title")
                    .using(&guess.text),
            );
            self.places.insert((city, fold(&guess.text)), self.list.len());
            self.list.push(plan);
            return Some(self.list.len() - 1);
        }
        match self.places.entry((city, fold(record.text("title")))) {
            Entry::Occupied(place) => {
                let at = *place.get();
                let plan = self.list.get_mut(at)?;
                if plan.plan.rows > 0 && record.rows > 0 {
                    // A second row for the plan alone.
                    plan.notes
                        .push(Note::new(Code::SameTitle, &record.cell, record.text("title")).on("title"));
                }
                plan.notes.extend(plan.plan.merge(record));
                Some(at)
            }
            Entry::Vacant(place) => {
                place.insert(self.list.len());
                self.list.push(PlanRecords::new(member, record));
                Some(self.list.len() - 1)
            }
        }
    }

    /// Adds a note to the plan of the last row.
    pub(super) fn note(&mut self, note: Option<Note>) {
        let plan = self.last.and_then(|at| self.list.get_mut(at));
        if let (Some(plan), Some(note)) = (plan, note) {
            plan.notes.push(note);
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

    /// Ends the text of a document: rows of tables without a commitment do not go on with its last one.
    pub(super) fn end_text(&mut self) {
        self.last = None;
    }

    /// Returns the commitment to which a record belongs, and adds it if there is none. The OGP ids must
    /// match, or the titles where one of the two has no id, or the numbers where one of the two has no title.
    /// A record without any of them belongs to the commitment of the record before. `None` when there is
    /// none, or none with its number.
    pub(super) fn commitment_of(&mut self, record: Record) -> Option<&mut CommitmentRecords> {
        let (id, title) = (input::key(record.text("ogp_id")), fold(record.written("title")));
        let number = number_key(record.written("number"));
        let own = record.text(Field::ID).to_owned();
        if own.is_empty() && id.is_empty() && title.is_empty() && number.is_empty() {
            let found = self.commitments.get_mut(self.last?)?;
            self.notes.extend(found.commitment.merge(record));
            return Some(found);
        }
        // Two commitments with ids are two, whatever their titles.
        let lacks = |at: usize, field: &str| {
            let known = self.commitments.get(at);
            known.is_some_and(|known| known.commitment.get(field).is_none())
        };
        let fits = |at: &&usize| (id.is_empty() || lacks(**at, "ogp_id")) && (own.is_empty() || lacks(**at, Field::ID));
        let titled = || self.by_title.get(&title)?.iter().find(fits).copied();
        let numbered = || {
            self.by_number
                .get(&number)
                .filter(|_| title.is_empty() && id.is_empty() && own.is_empty())
                .copied()
        };
        let of_ogp = || {
            self.by_id
                .get(&id)
                .copied()
                .filter(|at| own.is_empty() || lacks(*at, Field::ID))
        };
        let known = self.by_own_id.get(&own).copied();
        let known = known.or_else(of_ogp).or_else(titled).or_else(numbered);
        if known.is_none() && title.is_empty() && id.is_empty() && own.is_empty() {
            return None;
        }
        let at = known.unwrap_or(self.commitments.len());
        if !own.is_empty() {
            self.by_own_id.entry(own).or_insert(at);
        }
        if !id.is_empty() {
            self.by_id.entry(id).or_insert(at);
        }
        if !number.is_empty() {
            self.by_number.entry(number).or_insert(at);
        }
        if known.is_none() {
            if !title.is_empty() {
                self.by_title.entry(title).or_default().push(at);
            }
            self.commitments.push(CommitmentRecords::default());
        }
        self.last = Some(at);
        let found = self.commitments.get_mut(at)?;
        if known.is_none() {
            found.commitment.cell.clone_from(&record.cell);
        }
        self.notes.extend(found.commitment.merge(record));
        Some(found)
    }
}

/// Parses the records of all plans.
pub(super) fn build(reading: &mut Reading, plans: Vec<PlanRecords>, states: States, edits: &Edits) -> Vec<PlanRow> {
    let mut rows: Vec<PlanRow> = Vec::with_capacity(plans.len());
    let mut references = names::References::default();
    let mut ids: BTreeSet<(Option<String>, String)> = BTreeSet::new();
    reading.find_fractions(
        plans
            .iter()
            .flat_map(|plan| &plan.commitments)
            .flat_map(|of_plan| &of_plan.milestones),
    );
    for mut records in plans {
        records.plan.edit(edits);
        // Notes about a plan stay with the plan, because each city imports its own plans separately.
        let before = std::mem::take(&mut reading.notes);
        for note in records.notes {
            reading.push(note);
        }
        records.plan.note_formulas(reading);
        let city = records.member.as_ref().map(|member| member.slug.clone());
        if let Some(mut row) = plan(reading, &records.plan, records.member) {
            let newest = row
                .draft
                .ends_on
                .map(|day| day.year())
                .or_else(|| names::last_year(&row.draft.reference));
            for records in records.commitments {
                row.commitments
                    .extend(commitment_row(reading, records, newest, states, edits));
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
            // A reference that the file gives names a plan of the city, so it stays as it is.
            if !row.has_reference {
                row.draft.reference = references.unique(city, &row.draft.reference);
            }
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
    mut records: CommitmentRecords,
    newest: Option<i32>,
    states: States,
    edits: &Edits,
) -> Option<CommitmentRow> {
    records.commitment.edit(edits);
    records.commitment.note_formulas(reading);
    let Some(mut row) = commitment(reading, &records.commitment, newest) else {
        for record in &records.milestones {
            let note = Note::new(Code::UnknownCommitment, &record.cell, records.commitment.text("ogp_id"));
            reading.push(note);
        }
        return None;
    };
    // The place of each milestone among those that are read.
    let mut places: Vec<Option<usize>> = Vec::with_capacity(records.milestones.len());
    for mut record in records.milestones {
        record.edit(edits);
        record.note_formulas(reading);
        if record.get("title").is_none() {
            missing_title(reading, &record);
            places.push(None);
            continue;
        }
        let read = milestone(reading, &record, states);
        places.push(read.is_some().then_some(row.milestones.len()));
        row.milestones.extend(read);
    }
    for (place, mut record) in records.indicators {
        record.edit(edits);
        record.note_formulas(reading);
        let Some(read) = indicator(reading, &record) else {
            continue;
        };
        let place = place.and_then(|at| places.get(at).copied().flatten());
        match place.and_then(|at| row.milestones.get_mut(at)) {
            Some(milestone) => milestone.indicators.push(read),
            None => row.indicators.push(read),
        }
    }
    Some(row)
}

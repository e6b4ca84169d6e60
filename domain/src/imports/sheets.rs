//! Reads Besa's own workbook: one plan in the sheets Plan, Commitments, Milestones and Stakeholders.

use super::columns::{self, COMMITMENTS, Known, Level, MILESTONES, PLAN, SHEETS, STAKEHOLDERS};
use super::draft::{Draft, Involved, PersonRow};
use super::gather::{CommitmentRecords, PlanRecords, build};
use super::milestone::{States, organisation, part};
use super::notes::{Code, Note};
use super::plan::person;
use super::read::{distinct, order_of, unusable};
use super::reading::Reading;
use super::record::Record;
use super::table::{Sheet, Workbook};
use crate::input;
use crate::stakeholders::PartKind;
use std::collections::{BTreeMap, BTreeSet};

/// A sheet whose columns are known.
struct Table<'b> {
    sheet: &'b Sheet,
    columns: Vec<Option<Known>>,
}

impl<'b> Table<'b> {
    fn find(book: &'b Workbook, name: &str, known: &[Known], notes: &mut Vec<Note>) -> Option<Self> {
        let Some(sheet) = book.sheet(name) else {
            notes.push(Note::new(Code::MissingSheet, "", name));
            return None;
        };
        // An empty sheet is treated as a sheet without rows.
        let empty = sheet.header.is_empty();
        let columns = if empty {
            Vec::new()
        } else {
            columns::find(sheet, known, notes)
        };
        Some(Self { sheet, columns })
    }

    /// Returns the records of its rows, each with the number of the commitment that it names.
    fn records(&self, level: Level, reading: &mut Reading) -> Vec<(Record, String)> {
        let rows = distinct(self.sheet, reading).into_iter();
        let records = rows.map(|row| {
            let commitment = Record::of(self.sheet, row, &self.columns, Level::Commitment);
            (
                Record::of(self.sheet, row, &self.columns, level),
                input::key(commitment.text("number")),
            )
        });
        records.collect()
    }
}

/// Reads the workbook.
pub(super) fn read(book: &Workbook) -> Result<Draft, Vec<Note>> {
    let mut notes = Vec::new();
    let sheets = (
        Table::find(book, "Plan", PLAN, &mut notes),
        Table::find(book, "Commitments", COMMITMENTS, &mut notes),
        Table::find(book, "Milestones", MILESTONES, &mut notes),
        Table::find(book, "Stakeholders", STAKEHOLDERS, &mut notes),
    );
    let (Some(plan), Some(commitments), Some(milestones), Some(stakeholders)) = sheets else {
        return Err(notes);
    };
    if unusable(&notes) {
        return Err(notes);
    }
    if plan.sheet.rows.is_empty() {
        return Err(vec![Note::new(Code::EmptyFile, "Plan", "")]);
    }
    let known = SHEETS.iter().filter_map(|(name, _)| book.sheet(name));
    let mut reading = Reading::new(order_of(known), notes);
    let mut people = Vec::new();
    let mut plans = plans(&mut reading, &plan, &mut people);
    let (commitments, places) = numbered(&mut reading, &commitments);
    if let Some(first) = plans.first_mut() {
        first.commitments = commitments;
        attach(&mut reading, &milestones, &places, first, &mut people);
    }
    let mut draft = Draft {
        plans: build(&mut reading, plans, States::InFile),
        ..Draft::default()
    };
    list(&mut reading, &stakeholders, &places, &mut draft, &mut people);
    draft.people = people;
    draft.notes = reading.finish()?;
    Ok(draft)
}

/// Reads the plan, and further plans, which have no commitments.
fn plans(reading: &mut Reading, table: &Table<'_>, people: &mut Vec<PersonRow>) -> Vec<PlanRecords> {
    let mut plans: Vec<PlanRecords> = Vec::new();
    for (record, _) in table.records(Level::Plan, reading) {
        let body = reading.line(&record, "monitoring_body", input::TITLE);
        people.extend(person(reading, &record, body.as_deref()));
        let alone = (!plans.is_empty()).then(|| Note::new(Code::NoCommitment, &record.cell, ""));
        let mut plan = PlanRecords::new(None, record);
        plan.notes.extend(alone);
        plans.push(plan);
    }
    plans
}

/// The place in the list and the cell of each commitment, by its number.
type Places = BTreeMap<String, (usize, String)>;

fn numbered(reading: &mut Reading, table: &Table<'_>) -> (Vec<CommitmentRecords>, Places) {
    let mut commitments = Vec::new();
    let mut places = Places::new();
    for (record, number) in table.records(Level::Commitment, reading) {
        if !number.is_empty() {
            let place = (commitments.len(), record.cell.clone());
            places.entry(number).or_insert(place);
        }
        commitments.push(CommitmentRecords {
            commitment: record,
            milestones: Vec::new(),
        });
    }
    (commitments, places)
}

/// Adds milestones to the commitments whose numbers they name.
fn attach(
    reading: &mut Reading,
    table: &Table<'_>,
    places: &Places,
    plan: &mut PlanRecords,
    people: &mut Vec<PersonRow>,
) {
    for (record, number) in table.records(Level::Milestone, reading) {
        let organisations = reading.list(&record, "responsible", input::TITLE);
        let first = organisations.first().map(|(name, _)| name.as_str());
        people.extend(person(reading, &record, first));
        match places.get(&number).and_then(|(at, _)| plan.commitments.get_mut(*at)) {
            Some(commitment) => commitment.milestones.push(record),
            None => reading.push(Note::new(Code::UnknownCommitment, &record.cell, number)),
        }
    }
}

/// Adds organisations, their people, and their parts in commitments.
fn list(reading: &mut Reading, table: &Table<'_>, places: &Places, draft: &mut Draft, people: &mut Vec<PersonRow>) {
    let commitments = draft.plans.iter_mut().flat_map(|plan| &mut plan.commitments);
    let mut by_cell: BTreeMap<&str, Parts<'_>> = commitments
        .map(|commitment| (commitment.cell.as_str(), Parts::of(&mut commitment.involved)))
        .collect();
    for (record, number) in table.records(Level::Stakeholder, reading) {
        let Some(listed) = organisation(reading, &record) else {
            continue;
        };
        people.extend(person(reading, &record, Some(&listed.name)));
        match places.get(&number).and_then(|(_, cell)| by_cell.get_mut(cell.as_str())) {
            Some(parts) => parts.add(&listed.name, &listed.cell, part(record.text("part"))),
            None if number.is_empty() => {}
            None => reading.push(Note::new(Code::UnknownCommitment, &listed.cell, number)),
        }
        draft.organisations.push(listed);
    }
}

/// The organisations that take part in one commitment, and their normalised names.
struct Parts<'d> {
    involved: &'d mut Vec<Involved>,
    known: BTreeSet<String>,
}

impl<'d> Parts<'d> {
    fn of(involved: &'d mut Vec<Involved>) -> Self {
        Self {
            known: involved.iter().map(|known| input::key(&known.name)).collect(),
            involved,
        }
    }

    /// Adds an organisation's part. A commitment has one lead, so a second lead becomes a supporter.
    fn add(&mut self, name: &str, cell: &str, part: Option<PartKind>) {
        if !self.known.insert(input::key(name)) {
            return;
        }
        let led = self.involved.iter().any(|known| known.part == PartKind::Lead);
        let part = match part {
            Some(PartKind::Lead) if led => PartKind::Supporter,
            Some(part) => part,
            None => PartKind::Other,
        };
        self.involved.push(Involved {
            name: name.to_owned(),
            part,
            cell: cell.to_owned(),
        });
    }
}

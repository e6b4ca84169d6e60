//! Writes what is read into records: each value with its place and the whole text that it is in.

use super::Told;
use super::entry::Entry;
use super::line::{Open, Source, TEXT, Target};
use super::reader::Reader;
use crate::fold::{fold, one_line};
use crate::imports::account::Spot;
use crate::imports::fields::Field;
use crate::imports::layout::{Column, Holds};
use crate::imports::lines::Title;
use crate::imports::notes::{Code, Note};
use crate::imports::record::{Record, Value};
use crate::imports::split;

/// Returns whether a field takes several paragraphs: sentences, or the entries of a list.
pub(super) fn takes_more(field: Field) -> bool {
    let listed = matches!(field.name, "lead" | "responsible");
    listed || is_prose(field) || holds(field).is_some_and(|holds| matches!(holds, Holds::List | Holds::Choices(_)))
}

/// Returns whether a field takes sentences.
pub(super) fn is_prose(field: Field) -> bool {
    holds(field) == Some(Holds::Prose)
}

fn holds(field: Field) -> Option<Holds> {
    let (_, Column { holds, .. }) = field.in_workbook()?;
    Some(*holds)
}

impl Reader<'_> {
    fn record(&mut self, target: Target) -> Option<&mut Record> {
        let told = self.commitment.and_then(|(at, _)| self.outline.commitments.get_mut(at));
        match target {
            Target::Plan => Some(&mut self.outline.plan),
            Target::Commitment => told.map(|told| &mut told.commitment),
            Target::Milestone => told.and_then(|told| told.milestones.last_mut()),
        }
    }

    /// Returns whether a record has a value for a field.
    pub(super) fn has(&mut self, target: Target, field: Field) -> bool {
        self.record(target)
            .is_some_and(|record| record.get(field.name).is_some())
    }

    /// Counts a paragraph, or a row of a form, for a record, and takes it out of what is not read.
    fn take(&mut self, spot: Spot, target: Target) {
        let new = match spot {
            Spot::Paragraph(_) => !self.outline.taken.contains(&spot),
            Spot::Cell(sheet, row, _) => self.counted.insert((sheet, row)),
        };
        if let Some(record) = self.record(target).filter(|_| new) {
            record.rows += 1;
        }
        self.outline.taken.insert(spot);
    }

    /// Notes how a text without a known label was read.
    pub(super) fn guess(&mut self, source: &Source<'_>, code: &str) {
        let note = Note::new(Code::TextGuessed, &source.place, one_line(source.text));
        self.outline.notes.push(note.using(code));
    }

    /// Stores a value.
    pub(super) fn keep(&mut self, target: Target, field: Field, source: &Source<'_>) {
        let value = Value::read(field.name, source.place.clone(), source.text.trim(), source.said);
        let Some(record) = self.record(target) else { return };
        if record.cell.is_empty() {
            record.cell.clone_from(&source.place);
        }
        let notes = if takes_more(field) {
            record.values.push(value);
            Vec::new()
        } else {
            record.merge(Record {
                values: vec![value],
                ..Record::default()
            })
        };
        self.outline.notes.extend(notes);
        if let (Target::Milestone, [_, labelled]) = (target, &mut self.labelled) {
            *labelled = true;
        }
        self.take(source.spot, target);
    }

    /// Adds a paragraph to the field whose label is above.
    pub(super) fn add(&mut self, target: Target, field: Field, source: &Source<'_>, list: bool) {
        let bullet = format!("• {}", source.text);
        let text = if list && is_prose(field) {
            bullet.as_str()
        } else {
            source.text
        };
        self.keep(target, field, &source.part(text));
    }

    /// Stores the text below the heading of a commitment or milestone as its description, with a note.
    pub(super) fn describe(&mut self, source: &Source<'_>) {
        let (target, code) = match self.milestone {
            Some(_) => (Target::Milestone, "milestone_output"),
            None => (Target::Commitment, "commitment_action"),
        };
        if let Some(field) = Field::of(code) {
            self.keep(target, field, source);
            self.guess(source, code);
        }
    }

    /// Begins a commitment, or goes on with one of the same title and number.
    pub(super) fn begin_commitment(&mut self, source: &Source<'_>, title: Title, rank: u8) {
        self.untitled = title.title.is_empty();
        (self.open, self.milestone, self.labelled) = (Open::Heading, None, [false; 2]);
        self.list = self.list.filter(|(_, of)| *of < rank);
        let name = if self.untitled {
            one_line(source.said)
        } else {
            title.title
        };
        let same = |at: &usize| {
            let told = self.outline.commitments.get(*at);
            let known = told.map_or("", |told| told.commitment.text("number"));
            known.is_empty() || title.number.is_empty() || known == title.number
        };
        let titled = self.titles.entry(fold(&name)).or_default();
        let known = titled.iter().copied().find(same);
        let record = begun(source, &name, &title.number);
        let at = known.unwrap_or(self.outline.commitments.len());
        if known.is_none() {
            titled.push(at);
        }
        match self.outline.commitments.get_mut(at) {
            // The heading is said again: above a form, or in a list of all commitments.
            Some(told) => {
                let notes = told.commitment.merge(record);
                self.outline.notes.extend(notes);
            }
            None => self.outline.commitments.push(Told {
                commitment: record,
                milestones: Vec::new(),
            }),
        }
        self.commitment = Some((at, rank));
        self.take(source.spot, Target::Commitment);
    }

    /// Adds the milestones of a text: one, or one for each entry of a list in it.
    pub(super) fn entries(&mut self, source: &Source<'_>) {
        let Some(entries) = split::entries(source.text) else {
            return self.begin_milestone(source, "", TEXT);
        };
        for (at, entry) in entries.iter().enumerate() {
            let mut part = source.part(entry);
            if at > 0 {
                part.place = format!("{} ({})", source.place, at + 1);
            }
            self.begin_milestone(&part, "", TEXT);
        }
    }

    /// Begins a milestone, with what its line says about it.
    pub(super) fn begin_milestone(&mut self, source: &Source<'_>, number: &str, rank: u8) {
        let told = self.commitment.and_then(|(at, _)| self.outline.commitments.get_mut(at));
        let Some(told) = told else { return };
        let entry = Entry::of(source.text);
        self.untitled = entry.title.is_empty();
        let title = if self.untitled {
            one_line(source.said)
        } else {
            one_line(entry.title)
        };
        let mut record = begun(source, &title, if number.is_empty() { entry.number } else { number });
        for (field, text) in entry.fields {
            record.put(field, source.place.clone(), text);
        }
        told.milestones.push(record);
        let [_, before] = self.labelled;
        (self.labelled, self.milestone) = ([before, false], Some(rank));
        self.open = if rank < TEXT { Open::Heading } else { Open::Nothing };
        self.take(source.spot, Target::Milestone);
    }

    /// Puts the title in place that the heading above does not give. The heading stays as provenance.
    pub(super) fn title(&mut self, source: &Source<'_>) {
        self.untitled = false;
        let target = match self.milestone {
            Some(_) => Target::Milestone,
            None => Target::Commitment,
        };
        let title = Value::read("title", source.place.clone(), &one_line(source.text), source.said);
        if let Some(record) = self.record(target) {
            for value in record.values.iter_mut().filter(|value| value.field == "title") {
                value.field = Record::UNKNOWN;
            }
            record.values.push(title);
        }
        self.take(source.spot, target);
    }
}

/// Returns a record with a title and a number.
fn begun(source: &Source<'_>, title: &str, number: &str) -> Record {
    let mut record = Record {
        cell: source.place.clone(),
        ..Record::default()
    };
    record
        .values
        .push(Value::read("title", source.place.clone(), title, source.said));
    if !number.is_empty() {
        record
            .values
            .push(Value::read("number", source.place.clone(), number, ""));
    }
    record
}

//! The records of a file as a person reviews them: what would become of each, and what is doubtful about it.

use super::columns::ColumnChoice;
use super::draft::{CommitmentRow, IndicatorRow, MilestoneRow, PlanRow, ResponsibleRow, SourceValue};
use super::fields::Level;
use super::notes::Note;
use super::organisations::AlikeOrganisation;
use crate::coded::coded;
use crate::records::When;
use crate::stakeholders::PartKind;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use time::Date;

/// The file of an import as a person reviews it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Every plan, commitment, milestone and indicator, in the order of the file.
    pub rows: Vec<ReviewRow>,
    /// Organisations that are like one of the city.
    pub alike: Vec<AlikeOrganisation>,
    /// The columns of its tables.
    pub columns: Vec<ColumnChoice>,
    /// Whether a column must be chosen before anything can be read.
    pub blocked: bool,
}

coded! {
    /// What becomes of a record.
    Fate {
        /// It is created.
        New = "new",
        /// The city has it already.
        Known = "known",
        /// It is left out.
        LeftOut = "left_out",
    }
}

/// A record of the city that one of the file is like, without being the same for sure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Like {
    /// The title of the city's record.
    pub title: String,
    /// Whether it is taken to be the same: as a person said, else as seems likelier.
    pub same: bool,
    /// Whether a person said so.
    pub answered: bool,
}

/// A record of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRow {
    /// The kind of record.
    pub level: Level,
    /// Its cell, which names it among the decisions.
    pub cell: String,
    /// Its number, if the file gives one.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What becomes of it.
    pub fate: Fate,
    /// The record of the city that it is like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<Like>,
    /// Its start.
    pub starts_on: Option<Date>,
    /// Its start as the file gives it.
    pub starts_said: Option<When>,
    /// Its end or due date.
    pub ends_on: Option<Date>,
    /// Its end or due date as the file gives it.
    pub ends_said: Option<When>,
    /// The state of a milestone, by code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The percentage of a milestone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<i32>,
    /// The state and percentage of the city's milestone, where the file gives others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reports: Option<Reported>,
    /// The organisations that lead it or are responsible for it.
    pub leads: Vec<String>,
    /// The notes about it.
    pub notes: Vec<Note>,
    /// Whether a person corrected it.
    #[serde(default)]
    pub edited: bool,
}

/// A state that the file gives and the city has otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// The city's state, by code.
    pub from: String,
    /// The city's percentage.
    pub from_percent: Option<i32>,
    /// Whether the state of the file is reported.
    pub chosen: bool,
}

impl ReviewRow {
    fn new(level: Level, cell: &str, title: &str) -> Self {
        Self {
            level,
            cell: cell.to_owned(),
            number: String::new(),
            title: title.to_owned(),
            fate: Fate::New,
            like: None,
            starts_on: None,
            starts_said: None,
            ends_on: None,
            ends_said: None,
            state: None,
            percent: None,
            reports: None,
            leads: Vec::new(),
            notes: Vec::new(),
            edited: false,
        }
    }

    /// A record that a person left out.
    pub(super) fn left_out(level: Level, cell: &str, title: &str) -> Self {
        Self {
            fate: Fate::LeftOut,
            ..Self::new(level, cell, title)
        }
    }

    /// A plan of the file, as if the city had nothing like it.
    pub(super) fn of_plan(row: &PlanRow) -> Self {
        Self {
            starts_on: row.draft.starts_on,
            ends_on: row.draft.ends_on,
            ends_said: row.draft.ends_said.clone(),
            leads: row.draft.lead_institutions.clone(),
            ..Self::new(Level::Plan, &row.cell, &row.draft.title)
        }
    }

    /// A commitment of the file, as if the city had nothing like it.
    pub(super) fn of_commitment(row: &CommitmentRow) -> Self {
        let leads = row.involved.iter().filter(|involved| involved.part == PartKind::Lead);
        Self {
            number: row.draft.number.map(|number| number.to_string()).unwrap_or_default(),
            starts_on: row.draft.starts_on,
            starts_said: row.draft.starts_said.clone(),
            ends_on: row.draft.ends_on,
            ends_said: row.draft.ends_said.clone(),
            leads: leads.map(|lead| lead.name.clone()).collect(),
            ..Self::new(Level::Commitment, &row.cell, &row.draft.title)
        }
    }

    /// A milestone of the file, as if the city had nothing like it.
    pub(super) fn of_milestone(row: &MilestoneRow) -> Self {
        let number = row.draft.number.map(|number| number.to_string());
        // Where nobody leads, all who are responsible.
        let leads = |who: &ResponsibleRow| who.part == PartKind::Lead;
        let led = row.responsible.iter().any(leads);
        let responsible = row.responsible.iter().filter(|who| !led || leads(who));
        let responsible = responsible.filter_map(|who| who.organisation.clone());
        Self {
            number: row.draft.code.clone().or(number).unwrap_or_default(),
            starts_on: row.draft.starts_on,
            starts_said: row.draft.starts_said.clone(),
            ends_on: row.draft.due_on,
            ends_said: row.draft.due_said.clone(),
            state: row.draft.state.map(|state| state.to_string()),
            percent: row.draft.percent,
            leads: responsible.collect(),
            ..Self::new(Level::Milestone, &row.cell, &row.draft.title)
        }
    }

    /// An indicator of the file, as if the city had nothing like it. `language` is that of its plan.
    pub(super) fn of_indicator(row: &IndicatorRow, language: &str) -> Self {
        let number = row.draft.number.map(|number| number.to_string());
        Self {
            number: row.draft.code.clone().or(number).unwrap_or_default(),
            ends_on: row.draft.due_on,
            ends_said: row.draft.due_said.clone(),
            ..Self::new(Level::Indicator, &row.cell, row.title(language))
        }
    }

    /// Returns whether a person should look at it: it has a note or a question, or would change a state.
    pub fn is_doubtful(&self) -> bool {
        !self.notes.is_empty() || self.like.as_ref().is_some_and(|like| !like.answered) || self.reports.is_some()
    }
}

/// The notes about a plan and what belongs to it, by cell.
#[derive(Debug)]
pub(super) struct NotesByCell<'n>(BTreeMap<&'n str, Vec<(usize, &'n Note)>>);

impl<'n> NotesByCell<'n> {
    pub(super) fn of(notes: &'n [Note]) -> Self {
        let mut by_cell: BTreeMap<&str, Vec<(usize, &Note)>> = BTreeMap::new();
        for (at, note) in notes.iter().enumerate() {
            by_cell.entry(&note.cell).or_default().push((at, note));
        }
        Self(by_cell)
    }

    /// Returns the notes about a record and its cells, in their order.
    pub(super) fn about(&self, cell: &str, said: &[SourceValue]) -> Vec<Note> {
        let cells = std::iter::once(cell).chain(said.iter().map(|value| value.cell.as_str()));
        let cells: BTreeSet<&str> = cells.collect();
        let mut notes: Vec<_> = cells
            .into_iter()
            .filter_map(|cell| self.0.get(cell))
            .flatten()
            .collect();
        notes.sort_by_key(|(at, _)| *at);
        notes.into_iter().map(|(_, note)| (*note).clone()).collect()
    }
}

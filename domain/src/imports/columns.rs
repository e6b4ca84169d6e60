//! Decides which column of a table holds which field: by its heading, by what a person chose, or by what was
//! chosen for the same heading before.
//!
//! Long because each way to find the field of a column competes with the others.

use super::contents;
use super::fields::{Field, Level};
use super::find::Table;
use super::headings::Meaning;
use super::notes::{Code, Note};
use crate::fold::{fold, one_line};
use crate::imports::layout::{Column as Layout, Holds};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a column holds that only says that it holds organisations, the likeliest first.
const ORGANISATIONS: &[&str] = &[
    "milestone_responsible_institution",
    "milestone_others",
    "commitment_lead_institution",
    "commitment_others",
];
/// The fields that only parts of a plan have.
const WORKS: &[&str] = &[
    "starts_on",
    "ends_on",
    "due_on",
    "dates_said",
    "state",
    "percent",
    "responsible",
    "lead",
    "output",
    "outcome",
];

/// How the field of a column was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Its heading is known.
    Known,
    /// A part of its heading is known.
    Guessed,
    /// A person chose it, or that the column is left out.
    Chosen,
    /// It was chosen for the same heading in an earlier file of the city.
    Remembered,
    /// It is not known what it holds.
    Unknown,
    /// Another column holds the same field.
    Twice,
}

/// A column of a table and its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// The key of the column among the choices of a person: the place of the sheet, of the column, and
    /// of the table in the sheet where it is not the first.
    pub key: String,
    /// The name of the sheet.
    pub sheet: String,
    /// Its heading, on one line; empty without one.
    pub heading: String,
    /// The address of its heading.
    pub cell: String,
    /// The code of its field ([`Field::code`]); empty for none.
    pub field: String,
    /// How the field was found.
    pub why: Why,
    /// The code of the field that its values speak for, where its heading is not known; empty for none. It is
    /// offered to a person, and not read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub guess: String,
    /// The first values below it, at most three.
    pub values: Vec<String>,
    /// The number of filled cells below it.
    pub filled: usize,
}

impl ColumnChoice {
    /// Returns whether there is anything in the column: a heading, or a value below it.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.filled > 0 || !self.heading.is_empty()
    }
}

/// What people chose for columns: by key for this file, by folded heading for later files of the city. An
/// empty code leaves the column out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// For this file.
    pub here: BTreeMap<String, String>,
    /// In earlier files.
    pub before: BTreeMap<String, String>,
}

/// The fields of the columns of one table.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    fields: Vec<Option<Field>>,
    why: Vec<Why>,
    /// What the headings may mean in this table.
    meanings: Vec<Option<Meaning>>,
}

impl Columns {
    /// Decides the fields of a table. `sheet` is its place in the file.
    pub(super) fn of(table: &Table<'_>, sheet: usize, chosen: &Chosen) -> Self {
        let count = table.columns.len();
        let mut columns = Self {
            fields: vec![None; count],
            why: vec![Why::Unknown; count],
            meanings: table.columns.iter().map(|heading| heading.meaning.clone()).collect(),
        };
        for (at, heading) in table.columns.iter().enumerate() {
            let here = chosen.here.get(&key(table, sheet, at));
            let before = chosen
                .before
                .get(&memory(&heading.text))
                .filter(|_| !heading.text.is_empty());
            let (code, why) = match (here, before) {
                (Some(code), _) => (code, Why::Chosen),
                // What is known needs no memory.
                (None, Some(code)) if !heading.meaning.as_ref().is_some_and(|meaning| meaning.whole) => {
                    (code, Why::Remembered)
                }
                (None, _) => continue,
            };
            columns.set(at, Field::of(code), why);
        }
        columns.no_indicators();
        let general = if columns.is_plan(table) {
            columns.no_list()
        } else {
            BTreeSet::new()
        };
        columns.sure();
        let mut open: Vec<(usize, Vec<Field>, Why)> = columns.open();
        // Titles first: the others belong to the finest record that has one. A column that says what an
        // organisation does comes before one that only says that it holds organisations.
        open.sort_by_key(|(at, fields, why)| {
            let titled = fields.iter().any(|field| field.is_title());
            (!titled, general.contains(at), *why != Why::Known)
        });
        for (at, fields, why) in open {
            let field = columns.choose(table, at, &fields);
            let why = match field {
                Some(_) => why,
                // A part of a heading is no reason to say that its column is there twice.
                None if why == Why::Guessed => Why::Unknown,
                None => Why::Twice,
            };
            columns.set(at, field, why);
        }
        columns
    }

    /// Returns whether the rows are those of a plan rather than of a list of organisations: they have the title
    /// of a commitment or milestone.
    fn is_plan(&self, table: &Table<'_>) -> bool {
        let of_plan = |field: &Field| matches!(field.level, Level::Commitment | Level::Milestone | Level::Indicator);
        let listed = |field: &Field| field.level == Level::Stakeholder;
        let titled = [Level::Commitment, Level::Milestone, Level::Indicator];
        if titled.into_iter().any(|level| self.title(level).is_some()) {
            return true;
        }
        if table.level() == Some(Level::Stakeholder) || self.title(Level::Stakeholder).is_some() {
            return false;
        }
        let meanings = || self.meanings.iter().flatten();
        let titles =
            || meanings().filter(|meaning| meaning.fields.iter().any(|field| field.is_title() && of_plan(field)));
        let sure = |meaning: &Meaning| meaning.whole && !meaning.fields.iter().any(listed);
        // What only the parts of a plan have.
        let works = |field: &Field| of_plan(field) && WORKS.contains(&field.name);
        let works = || meanings().any(|meaning| sure(meaning) && meaning.fields.iter().any(works));
        titles().any(sure) || (titles().next().is_some() && works())
    }

    /// Leaves out the meanings that only indicators have, where no heading names any: a unit or a target alone
    /// is something else.
    fn no_indicators(&mut self) {
        let of_indicator = |field: &Field| field.level == Level::Indicator;
        let named = self.meanings.iter().flatten().flat_map(|meaning| &meaning.fields);
        let chosen = self.fields.iter().flatten();
        if named.chain(chosen).any(|field| of_indicator(field) && field.is_title()) {
            return;
        }
        for meaning in &mut self.meanings {
            if let Some(known) = meaning {
                known.fields.retain(|field| !of_indicator(field));
                if known.fields.is_empty() {
                    *meaning = None;
                }
            }
        }
    }

    /// Returns whether several rows are indicators of one milestone, or the table has no milestones: then a
    /// deadline is that of the indicator.
    fn lists_indicators(&self, table: &Table<'_>) -> bool {
        let Some(milestone) = self.title(Level::Milestone) else {
            return true;
        };
        let titles = table.rows.iter().filter_map(|line| line.shown(milestone));
        let mut seen = BTreeSet::new();
        let mut titles = titles.map(|shown| fold(&shown.cell.text));
        titles.any(|title| !seen.insert(title))
    }

    /// Takes the meanings that only a list of organisations has: in a plan a column of organisations says who is
    /// responsible, and their addresses are those of who is. Returns the columns that only say that they hold
    /// organisations.
    fn no_list(&mut self) -> BTreeSet<usize> {
        let mut general = BTreeSet::new();
        for (at, meaning) in self.meanings.iter_mut().enumerate() {
            let Some(known) = meaning else { continue };
            if !known.fields.iter().any(|field| field.level == Level::Stakeholder) {
                continue;
            }
            let whole = known.whole;
            let codes = known.fields.iter().flat_map(|field| match field.code {
                "stakeholder_organisation" if known.fields.len() == 1 => ORGANISATIONS,
                "stakeholder_person" => &["milestone_responsible_person"],
                "stakeholder_person_title" => &["milestone_responsible_title"],
                "stakeholder_email" => &["milestone_responsible_email"],
                "stakeholder_part" => &["milestone_role"],
                _ if field.level == Level::Stakeholder => &[],
                _ => std::slice::from_ref(&field.code),
            });
            let mut fields: Vec<Field> = Vec::new();
            for field in codes.filter_map(|code| Field::of(code)) {
                if !fields.contains(&field) {
                    fields.push(field);
                }
            }
            if fields.len() == ORGANISATIONS.len() {
                general.insert(at);
            }
            *meaning = (!fields.is_empty()).then_some(Meaning { fields, whole });
        }
        general
    }

    /// Sets the columns whose heading can mean one field only.
    fn sure(&mut self) {
        for (at, meaning) in self.meanings.clone().iter().enumerate() {
            let Some(meaning) = meaning.as_ref().filter(|_| self.is_open(at)) else {
                continue;
            };
            if let ([field], true) = (meaning.fields.as_slice(), meaning.whole) {
                let free = self.is_free(*field);
                self.set(at, free.then_some(*field), if free { Why::Known } else { Why::Twice });
            }
        }
    }

    /// Returns the other columns whose heading means something.
    fn open(&self) -> Vec<(usize, Vec<Field>, Why)> {
        let meanings = self.meanings.iter().enumerate().filter(|(at, _)| self.is_open(*at));
        meanings
            .filter_map(|(at, meaning)| {
                let meaning = meaning.as_ref()?;
                let why = if meaning.whole { Why::Known } else { Why::Guessed };
                Some((at, meaning.fields.clone(), why))
            })
            .collect()
    }

    /// Chooses among the fields that a heading can mean; `None` when another column holds the one that fits.
    fn choose(&self, table: &Table<'_>, at: usize, fields: &[Field]) -> Option<Field> {
        if let Some(field) = self.told_by_others(table, at, fields) {
            return Some(field).filter(|field| self.is_free(*field));
        }
        let of = |level: Level| fields.iter().copied().find(|field| field.level == level);
        let listed = || self.listed(table).and_then(of);
        // A number belongs to the title beside it.
        let beside = || {
            let number = fields.iter().any(|field| field.name == "number");
            let right = self.fields.iter().skip(at + 1).flatten().find(|field| field.is_title());
            right.filter(|_| number).and_then(|title| of(title.level))
        };
        let titled = || {
            let has = |level| self.title(level).is_some();
            let fits = |field: &Field| match field.is_title() {
                true => self.is_free(*field),
                false => has(field.level),
            };
            let mut fit = fields.iter().copied().filter(fits).peekable();
            let first = fit.peek().copied();
            // Another field of the same record, where the first has a column.
            fit.find(|field| self.is_free(*field) && first.is_some_and(|first| first.level == field.level))
                .or(first)
        };
        // What an indicator has too belongs to it where the table has one.
        let measured = || {
            let field = of(Level::Indicator).filter(|field| !field.is_title())?;
            let own = field.name != "due_on" && !field.name.starts_with(Field::DEADLINE_IN);
            let titled = self.title(Level::Indicator).is_some();
            (titled && (own || self.lists_indicators(table))).then_some(field)
        };
        let best = listed()
            .or_else(measured)
            .or_else(beside)
            .or_else(titled)
            .or(fields.first().copied());
        best.filter(|field| self.is_free(*field))
    }

    /// Returns the field of a heading of two meanings that the other columns or the values decide: a day of completion
    /// beside a deadline, and a percentage.
    fn told_by_others(&self, table: &Table<'_>, at: usize, fields: &[Field]) -> Option<Field> {
        let code = |code: &str| fields.iter().copied().find(|field| field.code == code);
        if let (Some(_), Some(completed)) = (code("milestone_due"), code("milestone_completed_on")) {
            let deadline = |(other, meaning): (usize, &Option<Meaning>)| {
                let means = |code: &str| {
                    meaning
                        .as_ref()
                        .is_some_and(|meaning| meaning.fields.iter().any(|field| field.code == code))
                };
                other != at && means("milestone_due") && !means("milestone_completed_on")
            };
            return self.meanings.iter().enumerate().any(deadline).then_some(completed);
        }
        let percent = code("milestone_percent").filter(|_| fields.len() == 2)?;
        let texts = table.rows.iter().filter_map(|line| line.row.cells.get(at));
        let mut texts = texts
            .map(|cell| cell.text.trim())
            .filter(|text| !text.is_empty())
            .peekable();
        texts.peek()?;
        let is_number = |text: &str| {
            let digits = text.trim_end_matches(['%', ' ']);
            digits.starts_with(|c: char| c.is_ascii_digit())
                && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
        };
        texts.all(is_number).then_some(percent)
    }

    /// Returns the record that the sheet lists by its name, unless a column holds the title of another.
    fn listed(&self, table: &Table<'_>) -> Option<Level> {
        let level = table.level()?;
        let mut titles = self.fields.iter().flatten().filter(|field| field.is_title());
        titles.all(|title| title.level == level).then_some(level)
    }

    /// Returns whether a field has no column yet, or takes several: their texts become paragraphs.
    pub(super) fn is_free(&self, field: Field) -> bool {
        let prose = field.in_workbook().is_some_and(|(_, column)| {
            matches!(
                column,
                Layout {
                    holds: Holds::Prose,
                    ..
                }
            )
        });
        prose || !self.fields.contains(&Some(field))
    }

    /// Returns whether it is not known what a column holds.
    pub(super) fn is_open(&self, at: usize) -> bool {
        self.why.get(at) == Some(&Why::Unknown)
    }

    fn set(&mut self, at: usize, field: Option<Field>, why: Why) {
        if let (Some(there), Some(reason)) = (self.fields.get_mut(at), self.why.get_mut(at)) {
            *there = field;
            *reason = why;
        }
    }

    /// Returns the field of a column.
    pub(super) fn field(&self, column: usize) -> Option<Field> {
        self.fields.get(column).copied().flatten()
    }

    /// Returns the column with the title of this record.
    pub(super) fn title(&self, level: Level) -> Option<usize> {
        self.fields
            .iter()
            .position(|field| field.is_some_and(|field| field.level == level && field.is_title()))
    }

    /// Returns whether a column holds the title of a record.
    pub(super) fn is_title(&self, column: usize) -> bool {
        self.field(column).is_some_and(Field::is_title)
    }

    /// Returns whether a column holds this field.
    pub(super) fn holds(&self, code: &str) -> bool {
        self.fields.iter().flatten().any(|field| field.code == code)
    }

    /// Returns the first column that holds this field.
    pub(super) fn column(&self, code: &str) -> Option<usize> {
        let holds = |field: &Option<Field>| field.is_some_and(|field| field.code == code);
        self.fields.iter().position(holds)
    }

    /// Returns the columns with other fields.
    pub(super) fn map(&self, field: impl Fn(Field) -> Option<Field>) -> Self {
        Self {
            fields: self.fields.iter().map(|known| known.and_then(&field)).collect(),
            ..self.clone()
        }
    }

    /// Returns whether any column belongs to this record.
    pub(super) fn has(&self, level: Level) -> bool {
        self.fields.iter().flatten().any(|field| field.level == level)
    }

    /// Returns the column with the title of the finest record.
    pub(super) fn finest_title(&self) -> Option<usize> {
        let titles = [
            Level::Stakeholder,
            Level::Indicator,
            Level::Milestone,
            Level::Commitment,
            Level::Plan,
        ];
        titles.into_iter().find_map(|level| self.title(level))
    }

    /// Returns the finest record that the table has a title for.
    pub(super) fn finest(&self) -> Option<Level> {
        self.finest_title()
            .and_then(|column| self.field(column))
            .map(|field| field.level)
    }

    /// Adds a note for each column that is not read, that was guessed, or that the program hides.
    pub(super) fn notes(&self, choices: &[ColumnChoice], table: &Table<'_>, notes: &mut Vec<Note>) {
        let hidden = |at: usize| u32::try_from(at).is_ok_and(|at| table.sheet.hidden_columns.contains(&at));
        for (at, choice) in choices.iter().enumerate().filter(|(_, choice)| choice.is_used()) {
            let note = |code| Note::new(code, &choice.cell, &choice.heading);
            match choice.why {
                Why::Known | Why::Remembered => {}
                Why::Guessed => notes.push(note(Code::ColumnGuessed).using(&choice.field)),
                Why::Unknown => notes.push(note(Code::UnknownColumn)),
                Why::Twice => notes.push(note(Code::DuplicateColumn)),
                Why::Chosen if choice.field.is_empty() => notes.push(note(Code::ColumnLeftOut)),
                Why::Chosen => {}
            }
            if hidden(at) && choice.filled > 0 {
                notes.push(note(Code::HiddenColumn));
            }
        }
    }

    /// Returns the columns as a person sees and chooses them.
    pub(super) fn choices(&self, table: &Table<'_>, sheet: usize) -> Vec<ColumnChoice> {
        let columns = table.columns.iter().enumerate();
        let guesses = contents::guesses(table, self);
        columns
            .map(|(at, heading)| {
                let filled = table
                    .rows
                    .iter()
                    .filter_map(|line| line.row.cells.get(at))
                    .filter(|cell| cell.is_filled());
                let values = filled.clone().take(3).map(|cell| short(&cell.text));
                ColumnChoice {
                    key: key(table, sheet, at),
                    sheet: table.sheet.name.clone(),
                    heading: heading.text.clone(),
                    cell: table.address(table.heading_row, at),
                    field: self.field(at).map(|field| field.code.to_owned()).unwrap_or_default(),
                    guess: guesses.get(&at).map(|field| field.code.to_owned()).unwrap_or_default(),
                    why: self.why.get(at).copied().unwrap_or(Why::Unknown),
                    values: values.collect(),
                    filled: filled.count(),
                }
            })
            .collect()
    }
}

fn key(table: &Table<'_>, sheet: usize, column: usize) -> String {
    match table.part {
        0 => format!("{sheet}.{column}"),
        part => format!("{sheet}.{column}.{part}"),
    }
}

/// Returns the form of a heading under which a choice is remembered.
pub fn memory(heading: &str) -> String {
    fold(heading)
}

fn short(text: &str) -> String {
    const SHOWN: usize = 80;
    let line = one_line(text);
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::book::{Cell, Kind, Row, Sheet};
    use crate::imports::layout::SHEETS;

    fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
        let cell = |text: &&str| Cell {
            text: (*text).to_owned(),
            ..Cell::default()
        };
        let rows = rows.iter().zip(1..).map(|(cells, number)| Row {
            number,
            hidden: false,
            cells: cells.iter().map(cell).collect(),
        });
        Sheet {
            kind: Kind::Xlsx,
            name: name.to_owned(),
            hidden: false,
            rows: rows.collect(),
            merged: Vec::new(),
            hidden_columns: Vec::new(),
        }
    }

    fn fields(name: &str, headings: &[&str]) -> Vec<String> {
        let sheet = sheet(name, &[headings, &["1"]]);
        let table = Table::find(&sheet).unwrap();
        let columns = Columns::of(&table, 0, &Chosen::default());
        let choices = columns.choices(&table, 0);
        choices.into_iter().map(|choice| choice.field).collect()
    }

    #[test]
    fn every_column_of_the_own_workbook_is_known() {
        for layout in SHEETS {
            let codes = layout.columns.iter().map(|column| layout.field(column).unwrap().code);
            let codes: Vec<&str> = codes.collect();
            assert_eq!(fields(layout.name, &codes), codes, "{}", layout.name);
        }
    }

    #[test]
    fn columns_of_offices() {
        assert_eq!(
            fields(
                "Plani",
                &[
                    "Nr",
                    "Angazhimi",
                    "Nr",
                    "Aktiviteti",
                    "Afati",
                    "Institucioni përgjegjës",
                    "Statusi"
                ]
            ),
            [
                "commitment_number",
                "commitment_title",
                "milestone_number",
                "milestone_title",
                "milestone_due",
                "milestone_responsible_institution",
                "milestone_state"
            ]
        );
        assert_eq!(
            fields("Sheet1", &["Commitment", "Lead", "Deadline"]),
            ["commitment_title", "commitment_lead_institution", "commitment_end"]
        );
        assert_eq!(
            fields(
                "Hoja1",
                &[
                    "Compromiso",
                    "Hito",
                    "Fecha de inicio",
                    "Fecha de fin",
                    "Responsable",
                    "Kush?"
                ]
            ),
            [
                "commitment_title",
                "milestone_title",
                "milestone_start",
                "milestone_due",
                "milestone_responsible_institution",
                ""
            ]
        );
    }
}

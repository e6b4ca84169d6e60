//! Finds the tables of a file, with the fields of their columns, and what is missing in them.

use super::account::Account;
use super::book::{Book, Sheet};
use super::columns::{Chosen, ColumnChoice, Columns};
use super::context;
use super::fields::Level;
use super::find::{Line, Table, known_headings};
use super::headings;
use super::nested::Nested;
use super::notes::{Code, Note};
use super::outline::Outline;
use super::record::Record;
use super::shares::Shares;
use crate::fold::fold;
use std::collections::BTreeSet;

/// A file with so many sheets of Besa's own workbook is one.
const OWN_SHEETS: usize = 3;
/// A sheet with so many rows that name columns may explain them.
const EXPLAINED: usize = 5;

/// A table with its place in the file and the fields of its columns.
#[derive(Debug)]
pub(super) struct Known<'b> {
    /// The place of its sheet.
    pub(super) at: usize,
    pub(super) table: Table<'b>,
    pub(super) columns: Columns,
    pub(super) choices: Vec<ColumnChoice>,
    /// The commitments that stand in the rows of milestones.
    pub(super) shares: Shares,
    /// The milestones among its commitments.
    pub(super) nested: Option<Nested>,
    /// The commitment that a heading, a form, a line above it or the name of its sheet gives to its rows.
    pub(super) above: Option<Record>,
}

impl<'b> Known<'b> {
    fn of(table: Table<'b>, at: usize, above: Option<Record>, chosen: &Chosen, notes: &mut Vec<Note>) -> Self {
        let columns = Columns::of(&table, at, chosen);
        let choices = columns.choices(&table, at);
        columns.notes(&choices, &table, notes);
        Self {
            shares: Shares::of(&table, &columns),
            nested: Nested::of(&table, &columns),
            above: context::commitment_above(&table).or(above),
            at,
            table,
            columns,
            choices,
        }
    }

    /// Returns whether it has a column for the states of milestones.
    pub(super) fn has_states(&self) -> bool {
        let columns = self.nested.as_ref().map_or(&self.columns, Nested::of_milestones);
        columns.holds("milestone_state") && columns.title(Level::Milestone).is_some()
    }

    /// Returns the columns as a row reads them.
    pub(super) fn columns_of(&self, line: &Line<'_>) -> &Columns {
        let nested = self.nested.as_ref().and_then(|nested| nested.columns(line));
        nested.unwrap_or(&self.columns)
    }
}

/// Finds the tables of all sheets, those of the plan first and those of organisations last. Sheets without a
/// table are noted, and so is what the program hides.
pub(super) fn tables<'b>(
    book: &'b Book,
    outline: &mut Outline<'b>,
    chosen: &Chosen,
    account: &mut Account,
    notes: &mut Vec<Note>,
) -> Vec<Known<'b>> {
    let mut found: Vec<Known<'b>> = Vec::new();
    let levels = book
        .sheets
        .iter()
        .filter_map(|sheet| headings::level_of_sheet(&sheet.name));
    let is_own = levels.collect::<BTreeSet<Level>>().len() >= OWN_SHEETS;
    for (at, sheet) in book
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| !sheet.rows.is_empty())
    {
        // Besa's own words, and no records.
        if is_own && (headings::explains(&sheet.name) || names_columns(book, sheet)) {
            account.guide(at, sheet.rows.len());
            continue;
        }
        if let Some(tables) = outline.forms.remove(&at) {
            found.extend(
                tables
                    .into_iter()
                    .map(|(table, above)| Known::of(table, at, above, chosen, notes)),
            );
            continue;
        }
        let asked = chosen.here.keys().any(|key| key.starts_with(&format!("{at}.")));
        let guessed = asked || (alone(book, sheet) && !outline.has_commitments());
        let mut tables = Table::all(sheet);
        if tables.is_empty() {
            tables.extend(Table::guess(sheet).filter(|_| guessed));
        }
        if tables.is_empty() || (sheet.hidden && !asked) {
            let code = if sheet.hidden {
                Code::HiddenSheet
            } else {
                Code::SheetNotRead
            };
            notes.push(Note::new(code, &sheet.name, sheet.rows.len().to_string()));
            account.sheet(at);
            continue;
        }
        let above = outline.above.remove(&at);
        let tables = tables.into_iter();
        found.extend(tables.map(|table| Known::of(table, at, above.clone(), chosen, notes)));
    }
    found.sort_by_key(|known| known.columns.finest());
    found
}

/// Returns whether the rows of a sheet are the names of the columns of Besa's own sheets, whatever its name: it
/// explains them.
fn names_columns(book: &Book, sheet: &Sheet) -> bool {
    let listed = |sheet: &Sheet| headings::level_of_sheet(&sheet.name).is_some();
    if listed(sheet) {
        return false;
    }
    let heads = book.sheets.iter().filter(|other| listed(other)).filter_map(|other| {
        let rows = other.rows.iter().take(EXPLAINED);
        rows.max_by_key(|row| known_headings(row))
    });
    let names = heads.flat_map(|row| &row.cells).map(|cell| fold(&cell.text));
    let names: BTreeSet<String> = names.filter(|name| !name.is_empty()).collect();
    let named = sheet.rows.iter().filter(|row| {
        let mut cells = row.cells.iter();
        cells.any(|cell| names.contains(&fold(&cell.text)))
    });
    let named = named.count();
    named >= EXPLAINED && 2 * named >= sheet.rows.len()
}

/// Returns how many sheets of Besa's own workbook a file has.
fn own_sheets(known: &[Known<'_>]) -> usize {
    let levels: BTreeSet<Level> = known.iter().filter_map(|known| known.table.level()).collect();
    levels.len()
}

/// Returns whether a sheet is the only one that holds anything and is not hidden.
fn alone(book: &Book, sheet: &Sheet) -> bool {
    let mut filled = book
        .sheets
        .iter()
        .filter(|other| !other.hidden && !other.rows.is_empty());
    filled.next().is_some_and(|first| std::ptr::eq(first, sheet)) && filled.next().is_none()
}

/// Returns notes about what no table holds: the titles of commitments.
pub(super) fn missing(known: &[Known<'_>]) -> Option<Vec<Note>> {
    let has = |level| known.iter().any(|known| known.columns.title(level).is_some());
    let sectioned = || {
        known
            .iter()
            .any(|known| known.above.is_some() || context::names_commitments(&known.table, &known.columns))
    };
    if has(Level::Commitment) || (has(Level::Milestone) && sectioned()) {
        return None;
    }
    let sheet = known
        .iter()
        .max_by_key(|known| known.columns.finest())
        .map_or("", |known| &known.table.sheet.name);
    let wanted = [Level::Commitment, Level::Milestone];
    let codes = wanted
        .into_iter()
        .filter(|level| !has(*level))
        .map(|level| match level {
            Level::Commitment => "commitment_title",
            Level::Member | Level::Plan | Level::Milestone | Level::Indicator | Level::Stakeholder => "milestone_title",
        });
    Some(codes.map(|code| Note::new(Code::MissingColumn, sheet, code)).collect())
}

/// Notes the sheets of Besa's own workbook that a file does not have, though it has others of them.
pub(super) fn missing_sheets(known: &[Known<'_>], notes: &mut Vec<Note>) {
    let named = |name: &str| {
        known
            .iter()
            .any(|known| known.table.level() == headings::level_of_sheet(name))
    };
    if own_sheets(known) < OWN_SHEETS {
        return;
    }
    let missing = super::layout::SHEETS.iter().filter(|layout| !named(layout.name));
    notes.extend(missing.map(|layout| Note::new(Code::MissingSheet, "", layout.name)));
}

/// Adds the columns that are not known, one of which may be what is missing.
pub(super) fn with_unknown(mut missing: Vec<Note>, notes: &[Note]) -> Vec<Note> {
    missing.extend(notes.iter().filter(|note| note.code == Code::UnknownColumn).cloned());
    missing
}

/// Returns whether any row names the city of its plan. When none does, all plans belong to the city that
/// imports the file.
pub(super) fn names_members(known: &[Known<'_>]) -> bool {
    known.iter().any(|known| {
        let member = known.choices.iter().position(|choice| choice.field == "member");
        member.is_some_and(|column| known.table.rows.iter().any(|line| line.shown(column).is_some()))
    })
}

/// Returns why nothing can be read.
pub(super) fn nothing(book: &Book) -> Code {
    match (
        book.text.is_empty(),
        book.sheets.iter().all(|sheet| sheet.rows.is_empty()),
    ) {
        (false, _) => Code::NoCommitmentInText,
        (true, true) => Code::EmptyFile,
        (true, false) => Code::NoTable,
    }
}

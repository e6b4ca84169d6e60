//! Forms: tables whose first cells are labels and whose other cells are values, as in OGP's template of a
//! commitment. A form can hold a table of milestones.

use super::labels::{Label, named};
use super::line::{BOLD, Open, Source, TEXT, Target, is_milestone, title_of};
use super::reader::Reader;
use crate::fold::one_line;
use crate::imports::account::Spot;
use crate::imports::book::{Book, Merged, Row, Sheet};
use crate::imports::fields::{Field, Level};
use crate::imports::find::{Shown, Table, known_headings};
use crate::imports::headings;
use crate::imports::lines::{COMMITMENTS, Title};
use crate::imports::record::Record;

/// A sheet with more rows is no form.
const LONGEST: usize = 500;

/// A part of a form, in its order.
#[derive(Debug, Clone)]
enum Part<'b> {
    /// A row with one text: a title, or a heading within the form.
    Head(Shown<'b>),
    /// A label over labels of more meaning, as "Other actors" over "State actors".
    Over(Shown<'b>),
    /// A label and its values.
    Pair(Shown<'b>, Vec<Shown<'b>>),
    /// A table within the form.
    Table(Table<'b>),
}

/// Returns the parts of a form; `None` for another sheet: one whose rows know more headings than its first
/// cells know labels.
fn parts(sheet: &Sheet) -> Option<Vec<Part<'_>>> {
    if sheet.rows.len() > LONGEST || headings::level_of_sheet(&sheet.name).is_some() {
        return None;
    }
    let labels: Vec<_> = sheet.rows.iter().filter_map(label_of_row).collect();
    let widest = sheet.rows.iter().map(known_headings).max().unwrap_or(0);
    let mut fields: Vec<_> = labels
        .iter()
        .filter_map(|label| label.fields.first().copied())
        .collect();
    // A column that repeats the name of a sheet explains a workbook.
    let repeats = fields
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if one == other && one.is_title()));
    fields.sort_unstable();
    fields.dedup();
    let known = fields.len() > 1 && (widest < 2 || fields.len() > widest);
    if !known || repeats {
        return None;
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(row) = sheet.rows.get(at) {
        if heads_milestones(row) {
            let below = sheet.rows.iter().skip(at + 1);
            let end = at + 1 + below.take_while(|row| !ends_table(sheet, row)).count();
            parts.push(Part::Table(Table::within(sheet, at, end)));
            at = end;
        } else {
            parts.extend(row_parts(row));
            at += 1;
        }
    }
    Some(parts)
}

/// Returns the filled cells of a row.
fn filled(row: &Row) -> Vec<Shown<'_>> {
    let cells = row.cells.iter().enumerate().filter(|(_, cell)| cell.is_filled());
    cells
        .map(|(column, cell)| Shown {
            row: row.number,
            column,
            cell,
        })
        .collect()
}

/// Returns the label of a row that has a value beside it.
fn label_of_row(row: &Row) -> Option<Label<'_>> {
    let cells = filled(row);
    let (first, rest) = cells.split_first()?;
    let label = Label::alone(&first.cell.text, false)?;
    (!rest.is_empty()).then_some(label)
}

/// Returns a row as a label with its values. Where a label has labels beside it, the last one before the values
/// counts.
fn row_parts(row: &Row) -> Vec<Part<'_>> {
    let cells = filled(row);
    match cells.as_slice() {
        [] => Vec::new(),
        [only] => vec![Part::Head(*only)],
        [over, label, values @ ..] if !values.is_empty() && is_label(over) && is_label(label) => {
            vec![Part::Over(*over), Part::Pair(*label, values.to_vec())]
        }
        [label, values @ ..] => vec![Part::Pair(*label, values.to_vec())],
    }
}

fn is_label(shown: &Shown<'_>) -> bool {
    Label::alone(&shown.cell.text, false).is_some()
}

/// Returns whether a row holds the headings of a table of milestones: their title, and another field.
fn heads_milestones(row: &Row) -> bool {
    let cells = filled(row);
    let title = |shown: &Shown<'_>| {
        let meaning = headings::meaning(&one_line(&shown.cell.text));
        meaning.is_some_and(|meaning| {
            let mut fields = meaning.fields.iter();
            fields.any(|field| field.level == Level::Milestone && field.is_title())
        })
    };
    let known = cells
        .iter()
        .all(|shown| headings::meaning(&one_line(&shown.cell.text)).is_some());
    cells.len() > 1 && known && cells.iter().any(title) && known_headings(row) > 1
}

/// Returns whether a row is no milestone of the table above it: a label of the form, or a heading over its
/// whole width.
fn ends_table(sheet: &Sheet, row: &Row) -> bool {
    let cells = filled(row);
    let Some(first) = cells.first() else { return true };
    let label = Label::alone(&first.cell.text, false).filter(|label| !label.is("title") && !label.is("number"));
    let numbered = named(&first.cell.text, is_milestone).is_some();
    (label.is_some() && !numbered) || (cells.len() == 1 && is_wide(sheet, first) && !numbered)
}

/// Returns whether a cell is merged over the whole width of its sheet.
fn is_wide(sheet: &Sheet, shown: &Shown<'_>) -> bool {
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let covers = |merged: &Merged| {
        merged.top == shown.row && usize::try_from(merged.right).is_ok_and(|right| right + 1 >= width)
    };
    let first = u32::try_from(shown.column);
    sheet
        .merged
        .iter()
        .any(|merged| first == Ok(merged.left) && covers(merged))
}

/// Returns whether a label names commitments by their title alone.
fn is_title(shown: &Shown<'_>) -> bool {
    let label = Label::alone(&shown.cell.text, false);
    label.is_some_and(|label| match label.fields.as_slice() {
        [field] => field.level == Level::Commitment && field.is_title(),
        fields => fields
            .iter()
            .any(|field| field.is_title() && field.level == Level::Commitment),
    })
}

/// Returns the title and number that a cell of a form gives a commitment.
fn title(text: &str) -> Title {
    let found = named(text, |word| COMMITMENTS.contains(&word));
    found
        .map(|found| found.title)
        .filter(|title| !title.title.is_empty())
        .unwrap_or_else(|| title_of(text))
}

impl<'b> Reader<'b> {
    /// Forgets what the lines above are about.
    pub(super) fn close(&mut self) {
        (self.commitment, self.milestone, self.list) = (None, None, None);
        (self.open, self.untitled) = (Open::Nothing, false);
    }

    /// Reads a sheet: a form, or a table, which belongs to the commitment above it.
    pub(super) fn table(&mut self, book: &'b Book, at: usize) {
        let Some(sheet) = book.sheets.get(at) else { return };
        // A form directly below the heading of a commitment is about it.
        let headed = self.open == Open::Heading && self.milestone.is_none() && self.is_of_text();
        (self.open, self.milestone, self.list) = (Open::Nothing, None, None);
        let form = parts(sheet).filter(|_| !sheet.hidden);
        if form.is_none_or(|parts| !self.form(at, sheet, &parts, headed))
            && let Some(above) = self.above()
        {
            self.outline.above.insert(at, above);
        }
    }

    /// Returns whether paragraphs alone tell the current commitment.
    fn is_of_text(&self) -> bool {
        let told = self.commitment.and_then(|(at, _)| self.outline.commitments.get(at));
        told.is_some_and(|told| {
            let mut values = told.commitment.values.iter();
            told.milestones.is_empty() && values.all(|value| value.cell.starts_with("paragraph "))
        })
    }

    /// Returns the name of the current commitment.
    fn above(&self) -> Option<Record> {
        let (at, _) = self.commitment?;
        let told = &self.outline.commitments.get(at)?.commitment;
        let names = ["title", "number", "ogp_id"];
        let values = told.values.iter().filter(|value| names.contains(&value.field));
        Some(Record {
            cell: told.cell.clone(),
            values: values.cloned().collect(),
            rows: 0,
        })
    }

    /// Reads a form. Returns whether anything names its commitment.
    fn form(&mut self, at: usize, sheet: &'b Sheet, parts: &[Part<'b>], headed: bool) -> bool {
        let titled = parts.iter().find_map(|part| match part {
            Part::Pair(label, values) if is_title(label) => Some((label, values)),
            Part::Pair(..) | Part::Over(_) | Part::Head(_) | Part::Table(_) => None,
        });
        // Else the last line above the labels names it.
        let above = parts.iter().map_while(|part| match part {
            Part::Head(shown) if !is_label(shown) => Some(*shown),
            Part::Pair(..) | Part::Over(_) | Part::Head(_) | Part::Table(_) => None,
        });
        let heading = above.last().filter(|_| titled.is_none());
        if titled.is_none() && heading.is_none() && self.commitment.is_none() {
            return false;
        }
        let cell = |shown: &Shown<'b>| Source {
            spot: Spot::Cell(at, shown.row, shown.column),
            place: sheet.address(shown.row, shown.column, ""),
            text: shown.cell.text.as_str(),
            said: shown.cell.text.as_str(),
        };
        // Several titles beside each other: a column for each commitment.
        let columns: Vec<Option<usize>> = match titled {
            Some((_, values)) if values.len() > 1 => values.iter().map(|value| Some(value.column)).collect(),
            Some(_) | None => vec![None],
        };
        for column in columns {
            let of = |shown: &&Shown<'b>| column.is_none_or(|column| column == shown.column);
            if let Some((label, values)) = titled {
                for value in values.iter().filter(of) {
                    if headed && values.len() == 1 {
                        self.names_headed(&cell(value));
                    } else {
                        self.begin_commitment(&cell(value), title(&value.cell.text), BOLD);
                    }
                }
                self.outline.taken.insert(cell(label).spot);
            }
            for part in parts {
                match part {
                    Part::Head(shown) if heading.is_some_and(|heading| heading.row == shown.row) => {
                        self.begin_commitment(&cell(shown), title(&shown.cell.text), BOLD);
                    }
                    Part::Head(shown) => self.head(&cell(shown)),
                    Part::Over(shown) => drop(self.outline.taken.insert(cell(shown).spot)),
                    Part::Pair(label, _) if titled.is_some_and(|(title, _)| title.row == label.row) => {}
                    // The next commitment of the same form.
                    Part::Pair(label, values) if is_title(label) => {
                        for value in values.iter().filter(of) {
                            self.begin_commitment(&cell(value), title(&value.cell.text), BOLD);
                        }
                        self.outline.taken.insert(cell(label).spot);
                    }
                    Part::Pair(label, values) => {
                        let values: Vec<Source<'b>> = values.iter().filter(of).map(cell).collect();
                        self.pair(&cell(label), &values);
                    }
                    Part::Table(table) => {
                        let above = self.above();
                        let tables = self.outline.forms.entry(at).or_default();
                        if tables.iter().all(|(known, _)| known.heading_row != table.heading_row) {
                            tables.push((table.clone(), above));
                        }
                    }
                }
            }
        }
        self.outline.forms.entry(at).or_default();
        true
    }

    /// Gives the commitment of the heading above the title that its form says.
    fn names_headed(&mut self, source: &Source<'_>) {
        let Title { number, title } = title(source.text);
        self.title(&source.part(&title));
        if let Some(field) = Field::of("commitment_number").filter(|_| !number.is_empty())
            && !self.has(Target::Commitment, field)
        {
            self.keep(Target::Commitment, field, &source.part(&number));
        }
    }

    /// Reads a row of a form with one text: the number of its commitment, or a label without a value.
    fn head(&mut self, source: &Source<'_>) {
        let number = named(source.text, |word| COMMITMENTS.contains(&word));
        let number = number
            .map(|found| found.title.number)
            .filter(|number| !number.is_empty());
        if let (Some(number), Some(field)) = (number, Field::of("commitment_number")) {
            self.keep(Target::Commitment, field, &source.part(&number));
        } else if Label::alone(source.text, false).is_some() {
            self.outline.labels.push(source.spot);
        }
    }

    /// Reads a label of a form and its values.
    fn pair(&mut self, label: &Source<'_>, values: &[Source<'_>]) {
        let number = named(label.text, is_milestone).map(|found| found.title.number);
        let known = Label::alone(label.text, true);
        let listed = known.as_ref().is_some_and(|known| {
            let first = known.fields.first();
            known.whole
                && first
                    .is_some_and(|field| field.level == Level::Milestone && field.is_title() && known.fields.len() == 1)
        });
        if number.is_some() || listed {
            for value in values {
                match &number {
                    Some(number) => self.begin_milestone(value, number, TEXT),
                    None => self.entries(value),
                }
            }
        } else if let Some(known) = known
            && let Some((target, field)) = self.target(&known, TEXT).filter(|(_, field)| !field.is_title())
        {
            for value in values {
                self.keep(target, field, value);
            }
            if !known.whole {
                self.guess(label, field.code);
            }
        } else {
            return;
        }
        self.outline.taken.insert(label.spot);
    }
}

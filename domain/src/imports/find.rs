//! Finds the table of a sheet: below a banner, with merged cells, in any column.
//!
//! Long because a table is found by its headings, its rows and its merged cells together.

use super::book::{Cell, Row, Sheet};
use super::fields::{Field, Level};
use super::headings::{self, Meaning};
use crate::fold::{fold, one_line};
use std::collections::{BTreeMap, BTreeSet};

/// Rows in which the headings are looked for.
const TOP: usize = 60;
/// A longer text heads no column.
const HEADING: usize = 160;

/// A sheet whose headings were found.
#[derive(Debug, Clone)]
pub(super) struct Table<'b> {
    /// The sheet.
    pub(super) sheet: &'b Sheet,
    /// Its place among the tables of the sheet.
    pub(super) part: usize,
    /// Its columns, from the first on.
    pub(super) columns: Vec<Heading>,
    /// The filled rows above the headings.
    pub(super) banner: Vec<&'b Row>,
    /// The rows below the headings, with the values of merged cells in each row of the merged range.
    pub(super) rows: Vec<Line<'b>>,
    /// The number of the row with the headings.
    pub(super) heading_row: u32,
    /// The number of the row below it that goes on with the headings.
    pub(super) under_row: Option<u32>,
}

/// The head of a column.
#[derive(Debug, Clone, Default)]
pub(super) struct Heading {
    /// Its text, on one line.
    pub(super) text: String,
    /// What it may mean.
    pub(super) meaning: Option<Meaning>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(super) struct Line<'b> {
    /// The row of the sheet.
    pub(super) row: &'b Row,
    /// The cells that begin above it and are merged down to it, by column: the row in which each begins, and
    /// the cell.
    merged: BTreeMap<usize, (u32, &'b Cell)>,
}

/// A cell as a person sees it in a row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'b> {
    /// The row in which it stands.
    pub(super) row: u32,
    /// Its column.
    pub(super) column: usize,
    /// The cell.
    pub(super) cell: &'b Cell,
}

impl<'b> Line<'b> {
    /// Returns the cell of a column as a person sees it; `None` for an empty one.
    pub(super) fn shown(&self, column: usize) -> Option<Shown<'b>> {
        let own = self.row.cells.get(column).filter(|cell| cell.is_filled());
        let (row, cell) = match own {
            Some(cell) => (self.row.number, cell),
            None => *self.merged.get(&column)?,
        };
        Some(Shown { row, column, cell })
    }

    /// Returns whether a merged cell reaches into the row.
    pub(super) fn is_merged(&self) -> bool {
        !self.merged.is_empty()
    }

    /// Returns the filled cells that stand in the row itself.
    pub(super) fn own(&self) -> impl Iterator<Item = Shown<'b>> + use<'b> {
        let row = self.row;
        let cells = row.cells.iter().enumerate().filter(|(_, cell)| cell.is_filled());
        cells.map(move |(column, cell)| Shown {
            row: row.number,
            column,
            cell,
        })
    }
}

impl<'b> Table<'b> {
    /// Returns the address of a cell.
    pub(super) fn address(&self, row: u32, column: usize) -> String {
        let heading = self.columns.get(column).map_or("", |heading| heading.text.as_str());
        self.sheet.address(row, column, heading)
    }

    /// Finds the table of a sheet: below the row whose cells are known as headings more than those of any other.
    #[cfg(test)]
    pub(super) fn find(sheet: &'b Sheet) -> Option<Self> {
        Some(Self::below(sheet, best(sheet)?, sheet.rows.len()))
    }

    /// Finds the tables of a sheet: below the row whose cells are known as headings more than those of any other,
    /// and below other rows that are nothing but headings. Empty when no row has two of them.
    pub(super) fn all(sheet: &'b Sheet) -> Vec<Self> {
        let Some(best) = best(sheet) else { return Vec::new() };
        let mut starts: Vec<usize> = Vec::new();
        for at in 0..sheet.rows.len() {
            let before = starts.last().copied();
            let under = before.is_some_and(|before| before + 1 == at && is_upper(sheet, before));
            let same = |before: usize| texts(sheet, before) == texts(sheet, at);
            // Headings that are repeated go on with their table.
            let other = at == best || (heads(sheet, at) && !under && !before.is_some_and(same));
            if other {
                starts.push(at);
            }
        }
        let mut tables = Vec::with_capacity(starts.len());
        let mut end = sheet.rows.len();
        for (part, at) in starts.iter().copied().enumerate().rev() {
            let least = part
                .checked_sub(1)
                .and_then(|before| starts.get(before))
                .map_or(0, |at| at + 1);
            let lone = |row: usize| sheet.rows.get(row).is_some_and(|row| filled(row) == 1);
            let from = match part {
                0 => 0,
                _ => (least..at).rev().take_while(|row| lone(*row)).last().unwrap_or(at),
            };
            let table = Self::below(sheet, at, end);
            let banner = sheet.rows.get(from..at).unwrap_or_default().iter().collect();
            tables.push(Self { banner, part, ..table });
            end = from;
        }
        tables.reverse();
        tables
    }

    /// Builds the table within a form whose headings stand in the row at this place, and which ends before the
    /// row at `end`. What is above it belongs to the form.
    pub(super) fn within(sheet: &'b Sheet, at: usize, end: usize) -> Self {
        Self {
            banner: Vec::new(),
            ..Self::below(sheet, at, end)
        }
    }

    /// Takes the first row that looks like headings, where none is known: text in at least two columns, and
    /// a filled row below.
    pub(super) fn guess(sheet: &'b Sheet) -> Option<Self> {
        let at = sheet.rows.iter().take(TOP).position(|row| {
            let filled = row.cells.iter().filter(|cell| cell.is_filled());
            let texts = filled.clone().filter(|cell| is_text(cell));
            filled.count() >= 2 && texts.count() >= 2
        })?;
        (at + 1 < sheet.rows.len()).then(|| Self::below(sheet, at, sheet.rows.len()))
    }

    /// Builds the table whose headings stand in the row at this place. `end` is the place after its last row.
    fn below(sheet: &'b Sheet, at: usize, end: usize) -> Self {
        let lines = lines(sheet);
        let (within, _) = sheet.rows.split_at_checked(end).unwrap_or((&sheet.rows, &[]));
        let (above, rest) = within.split_at_checked(at).unwrap_or((within, &[]));
        let upper = rest.first();
        let under = rest
            .get(1)
            .filter(|row| upper.is_some_and(|upper| goes_on(sheet, upper, row)));
        let taken = at + 1 + usize::from(under.is_some());
        let width = rest.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let columns = (0..width).map(|column| {
            let text = |row: Option<&&Row>| {
                row.and_then(|row| row.cells.get(column))
                    .map(|cell| one_line(&cell.text))
            };
            let upper = text(upper.as_ref()).filter(|text| !text.is_empty());
            let over = || upper.clone().or_else(|| spread(sheet, column, rest.first()?));
            match text(under.as_ref()).filter(|text| !text.is_empty()) {
                Some(lower) => Heading::of_two(over(), lower),
                None => Heading::of(upper.unwrap_or_default()),
            }
        });
        Self {
            sheet,
            part: 0,
            columns: columns.collect(),
            banner: above.iter().collect(),
            heading_row: upper.map_or(0, |row| row.number),
            under_row: under.map(|row| row.number),
            rows: lines.into_iter().take(end).skip(taken).collect(),
        }
    }

    /// Returns whether a cell is merged over at least half of the columns.
    pub(super) fn is_wide(&self, shown: &Shown<'_>) -> bool {
        let Ok(column) = u32::try_from(shown.column) else {
            return false;
        };
        let begins = |merged: &&super::book::Merged| merged.top == shown.row && merged.left == column;
        let widths = self
            .sheet
            .merged
            .iter()
            .filter(begins)
            .map(|merged| merged.right - merged.left + 1);
        let half = u32::try_from(self.columns.len() / 2).unwrap_or(u32::MAX).max(2);
        widths.max().is_some_and(|width| width >= half)
    }

    /// Returns the record that the sheet lists by its name, as in Besa's own workbook.
    pub(super) fn level(&self) -> Option<Level> {
        headings::level_of_sheet(&self.sheet.name)
    }
}

impl Heading {
    fn of(text: String) -> Self {
        let meaning = headings::meaning(&text);
        Self { text, meaning }
    }

    /// A heading of two rows: the lower one says what is in the column, if it is known.
    fn of_two(upper: Option<String>, lower: String) -> Self {
        let alone = headings::meaning(&lower).filter(|meaning| meaning.whole);
        let alone = match upper.as_deref().and_then(record_of) {
            Some(level) => alone.map(|meaning| meaning.of(level)),
            None => alone,
        };
        let text = match upper {
            Some(upper) if upper != lower => format!("{upper} {lower}"),
            Some(_) | None => lower,
        };
        match alone {
            Some(_) => Self { meaning: alone, text },
            None => Self::of(text),
        }
    }
}

/// Returns the place of the row whose cells are known as headings more than those of any other. `None` when no
/// row has two of them.
fn best(sheet: &Sheet) -> Option<usize> {
    // One heading is enough in a sheet of Besa's own workbook, whose name says what it lists.
    let least = if headings::level_of_sheet(&sheet.name).is_some() {
        1
    } else {
        2
    };
    let scores = sheet.rows.iter().take(TOP).map(|row| score(row, least));
    let best = scores
        .enumerate()
        .filter(|(_, score)| *score >= 2 + least)
        .reduce(|best, other| if other.1 > best.1 { other } else { best });
    let (at, _) = best?;
    // The row above may say which record the headings are of.
    let upper = at.checked_sub(1).filter(|upper| names_records(sheet, *upper));
    Some(upper.unwrap_or(at))
}

/// Returns the number of filled cells of a row.
fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| cell.is_filled()).count()
}

/// Returns the folded texts of a row.
fn texts(sheet: &Sheet, at: usize) -> Vec<String> {
    let cells = sheet.rows.get(at).map(|row| row.cells.as_slice()).unwrap_or_default();
    let mut texts: Vec<String> = cells.iter().map(|cell| fold(&cell.text)).collect();
    let used = texts
        .iter()
        .rposition(|text| !text.is_empty())
        .map_or(0, |last| last + 1);
    texts.truncate(used);
    texts
}

/// Returns whether a row has headings over those of the row below it.
fn is_upper(sheet: &Sheet, at: usize) -> bool {
    let rows = (sheet.rows.get(at), sheet.rows.get(at + 1));
    matches!(rows, (Some(upper), Some(lower)) if goes_on(sheet, upper, lower))
}

/// Returns whether a row holds nothing but headings, among them the title of a commitment or milestone. Sheets of
/// Besa's own workbook have one row of headings.
fn heads(sheet: &Sheet, at: usize) -> bool {
    let Some(row) = sheet
        .rows
        .get(at)
        .filter(|_| headings::level_of_sheet(&sheet.name).is_none())
    else {
        return false;
    };
    let cells = || row.cells.iter().filter(|cell| cell.is_filled());
    let titles = |text: &str| {
        let fields = headings::whole(text).unwrap_or_default();
        let of_plan = |field: &Field| matches!(field.level, Level::Commitment | Level::Milestone);
        fields.iter().any(|field| field.is_title() && of_plan(field))
    };
    let known = |cell: &Cell| is_text(cell) && headings::meaning(&one_line(&cell.text)).is_some();
    cells().count() > 1
        && known_headings(row) > 1
        && cells().all(known)
        && cells().any(|cell| titles(&one_line(&cell.text)))
}

/// Returns the record that a heading over other headings names.
fn record_of(text: &str) -> Option<Level> {
    match headings::whole(text)?.as_slice() {
        [field, rest @ ..] if field.is_title() && rest.iter().all(|other| other.level == field.level) => {
            Some(field.level)
        }
        _ => None,
    }
}

/// Returns whether the row at this place names the records that the headings below it are of: at least two
/// headings, one of which is merged over several.
fn names_records(sheet: &Sheet, at: usize) -> bool {
    let (Some(upper), Some(lower)) = (sheet.rows.get(at), sheet.rows.get(at + 1)) else {
        return false;
    };
    let filled = upper.cells.iter().filter(|cell| cell.is_filled());
    let texts: Vec<String> = filled.map(|cell| one_line(&cell.text)).collect();
    let known = texts.iter().all(|text| headings::meaning(text).is_some());
    texts.len() > 1 && known && texts.iter().any(|text| record_of(text).is_some()) && goes_on(sheet, upper, lower)
}

/// Returns the number of different fields that the cells of a row name as a whole. A long text names none.
pub(super) fn known_headings(row: &Row) -> usize {
    let texts = row
        .cells
        .iter()
        .filter(|cell| is_text(cell) && cell.text.len() <= 2 * HEADING);
    let fields = texts.filter_map(|cell| headings::whole(&one_line(&cell.text))?.first().copied());
    fields.collect::<BTreeSet<_>>().len()
}

/// Returns how well the cells of a row are known as headings: three for each field that a cell names as a
/// whole, one for each that a cell names in part; 0 for fewer than `least` fields.
fn score(row: &Row, least: usize) -> usize {
    let mut fields = BTreeSet::new();
    let mut score = 0;
    for cell in row.cells.iter().filter(|cell| is_text(cell)) {
        let text = one_line(&cell.text);
        if text.chars().count() > HEADING {
            continue;
        }
        let Some(meaning) = headings::meaning(&text) else {
            continue;
        };
        let new = meaning.fields.iter().find(|field| !fields.contains(*field));
        if let Some(field) = new {
            fields.insert(*field);
            score += if meaning.whole { 3 } else { 1 };
        }
    }
    if fields.len() < least { 0 } else { score }
}

/// Returns whether a row goes on with the headings of the row above it: that one has cells which are merged
/// sideways, and this one names what is below them.
fn goes_on(sheet: &Sheet, upper: &Row, row: &Row) -> bool {
    let sideways = |merged: &&super::book::Merged| merged.top == upper.number && merged.right > merged.left;
    let below: Vec<_> = sheet.merged.iter().filter(sideways).collect();
    let filled = row.cells.iter().enumerate().filter(|(_, cell)| cell.is_filled());
    let mut any = false;
    for (column, cell) in filled {
        let column = u32::try_from(column).unwrap_or(u32::MAX);
        let under = below
            .iter()
            .any(|merged| (merged.left..=merged.right).contains(&column));
        let known = headings::meaning(&one_line(&cell.text)).is_some_and(|meaning| meaning.whole);
        if !under || !is_text(cell) {
            return false;
        }
        any |= known;
    }
    any
}

/// Returns the text of a cell of this row that is merged sideways over a column.
fn spread(sheet: &Sheet, column: usize, row: &Row) -> Option<String> {
    let column = u32::try_from(column).ok()?;
    let over = sheet
        .merged
        .iter()
        .find(|merged| merged.top == row.number && (merged.left..=merged.right).contains(&column))?;
    let cell = row.cells.get(usize::try_from(over.left).ok()?)?;
    Some(one_line(&cell.text)).filter(|text| !text.is_empty())
}

/// Returns all rows of a sheet with the cells that are merged down to them.
fn lines(sheet: &Sheet) -> Vec<Line<'_>> {
    let by_number: BTreeMap<u32, &Row> = sheet.rows.iter().map(|row| (row.number, row)).collect();
    let mut merged: BTreeMap<u32, BTreeMap<usize, (u32, &Cell)>> = BTreeMap::new();
    for range in sheet.merged.iter().filter(|range| range.bottom > range.top) {
        let Some(column) = usize::try_from(range.left).ok() else {
            continue;
        };
        let first = by_number.get(&range.top).and_then(|row| row.cells.get(column));
        let Some(cell) = first.filter(|cell| cell.is_filled()) else {
            continue;
        };
        // Only rows that hold something are there: a range of a million rows costs nothing.
        for (number, _) in by_number.range(range.top.saturating_add(1)..=range.bottom) {
            merged.entry(*number).or_default().insert(column, (range.top, cell));
        }
    }
    let rows = sheet.rows.iter();
    rows.map(|row| Line {
        row,
        merged: merged.remove(&row.number).unwrap_or_default(),
    })
    .collect()
}

/// Returns whether a cell holds words rather than a number or a date.
fn is_text(cell: &Cell) -> bool {
    cell.date.is_none() && cell.text.chars().any(char::is_alphabetic) || cell.text.trim() == "%"
}

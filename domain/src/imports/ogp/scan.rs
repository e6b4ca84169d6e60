//! Reads a row of OGP's dataset as a commitment, with a note for everything doubtful.

use super::columns::{
    self, COLUMNS, ENDS, ENDS_ON, ID, LEAD, Line, NUMBER, PLAN, SHORT_TITLE, STARTS_ON, SUBMITTED, SUPPORTERS, TEXT,
    TITLE, URL,
};
use super::names;
use crate::error::{Error, FieldError};
use crate::imports::dates::{self, Order};
use crate::imports::draft::{CommitmentRow, FindingRow, SourceValue};
use crate::imports::notes::{Code, Note};
use crate::imports::plan::{self, NEW_SCALES, OLD_SCALES};
use crate::imports::reading::Reading;
use crate::imports::record::Record;
use crate::input;
use crate::rules::irm::{Coding, Scale, scales};

/// A row that was read.
#[derive(Debug, Clone)]
pub(super) struct Scanned {
    pub(super) line: Line,
    /// OGP's id of its commitment, evened out for comparison.
    pub(super) key: String,
    pub(super) commitment: CommitmentRow,
    pub(super) notes: Vec<Note>,
}

/// Reads a row. `order` is that of the dates of its plan.
///
/// # Errors
/// The notes that say why it is refused.
pub(super) fn scan(line: Line, order: Order) -> Result<Scanned, Vec<Note>> {
    if line.values.len() != COLUMNS.len() {
        let cells = line.values.len().to_string();
        return Err(vec![Note::new(Code::RowDamaged, format!("row {}", line.row), cells)]);
    }
    let mut reading = Reading::new(order, Vec::new());
    let record = record(&line, &mut reading);
    let Some(mut commitment) = plan::commitment(&mut reading, &record, None) else {
        let mut note = Note::new(Code::TitleMissing, line.cell(TITLE), line.get(TITLE));
        note.field = "title".to_owned();
        return Err(vec![note]);
    };
    let source = commitment.draft.source.clone();
    commitment.findings = findings(&line, source.as_deref());
    commitment.said = said(&line);
    let mut notes = reading.notes;
    // The dataset writes the month first; another order is noted by `order`.
    notes.retain(|note| note.code != Code::DateOrderGuessed || order == Order::DayFirst);
    check_title(&line, &mut notes);
    check_codes(&line, &mut notes);
    check_address(&line, &mut notes);
    if let Err(Error::Invalid(fields)) = commitment.draft.clone().checked() {
        let note = |field: FieldError| {
            Note::new(Code::ValueNotAccepted, format!("row {}", line.row), field.code).on(field.field)
        };
        return Err(fields.into_iter().map(note).collect());
    }
    Ok(Scanned {
        key: input::key(line.get(ID).trim()),
        commitment,
        notes,
        line,
    })
}

/// Returns whether the day or the month comes first in the dates of a plan: the month, as OGP writes them, unless
/// more dates of the plan can only have the day first.
pub(super) fn order_in<'l>(lines: impl Iterator<Item = &'l Line> + Clone) -> Order {
    let dates = lines.flat_map(|line| [line.get(STARTS_ON).trim(), line.get(ENDS_ON).trim()]);
    dates::order_in_or(dates, Order::MonthFirst)
}

/// Returns the fields of a row as those of a plan's file.
fn record(line: &Line, reading: &mut Reading) -> Record {
    let mut record = Record {
        cell: line.cell(TITLE),
        rows: 1,
        ..Record::default()
    };
    let mut put = |field, column: &str, text: &str| record.put(field, line.cell(column), text);
    put("ogp_id", ID, line.get(ID).trim());
    let number = line.value(NUMBER).unwrap_or_default();
    put("number", NUMBER, &without_float_noise(number));
    let title = line.value(TITLE).or(line.value(SHORT_TITLE));
    put("title", TITLE, &mended(line, TITLE, title.unwrap_or_default(), reading));
    for (field, column) in [("short_title", SHORT_TITLE), ("action", TEXT)] {
        put(field, column, &mended(line, column, line.get(column), reading));
    }
    for (field, column) in [("starts_on", STARTS_ON), ("ends_on", ENDS_ON), ("source", URL)] {
        put(field, column, line.get(column));
    }
    for (field, column) in [("lead", LEAD), ("institutions", SUPPORTERS)] {
        let text = mended(line, column, line.get(column), reading);
        let names = names::organisations(&text, &line.cell(column), field, reading);
        put(field, column, &names);
    }
    if let Some(label) = area(line) {
        put("policy_area", label, label);
    }
    record
}

/// Returns a text in which a sign that was misread in an address counts as the sign that was meant, with a note.
fn mended(line: &Line, column: &str, text: &str, reading: &mut Reading) -> String {
    let Some((mended, misread)) = names::mend(text) else {
        return text.to_owned();
    };
    reading.push(Note::new(Code::MisreadSign, line.cell(column), misread));
    mended
}

/// Returns a number without the noise of a spreadsheet: `2.2000000000000002` is 2.2.
fn without_float_noise(number: &str) -> String {
    let long = number.len() > 12 && number.split_once('.').is_some_and(|(_, part)| part.len() > 8);
    let value = number.parse::<f64>().ok().filter(|_| long);
    value.map_or_else(
        || number.to_owned(),
        |value| {
            let short = format!("{value:.6}");
            short.trim_end_matches('0').trim_end_matches('.').to_owned()
        },
    )
}

/// Returns the policy area of a row with one tag only. A theme beside one of its own areas does not count.
fn area(line: &Line) -> Option<&'static str> {
    let set = columns::tags().filter(|(column, _)| line.get(column).trim() == "1");
    let set: Vec<_> = set.filter_map(|(column, area)| Some((column, area?))).collect();
    let is_theme = |code: &str| set.iter().any(|(_, other)| other.theme == Some(code));
    let mut fine = set.iter().filter(|(_, area)| !is_theme(area.code));
    let only = fine.next().filter(|_| fine.next().is_none());
    only.map(|(column, _)| *column)
}

/// Returns the codings of a row as findings. What has no data or does not apply is no finding.
fn findings(line: &Line, source: Option<&str>) -> Vec<FindingRow> {
    let newest = line.value(ENDS).and_then(|year| year.parse::<i32>().ok());
    let newer = newest.is_some_and(|year| year > 2020);
    let all = scales().scales.iter();
    let found = all.filter_map(|scale| {
        let text = line.get(&scale.column).trim();
        let is_old = scale.until_2020 || (!newer && !scale.since_2021);
        (scale.read(text) != Coding::Missing).then(|| FindingRow {
            scheme: scale.scheme.clone(),
            scheme_version: if is_old { OLD_SCALES } else { NEW_SCALES }.to_owned(),
            value: text.to_owned(),
            source: source.map(str::to_owned),
        })
    });
    found.collect()
}

/// Returns the values that are kept with their cells: the title, by which the next import knows the commitment. All
/// other values are kept as a row.
fn said(line: &Line) -> Vec<SourceValue> {
    let column = if line.value(TITLE).is_some() {
        TITLE
    } else {
        SHORT_TITLE
    };
    vec![SourceValue {
        field: "title".to_owned(),
        cell: line.cell(column),
        said: line.get(column).to_owned(),
    }]
}

fn check_title(line: &Line, notes: &mut Vec<Note>) {
    let title = line.get(TITLE);
    let letters = || title.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 3 && letters().all(|c| !c.is_lowercase()) && letters().any(char::is_uppercase) {
        notes.push(Note::new(Code::TitleInCapitals, line.cell(TITLE), title.trim()).on("title"));
    }
    if line.value(TITLE).is_none() {
        let short = line.get(SHORT_TITLE).trim();
        notes.push(Note::new(Code::TitleFromShort, line.cell(TITLE), title).using(short));
    }
}

/// Notes the values of coded columns and tags that are not on their scale. They are kept as they are.
fn check_codes(line: &Line, notes: &mut Vec<Note>) {
    let mut note = |column: &str, used: &str| {
        let given = line.get(column).trim();
        notes.push(Note::new(Code::UnknownCoding, line.cell(column), given).using(used));
    };
    for scale in &scales().scales {
        let text = line.get(&scale.column).trim();
        if !scale.has(text) {
            note(&scale.column, meant(scale, text));
        }
    }
    for (column, _) in columns::tags() {
        if !matches!(line.get(column).trim(), "0" | "1" | "ND") {
            note(column, "");
        }
    }
    let years = [SUBMITTED, ENDS].into_iter();
    for column in years.filter(|column| line.get(column).trim().parse::<u16>().is_err()) {
        note(column, "");
    }
    if line.value(PLAN).is_none() {
        note(PLAN, "");
    }
}

fn meant<'s>(scale: &'s Scale, text: &str) -> &'s str {
    match scale.read(text) {
        Coding::Value(value, _) => value,
        Coding::Missing | Coding::NotReviewed | Coding::Unknown => "",
    }
}

/// Notes an address that ends with the id of another commitment. Addresses have ids in lower case.
fn check_address(line: &Line, notes: &mut Vec<Note>) {
    let Some(address) = line.value(URL) else { return };
    let last = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if !last.eq_ignore_ascii_case(line.get(ID).trim()) {
        notes.push(Note::new(Code::AddressDiffers, line.cell(URL), address).using(line.get(ID).trim()));
    }
}

/// Notes that commitments of a plan have the same title.
pub(super) fn check_titles(rows: &mut [Scanned]) {
    let mut counts = std::collections::BTreeMap::new();
    for row in rows.iter() {
        *counts.entry(input::key(&row.commitment.draft.title)).or_insert(0) += 1;
    }
    for row in rows {
        let title = &row.commitment.draft.title;
        if counts.get(&input::key(title)).is_some_and(|count| *count > 1) {
            row.notes
                .push(Note::new(Code::SameTitle, row.line.cell(TITLE), title).on("title"));
        }
    }
}

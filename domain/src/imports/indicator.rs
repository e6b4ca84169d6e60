//! Builds an indicator from the fields of a record.

use super::dates;
use super::draft::IndicatorRow;
use super::fields::Field;
use super::notes::Code;
use super::numbers;
use super::places;
use super::plan::missing_title;
use super::reading::{Reading, Side};
use super::record::Record;
use crate::decimal::Decimal;
use crate::fold::fold;
use crate::indicators::{Direction, IndicatorDraft};
use crate::input;
use crate::pasted;
use crate::records::{Names, When};
use std::collections::BTreeMap;

/// Builds the indicator of a record. Returns `None`, with a note, when it has no title.
pub(super) fn indicator(reading: &mut Reading, record: &Record) -> Option<IndicatorRow> {
    let titles = texts(reading, record, Field::TITLE_IN, "title");
    if titles.0.is_empty() {
        missing_title(reading, record);
        return None;
    }
    let deadlines = texts(reading, record, Field::DEADLINE_IN, "");
    let due_said = due(reading, record);
    let due_on = due_said.as_ref().and_then(|when| when.to);
    let (baseline, percent) = value(reading, record, "baseline");
    let (target, percents) = value(reading, record, "target");
    let baseline_on = reading.date(record, "baseline_on", Side::End).and_then(|when| when.to);
    let baseline_on = baseline_on.filter(|start| due_on.is_none_or(|due| *start <= due));
    let unit = reading.line(record, "unit", 100);
    let text = record.text("number");
    let number = places::place(text);
    let code: String = pasted::line(text).chars().take(60).collect();
    Some(IndicatorRow {
        rows: record.rows,
        cell: record.cell.clone(),
        draft: IndicatorDraft {
            number,
            code: (number.is_none() && !code.is_empty()).then_some(code),
            milestone: None,
            titles,
            unit: unit.or_else(|| (percent || percents).then(|| "%".to_owned())),
            direction: direction(reading, record, Direction::between(baseline, target)),
            baseline,
            baseline_on,
            target,
            due_on,
            due_said,
            deadlines,
        },
        said: record.source_values(),
    })
}

/// Returns the lines of fields that have one for each language. The field `plain`, which names no language, is in
/// the language of the plan.
fn texts(reading: &mut Reading, record: &Record, prefix: &str, plain: &str) -> Names {
    let mut texts = BTreeMap::new();
    let fields: Vec<&'static str> = record.values.iter().map(|value| value.field).collect();
    for field in fields {
        let language = match field {
            own if own == plain => "",
            other if other.starts_with(prefix) => Field::language_of(other).unwrap_or_default(),
            _ => continue,
        };
        if texts.contains_key(language) {
            continue;
        }
        if let Some(text) = reading.line(record, field, input::LINE) {
            texts.insert(language.to_owned(), text);
        }
    }
    Names(texts)
}

/// Returns the deadline: from its own field, else from the first of its wordings.
fn due(reading: &mut Reading, record: &Record) -> Option<When> {
    if let Some(when) = reading.date(record, "due_on", Side::End) {
        return Some(when);
    }
    let worded = record
        .values
        .iter()
        .find(|value| value.field.starts_with(Field::DEADLINE_IN))?;
    let read = dates::read(worded.text.trim(), reading.order);
    Some(reading.dated(worded, read, Side::End))
}

/// Returns an exact value, and whether it is a percentage. What is no number gets a note.
fn value(reading: &mut Reading, record: &Record, field: &str) -> (Option<Decimal>, bool) {
    let Some(value) = record.get(field) else {
        return (None, false);
    };
    match numbers::decimal(&value.text) {
        Some((number, percent)) => (Some(number), percent),
        None => {
            reading.note(Code::NumberNotUnderstood, value, "");
            (None, false)
        }
    }
}

/// Returns whether higher or lower values are better. A word that is not known, or that the way from baseline to
/// target contradicts, gets a note.
fn direction(reading: &mut Reading, record: &Record, way: Option<Direction>) -> Option<Direction> {
    let value = record.get("direction")?;
    let read = match fold(&value.text).as_str() {
        "higher" | "higher is better" | "up" | "increase" | "increasing" | "rritje" | "me e larte" | "aumento"
        | "aumentar" | "mayor" | "hausse" | "augmentation" => Some(Direction::Higher),
        "lower" | "lower is better" | "down" | "decrease" | "decreasing" | "ulje" | "me e ulet" | "disminucion"
        | "reducir" | "menor" | "baisse" | "diminution" => Some(Direction::Lower),
        _ => None,
    };
    let used = read.filter(|read| way.is_none_or(|way| way == *read));
    if used.is_none() {
        reading.note(Code::CellNotRead, value, "");
    }
    used
}

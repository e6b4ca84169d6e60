//! Builds a milestone or an organisation from the fields of a record.

use super::dates;
use super::draft::{MilestoneRow, OrganisationRow, ResponsibleRow};
use super::layout::List;
use super::notes::{Code, Note};
use super::own;
use super::places;
use super::plan::{missing_title, ordered, person_name};
use super::reading::{Reading, Side};
use super::record::Record;
use super::states;
use crate::input;
use crate::milestones::{MilestoneDraft, MilestoneState};
use crate::pasted;
use crate::records::When;
use crate::stakeholders::{OrganisationKind, PartKind};

/// Whether a file has a place for the states of milestones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum States {
    /// It has one: a missing state is noted for each milestone.
    InFile,
    /// It has none: this is noted once for the plan.
    NotInFile,
}

/// Builds the milestone of a record. Returns `None`, with a note, when it has no title.
pub(super) fn milestone(reading: &mut Reading, record: &Record, states: States) -> Option<MilestoneRow> {
    let Some((title, rest)) = reading.title(record, input::LINE) else {
        missing_title(reading, record);
        return None;
    };
    let before = reading.notes.len();
    let (starts_said, due_said) = dates_of(reading, record, "due_on");
    let formula = record.has_formula("due_on") || record.has_formula("dates_said");
    let doubted = formula || reading.notes.iter().skip(before).any(is_why);
    let due_on = due_said.as_ref().and_then(|when| when.to);
    let starts_on = starts_said.as_ref().and_then(|when| when.from);
    let starts_on = ordered(reading, record, starts_on, due_on, "due_on");
    if due_on.is_none() && !doubted {
        reading.push(Note::new(Code::DateMissing, &record.cell, "").on("due_on"));
    }
    let (number, code) = number(record);
    let state = state(reading, record, states);
    let percent = reading.number(record, "percent", 0, 100);
    let completed = reading.date(record, "completed_on", Side::End);
    let output = reading.prose(record, "output");
    let complete = state == MilestoneState::Complete;
    if let (Some(percent), Some(value)) = (percent, record.get("state"))
        && contradict(state, percent)
    {
        reading.note(Code::StateContradictsPercent, value, &percent.to_string());
    }
    let draft = MilestoneDraft {
        number,
        code,
        title,
        output: match (rest, output) {
            (Some(rest), Some(output)) => Some(format!("{rest}\n\n{output}")),
            (rest, output) => rest.or(output),
        },
        outcome: reading.prose(record, "outcome"),
        starts_on,
        starts_said,
        due_on,
        due_said,
        dates_said: reading.line(record, "dates_said", input::LINE),
        state: Some(state),
        percent: percent.or(complete.then_some(100)),
        completed_on: completed.and_then(|when| when.to).filter(|_| complete),
        responsible: Vec::new(),
    };
    let halted = matches!(state, MilestoneState::Stuck | MilestoneState::Withdrawn);
    Some(MilestoneRow {
        cell: record.cell.clone(),
        rows: record.rows,
        id: record.id(),
        draft,
        reason: reading.prose(record, "reason").filter(|_| halted),
        responsible: responsible(reading, record),
        said: record.source_values(),
        indicators: Vec::new(),
    })
}

/// Returns the start and the end, which is in the field `end`: from their own fields, else from the text that
/// holds both. An end that is worded as a period gives the start, too.
pub(super) fn dates_of(reading: &mut Reading, record: &Record, end: &str) -> (Option<When>, Option<When>) {
    let mut start = reading.date(record, "starts_on", Side::Start);
    let due = reading.read_date(record, end, Side::End);
    let period = due.as_ref().is_some_and(|(_, is_period)| *is_period);
    let mut due = due.map(|(when, _)| when);
    if let Some(both) = record.get("dates_said") {
        match dates::span(both.text.trim(), reading.order) {
            Some((first, last)) => {
                start = start.or_else(|| Some(reading.dated(both, first, Side::Start)));
                due = due.or_else(|| Some(reading.dated(both, last, Side::End)));
            }
            // A single date is the due date.
            None if due.is_none() => {
                let (when, is_period) = reading.read_date(record, "dates_said", Side::End).unzip();
                start = start.or_else(|| when.clone().filter(|_| is_period == Some(true)));
                due = when;
            }
            None => {}
        }
    }
    let start = start.or_else(|| due.clone().filter(|_| period));
    (start, due)
}

/// Returns whether a note explains why there is no due date.
fn is_why(note: &Note) -> bool {
    use Code::{DateNotUnderstood, FormulaError, OpenEnded, Repeating};
    matches!(note.code, OpenEnded | Repeating | DateNotUnderstood | FormulaError)
}

/// Returns the position of a milestone, or its number as the source words it: `3` is a position, `4.1`
/// is not.
fn number(record: &Record) -> (Option<i32>, Option<String>) {
    let text = record.text("number").trim_end_matches(['.', ' ']);
    let place = places::place(text);
    let code: String = pasted::line(text).chars().take(60).collect();
    (place, (place.is_none() && !code.is_empty()).then_some(code))
}

/// Returns the state that the city reports; `NotReported` when the file has none or an unknown one.
fn state(reading: &mut Reading, record: &Record, states: States) -> MilestoneState {
    let Some(value) = record.get("state") else {
        if states == States::InFile {
            let note = Note::new(Code::NoState, &record.cell, "");
            reading.push(note.on("state"));
        }
        return MilestoneState::NotReported;
    };
    match states::read(&value.text) {
        Some(read) => {
            if !read.is_code {
                reading.note(Code::StateUnderstood, value, read.state.code());
            }
            read.state
        }
        None => {
            reading.note(Code::UnknownState, value, MilestoneState::NotReported.code());
            MilestoneState::NotReported
        }
    }
}

/// Returns whether a state and a percentage cannot both be right.
const fn contradict(state: MilestoneState, percent: i32) -> bool {
    match state {
        MilestoneState::Complete => percent < 100,
        MilestoneState::NotStarted => percent > 0,
        MilestoneState::InProgress => percent == 100,
        MilestoneState::NotReported | MilestoneState::Stuck | MilestoneState::Withdrawn => false,
    }
}

/// Returns who is responsible: the institutions, and the person, who belongs to the first of them.
fn responsible(reading: &mut Reading, record: &Record) -> Vec<ResponsibleRow> {
    let part = part(record.text("part")).unwrap_or(PartKind::Lead);
    let columns = [
        ("responsible", part),
        ("supporters", PartKind::Supporter),
        ("others", PartKind::Other),
    ];
    let mut all: Vec<ResponsibleRow> = Vec::new();
    for (field, part) in columns {
        for (name, cell) in reading.list(record, field, input::TITLE) {
            reading.note_person(field, &name, &cell);
            all.push(ResponsibleRow {
                organisation: Some(name),
                person: None,
                part,
                cell,
            });
        }
    }
    let Some(name) = person_name(record) else {
        return all;
    };
    match all.first_mut() {
        Some(first) => first.person = Some(name),
        None => all.push(ResponsibleRow {
            organisation: None,
            person: Some(name),
            part,
            cell: record.cell.clone(),
        }),
    }
    all
}

/// Builds an organisation from a row of the sheet Stakeholders. Returns `None`, with a note, when it
/// has no name.
pub(super) fn organisation(reading: &mut Reading, record: &Record) -> Option<OrganisationRow> {
    let Some(name) = reading.line(record, "name", input::TITLE) else {
        reading.push(Note::new(Code::TitleMissing, &record.cell, "").on("name"));
        return None;
    };
    Some(OrganisationRow {
        rows: record.rows,
        id: record.id(),
        name,
        kind: kind(reading, record),
        website: website(record.text("website")),
        cell: record
            .get("name")
            .map_or_else(|| record.cell.clone(), |value| value.cell.clone()),
    })
}

fn kind(reading: &mut Reading, record: &Record) -> OrganisationKind {
    let Some(value) = record.get("kind") else {
        return OrganisationKind::Other;
    };
    if let Some(kind) = own::value(List::Kind, &value.text) {
        return kind;
    }
    match input::slug(&value.text).replace('-', "_").as_str() {
        "department" => OrganisationKind::Municipality,
        "state" => OrganisationKind::Government,
        "ngo" | "cso" => OrganisationKind::CivilSociety,
        "university" => OrganisationKind::Academia,
        "business" => OrganisationKind::PrivateSector,
        "international" => OrganisationKind::Multilateral,
        "community" => OrganisationKind::Residents,
        "working_group" => OrganisationKind::Other,
        _ => {
            reading.note(Code::UnknownKind, value, OrganisationKind::Other.code());
            OrganisationKind::Other
        }
    }
}

/// Returns the part that a word names: `None` for an empty word, `Other` for an unknown one.
pub(super) fn part(text: &str) -> Option<PartKind> {
    let known = own::value(List::Part, text).unwrap_or(PartKind::Other);
    Some(known).filter(|_| !text.trim().is_empty())
}

/// Returns an http or https address; a missing scheme becomes `https://`. `None` for anything else.
fn website(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > input::LINE {
        return None;
    }
    let full = if text.contains("://") {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    let url = url::Url::parse(&full).ok()?;
    let fits = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| host.contains('.'));
    fits.then_some(full)
}

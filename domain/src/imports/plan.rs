//! Builds a plan or a commitment from the fields of a record.
//!
//! Long because each field of a plan and of a commitment is read once.

use super::contact_cell::ContactCell;
use super::draft::{CommitmentRow, FindingRow, Involved, Member, PersonRow, PlanRow};
use super::layout::List;
use super::milestone::dates_of;
use super::names;
use super::notes::Code;
use super::own;
use super::places;
use super::reading::{Reading, Side, chosen};
use super::record::{Record, Value};
use crate::commitments::{CommitmentDraft, CommitmentState, is_sdg};
use crate::input;
use crate::pasted;
use crate::plans::PlanDraft;
use crate::policy_areas;
use crate::records::{OgpValue, ValueWhy};
use crate::stakeholders::PartKind;
use std::collections::BTreeSet;
use time::Date;

/// The version of OGP's scales for plans whose last year is 2020 or earlier (OGP glossary, "Verifiability"
/// and "Early Results"; docs/RULES.md, `scales-old`).
pub const OLD_SCALES: &str = "to-2020";
/// The version of OGP's scales for later plans.
pub const NEW_SCALES: &str = "2021";

/// The completion scale (OGP glossary, "Completion"; docs/RULES.md), as slugs. A value is
/// stored as its source words it.
const COMPLETIONS: [&str; 10] = [
    "withdrawn",
    "unclear",
    "no-evidence",
    "unclear-no-evidence",
    "not-started",
    "limited",
    "substantial",
    "complete",
    "completed",
    "nr",
];

/// Builds the plan of a record. Returns `None`, with a note, when it has no title.
pub(super) fn plan(reading: &mut Reading, record: &Record, member: Option<Member>) -> Option<PlanRow> {
    let Some((title, rest)) = reading.title(record, input::TITLE) else {
        missing_title(reading, record);
        return None;
    };
    let starts = reading.date(record, "starts_on", Side::Start);
    let ends_said = reading.date(record, "ends_on", Side::End);
    let term_ends_said = reading.date(record, "term_ends_on", Side::End);
    let submitted = reading.date(record, "submitted_on", Side::End);
    let ends_on = ends_said.as_ref().and_then(|when| when.to);
    let starts_on = ordered(reading, record, starts.and_then(|when| when.from), ends_on, "ends_on");
    let term_ends_on = term_ends_said.as_ref().and_then(|when| when.to);
    if let (Some(term), Some(end), Some(value)) = (term_ends_on, ends_on, record.get("ends_on"))
        && end > term
    {
        reading.note(Code::PlanAfterTerm, value, "");
    }
    let language = reading
        .line(record, "language", 10)
        .map(|language| language.to_lowercase());
    let given = record.text("reference");
    let has_reference = !given.is_empty() && given.len() <= 60 && input::slug(given) == given.to_lowercase();
    let draft = PlanDraft {
        reference: match has_reference {
            true => given.to_owned(),
            false => names::reference(&title, starts_on, ends_on),
        },
        title,
        language: language
            .filter(|code| (2..=3).contains(&code.len()))
            .unwrap_or_default(),
        starts_on,
        ends_on,
        ends_said,
        term_ends_on,
        term_ends_said,
        adopted_on: reading.date(record, "adopted_on", Side::End).and_then(|when| when.to),
        submitted_on: submitted.and_then(|when| when.to),
        foreword: reading.prose(record, "foreword"),
        vision: joined(rest, reading.prose(record, "vision")),
        challenges: reading.prose(record, "challenges"),
        engagement: reading.prose(record, "engagement"),
        monitoring: reading.prose(record, "monitoring"),
        monitoring_body: reading.line(record, "monitoring_body", input::TITLE),
        lead_institutions: names_in(reading, record, "lead_institutions", input::LINE),
        source: reading.line(record, "source", input::LINE),
    };
    Some(PlanRow {
        member,
        cell: record.cell.clone(),
        rows: record.rows,
        has_reference,
        draft,
        said: record.source_values(),
        ..PlanRow::default()
    })
}

/// Builds the person that a record names, as a member of an organisation; an address without a person gets the
/// name of the organisation. `None` when it names nobody.
pub(super) fn person(reading: &mut Reading, record: &Record, organisation: Option<&str>) -> Option<PersonRow> {
    let email = reading.email(record);
    // An address without a person is kept with the organisation.
    let of_organisation = || email.as_ref().and(organisation).map(short);
    let name = person_name(record).or_else(of_organisation)?;
    Some(PersonRow {
        organisation: organisation.map(str::to_owned),
        name,
        position: record.get("position").map(|value| short(&value.text)),
        email,
    })
}

/// Returns the name of the person in a record; without one, the name beside the e-mail address.
pub(super) fn person_name(record: &Record) -> Option<String> {
    let name = match (record.get("person"), record.get("email")) {
        (Some(person), _) => ContactCell::of(&person.text).name,
        (None, Some(email)) => {
            let cell = ContactCell::of(&email.text);
            if cell.emails.is_empty() {
                String::new()
            } else {
                cell.name
            }
        }
        (None, None) => String::new(),
    };
    Some(short(&name)).filter(|name| !name.is_empty())
}

/// Builds the commitment of a record. Returns `None`, with a note, when it has no title. `newest` is
/// the last year of its plan.
pub(super) fn commitment(reading: &mut Reading, record: &Record, newest: Option<i32>) -> Option<CommitmentRow> {
    let Some((title, rest)) = reading.title(record, input::TITLE) else {
        missing_title(reading, record);
        return None;
    };
    let (starts_said, ends_said) = dates_of(reading, record, "ends_on");
    let ends_on = ends_said.as_ref().and_then(|when| when.to);
    let starts_on = starts_said.as_ref().and_then(|when| chosen(when, Side::Start));
    let starts_on = ordered(reading, record, starts_on, ends_on, "ends_on");
    let source = reading.line(record, "source", input::LINE);
    let (policy_area, policy_area_said) = policy_area(reading, record);
    let (state, state_reason) = state(reading, record);
    let number = places::place(record.text("number"));
    if let Some(value) = record.get("number").filter(|_| number.is_none()) {
        reading.note(Code::NumberNotUnderstood, value, "");
    }
    // A tracker's own number, such as `C01`, under the heading "Commitment ID".
    let by_id = places::place(record.text("ogp_id")).filter(|_| record.get("number").is_none());
    let draft = CommitmentDraft {
        number: number.or(by_id),
        ogp_id: reading.line(record, "ogp_id", 60).filter(|_| by_id.is_none()),
        title,
        short_title: reading.line(record, "short_title", input::TITLE),
        state,
        state_reason,
        starts_on,
        starts_said,
        ends_on,
        ends_said,
        problem: reading.prose(record, "problem"),
        status_quo: reading.prose(record, "status_quo"),
        action: joined(rest, reading.prose(record, "action")),
        solution: reading.prose(record, "solution"),
        long_term_goal: reading.prose(record, "long_term_goal"),
        policy_area,
        policy_area_said,
        sector: reading.line(record, "sector", input::TITLE),
        ogp_values: values(reading, record),
        sdg_targets: targets(reading, record),
        resources: reading.prose(record, "resources"),
        additional: reading.prose(record, "additional"),
        source: source.clone(),
        ..CommitmentDraft::default()
    };
    Some(CommitmentRow {
        cell: record.cell.clone(),
        rows: record.rows,
        id: record.id(),
        draft,
        involved: involved(reading, record),
        findings: findings(reading, record, newest, source.as_deref()),
        said: record.source_values(),
        milestones: Vec::new(),
        indicators: Vec::new(),
    })
}

/// Returns the state of a commitment and its reason. It is in the plan, so it is accepted unless the file says what
/// became of it; a state that is unknown, or lacks its reason, gets a note.
fn state(reading: &mut Reading, record: &Record) -> (CommitmentState, Option<String>) {
    let reason = reading.prose(record, "state_reason");
    let Some(value) = record.get("state") else {
        return (CommitmentState::Accepted, reason);
    };
    let needs_reason = |state| matches!(state, CommitmentState::Withdrawn | CommitmentState::CarriedForward);
    let state = own::value(List::CommitmentState, &value.text);
    match state.filter(|state| reason.is_some() || !needs_reason(*state)) {
        Some(state) => (state, reason),
        None => {
            reading.note(Code::CommitmentStateNotUsed, value, CommitmentState::Accepted.code());
            (CommitmentState::Accepted, reason)
        }
    }
}

/// Returns the start, or `None` when the end is before it: then only its text is kept.
pub(super) fn ordered(
    reading: &mut Reading,
    record: &Record,
    start: Option<Date>,
    end: Option<Date>,
    field: &str,
) -> Option<Date> {
    let (Some(first), Some(last)) = (start, end) else {
        return start;
    };
    if last >= first {
        return start;
    }
    if let Some(value) = record.get(field).or(record.get("dates_said")) {
        reading.note(Code::EndBeforeStart, value, "");
    }
    None
}

/// Adds a note that a record has no title.
pub(super) fn missing_title(reading: &mut Reading, record: &Record) {
    let texts = record.source_values();
    let texts: Vec<&str> = texts.iter().map(|value| value.said.trim()).collect();
    let note = super::Note::new(Code::TitleMissing, &record.cell, texts.join(" | "));
    reading.push(note.on("title"));
}

fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    let parts: Vec<String> = first.into_iter().chain(second).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// Returns a name or a position on one line, cut at the maximum. Both are private, so there are no
/// notes about them.
fn short(text: &str) -> String {
    let line = pasted::line(text);
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ").chars().take(input::TITLE).collect()
}

fn names_in(reading: &mut Reading, record: &Record, field: &str, most: usize) -> Vec<String> {
    reading
        .list(record, field, most)
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

/// Returns the organisations that take part. A commitment has one lead: when several lead, the first is
/// the lead and the others are supporters.
fn involved(reading: &mut Reading, record: &Record) -> Vec<Involved> {
    let leads = reading.list(record, "lead", input::TITLE);
    for (name, cell) in &leads {
        reading.note_person("lead", name, cell);
    }
    let supporters = reading.list(record, "institutions", input::TITLE);
    let others = reading.list(record, "others", input::TITLE);
    let kinds = std::iter::once(PartKind::Lead).chain(std::iter::repeat(PartKind::Supporter));
    let leading = leads.into_iter().zip(kinds);
    let supporting = supporters.into_iter().map(|supporter| (supporter, PartKind::Supporter));
    let others = others.into_iter().map(|other| (other, PartKind::Other));
    let mut all: Vec<Involved> = Vec::new();
    let mut known = BTreeSet::new();
    for ((name, cell), part) in leading.chain(supporting).chain(others) {
        if known.insert(input::key(&name)) {
            all.push(Involved { name, part, cell });
        }
    }
    all
}

fn policy_area(reading: &mut Reading, record: &Record) -> (Option<String>, Option<String>) {
    let (Some(text), Some(value)) = (
        reading.line(record, "policy_area", input::LINE),
        record.get("policy_area"),
    ) else {
        return (None, None);
    };
    let area = own::code(List::Area.name(), &text).or_else(|| Some(policy_areas::named(&text)?.code));
    let known = area.map(str::to_owned);
    if known.is_none() {
        reading.note(Code::UnknownPolicyArea, value, "");
    }
    (known, Some(text))
}

fn values(reading: &mut Reading, record: &Record) -> Vec<ValueWhy> {
    let why = reading.prose(record, "why_relevant");
    let mut values: Vec<ValueWhy> = Vec::new();
    for (text, cell) in reading.list(record, "ogp_values", input::LINE) {
        match ogp_value(&text) {
            Some(known) if values.iter().any(|earlier| earlier.value == known) => {}
            Some(known) => values.push(ValueWhy {
                value: known,
                why: None,
            }),
            None => {
                let note = super::Note::new(Code::UnknownValue, cell, text);
                reading.push(note.on("ogp_values"));
            }
        }
    }
    // The file gives one reason for all values; the first value gets it.
    if let Some(first) = values.first_mut() {
        first.why = why;
    }
    // A reason for a value of its own says that the commitment is about it.
    for value in OgpValue::ALL {
        let Some(why) = reading.prose(record, &format!("why_{}", value.code())) else {
            continue;
        };
        match values.iter_mut().find(|known| known.value == *value) {
            Some(known) => known.why = Some(why),
            None => values.push(ValueWhy {
                value: *value,
                why: Some(why),
            }),
        }
    }
    if let [only] = values.as_slice()
        && only.value == OgpValue::Technology
        && let Some(value) = record.get("ogp_values")
    {
        reading.note(Code::OnlyTechnology, value, "");
    }
    values
}

/// Returns an OGP value by its code, or by its name in OGP's forms.
fn ogp_value(text: &str) -> Option<OgpValue> {
    if let Some(value) = own::value(List::Value, text) {
        return Some(value);
    }
    match input::slug(text).as_str() {
        "access" | "access-to-information" | "transparency" => Some(OgpValue::AccessToInformation),
        "participation" | "civic-participation" | "public-participation" => Some(OgpValue::CivicParticipation),
        "accountability" | "public-accountability" => Some(OgpValue::PublicAccountability),
        slug if slug.starts_with("technology") => Some(OgpValue::Technology),
        _ => None,
    }
}

fn targets(reading: &mut Reading, record: &Record) -> Vec<String> {
    let mut targets = Vec::new();
    for (text, cell) in reading.list(record, "sdg_targets", input::LINE) {
        for part in text.split(',') {
            let target = part.trim().trim_start_matches("SDG").trim().to_lowercase();
            if is_sdg(&target) {
                targets.push(target);
            } else {
                let note = super::Note::new(Code::NumberNotUnderstood, &cell, part.trim());
                reading.push(note.on("sdg_targets"));
            }
        }
    }
    targets
}

/// Returns the findings of a monitoring body. A completion in a file is the monitoring body's finding,
/// never the city's own state.
fn findings(reading: &mut Reading, record: &Record, newest: Option<i32>, source: Option<&str>) -> Vec<FindingRow> {
    const SCHEMES: [&str; 4] = ["verifiable", "potential_impact", "completion", "did_it_open_government"];
    let scales = if newest.is_some_and(|year| year > 2020) {
        NEW_SCALES
    } else {
        OLD_SCALES
    };
    let mut findings = Vec::new();
    for scheme in SCHEMES {
        let Some(value) = record.get(scheme) else { continue };
        let text = value.text.trim();
        // NR (not reviewed) is a finding; ND (no data) and NA (not applicable) are not.
        if matches!(text, "NA" | "N/A" | "ND") {
            continue;
        }
        if scheme == "completion" {
            let known = COMPLETIONS.contains(&input::slug(text).as_str());
            let code = if known {
                Code::CompletionKeptAsFinding
            } else {
                Code::UnknownCompletion
            };
            reading.note(code, value, "");
        }
        findings.push(finding(scheme, scales, value, source));
    }
    findings
}

fn finding(scheme: &str, scales: &str, value: &Value, source: Option<&str>) -> FindingRow {
    // These two scales ended in 2020.
    let ended = matches!(scheme, "potential_impact" | "did_it_open_government");
    FindingRow {
        scheme: scheme.to_owned(),
        scheme_version: if ended { OLD_SCALES } else { scales }.to_owned(),
        value: value.text.trim().to_owned(),
        source: source.map(str::to_owned),
    }
}

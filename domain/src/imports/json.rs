//! Reads plans from JSON in two formats: Besa's own, which is also the export format, and lists of
//! plans collected from public pages (`{"plans": [{"member": …, "plan_title": …}]}`).
//!
//! Long because both formats and the export are read together.

use super::checks;
use super::dates;
use super::draft::{
    CommitmentRow, Draft, FindingRow, IndicatorRow, Involved, MilestoneRow, OrganisationRow, PlanRow, ResponsibleRow,
    SourceValue,
};
use super::gather::{Plans, build};
use super::measure;
use super::milestone::States;
use super::names::{self, Cities};
use super::notes::{Code, Note};
use super::read::{Refusal, fits};
use super::reading::Reading;
use super::record::{self, Edits, Record};
use crate::commitments::CommitmentDraft;
use crate::ids::{CommitmentId, MilestoneId};
use crate::indicators::IndicatorDraft;
use crate::milestones::{Milestone, MilestoneDraft};
use crate::plans::PlanDraft;
use crate::whole::PlanRecords;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The maximum number of plans, commitments and milestones in a JSON file.
const ROWS: usize = 5_000;

/// The version of Besa's own format that is written, and the only one that is read.
const VERSION: u32 = 1;

/// Besa's own format: `{"besa": 1, "plans": [{"plan": …, "commitments": […]}], "organisations": […]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// The version of the format.
    pub besa: u32,
    /// The plans and organisations. People are private and are never exported.
    #[serde(flatten)]
    pub draft: Draft,
}

type Fields = &'static [(&'static str, &'static str)];

const PLAN: Fields = &[
    ("plan_title", "title"),
    ("language", "language"),
    ("start", "starts_on"),
    ("plan_end", "ends_on"),
    ("term_end", "term_ends_on"),
    ("submitted", "submitted_on"),
    ("monitoring_body", "monitoring_body"),
    ("lead_institutions", "lead_institutions"),
    ("action_plan_id", "ogp_id"),
    ("id_prefix", "id_prefix"),
    ("code", "code"),
    ("note", "note"),
    ("source", "source"),
];

const COMMITMENT: Fields = &[
    ("number", "number"),
    ("id", "ogp_id"),
    ("title", "title"),
    ("short_title", "short_title"),
    ("start", "starts_on"),
    ("end", "ends_on"),
    ("dates_raw", "dates_said"),
    ("lead", "lead"),
    ("institutions", "institutions"),
    ("supporting", "institutions"),
    ("problem_summary", "problem"),
    ("primary_policy_area", "policy_area"),
    ("policy_areas", "policy_area"),
    ("primary_sector", "sector"),
    ("ogp_values", "ogp_values"),
    ("sdgs", "sdg_targets"),
    ("inception_report", "inception_report"),
    ("url", "url"),
    ("note", "note"),
    ("source", "source"),
];

const FINDINGS: Fields = &[
    ("verifiable", "verifiable"),
    ("potential_impact", "potential_impact"),
    ("completion_end", "completion"),
    ("diog", "did_it_open_government"),
];

const MILESTONE: Fields = &[
    ("seq", "number"),
    ("title", "title"),
    ("start", "starts_on"),
    ("end", "due_on"),
    ("dates_raw", "dates_said"),
    ("lead", "responsible"),
    ("state", "state"),
    ("new_or_ongoing", "new_or_ongoing"),
    ("group", "group"),
];

/// Parses JSON in either format. `edits` are texts that a person put in place of those of a list of plans.
///
/// # Errors
/// Notes with the reasons why nothing can be imported.
pub fn read(text: &str, edits: &Edits) -> Result<Draft, Refusal> {
    Ok(document(text, edits)?)
}

fn document(text: &str, edits: &Edits) -> Result<Draft, Vec<Note>> {
    let unreadable = |error: serde_json::Error| vec![Note::new(Code::UnreadableFile, "", error.to_string())];
    // Checked before parsing, because a parsed value takes many times the bytes of its text.
    measure::check(text).map_err(|refusal| vec![refusal])?;
    let document: Value = serde_json::from_str(text).map_err(unreadable)?;
    if rows(&document) > ROWS {
        return Err(vec![Note::new(Code::TooManyRows, "", ROWS.to_string())]);
    }
    let draft = match document.get("besa") {
        Some(version) if version.as_u64() == Some(u64::from(VERSION)) => {
            let file: File = serde_json::from_str(text).map_err(unreadable)?;
            own(file.draft, &document)
        }
        Some(version) => return Err(vec![Note::new(Code::VersionUnknown, "besa", version.to_string())]),
        None => gathered(&document, edits).ok_or_else(|| vec![Note::new(Code::UnreadableFile, "", "")])??,
    };
    drop(document);
    fits(&draft)?;
    if draft.plans.is_empty() && draft.all_notes().next().is_none() {
        return Err(vec![Note::new(Code::EmptyFile, "", "")]);
    }
    Ok(draft)
}

/// Returns the number of plans, commitments, milestones and indicators in a document.
fn rows(document: &Value) -> usize {
    fn list<'v>(record: &'v Value, key: &str) -> &'v [Value] {
        record.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
    let plans = list(document, "plans");
    let commitments = || plans.iter().flat_map(|plan| list(plan, "commitments"));
    let milestones = || commitments().flat_map(|commitment| list(commitment, "milestones"));
    let above = commitments().chain(milestones());
    let indicators = above.map(|record| list(record, "indicators").len());
    plans.len() + commitments().count() + milestones().count() + indicators.sum::<usize>()
}

/// Completes a draft in Besa's own format: the values are there, their JSON paths are added.
fn own(draft: Draft, document: &Value) -> Draft {
    let mut rows: Vec<PlanRow> = Vec::new();
    let mut references = names::References::default();
    for (at, mut plan) in draft.plans.into_iter().enumerate() {
        let path = format!("plans[{at}]");
        (plan.cell, plan.said) = place(document, &path, "plan");
        plan.notes.clear();
        for (at, commitment) in plan.commitments.iter_mut().enumerate() {
            let path = format!("{path}.commitments[{at}]");
            (commitment.cell, commitment.said) = place(document, &path, "commitment");
            commitment.draft.parts.clear();
            for (at, milestone) in commitment.milestones.iter_mut().enumerate() {
                let path = format!("{path}.milestones[{at}]");
                (milestone.cell, milestone.said) = place(document, &path, "milestone");
                milestone.draft.responsible.clear();
                place_all(document, &path, &mut milestone.indicators);
            }
            place_all(document, &path, &mut commitment.indicators);
        }
        plan.has_reference = !plan.draft.reference.trim().is_empty();
        if !plan.has_reference {
            plan.draft.reference = names::reference(&plan.draft.title, plan.draft.starts_on, plan.draft.ends_on);
        }
        let city = plan.member.as_ref().map(|member| member.slug.clone());
        plan.draft.reference = references.unique(city, &plan.draft.reference);
        checks::plan(&mut plan, States::InFile);
        rows.push(plan);
    }
    Draft {
        plans: rows,
        organisations: draft.organisations,
        ..Draft::default()
    }
}

/// Adds the JSON paths of indicators below a record.
fn place_all(document: &Value, path: &str, indicators: &mut [IndicatorRow]) {
    for (at, row) in indicators.iter_mut().enumerate() {
        (row.cell, row.said) = place(document, &format!("{path}.indicators[{at}]"), "indicator");
        row.draft.milestone = None;
    }
}

/// Returns the JSON path of a record in the document, and its fields that are not empty.
fn place(document: &Value, path: &str, key: &str) -> (String, Vec<SourceValue>) {
    let pointer = format!("/{path}/{key}").replace(['.', '['], "/").replace(']', "");
    let fields = document.pointer(&pointer).and_then(Value::as_object);
    let cell = format!("{path}.{key}");
    let values = fields
        .into_iter()
        .flatten()
        .filter(|(_, value)| !empty(value))
        .map(|(field, value)| SourceValue {
            field: field.clone(),
            cell: format!("{cell}.{field}"),
            said: value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        });
    let values = values.collect();
    (cell, values)
}

fn empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(entries) => entries.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// Parses a list of plans of several cities. Returns `None` when the document has no list of plans.
fn gathered(document: &Value, edits: &Edits) -> Option<Result<Draft, Vec<Note>>> {
    let listed = document.get("plans")?.as_array()?;
    let mut reading = Reading::new(dates::order_in(texts(document)), Vec::new());
    let mut cities = Cities::default();
    let mut plans = Plans::default();
    // Plans without a title are refused below.
    let nameless = record::Value::read("title", String::new(), "", "");
    for (at, listed) in listed.iter().enumerate() {
        let (path, Some(object)) = (format!("plans[{at}]"), listed.as_object()) else {
            continue;
        };
        let text = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
        let city = cities.named(text("member"), text("country"));
        if city.is_none() && object.contains_key("member") {
            let note = Note::new(Code::UnknownMember, format!("{path}.member"), text("member"));
            reading.push(note.on("member"));
            continue;
        }
        let record = record(object, &path, PLAN);
        unknown(
            object,
            &path,
            &[
                PLAN,
                &[
                    ("member", ""),
                    ("member_slug", ""),
                    ("country", ""),
                    ("commitments", ""),
                ],
            ],
            &mut reading,
        );
        if record.get("title").is_none() {
            let note = Note::new(Code::TitleMissing, format!("{path}.plan_title"), "");
            reading.push(note.on("title"));
            continue;
        }
        let source: Vec<_> = record.all("source").cloned().collect();
        let Some(plan) = plans.plan_of(city, record, &nameless, false) else {
            continue;
        };
        let commitments = object.get("commitments").and_then(Value::as_array);
        if commitments.is_none_or(Vec::is_empty) {
            plan.notes
                .push(Note::new(Code::NoCommitment, format!("{path}.commitments"), ""));
        }
        for (at, listed) in commitments.into_iter().flatten().enumerate() {
            let (path, Some(object)) = (format!("{path}.commitments[{at}]"), listed.as_object()) else {
                continue;
            };
            let known: &[Fields] = &[COMMITMENT, &[("irm", ""), ("milestones", "")]];
            let mut commitment = self::record(object, &path, COMMITMENT);
            if let Some(found) = object.get("irm").and_then(Value::as_object) {
                let found = self::record(found, &format!("{path}.irm"), FINDINGS);
                commitment.values.extend(found.values);
            }
            if commitment.get("source").is_none() {
                commitment.values.extend(source.iter().cloned());
            }
            unknown(object, &path, known, &mut reading);
            let Some(found) = plan.commitment_of(commitment) else {
                plan.notes.push(Note::new(Code::TitleMissing, &path, "").on("title"));
                continue;
            };
            let milestones = object.get("milestones").and_then(Value::as_array);
            for (at, listed) in milestones.into_iter().flatten().enumerate() {
                let (path, Some(object)) = (format!("{path}.milestones[{at}]"), listed.as_object()) else {
                    continue;
                };
                unknown(object, &path, &[MILESTONE], &mut reading);
                found.milestones.push(self::record(object, &path, MILESTONE));
            }
        }
    }
    let plans = build(&mut reading, plans.done(), States::NotInFile, edits);
    Some(reading.finish().map(|notes| Draft {
        plans,
        notes,
        ..Draft::default()
    }))
}

fn record(object: &Map<String, Value>, path: &str, fields: Fields) -> Record {
    let mut record = Record {
        cell: path.to_owned(),
        ..Record::default()
    };
    for (key, field) in fields {
        let text = object.get(*key).map(text).unwrap_or_default();
        record.put(field, format!("{path}.{key}"), &text);
    }
    record
}

/// Returns a value as the text of a cell: a list is joined with semicolons, `null` and an object are
/// empty.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(entries) => entries.iter().map(text).collect::<Vec<_>>().join("; "),
        Value::Null | Value::Object(_) => String::new(),
    }
}

/// Returns every text in a document.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(entries) => entries.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

fn unknown(object: &Map<String, Value>, path: &str, known: &[Fields], reading: &mut Reading) {
    for key in object.keys() {
        if !known.iter().copied().flatten().any(|(name, _)| name == key) {
            reading.push(Note::new(Code::UnknownColumn, format!("{path}.{key}"), key));
        }
    }
}

/// Exports a plan: everything that [`read`] accepts, except people.
pub fn export(whole: &PlanRecords) -> File {
    let organisation = |id| whole.organisation(id).map(|organisation| organisation.name.clone());
    let commitments = whole.commitments.iter().map(|commitment| CommitmentRow {
        draft: CommitmentDraft::of(commitment, &[]),
        involved: whole
            .parts_in(commitment.id)
            .map(|(part, organisation)| Involved {
                name: organisation.name.clone(),
                part: part.part,
                cell: String::new(),
            })
            .collect(),
        findings: whole
            .findings_of(commitment.id)
            .map(|finding| FindingRow {
                scheme: finding.scheme.clone(),
                scheme_version: finding.scheme_version.clone(),
                value: finding.value.clone(),
                source: finding.source.clone(),
            })
            .collect(),
        milestones: whole
            .milestones_of(commitment.id)
            .map(|milestone| exported(whole, milestone, organisation))
            .collect(),
        indicators: indicators(whole, commitment.id, None),
        ..CommitmentRow::default()
    });
    let plan = PlanRow {
        draft: PlanDraft::of(&whole.plan),
        commitments: commitments.collect(),
        ..PlanRow::default()
    };
    let organisations = whole.organisations.iter().map(|organisation| OrganisationRow {
        name: organisation.name.clone(),
        kind: organisation.kind,
        website: organisation.website.clone(),
        rows: 0,
        id: None,
        cell: String::new(),
    });
    File {
        besa: VERSION,
        draft: Draft {
            plans: vec![plan],
            organisations: organisations.collect(),
            ..Draft::default()
        },
    }
}

/// Returns the indicators of a milestone, or without one those of the commitment as a whole. Readings are left out,
/// as reports of progress are.
fn indicators(whole: &PlanRecords, of: CommitmentId, milestone: Option<MilestoneId>) -> Vec<IndicatorRow> {
    let rows = whole.indicators_of(of).filter(|row| row.milestone_id == milestone);
    rows.map(|row| IndicatorRow {
        draft: IndicatorDraft {
            milestone: None,
            ..IndicatorDraft::of(row)
        },
        ..IndicatorRow::default()
    })
    .collect()
}

fn exported(
    whole: &PlanRecords,
    milestone: &Milestone,
    organisation: impl Fn(crate::ids::OrganisationId) -> Option<String>,
) -> MilestoneRow {
    let answering = whole.responsible.iter().filter(|who| who.milestone_id == milestone.id);
    MilestoneRow {
        draft: MilestoneDraft {
            state: Some(milestone.state),
            percent: milestone.percent,
            completed_on: milestone.completed_on,
            ..MilestoneDraft::of(milestone, &[])
        },
        reason: milestone.reason.clone(),
        indicators: indicators(whole, milestone.commitment_id, Some(milestone.id)),
        responsible: answering
            .filter_map(|who| {
                Some(ResponsibleRow {
                    organisation: Some(organisation(who.organisation_id?)?),
                    person: None,
                    part: who.part,
                    cell: String::new(),
                })
            })
            .collect(),
        ..MilestoneRow::default()
    }
}

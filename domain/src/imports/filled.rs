//! Writes a plan as the rows of Besa's workbook: every value that an import can store, but findings, which are
//! the monitoring body's, and people, who are private.
//!
//! Reading the rows again gives the same records. Values of lists are codes; the writer of a file replaces them with
//! words of its language.

use super::dates::{self, Order};
use super::fields::{FIELDS, Level};
use super::layout::{Record, SHEETS, Tables};
use super::reading::{Side, chosen};
use crate::commitments::Commitment;
use crate::milestones::Milestone;
use crate::plans::Plan;
use crate::records::When;
use crate::stakeholders::{Organisation, PartKind};
use crate::whole::PlanRecords;
use std::collections::BTreeMap;
use time::Date;

/// An organisation's part in a commitment or milestone, by name.
pub(super) type Named<'n> = (PartKind, &'n str);

/// Returns the rows of a plan. The people who are responsible for its milestones are left out.
pub fn tables(whole: &PlanRecords) -> Tables {
    let names: BTreeMap<_, _> = whole
        .organisations
        .iter()
        .map(|known| (known.id, known.name.as_str()))
        .collect();
    let mut tables = Tables {
        plan: vec![plan(&whole.plan)],
        stakeholders: whole.organisations.iter().map(organisation).collect(),
        ..Tables::default()
    };
    for of_plan in &whole.commitments {
        let parts = whole.parts.iter().filter(|part| part.commitment_id == of_plan.id);
        let parts: Vec<Named<'_>> = parts
            .filter_map(|part| Some((part.part, *names.get(&part.organisation_id)?)))
            .collect();
        tables.commitments.push(commitment(of_plan, &parts));
        for row in whole.milestones_of(of_plan.id) {
            let who = whole.responsible.iter().filter(|who| who.milestone_id == row.id);
            let who: Vec<Named<'_>> = who
                .filter_map(|who| Some((who.part, *names.get(&who.organisation_id?)?)))
                .collect();
            let mut record = milestone(row, &who);
            put(&mut record, "commitment_number", of_plan.number.to_string());
            tables.milestones.push(record);
        }
    }
    tables
}

/// Returns the row of a plan.
pub(super) fn plan(plan: &Plan) -> Record {
    let mut row = Record::new();
    put(&mut row, "title", plan.title.clone());
    put(&mut row, "reference", plan.reference.clone());
    put(&mut row, "language", plan.language.clone());
    put(&mut row, "start", day(plan.starts_on, None, Side::Start));
    put(&mut row, "end", day(plan.ends_on, plan.ends_said.as_ref(), Side::End));
    let term = day(plan.term_ends_on, plan.term_ends_said.as_ref(), Side::End);
    put(&mut row, "end_of_current_administration", term);
    put(&mut row, "date_submitted", day(plan.submitted_on, None, Side::End));
    put(&mut row, "date_adopted", day(plan.adopted_on, None, Side::End));
    put(&mut row, "lead_institutions", list(&plan.lead_institutions.0));
    put(&mut row, "foreword", plan.foreword.clone());
    put(&mut row, "vision", plan.vision.clone());
    put(&mut row, "challenges", plan.challenges.clone());
    put(&mut row, "institutional_arrangements", plan.engagement.clone());
    put(&mut row, "monitoring_body", plan.monitoring_body.clone());
    put(&mut row, "monitoring_body_description", plan.monitoring.clone());
    put(&mut row, "source", plan.source.clone());
    row
}

/// Returns the row of a commitment, with the organisations that take part.
pub(super) fn commitment(of: &Commitment, parts: &[Named<'_>]) -> Record {
    let mut row = Record::new();
    put(&mut row, "besa_id", of.id.to_string());
    put(&mut row, "number", of.number.to_string());
    put(&mut row, "ogp_id", of.ogp_id.clone());
    put(&mut row, "title", of.title.clone());
    put(&mut row, "short_title", of.short_title.clone());
    put(&mut row, "state", of.state.code().to_owned());
    put(&mut row, "state_reason", of.state_reason.clone());
    put(
        &mut row,
        "start",
        day(of.starts_on, of.starts_said.as_ref(), Side::Start),
    );
    put(&mut row, "end", day(of.ends_on, of.ends_said.as_ref(), Side::End));
    put(&mut row, "lead_institution", list(by_part(parts, PartKind::Lead)));
    put(&mut row, "institutions", list(by_part(parts, PartKind::Supporter)));
    put(&mut row, "others", list(by_part(parts, PartKind::Other)));
    put(&mut row, "problem", of.problem.clone());
    put(&mut row, "status_quo", of.status_quo.clone());
    put(&mut row, "action", of.action.clone());
    put(&mut row, "solution", of.solution.clone());
    put(&mut row, "long_term_goal", of.long_term_goal.clone());
    // The text of the source where it names no area of the list.
    let area = of.policy_area.as_ref().or(of.policy_area_said.as_ref());
    put(&mut row, "policy_area", area.cloned());
    put(&mut row, "sector", of.sector.clone());
    let values = of.ogp_values.0.iter();
    put(
        &mut row,
        "ogp_values",
        list(values.clone().map(|value| value.value.code())),
    );
    for value in values {
        let column = match value.value {
            crate::records::OgpValue::AccessToInformation => "why_access_to_information",
            crate::records::OgpValue::CivicParticipation => "why_civic_participation",
            crate::records::OgpValue::PublicAccountability => "why_public_accountability",
            crate::records::OgpValue::Technology => "why_technology",
        };
        put(&mut row, column, value.why.clone());
    }
    put(&mut row, "resources", of.resources.clone());
    put(&mut row, "additional_information", of.additional.clone());
    put(&mut row, "sdg_targets", list(&of.sdg_targets.0));
    put(&mut row, "source", of.source.clone());
    row
}

/// Returns the row of a milestone, with the organisations that are responsible for it.
pub(super) fn milestone(of: &Milestone, who: &[Named<'_>]) -> Record {
    let mut row = Record::new();
    put(&mut row, "besa_id", of.id.to_string());
    put(&mut row, "number", number(of));
    put(&mut row, "title", of.title.clone());
    put(&mut row, "output", of.output.clone());
    put(&mut row, "outcome", of.outcome.clone());
    put(
        &mut row,
        "start",
        day(of.starts_on, of.starts_said.as_ref(), Side::Start),
    );
    put(&mut row, "due", day(of.due_on, of.due_said.as_ref(), Side::End));
    put(&mut row, "dates", of.dates_said.clone());
    put(&mut row, "responsible_institution", list(by_part(who, PartKind::Lead)));
    put(&mut row, "supporters", list(by_part(who, PartKind::Supporter)));
    put(&mut row, "others", list(by_part(who, PartKind::Other)));
    put(&mut row, "state", of.state.code().to_owned());
    put(&mut row, "percent", of.percent.map(|percent| percent.to_string()));
    put(&mut row, "completed_on", day(of.completed_on, None, Side::End));
    put(&mut row, "reason", of.reason.clone());
    row
}

/// Returns the row of an organisation. Its parts are in the rows of commitments and milestones.
pub(super) fn organisation(of: &Organisation) -> Record {
    let mut row = Record::new();
    put(&mut row, "besa_id", of.id.to_string());
    put(&mut row, "organisation", of.name.clone());
    put(&mut row, "kind", of.kind.code().to_owned());
    put(&mut row, "website", of.website.clone());
    row
}

/// Returns the number of a milestone as its source words it, else its position.
pub(super) fn number(of: &Milestone) -> String {
    of.code.clone().unwrap_or_else(|| of.number.to_string())
}

/// Returns the texts of a row that become this field of the record.
pub(super) fn of_field(row: &Record, level: Level, field: &str) -> String {
    let columns = FIELDS
        .iter()
        .filter(|other| other.level == level && other.name == field);
    let texts = columns.filter_map(|other| row.get(other.in_workbook()?.1.name));
    texts.map(String::as_str).collect::<Vec<_>>().join("\n\n")
}

/// A cell of a table with a row for each milestone: the code of its field, and its text.
pub type FlatCell = (&'static str, String);

/// Returns the same rows as one table: a row for each milestone with its commitment and plan. The texts of a
/// commitment and of the plan are in their first rows; all rows have the titles, numbers and ids. Organisations have
/// no rows: their kinds and websites are left out.
pub fn flat(tables: &Tables) -> Vec<Vec<FlatCell>> {
    let [plans, commitments, milestones, _] = &SHEETS;
    let cells = |layout: &super::layout::Layout, row: &Record, all: bool| -> Vec<FlatCell> {
        let columns = layout
            .columns
            .iter()
            .filter_map(|column| Some((layout.field(column)?, row.get(column.name)?)));
        let kept = columns.filter(|(field, _)| all || field.is_key() || field.is_title() || field.name == "number");
        // The number of the commitment is in its own cell.
        let own = kept.filter(|(field, _)| field.level == layout.level);
        own.map(|(field, text)| (field.code, text.clone())).collect()
    };
    let mut rows: Vec<Vec<FlatCell>> = Vec::new();
    for plan in &tables.plan {
        let begin = |rows: &Vec<Vec<FlatCell>>| cells(plans, plan, rows.is_empty());
        for commitment in &tables.commitments {
            let number = commitment.get("number");
            let of_it = tables.milestones.iter();
            let mut of_it = of_it.filter(|row| row.get("commitment_number") == number).peekable();
            if of_it.peek().is_none() {
                let row = [begin(&rows), cells(commitments, commitment, true)].concat();
                rows.push(row);
            }
            for (at, milestone) in of_it.enumerate() {
                let row = [
                    begin(&rows),
                    cells(commitments, commitment, at == 0),
                    cells(milestones, milestone, true),
                ];
                rows.push(row.concat());
            }
        }
        if rows.is_empty() {
            rows.push(cells(plans, plan, true));
        }
    }
    rows
}

fn put(row: &mut Record, column: &'static str, text: impl Into<Option<String>>) {
    if let Some(text) = text.into().filter(|text| !text.is_empty()) {
        row.insert(column, text);
    }
}

fn by_part<'n>(parts: &[Named<'n>], wanted: PartKind) -> impl Iterator<Item = &'n str> {
    let parts = parts.iter().filter(move |(part, _)| *part == wanted);
    parts.map(|(_, name)| *name)
}

/// Joins texts with semicolons. One that holds a semicolon, or begins with a quotation mark, is quoted.
fn list<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> String {
    let quoted = |text: &str| match text.contains(';') || text.starts_with('"') {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    let texts: Vec<String> = texts.into_iter().map(|text| quoted(text.as_ref())).collect();
    texts.join("; ")
}

/// Returns a date as its source words it, if that means the same day in any file; else the day.
fn day(day: Option<Date>, when: Option<&When>, side: Side) -> String {
    let same = |when: &When| {
        [Order::DayFirst, Order::MonthFirst].iter().all(|order| {
            let read = dates::read(&when.said, *order).when;
            chosen(&read, side) == day && read == *when
        })
    };
    match (when, day) {
        (Some(when), _) if same(when) => when.said.clone(),
        (_, Some(day)) => day.to_string(),
        // No day was understood, or it was before the start.
        (Some(when), None) => when.said.clone(),
        (None, None) => String::new(),
    }
}

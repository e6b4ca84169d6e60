//! The records and columns of a file under review, and decisions about them.

use crate::examples::example;
use crate::values::{Code, Day, count};
use besa_domain::imports::{ColumnChoice, Decision, Fate, Level, Like, Note, ReviewRow};
use poem_openapi::Object;
use serde::Deserialize;
use std::collections::BTreeMap;

use super::view::NoteView;

/// A record of a file under review.
#[derive(Debug, Object)]
#[oai(rename = "ImportRecord")]
pub(super) struct RecordView {
    /// The place that names the record in decisions, for example `row 2, milestone_title`.
    record: String,
    /// The kind of record.
    kind: Code<Level>,
    /// The number in the file; empty without one.
    number: String,
    /// The title.
    title: String,
    /// What becomes of it.
    fate: Code<Fate>,
    /// The title of the city's record that it is like, if it is not clear whether they are the same.
    like: Option<String>,
    /// Whether it is taken to be that record; `null` without `like`.
    same: Option<bool>,
    /// The first day.
    starts_on: Option<Day>,
    /// The last day, or the due date of a milestone.
    ends_on: Option<Day>,
    /// The state of a milestone in the file, by code.
    state: Option<String>,
    /// The percentage of a milestone in the file.
    percent: Option<i32>,
    /// The city's state of the milestone, where the file has another state or percentage.
    state_before: Option<String>,
    /// Whether the state in the file is reported as progress; `null` where it is the city's.
    report: Option<bool>,
    /// The organisations that lead it or are responsible for it.
    leads: Vec<String>,
    /// What is doubtful about it.
    notes: Vec<NoteView>,
}

/// A column of a table in a file under review.
#[derive(Debug, Object)]
#[oai(rename = "ImportColumn")]
pub(super) struct ColumnView {
    /// The key that names the column in decisions, for example `0.3`.
    column: String,
    /// The name of the sheet.
    sheet: String,
    /// The heading; empty without one.
    heading: String,
    /// The place of the heading.
    cell: String,
    /// The code of the field that the column holds; `null` for none.
    field: Option<String>,
    /// The first values, at most three.
    values: Vec<String>,
    /// The number of filled cells.
    filled: u64,
}

/// A text in place of one in the file.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ImportEdit", deny_unknown_fields)]
#[serde(deny_unknown_fields)]
struct EditSent {
    /// The record.
    record: String,
    /// The field of the record, for example `title`, `due_on`, `state` or `responsible`.
    field: String,
    /// The text, read like a cell of the file. An empty text takes the value out.
    text: String,
}

/// Decisions about a file under review. Each list may be left out.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ImportDecisions", deny_unknown_fields, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DecisionsSent {
    /// The field of each of these columns, by key of the column; an empty text leaves a column out.
    #[oai(default)]
    columns: BTreeMap<String, String>,
    /// Corrections.
    #[oai(default)]
    edits: Vec<EditSent>,
    /// Whether a record is left out, with all that belongs to it; by record.
    #[oai(default)]
    left_out: BTreeMap<String, bool>,
    /// Whether a record is the city's record that it is like; by record.
    #[oai(default)]
    same: BTreeMap<String, bool>,
    /// Whether the state in the file is reported as progress of a milestone that the city has; by record.
    #[oai(default)]
    report: BTreeMap<String, bool>,
}

example!(DecisionsSent {
    "columns": { "0.3": "milestone_due" },
    "edits": [{ "record": "row 2, milestone_title", "field": "due_on", "text": "31.05.2027" }],
    "left_out": { "row 7, milestone_title": true },
    "same": {},
    "report": { "row 3, milestone_title": true }
});

impl DecisionsSent {
    /// Returns the decisions, one for each entry.
    pub(super) fn into_decisions(self) -> Vec<Decision> {
        let mut all = Vec::new();
        if !self.columns.is_empty() {
            all.push(Decision::Columns(self.columns));
        }
        for edit in self.edits {
            all.push(Decision::Edit(edit.record, [(edit.field, edit.text)].into()));
        }
        all.extend(
            self.left_out
                .into_iter()
                .map(|(record, out)| Decision::LeaveOut(record, out)),
        );
        all.extend(self.same.into_iter().map(|(record, same)| Decision::Same(record, same)));
        let reports = self.report.into_iter();
        all.extend(reports.map(|(record, report)| Decision::Report(vec![record], report)));
        all
    }
}

impl From<ReviewRow> for RecordView {
    fn from(row: ReviewRow) -> Self {
        let (like, same) = row.like.map(|Like { title, same, .. }| (title, same)).unzip();
        let (state_before, report) = row.reports.map(|reports| (reports.from, reports.chosen)).unzip();
        Self {
            record: row.cell,
            kind: Code(row.level),
            number: row.number,
            title: row.title,
            fate: Code(row.fate),
            like,
            same,
            starts_on: row.starts_on.map(Day),
            ends_on: row.ends_on.map(Day),
            state: row.state,
            percent: row.percent,
            state_before,
            report,
            leads: row.leads,
            notes: row.notes.into_iter().map(|note: Note| note.into()).collect(),
        }
    }
}

impl From<ColumnChoice> for ColumnView {
    fn from(column: ColumnChoice) -> Self {
        Self {
            column: column.key,
            sheet: column.sheet,
            heading: column.heading,
            cell: column.cell,
            field: Some(column.field).filter(|field| !field.is_empty()),
            values: column.values,
            filled: count(column.filled),
        }
    }
}

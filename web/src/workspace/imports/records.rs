//! The records of a file as a table: what becomes of each, what is doubtful, and a form to correct it.

use besa_domain::imports::{Fate, Level, Note, Review, ReviewRow};
use besa_domain::milestones::MilestoneState;
use besa_domain::records::When;
use besa_text::{Words, dates};
use time::Date;

use super::super::member_request::MemberRequest;
use super::part::{self, Part};
use super::review::{Line, line};

/// Records on one page.
const PAGE: usize = 40;

/// The table.
pub(super) struct Table {
    pub(super) rows: Vec<Row>,
    /// The URLs of all records and of those to check, and whether the second is shown.
    pub(super) all: String,
    pub(super) doubtful: String,
    pub(super) only_doubtful: bool,
    pub(super) to_check: usize,
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    /// The milestones whose states differ and are not reported yet.
    pub(super) reports: usize,
}

/// One record.
pub(super) struct Row {
    /// Its id on the page.
    pub(super) anchor: String,
    pub(super) cell: String,
    pub(super) level: String,
    pub(super) title: String,
    pub(super) dates: String,
    /// The dates in the words of the file, where they are others.
    pub(super) said: Option<String>,
    pub(super) state: String,
    pub(super) leads: String,
    pub(super) fate: String,
    pub(super) left_out: bool,
    /// The question whether it is a record of the city, and the answer so far.
    pub(super) like: Option<(String, bool)>,
    /// The question whether its state is reported, and the answer so far.
    pub(super) report: Option<(String, bool)>,
    pub(super) notes: Vec<Line>,
    /// The fields that can be corrected.
    pub(super) fields: Vec<Field>,
}

/// A field of a record.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) value: String,
    /// The codes and words to choose among; empty for a text.
    pub(super) choices: Vec<(&'static str, String)>,
}

impl Table {
    /// Builds a page of the table. `page` counts from 1.
    pub(super) fn of(request: &MemberRequest, review: &Review, base: &str, page: usize, only_doubtful: bool) -> Self {
        let chosen: Vec<(usize, &ReviewRow)> = review
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !only_doubtful || row.is_doubtful())
            .collect();
        let query = |name, value: &str| part::query(request, name, value);
        let part = Part::of(&chosen, PAGE, page, |page| {
            format!("{base}{}#records", query("page", &page.to_string()))
        });
        let open = review
            .rows
            .iter()
            .filter(|row| row.reports.as_ref().is_some_and(|reports| !reports.chosen));
        Self {
            rows: part.rows.iter().map(|(at, row)| Row::of(request, *at, row)).collect(),
            all: format!("{base}#records"),
            doubtful: format!("{base}?show=doubtful#records"),
            only_doubtful,
            to_check: review.rows.iter().filter(|row| row.is_doubtful()).count(),
            previous: part.previous,
            next: part.next,
            reports: open.count(),
        }
    }
}

impl Row {
    fn of(request: &MemberRequest, at: usize, row: &ReviewRow) -> Self {
        let w = request.w();
        let level = match row.level {
            Level::Plan => w.import_level_plan(),
            Level::Commitment => w.import_level_commitment(),
            Level::Milestone => w.import_level_milestone(),
            Level::Indicator => w.import_level_indicator(),
            Level::Member | Level::Stakeholder => String::new(),
        };
        let level = if row.number.is_empty() {
            level
        } else {
            format!("{level} {}", row.number)
        };
        let report = row.reports.as_ref().map(|reports| {
            let from = stated(w, &reports.from, reports.from_percent);
            let to = stated(w, row.state.as_deref().unwrap_or_default(), row.percent);
            (w.import_report_question(from, to), reports.chosen)
        });
        Self {
            anchor: format!("record-{at}"),
            cell: row.cell.clone(),
            level,
            title: row.title.clone(),
            dates: days(request, row),
            said: said(request, row),
            state: row
                .state
                .as_deref()
                .map(|state| stated(w, state, row.percent))
                .unwrap_or_default(),
            leads: row.leads.join("; "),
            fate: match row.fate {
                Fate::New => w.import_fate_new(),
                Fate::Known => w.import_fate_known(),
                Fate::LeftOut => w.import_fate_left_out(),
            },
            left_out: row.fate == Fate::LeftOut,
            like: row
                .like
                .as_ref()
                .map(|like| (w.import_like_question(&like.title), like.same)),
            report,
            notes: row.notes.iter().map(|note: &Note| line(request, note)).collect(),
            fields: fields(w, row),
        }
    }
}

/// Returns the fields of a record that can be corrected, with the texts of the file.
pub(super) fn fields(w: &Words, row: &ReviewRow) -> Vec<Field> {
    let text = |said: Option<&When>, day: Option<Date>| match (said, day) {
        (Some(said), _) => said.said.clone(),
        (None, Some(day)) => day.to_string(),
        (None, None) => String::new(),
    };
    let starts = text(row.starts_said.as_ref(), row.starts_on);
    let ends = text(row.ends_said.as_ref(), row.ends_on);
    let field = |name, label: String, value: &str| Field {
        name,
        label,
        value: value.to_owned(),
        choices: Vec::new(),
    };
    let states = || {
        let all = MilestoneState::ALL.iter();
        all.map(|state| (state.code(), besa_text::codes::milestone_state(w, state.code())))
            .collect()
    };
    let percent = row.percent.map(|percent| percent.to_string()).unwrap_or_default();
    let state = row.state.clone().unwrap_or_default();
    match row.level {
        Level::Plan => vec![
            field("title", w.plan_field_title(), &row.title),
            field("starts_on", w.plan_field_start(), &starts),
            field("ends_on", w.plan_field_end(), &ends),
        ],
        Level::Commitment => vec![
            field("title", w.commitment_field_title(), &row.title),
            field("number", w.commitment_field_number(), &row.number),
            field("starts_on", w.commitment_field_start(), &starts),
            field("ends_on", w.commitment_field_end(), &ends),
            field("lead", w.commitment_field_lead(), &row.leads.join("; ")),
        ],
        Level::Milestone => vec![
            field("title", w.milestone_field_title(), &row.title),
            field("number", w.workbook_milestone_number(), &row.number),
            field("starts_on", w.milestone_field_start(), &starts),
            field("due_on", w.milestone_field_due(), &ends),
            Field {
                choices: states(),
                ..field("state", w.import_column_state(), &state)
            },
            field("percent", w.update_field_percent(), &percent),
            field("completed_on", w.import_field_of_milestone_completed_on(), ""),
            field("reason", w.import_field_of_milestone_reason(), ""),
            field("responsible", w.milestone_field_responsible(), &row.leads.join("; ")),
        ],
        Level::Indicator => vec![
            field("title", w.milestone_field_title(), &row.title),
            field("number", w.indicator_field_code(), &row.number),
            field("due_on", w.indicator_field_due(), &ends),
        ],
        Level::Member | Level::Stakeholder => Vec::new(),
    }
}

fn stated(w: &Words, state: &str, percent: Option<i32>) -> String {
    let words = match state.parse::<MilestoneState>() {
        Ok(state) => besa_text::codes::milestone_state(w, state.code()),
        Err(_unknown) => state.to_owned(),
    };
    match percent {
        Some(percent) => format!("{words}, {percent} %"),
        None => words,
    }
}

fn days(request: &MemberRequest, row: &ReviewRow) -> String {
    let day = |day: Date| dates::day(request.language(), day);
    match (row.starts_on, row.ends_on) {
        (Some(start), Some(end)) => format!("{} – {}", day(start), day(end)),
        (Some(one), None) | (None, Some(one)) => day(one),
        (None, None) => String::new(),
    }
}

/// Returns the dates in the words of the file, unless they are days as a computer writes them.
fn said(request: &MemberRequest, row: &ReviewRow) -> Option<String> {
    // The words would be those of the person who corrected it.
    if row.edited {
        return None;
    }
    let mut texts: Vec<&str> = Vec::new();
    for (when, day) in [(&row.starts_said, row.starts_on), (&row.ends_said, row.ends_on)] {
        let Some(when) = when else { continue };
        let plain = day.is_some_and(|day| day.to_string() == when.said);
        if !plain && !texts.contains(&when.said.as_str()) {
            texts.push(&when.said);
        }
    }
    (!texts.is_empty()).then(|| request.w().import_said(texts.join("; ")))
}

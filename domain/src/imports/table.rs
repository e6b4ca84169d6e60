//! A plan as tables: the cells of a workbook or CSV file before they are checked, and the columns of
//! Besa's own workbook.
//!
//! Nothing is parsed here. Every cell keeps its text as the file has it, and the sheet gives its
//! address, so that a doubtful value can be shown with its address and stored as provenance.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

/// What kind of file the tables came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An Excel workbook (Office Open XML).
    Xlsx,
    /// Text separated by commas, semicolons or tabs.
    Csv,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    /// What kind of file it was.
    pub kind: Kind,
    /// The file's name as the user gave it.
    pub name: String,
    /// The encoding of a CSV file, for example `UTF-8` or `windows-1250`; `None` for workbooks.
    pub encoding: Option<String>,
    /// The sheets in the file's order. A CSV file is one sheet named after the file.
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// Returns the sheet of this name. Case and surrounding spaces are ignored; spaces and hyphens
    /// count as `_`.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| same(&sheet.name, name))
    }
}

/// One table of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The kind of its file, which decides how addresses are written.
    pub kind: Kind,
    /// The sheet's name.
    pub name: String,
    /// The first row that is not empty, as written; empty for an empty sheet.
    pub header: Vec<String>,
    /// The rows below the header that are not empty.
    pub rows: Vec<Row>,
}

impl Sheet {
    /// Returns the index of the column of this name. Case and surrounding spaces are ignored; spaces
    /// and hyphens count as `_`.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|heading| same(heading, name))
    }

    /// Returns the address of a cell: `Milestones!D7` in a workbook, `row 7, due` in a CSV file. `row`
    /// is the row's number in the file, `column` counts from 0. Computed when it is needed: a heading
    /// copied into each cell would multiply the size of a file.
    #[must_use]
    pub fn address(&self, row: u32, column: usize) -> String {
        match self.kind {
            Kind::Xlsx => cell_address(&self.name, row, column),
            Kind::Csv => row_address(row, self.header.get(column).map(String::as_str), column),
        }
    }
}

/// Returns an address as a workbook writes it: `Milestones!D7`. A name with other characters is quoted
/// as Excel does. `column` counts from 0.
#[must_use]
pub fn cell_address(sheet: &str, row: u32, column: usize) -> String {
    let simple = sheet.chars().all(|sign| sign.is_alphanumeric() || sign == '_');
    let sheet = if simple {
        sheet.to_owned()
    } else {
        format!("'{}'", sheet.replace('\'', "''"))
    };
    format!("{sheet}!{}{row}", letters(column))
}

/// Returns an address in a CSV file: `row 7, due`, or `row 7, column 4` under an empty heading. A
/// heading is cut at 60 characters. `column` counts from 0.
#[must_use]
pub fn row_address(row: u32, heading: Option<&str>, column: usize) -> String {
    const SHOWN: usize = 60;
    let heading = heading.map_or("", str::trim);
    match heading.char_indices().nth(SHOWN) {
        None if heading.is_empty() => format!("row {row}, column {}", column + 1),
        None => format!("row {row}, {heading}"),
        Some((end, _)) => format!("row {row}, {}…", heading.get(..end).unwrap_or_default()),
    }
}

/// Returns the letters of a column: 0 is A, 26 is AA.
fn letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The row's number in the file as a spreadsheet shows it: from 1, header and blank rows included.
    pub number: u32,
    /// One cell for each heading, and more when the row is longer than the header.
    pub cells: Vec<Cell>,
}

/// One cell of a row. [`Sheet::address`] returns its address.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The text as written; empty for an empty cell. For a date cell of a workbook, the day in ISO
    /// format.
    pub text: String,
    /// Set only when the workbook stored a date.
    pub date: Option<CellDate>,
}

/// A date that a workbook stored as a date rather than as text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CellDate {
    /// The calendar day.
    #[serde(with = "iso_day")]
    pub day: Date,
    /// Excel's number of the day; `None` when the file stored ISO text.
    pub serial: Option<f64>,
}

/// One row to write: text by column name. Columns that are missing stay empty.
pub type Record = BTreeMap<&'static str, String>;

/// A plan's rows for the workbook, in the columns of [`SHEETS`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tables {
    /// The plan itself: one row.
    pub plan: Vec<Record>,
    /// One row for each commitment.
    pub commitments: Vec<Record>,
    /// One row for each milestone.
    pub milestones: Vec<Record>,
    /// One row for each organisation or person and each part they have.
    pub stakeholders: Vec<Record>,
}

/// What a column of Besa's workbook holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A short text.
    Text,
    /// Sentences or paragraphs.
    Prose,
    /// A day (`2026-10-31`) or a month (`2026-10`; as an end it means its last day).
    Day,
    /// A whole number.
    Number,
    /// Several texts, separated by semicolons.
    List,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Any of these words, separated by semicolons.
    Choices(&'static [&'static str]),
}

/// A column of Besa's workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The heading in the file, the same in every language.
    pub name: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// Whether the column is required: without it, the file is refused.
    pub needed: bool,
    /// An example of a value; empty where the text of the guide is enough.
    pub example: &'static str,
}

/// A sheet of Besa's workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The sheet's name, the same in every language.
    pub name: &'static str,
    /// Its columns in order.
    pub columns: &'static [Column],
}

/// The four sheets of Besa's workbook.
pub const SHEETS: [Layout; 4] = [
    Layout {
        name: "Plan",
        columns: PLAN,
    },
    Layout {
        name: "Commitments",
        columns: COMMITMENTS,
    },
    Layout {
        name: "Milestones",
        columns: MILESTONES,
    },
    Layout {
        name: "Stakeholders",
        columns: STAKEHOLDERS,
    },
];

/// States that a city reports for a milestone. Overdue is never written: it is computed from the due
/// date.
pub const STATES: &[&str] = &[
    "not_reported",
    "not_started",
    "in_progress",
    "complete",
    "stuck",
    "withdrawn",
];

/// OGP's values, including the fourth one in OGP Local's form.
pub const VALUES: &[&str] = &[
    "access_to_information",
    "civic_participation",
    "public_accountability",
    "technology",
];

/// A responsible person's part in a milestone.
pub const ROLES: &[&str] = &["lead", "supporter", "other"];

/// Kinds of organisation that take part.
pub const ORGANISATIONS: &[&str] = &[
    "municipality",
    "government",
    "civil_society",
    "academia",
    "media",
    "private_sector",
    "multilateral",
    "residents",
    "other",
];

/// The part of an organisation or person in the plan or in one commitment.
pub const PARTS: &[&str] = &["lead", "supporter", "other"];

/// The plan's own fields (OGP Local template, parts A to D).
pub const PLAN: &[Column] = &[
    needed("title", Holds::Text, "Action plan 2025-2027"),
    column("ogp_id", Holds::Text, "AP_ALB06"),
    column("language", Holds::Text, "sq"),
    needed("start", Holds::Day, "2025-06"),
    needed("end", Holds::Day, "2027-02"),
    column("end_of_current_administration", Holds::Day, "2027-04"),
    column("date_submitted", Holds::Day, "2025-06-24"),
    column("lead_institutions", Holds::List, ""),
    column("foreword", Holds::Prose, ""),
    column("vision", Holds::Prose, ""),
    column("achievements", Holds::Prose, ""),
    column("challenges", Holds::Prose, ""),
    column("medium_term_goals", Holds::Prose, ""),
    column("contribution_to_vision", Holds::Prose, ""),
    column("wider_policy_goals", Holds::Prose, ""),
    column("institutional_arrangements", Holds::Prose, ""),
    column("collaboration_spaces", Holds::Prose, ""),
    column("diversity_measures", Holds::Prose, ""),
    column("participants", Holds::Prose, ""),
    column("groups", Holds::Number, "12"),
    column("public_meetings", Holds::Number, "4"),
    column("continued_collaboration", Holds::Prose, ""),
    column("conflict_resolution", Holds::Prose, ""),
    column("monitoring_body", Holds::Text, ""),
    column("monitoring_body_description", Holds::Prose, ""),
    column("monitoring_contact", Holds::Text, ""),
    column("monitoring_email", Holds::Text, ""),
    column("progress_discussions", Holds::Prose, ""),
    column("progress_checks", Holds::Prose, ""),
    column("publication_of_results", Holds::Prose, ""),
];

/// A commitment's fields, in the order of OGP's form.
pub const COMMITMENTS: &[Column] = &[
    needed("number", Holds::Text, "1"),
    column("ogp_id", Holds::Text, "ALBSN0001"),
    needed("title", Holds::Text, ""),
    column("short_title", Holds::Text, ""),
    column("start", Holds::Day, "2025-06"),
    column("end", Holds::Day, "2027-02"),
    column("lead_institution", Holds::Text, ""),
    column("institutions", Holds::List, ""),
    column("problem", Holds::Prose, ""),
    column("status_quo", Holds::Prose, ""),
    column("action", Holds::Prose, ""),
    column("solution", Holds::Prose, ""),
    column("long_term_goal", Holds::Prose, ""),
    column("policy_area", Holds::Text, "Public Participation"),
    column("sector", Holds::Text, ""),
    column(
        "ogp_values",
        Holds::Choices(VALUES),
        "civic_participation; public_accountability",
    ),
    column("why_relevant", Holds::Prose, ""),
    column("resources", Holds::Prose, ""),
    column("additional_information", Holds::Prose, ""),
    column("sdg_targets", Holds::List, "16.6; 16.7"),
];

/// A milestone's fields.
pub const MILESTONES: &[Column] = &[
    needed("commitment_number", Holds::Text, "1"),
    needed("number", Holds::Text, "1"),
    needed("title", Holds::Text, ""),
    column("output", Holds::Prose, ""),
    column("outcome", Holds::Prose, ""),
    column("start", Holds::Day, "2025-09-01"),
    column("due", Holds::Day, "2025-12-15"),
    column("responsible_institution", Holds::Text, ""),
    column("responsible_person", Holds::Text, ""),
    column("responsible_title", Holds::Text, ""),
    column("responsible_email", Holds::Text, ""),
    column("role", Holds::Choice(ROLES), "lead"),
    column("state", Holds::Choice(STATES), "in_progress"),
    column("percent", Holds::Number, "40"),
    column("completed_on", Holds::Day, ""),
    column("reason", Holds::Prose, ""),
    column("evaluation_link", Holds::Text, ""),
];

/// Organisations and people, and their parts. People and their e-mail addresses stay private.
pub const STAKEHOLDERS: &[Column] = &[
    needed("organisation", Holds::Text, ""),
    column("kind", Holds::Choice(ORGANISATIONS), "civil_society"),
    column("person", Holds::Text, ""),
    column("person_title", Holds::Text, ""),
    column("email", Holds::Text, ""),
    column("website", Holds::Text, ""),
    column("commitment_number", Holds::Text, "1"),
    column("part", Holds::Choice(PARTS), "supporter"),
];

const fn column(name: &'static str, holds: Holds, example: &'static str) -> Column {
    Column {
        name,
        holds,
        needed: false,
        example,
    }
}

const fn needed(name: &'static str, holds: Holds, example: &'static str) -> Column {
    Column {
        name,
        holds,
        needed: true,
        example,
    }
}

fn same(written: &str, name: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
    plain(written) == plain(name)
}

time::serde::format_description!(iso_day, Date, "[year]-[month]-[day]");

//! Besa's own workbook: its four sheets, their columns, and what each holds.

use std::collections::BTreeMap;

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

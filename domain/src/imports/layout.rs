//! Besa's own workbook: its four sheets, their columns, and what each holds.

use super::fields::{Field, Level};
use crate::commitments::CommitmentState;
use crate::milestones::MilestoneState;
use crate::policy_areas;
use crate::records::OgpValue;
use crate::stakeholders::{OrganisationKind, PartKind};
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

/// A cell with more UTF-16 units is full, and its text goes on in the next column of its field: a spreadsheet takes
/// 32,767 of them, and Besa longer texts.
pub const FULL_CELL: usize = 32_000;

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
    /// One value of a list.
    Choice(List),
    /// Any values of a list, separated by semicolons.
    Choices(List),
    /// What Besa finds the record by when the file comes back.
    Key,
}

/// A list of coded values. Cells hold their words in the language of the file, or the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// States that a city reports for a milestone. Overdue is none of them: it is computed from the due date.
    MilestoneState,
    /// States of a commitment.
    CommitmentState,
    /// Parts of organisations in a commitment or a milestone.
    Part,
    /// Kinds of organisations.
    Kind,
    /// OGP's values.
    Value,
    /// Policy areas.
    Area,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 6] = [
        Self::MilestoneState,
        Self::CommitmentState,
        Self::Part,
        Self::Kind,
        Self::Value,
        Self::Area,
    ];

    /// Returns its name among the words of Besa: `milestone_state`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::MilestoneState => "milestone_state",
            Self::CommitmentState => "commitment_state",
            Self::Part => "part",
            Self::Kind => "organisation_kind",
            Self::Value => "ogp_value",
            Self::Area => "policy_area",
        }
    }

    /// Returns the codes of its values, in the order in which a cell offers them.
    pub fn codes(self) -> Vec<&'static str> {
        match self {
            Self::MilestoneState => MilestoneState::ALL.iter().map(|state| state.code()).collect(),
            Self::CommitmentState => CommitmentState::ALL.iter().map(|state| state.code()).collect(),
            Self::Part => PartKind::ALL.iter().map(|part| part.code()).collect(),
            Self::Kind => OrganisationKind::ALL.iter().map(|kind| kind.code()).collect(),
            Self::Value => OgpValue::ALL.iter().map(|value| value.code()).collect(),
            Self::Area => policy_areas::ALL.iter().map(|area| area.code).collect(),
        }
    }
}

/// A column of Besa's workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, which is read as a heading too. In a file it has the words for its field.
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
    /// The code of the sheet's name: `plan`.
    pub name: &'static str,
    /// The records that it lists.
    pub level: Level,
    /// Its columns in order.
    pub columns: &'static [Column],
}

impl Layout {
    /// Returns the field of one of its columns.
    pub fn field(&self, column: &Column) -> Option<Field> {
        // A column that names the commitment of a milestone or organisation.
        let own = format!("{}_{}", self.prefix(), column.name);
        Field::of(&own).or_else(|| Field::of(column.name))
    }

    const fn prefix(&self) -> &'static str {
        match self.level {
            Level::Member => "member",
            Level::Plan => "plan",
            Level::Commitment => "commitment",
            Level::Milestone => "milestone",
            Level::Indicator => "indicator",
            Level::Stakeholder => "stakeholder",
        }
    }
}

/// The four sheets of Besa's workbook.
pub const SHEETS: [Layout; 4] = [
    Layout {
        name: "plan",
        level: Level::Plan,
        columns: PLAN,
    },
    Layout {
        name: "commitments",
        level: Level::Commitment,
        columns: COMMITMENTS,
    },
    Layout {
        name: "milestones",
        level: Level::Milestone,
        columns: MILESTONES,
    },
    Layout {
        name: "stakeholders",
        level: Level::Stakeholder,
        columns: STAKEHOLDERS,
    },
];

/// The plan's own fields (OGP Local template, parts A to D).
pub const PLAN: &[Column] = &[
    needed("title", Holds::Text, "Action plan 2025-2027"),
    column("reference", Holds::Text, "2025-2027"),
    column("ogp_id", Holds::Text, "AP_ALB06"),
    column("language", Holds::Text, "sq"),
    needed("start", Holds::Day, "2025-06"),
    needed("end", Holds::Day, "2027-02"),
    column("end_of_current_administration", Holds::Day, "2027-04"),
    column("date_submitted", Holds::Day, "2025-06-24"),
    column("date_adopted", Holds::Day, "2025-05-30"),
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
    column("source", Holds::Text, ""),
];

/// A commitment's fields, in the order of OGP's form.
pub const COMMITMENTS: &[Column] = &[
    needed("number", Holds::Text, "1"),
    column("ogp_id", Holds::Text, "ALBSN0001"),
    needed("title", Holds::Text, ""),
    column("short_title", Holds::Text, ""),
    column("state", Holds::Choice(List::CommitmentState), "accepted"),
    column("state_reason", Holds::Prose, ""),
    column("start", Holds::Day, "2025-06"),
    column("end", Holds::Day, "2027-02"),
    column("lead_institution", Holds::Text, ""),
    column("institutions", Holds::List, ""),
    column("others", Holds::List, ""),
    column("problem", Holds::Prose, ""),
    column("status_quo", Holds::Prose, ""),
    column("action", Holds::Prose, ""),
    column("solution", Holds::Prose, ""),
    column("long_term_goal", Holds::Prose, ""),
    column("policy_area", Holds::Choice(List::Area), "public-participation"),
    column("sector", Holds::Text, ""),
    column(
        "ogp_values",
        Holds::Choices(List::Value),
        "civic_participation; public_accountability",
    ),
    column("why_relevant", Holds::Prose, ""),
    column("why_access_to_information", Holds::Prose, ""),
    column("why_civic_participation", Holds::Prose, ""),
    column("why_public_accountability", Holds::Prose, ""),
    column("why_technology", Holds::Prose, ""),
    column("resources", Holds::Prose, ""),
    column("additional_information", Holds::Prose, ""),
    column("sdg_targets", Holds::List, "16.6; 16.7"),
    column("source", Holds::Text, ""),
    column("besa_id", Holds::Key, ""),
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
    column("dates", Holds::Text, ""),
    column("responsible_institution", Holds::List, ""),
    column("supporters", Holds::List, ""),
    column("others", Holds::List, ""),
    column("responsible_person", Holds::Text, ""),
    column("responsible_title", Holds::Text, ""),
    column("responsible_email", Holds::Text, ""),
    column("role", Holds::Choice(List::Part), "lead"),
    column("state", Holds::Choice(List::MilestoneState), "in_progress"),
    column("percent", Holds::Number, "40"),
    column("completed_on", Holds::Day, ""),
    column("reason", Holds::Prose, ""),
    column("evaluation_link", Holds::Text, ""),
    column("besa_id", Holds::Key, ""),
];

/// Organisations and people, and their parts. People and their e-mail addresses stay private.
pub const STAKEHOLDERS: &[Column] = &[
    needed("organisation", Holds::Text, ""),
    column("kind", Holds::Choice(List::Kind), "civil_society"),
    column("person", Holds::Text, ""),
    column("person_title", Holds::Text, ""),
    column("email", Holds::Text, ""),
    column("website", Holds::Text, ""),
    column("commitment_number", Holds::Text, "1"),
    column("part", Holds::Choice(List::Part), "supporter"),
    column("besa_id", Holds::Key, ""),
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

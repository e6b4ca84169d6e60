//! What an import has to say about a file: what was doubtful and what was left out.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

coded! {
    /// Why something is doubtful or left out. The words are in `text`, under the same codes.
    Code {
        /// No day can be read from the text.
        DateNotUnderstood = "date_not_understood",
        /// A month: its last day counts.
        MonthOnly = "month_only",
        /// A quarter: its last day counts.
        QuarterOnly = "quarter_only",
        /// A season: its last day counts, by the seasons of the northern half of the world.
        SeasonOnly = "season_only",
        /// A year: its last day counts.
        YearOnly = "year_only",
        /// Day or month first: one was chosen.
        DateOrderGuessed = "date_order_guessed",
        /// A year of two digits.
        ShortYear = "short_year",
        /// The number by which a spreadsheet counts days.
        SpreadsheetDay = "spreadsheet_day",
        /// No end is named.
        OpenEnded = "open_ended",
        /// It comes back, so it is no deadline.
        Repeating = "repeating",
        /// The end comes before the start.
        EndBeforeStart = "end_before_start",
        /// The day lies outside the plan.
        OutsidePlan = "outside_plan",
        /// A milestone without a due date.
        DateMissing = "date_missing",
        /// Not one of OGP's policy areas.
        UnknownPolicyArea = "unknown_policy_area",
        /// Not a sector of the list.
        UnknownSector = "unknown_sector",
        /// Not an OGP value.
        UnknownValue = "unknown_value",
        /// Technology is the only value.
        OnlyTechnology = "only_technology",
        /// Not a state of a milestone.
        UnknownState = "unknown_state",
        /// No state is given.
        NoState = "no_state",
        /// A completion, which is the monitoring body's to say.
        CompletionKeptAsFinding = "completion_kept_as_finding",
        /// A completion that is not on the scale.
        UnknownCompletion = "unknown_completion",
        /// Not a number.
        NumberNotUnderstood = "number_not_understood",
        /// Not a kind of organisation.
        UnknownKind = "unknown_kind",
        /// Not an e-mail address.
        EmailNotUnderstood = "email_not_understood",
        /// Longer than the field; cut.
        TextTooLong = "text_too_long",
        /// No title: the row is left out.
        TitleMissing = "title_missing",
        /// Long for a title: its first sentence is the title.
        TitleCut = "title_cut",
        /// May hold personal data; taken out of what residents read.
        PersonalData = "personal_data",
        /// Repeats another row: left out.
        DuplicateRow = "duplicate_row",
        /// The city has it already, with another text: hers stays.
        AlreadyImported = "already_imported",
        /// Two records have one title.
        SameTitle = "same_title",
        /// A row that makes the plan alone.
        NoCommitment = "no_commitment",
        /// A row that names a commitment the file does not have: left out.
        UnknownCommitment = "unknown_commitment",
        /// A row that names a plan the file does not have: left out.
        UnknownPlan = "unknown_plan",
        /// A row that belongs to no city: left out.
        UnknownMember = "unknown_member",
        /// More commitments than OGP Local asks for.
        TooManyCommitments = "too_many_commitments",
        /// The plan ends after the term of office.
        PlanAfterTerm = "plan_after_term",
        /// A sheet is missing: nothing is taken from the file.
        MissingSheet = "missing_sheet",
        /// A column is missing that is needed: nothing is taken from the file.
        MissingColumn = "missing_column",
        /// A column that is not known: left out.
        UnknownColumn = "unknown_column",
        /// A column that appears twice: the first counts.
        DuplicateColumn = "duplicate_column",
        /// Not a file of a kind that is read.
        UnreadableFile = "unreadable_file",
        /// The text is not UTF-8.
        Encoding = "encoding",
        /// Nothing in it.
        EmptyFile = "empty_file",
        /// Too large a file.
        FileTooLarge = "file_too_large",
        /// Too many rows.
        TooManyRows = "too_many_rows",
        /// A cell shows a spreadsheet's error; it counts as empty.
        FormulaError = "formula_error",
        /// Written by a version of Besa that this one does not know.
        VersionUnknown = "version_unknown",
        /// The file holds plans of several cities.
        SeveralMembers = "several_members",
    }
    /// What a note means for what it is about.
    Severity {
        /// Imported, with what the note says was used.
        Doubt = "doubt",
        /// Left out.
        Refused = "refused",
    }
}

impl Code {
    /// Whether something was left out for it.
    pub const fn severity(self) -> Severity {
        let refused = matches!(
            self,
            Self::TitleMissing
                | Self::DuplicateRow
                | Self::UnknownCommitment
                | Self::UnknownPlan
                | Self::UnknownMember
                | Self::MissingSheet
                | Self::MissingColumn
                | Self::UnreadableFile
                | Self::EmptyFile
                | Self::FileTooLarge
                | Self::TooManyRows
                | Self::VersionUnknown
                | Self::SeveralMembers
        );
        if refused { Severity::Refused } else { Severity::Doubt }
    }
}

/// One thing to say about one place of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Where: `Milestones!D7`, `row 7, milestone_end`, `plans[2].plan_end`; empty for the whole file.
    pub cell: String,
    /// The field of the record, as it is stored: `due_on`; empty for a whole row or file.
    pub field: String,
    /// What is the matter.
    pub code: Code,
    /// What stood there.
    pub given: String,
    /// What was made of it; a day is written `2026-10-31`.
    pub used: String,
}

impl Note {
    /// A note about a place.
    pub fn new(code: Code, cell: impl Into<String>, given: impl Into<String>) -> Self {
        Self {
            cell: cell.into(),
            field: String::new(),
            code,
            given: given.into(),
            used: String::new(),
        }
    }

    /// It is about this field.
    #[must_use]
    pub fn on(mut self, field: impl Into<String>) -> Self {
        self.field = field.into();
        self
    }

    /// This was used.
    #[must_use]
    pub fn using(mut self, used: impl Into<String>) -> Self {
        self.used = used.into();
        self
    }

    /// Whether it was imported all the same.
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }
}

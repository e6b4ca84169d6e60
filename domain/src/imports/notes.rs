//! What an import has to say about a file: what was doubtful and what was left out.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

/// Most notes of one file. Past this it is the wrong file, or one to be imported in parts.
pub(super) const MOST_NOTES: usize = 10_000;

/// Most bytes of text in all notes of one file.
pub(super) const MOST_NOTE_TEXT: usize = 2_000_000;

/// Most entries of all lists in one file, such as organisations separated by semicolons.
const MOST_ENTRIES: usize = 20_000;

/// Most characters of a cell that a note repeats. The whole text stays with the import.
const SHOWN: usize = 300;

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
        /// More plans than are made of one file.
        TooManyPlans = "too_many_plans",
        /// Too many columns.
        TooManyColumns = "too_many_columns",
        /// Too many cells, or values of a JSON file.
        TooManyCells = "too_many_cells",
        /// Too many sheets.
        TooManySheets = "too_many_sheets",
        /// Too much text in one cell.
        CellTooLong = "cell_too_long",
        /// Too much text in all cells together.
        TooMuchText = "too_much_text",
        /// More doubts than can be reviewed.
        TooManyNotes = "too_many_notes",
        /// JSON nested deeper than any plan.
        NestedTooDeep = "nested_too_deep",
        /// A workbook that unpacks to far more than a plan needs.
        WorkbookTooLarge = "workbook_too_large",
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
    /// Whether it is about a limit, which is what was `given`.
    pub const fn is_limit(self) -> bool {
        matches!(
            self,
            Self::FileTooLarge
                | Self::TooManyRows
                | Self::TooManyPlans
                | Self::TooManyColumns
                | Self::TooManyCells
                | Self::TooManySheets
                | Self::CellTooLong
                | Self::TooMuchText
                | Self::TooManyNotes
                | Self::NestedTooDeep
        )
    }

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
                | Self::WorkbookTooLarge
                | Self::VersionUnknown
                | Self::SeveralMembers
        );
        if refused || self.is_limit() {
            Severity::Refused
        } else {
            Severity::Doubt
        }
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
    /// What stood there; of a long text, how it begins.
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
            given: shown(given.into()),
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
        self.used = shown(used.into());
        self
    }

    /// How many bytes of text it holds.
    fn size(&self) -> usize {
        self.cell.len() + self.field.len() + self.given.len() + self.used.len()
    }

    /// Whether it was imported all the same.
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }
}

fn shown(text: String) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Counts what one file gives rise to: notes, and entries of lists. One cell can hold thousands of
/// either.
#[derive(Debug, Default)]
pub(super) struct Room {
    notes: usize,
    text: usize,
    entries: usize,
}

impl Room {
    /// Whether there is room for one note more.
    pub(super) fn take(&mut self, note: &Note) -> bool {
        self.notes = self.notes.saturating_add(1);
        self.text = self.text.saturating_add(note.size());
        self.notes <= MOST_NOTES && self.text <= MOST_NOTE_TEXT
    }

    /// Whether there is room for one entry of a list more.
    pub(super) fn take_entry(&mut self) -> bool {
        self.entries = self.entries.saturating_add(1);
        self.entries <= MOST_ENTRIES
    }

    /// Why the file is refused; none while everything found room.
    pub(super) fn refusal(&self) -> Option<Note> {
        if self.notes > MOST_NOTES || self.text > MOST_NOTE_TEXT {
            return Some(too_many());
        }
        (self.entries > MOST_ENTRIES).then(|| Note::new(Code::TooManyCells, "", MOST_ENTRIES.to_string()))
    }
}

/// What is said of a file with more notes than can be reviewed.
pub(super) fn too_many() -> Note {
    Note::new(Code::TooManyNotes, "", MOST_NOTES.to_string())
}

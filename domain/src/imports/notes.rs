//! Notes of an import: what was doubtful in a file, and what was left out.
//!
//! Long because every code is listed with what it means.

use crate::coded::coded;
use serde::{Deserialize, Serialize};

/// The maximum number of notes about one file. A file with more is the wrong file, or must be imported
/// in parts.
pub(super) const MAX_NOTES: usize = 60_000;

/// The maximum size in bytes of all notes about one file.
pub(super) const MAX_NOTE_TEXT: usize = 2_000_000;

/// The maximum number of list entries in one file, such as organisations separated by semicolons.
const MAX_ENTRIES: usize = 80_000;

/// The maximum number of characters of a cell that a note repeats. The import keeps the whole text.
const SHOWN: usize = 300;

coded! {
    /// Why something is doubtful or was left out. The texts for users are in `text`, under the same
    /// codes.
    Code {
        /// No day can be read from the text.
        DateNotUnderstood = "date_not_understood",
        /// The date is a month: its last day counts.
        MonthOnly = "month_only",
        /// The date is a quarter: its last day counts.
        QuarterOnly = "quarter_only",
        /// The date is a half-year: its last day counts.
        HalfOnly = "half_only",
        /// The date is several months: the last day of the last one counts.
        MonthsOnly = "months_only",
        /// The date is a season: its last day counts, by the seasons of the northern hemisphere.
        SeasonOnly = "season_only",
        /// The date is a year: its last day counts.
        YearOnly = "year_only",
        /// Day or month may come first: one order was chosen.
        DateOrderGuessed = "date_order_guessed",
        /// The year has two digits.
        ShortYear = "short_year",
        /// The date is a spreadsheet day number.
        SpreadsheetDay = "spreadsheet_day",
        /// The date has no end, such as "ongoing".
        OpenEnded = "open_ended",
        /// The date repeats, so it is not a deadline.
        Repeating = "repeating",
        /// The end comes before the start.
        EndBeforeStart = "end_before_start",
        /// The day is outside the plan's period.
        OutsidePlan = "outside_plan",
        /// The milestone has no due date.
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
        /// A state in other words than Besa's own: the state that was understood is used.
        StateUnderstood = "state_understood",
        /// The state and the percentage contradict each other: both are kept.
        StateContradictsPercent = "state_contradicts_percent",
        /// Not a state of a commitment, or one without its reason: the commitment is accepted.
        CommitmentStateNotUsed = "commitment_state_not_used",
        /// The state of the file cannot be reported: its reason is missing, or its day is in the future.
        ReportNotPossible = "report_not_possible",
        /// No state is given.
        NoState = "no_state",
        /// A completion: it is stored as a finding of the monitoring body, not as the city's state.
        CompletionKeptAsFinding = "completion_kept_as_finding",
        /// A completion that is not on the scale.
        UnknownCompletion = "unknown_completion",
        /// Not a number.
        NumberNotUnderstood = "number_not_understood",
        /// Another record has the number: it gets the one in `used`.
        NumberTaken = "number_taken",
        /// A number with decimals: it was rounded half up.
        NumberRounded = "number_rounded",
        /// A fraction in a column of percentages: it was read as the percentage in `used`.
        PercentOfFraction = "percent_of_fraction",
        /// Not a kind of organisation.
        UnknownKind = "unknown_kind",
        /// Not an e-mail address.
        EmailNotUnderstood = "email_not_understood",
        /// A second e-mail address: the first one is kept.
        SecondEmail = "second_email",
        /// The text is longer than the field allows, and was cut.
        TextTooLong = "text_too_long",
        /// It has no title: left out.
        TitleMissing = "title_missing",
        /// The title is too long: its first sentence is used.
        TitleCut = "title_cut",
        /// May be personal data: removed from the texts that residents read.
        PersonalData = "personal_data",
        /// The organisation that leads or is responsible looks like a person.
        LeadIsPerson = "lead_is_person",
        /// Repeats another row: left out.
        DuplicateRow = "duplicate_row",
        /// The city already has the record with another value: the city's value is kept.
        AlreadyImported = "already_imported",
        /// The cell is empty where the city has a value: the city's value is kept.
        Emptied = "emptied",
        /// Another row of the record has another value: the first one is used.
        RowDiffers = "row_differs",
        /// Another row names another lead: it becomes a supporter.
        LeadIsSupporter = "lead_is_supporter",
        /// Two records have the same title.
        SameTitle = "same_title",
        /// The row names a plan without a commitment.
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
        /// A sheet of Besa's workbook is missing: it counts as empty.
        MissingSheet = "missing_sheet",
        /// A required column is missing: nothing is imported.
        MissingColumn = "missing_column",
        /// A part of the column's heading is known: it was read as the field that the part names.
        ColumnGuessed = "column_guessed",
        /// A person left the column out.
        ColumnLeftOut = "column_left_out",
        /// The program hides the column; it was read.
        HiddenColumn = "hidden_column",
        /// The program hides the row; it was read.
        HiddenRow = "hidden_row",
        /// The program hides the sheet: not read.
        HiddenSheet = "hidden_sheet",
        /// The sheet has no table of a plan: not read.
        SheetNotRead = "sheet_not_read",
        /// No sheet has a table with known headings: nothing is imported.
        NoTable = "no_table",
        /// A line above the headings: no record.
        RowAboveTable = "row_above_table",
        /// A signature, a footnote or another line below the table: no record.
        RowBelowTable = "row_below_table",
        /// A total: no record.
        TotalRow = "total_row",
        /// The headings again.
        RepeatedHeading = "repeated_heading",
        /// The row holds nothing of a plan, a commitment or a milestone.
        RowLeftOut = "row_left_out",
        /// Nothing was read from the cell.
        CellNotRead = "cell_not_read",
        /// A list in one cell: each entry became a milestone.
        ListSplit = "list_split",
        /// A list of indicators in one cell: each entry became an indicator.
        IndicatorsSplit = "indicators_split",
        /// No row names the plan: its title is a line above the table, or the name of the file.
        PlanTitleGuessed = "plan_title_guessed",
        /// A person left it out, with all that belongs to it.
        LeftOut = "left_out",
        /// It is like a record of the city with another title, and was taken to be that one.
        TakenAsSame = "taken_as_same",
        /// It is like a record of the city with another title, and was taken to be another one.
        TakenAsNew = "taken_as_new",
        /// The organisation is like one of the city: both stay.
        OrganisationAlike = "organisation_alike",
        /// Somebody worked on it since it was imported: it stays.
        StaysAfterUndo = "stays_after_undo",
        /// The file gives no day of completion: the day of the report is used.
        CompletedToday = "completed_today",
        /// The records could not be created: the city changed since the file was compared with it.
        ImportFailed = "import_failed",
        /// The column is unknown: its cells are kept, and not used.
        UnknownColumn = "unknown_column",
        /// The column appears twice: the first one is used.
        DuplicateColumn = "duplicate_column",
        /// The file cannot be read: it has another type or is damaged.
        UnreadableFile = "unreadable_file",
        /// The file has a password.
        LockedFile = "locked_file",
        /// A spreadsheet in a format that is not read, such as Excel 95, XLSB or a web page.
        OtherWorkbook = "other_workbook",
        /// A text document in a format that is not read, such as Word 97-2003 or RTF.
        OtherDocument = "other_document",
        /// A PDF file.
        PdfFile = "pdf_file",
        /// A quotation mark opens a cell by mistake: it is taken as text, and the rows below as rows.
        OpenQuote = "open_quote",
        /// A sheet that holds a chart or a macro: not read.
        ChartSheet = "chart_sheet",
        /// A text outside cells and paragraphs, as in a text box, footnote or header: not read.
        TextNotRead = "text_not_read",
        /// A paragraph that belongs to no field that is known: left out.
        ParagraphNotRead = "paragraph_not_read",
        /// A text without a label, or whose label is known in part: it was read as the field in `used`.
        TextGuessed = "text_guessed",
        /// No table of a plan, and no heading that names a commitment: nothing is imported.
        NoCommitmentInText = "no_commitment_in_text",
        /// The text is not UTF-8.
        Encoding = "encoding",
        /// The file is empty.
        EmptyFile = "empty_file",
        /// The file is too large.
        FileTooLarge = "file_too_large",
        /// Too many rows.
        TooManyRows = "too_many_rows",
        /// More plans than one import allows.
        TooManyPlans = "too_many_plans",
        /// Too many columns.
        TooManyColumns = "too_many_columns",
        /// Too many cells, or too many values in a JSON file.
        TooManyCells = "too_many_cells",
        /// Too many sheets.
        TooManySheets = "too_many_sheets",
        /// Too much text in one cell.
        CellTooLong = "cell_too_long",
        /// Too much text in all cells together.
        TooMuchText = "too_much_text",
        /// More notes than can be reviewed.
        TooManyNotes = "too_many_notes",
        /// The JSON, or the XML of an office file, is nested deeper than any plan.
        NestedTooDeep = "nested_too_deep",
        /// The workbook unpacks to far more than a plan needs.
        WorkbookTooLarge = "workbook_too_large",
        /// The cell shows a spreadsheet error; it counts as empty.
        FormulaError = "formula_error",
        /// A formula without a stored value: it counts as empty.
        FormulaWithoutValue = "formula_without_value",
        /// The file was written by an unknown version of Besa.
        VersionUnknown = "version_unknown",
        /// The file holds plans of several cities.
        SeveralMembers = "several_members",
        /// A row of OGP's dataset without OGP's id of the commitment: left out.
        OgpIdMissing = "ogp_id_missing",
        /// A row of OGP's dataset whose code names no country: left out.
        UnknownCountry = "unknown_country",
        /// A row with more or fewer cells than the headings, or with a text that is not UTF-8: left out.
        RowDamaged = "row_damaged",
        /// A value that no field of Besa takes: the row is left out.
        ValueNotAccepted = "value_not_accepted",
        /// The plan of the row is closed: left out.
        PlanIsClosed = "plan_is_closed",
        /// A value that is not on the scale of its column: it is kept as it is; `used` is what it is taken for.
        UnknownCoding = "unknown_coding",
        /// A figure that OGP computed differs from the one that the records give.
        FigureDiffers = "figure_differs",
        /// The row has a score, and was not reviewed.
        ScoredNotReviewed = "scored_not_reviewed",
        /// A newer value of OGP is taken in place of the one of an earlier import.
        CodingUpdated = "coding_updated",
        /// The title is written in capitals.
        TitleInCapitals = "title_in_capitals",
        /// There is no title: the short title is used.
        TitleFromShort = "title_from_short",
        /// A sign that was misread when a document was scanned: it was read as the sign of an e-mail address.
        MisreadSign = "misread_sign",
        /// The address ends with the id of another commitment.
        AddressDiffers = "address_differs",
        /// A sentence in place of the name of an organisation: kept with the import, and not used.
        NotAName = "not_a_name",
    }
    /// What a note means for the thing it is about.
    Severity {
        /// It was imported; the note's `used` says how.
        Doubt = "doubt",
        /// It was left out.
        Refused = "refused",
    }
}

impl Code {
    /// Returns whether the code is about a limit. The note's `given` is then the limit.
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

    /// Returns whether something was left out because of it.
    pub const fn severity(self) -> Severity {
        let refused = matches!(
            self,
            Self::TitleMissing
                | Self::DuplicateRow
                | Self::UnknownCommitment
                | Self::UnknownPlan
                | Self::UnknownMember
                | Self::MissingColumn
                | Self::NoTable
                | Self::NoCommitmentInText
                | Self::ParagraphNotRead
                | Self::RowAboveTable
                | Self::RowBelowTable
                | Self::TotalRow
                | Self::RepeatedHeading
                | Self::RowLeftOut
                | Self::CellNotRead
                | Self::SheetNotRead
                | Self::HiddenSheet
                | Self::ColumnLeftOut
                | Self::LeftOut
                | Self::ImportFailed
                | Self::UnreadableFile
                | Self::LockedFile
                | Self::OtherWorkbook
                | Self::OtherDocument
                | Self::PdfFile
                | Self::EmptyFile
                | Self::WorkbookTooLarge
                | Self::VersionUnknown
                | Self::SeveralMembers
                | Self::OgpIdMissing
                | Self::UnknownCountry
                | Self::RowDamaged
                | Self::ValueNotAccepted
                | Self::PlanIsClosed
        );
        if refused || self.is_limit() {
            Severity::Refused
        } else {
            Severity::Doubt
        }
    }
}

/// One remark about one place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The place: `Milestones!D7`, `row 7, milestone_end`, `plans[2].plan_end`; empty for the whole
    /// file.
    pub cell: String,
    /// The stored field: `due_on`; empty for a whole row or file.
    pub field: String,
    /// What is wrong.
    pub code: Code,
    /// The original text, cut when it is long.
    pub given: String,
    /// The value that was used; a day is written `2026-10-31`. Empty when there is none.
    pub used: String,
}

impl Note {
    /// Creates a note about a place.
    pub fn new(code: Code, cell: impl Into<String>, given: impl Into<String>) -> Self {
        Self {
            cell: cell.into(),
            field: String::new(),
            code,
            given: shown(given.into()),
            used: String::new(),
        }
    }

    /// Sets the field that it is about.
    #[must_use]
    pub fn on(mut self, field: impl Into<String>) -> Self {
        self.field = field.into();
        self
    }

    /// Sets the value that was used.
    #[must_use]
    pub fn using(mut self, used: impl Into<String>) -> Self {
        self.used = shown(used.into());
        self
    }

    /// Returns the size of its texts in bytes.
    fn size(&self) -> usize {
        self.cell.len() + self.field.len() + self.given.len() + self.used.len()
    }

    /// Returns whether the thing it is about was imported or left out.
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

/// Counts the notes and the list entries of one file against their limits. One cell can hold thousands
/// of either.
#[derive(Debug, Default)]
pub(super) struct NoteLimits {
    notes: usize,
    text: usize,
    entries: usize,
}

impl NoteLimits {
    /// Counts a note. Returns whether it is within the limits.
    pub(super) fn take(&mut self, note: &Note) -> bool {
        self.notes = self.notes.saturating_add(1);
        self.text = self.text.saturating_add(note.size());
        self.notes <= MAX_NOTES && self.text <= MAX_NOTE_TEXT
    }

    /// Counts a list entry. Returns whether it is within the limit.
    pub(super) fn take_entry(&mut self) -> bool {
        self.entries = self.entries.saturating_add(1);
        self.entries <= MAX_ENTRIES
    }

    /// Returns why the file is refused; `None` when it is within the limits.
    pub(super) fn refusal(&self) -> Option<Note> {
        if self.notes > MAX_NOTES || self.text > MAX_NOTE_TEXT {
            return Some(too_many());
        }
        (self.entries > MAX_ENTRIES).then(|| Note::new(Code::TooManyCells, "", MAX_ENTRIES.to_string()))
    }
}

/// Returns the note about a file with more notes than can be reviewed.
pub(super) fn too_many() -> Note {
    Note::new(Code::TooManyNotes, "", MAX_NOTES.to_string())
}

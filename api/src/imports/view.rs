//! An import as a response. The draft itself is left out, because it may contain personal data.

use crate::values::{Code, count};
use besa_domain::imports::{Code as NoteCode, Count, Import, ImportState, Note, Outcome, Severity};
use poem_openapi::Object;
use time::OffsetDateTime;
use uuid::Uuid;

/// An import.
#[derive(Debug, Object)]
#[oai(rename = "Import")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The name of the file at upload.
    file_name: String,
    /// The SHA-256 of the file in hex.
    sha256: String,
    /// The state.
    state: Code<ImportState>,
    /// What a confirmation would create, or what it created.
    outcome: OutcomeView,
    /// When the file was uploaded.
    created_at: OffsetDateTime,
    /// When it was confirmed; `null` if it was not.
    confirmed_at: Option<OffsetDateTime>,
}

/// An import with the notes on its file.
#[derive(Debug, Object)]
#[oai(rename = "ImportDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    import: View,
    /// A note for each place in the file that is doubtful or was left out.
    notes: Vec<NoteView>,
}

/// What an import creates, in numbers.
#[derive(Debug, Object)]
#[oai(rename = "ImportOutcome")]
struct OutcomeView {
    /// Plans.
    plans: CountView,
    /// Commitments.
    commitments: CountView,
    /// Milestones.
    milestones: CountView,
    /// Indicators.
    indicators: CountView,
    /// Findings of a monitoring body.
    findings: CountView,
    /// Organisations.
    organisations: CountView,
    /// People in organisations.
    people: CountView,
    /// States of existing milestones that are reported.
    reports: u64,
    /// The rows of the file; each is made, known or noted. All 0 for JSON.
    rows: RowsView,
    /// The number of notes with severity `doubt`.
    flagged: u64,
    /// The number of notes with severity `refused`.
    refused: u64,
}

/// What becomes of the filled rows of a file, headings aside.
#[derive(Debug, Object)]
#[oai(rename = "ImportRows")]
struct RowsView {
    /// Rows that make a record.
    made: u64,
    /// Rows of records that the city has already.
    known: u64,
    /// Rows that a note names.
    noted: u64,
}

/// The number of records of one kind.
#[derive(Debug, Object)]
#[oai(rename = "ImportCount")]
struct CountView {
    /// Records that a confirmation would create, or created.
    made: u64,
    /// Records that the city already has; they are not changed.
    unchanged: u64,
}

/// A note on one place in a file.
#[derive(Debug, Object)]
#[oai(rename = "ImportNote")]
pub(super) struct NoteView {
    /// The place in the file, for example `Milestones!D7` or `plans[2].plan_end`; empty for the whole file.
    cell: String,
    /// The field of the record, for example `due_on`; empty for a whole row or file.
    field: String,
    /// The reason for the note.
    code: Code<NoteCode>,
    /// `doubt`: imported, with the value in `used`. `refused`: left out.
    severity: Code<Severity>,
    /// The value in the file; a long one is cut after 300 characters.
    given: String,
    /// The value that is used instead; empty if there is none. A date is `YYYY-MM-DD`.
    used: String,
}

impl From<Import> for View {
    fn from(import: Import) -> Self {
        Self {
            id: import.id.into(),
            file_name: import.origin.file_name,
            sha256: import.origin.sha256,
            state: Code(import.state),
            outcome: import.outcome.into(),
            created_at: import.created_at,
            confirmed_at: import.confirmed_at,
        }
    }
}

impl From<Import> for Detail {
    fn from(mut import: Import) -> Self {
        let notes = std::mem::take(&mut import.notes);
        Self {
            import: import.into(),
            notes: notes.into_iter().map(NoteView::from).collect(),
        }
    }
}

impl From<Outcome> for OutcomeView {
    fn from(outcome: Outcome) -> Self {
        Self {
            plans: outcome.plans.into(),
            commitments: outcome.commitments.into(),
            milestones: outcome.milestones.into(),
            indicators: outcome.indicators.into(),
            findings: outcome.findings.into(),
            organisations: outcome.organisations.into(),
            people: outcome.people.into(),
            reports: count(outcome.reports),
            rows: RowsView {
                made: count(outcome.rows.made),
                known: count(outcome.rows.known),
                noted: count(outcome.rows.noted),
            },
            flagged: count(outcome.flagged),
            refused: count(outcome.refused),
        }
    }
}

impl From<Count> for CountView {
    fn from(of: Count) -> Self {
        Self {
            made: count(of.made),
            unchanged: count(of.unchanged),
        }
    }
}

impl From<Note> for NoteView {
    fn from(note: Note) -> Self {
        Self {
            severity: Code(note.severity()),
            cell: note.cell,
            field: note.field,
            code: Code(note.code),
            given: note.given,
            used: note.used,
        }
    }
}

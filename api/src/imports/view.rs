//! An import as it is read. The draft itself is not shown: it may name people.

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
    /// The name of the file.
    file_name: String,
    /// The file's SHA-256, in hex.
    sha256: String,
    /// Where it stands.
    state: Code<ImportState>,
    /// What it would make, or made.
    outcome: OutcomeView,
    /// When it was brought.
    created_at: OffsetDateTime,
    /// When it was confirmed.
    confirmed_at: Option<OffsetDateTime>,
}

/// An import, and everything to be said of its file.
#[derive(Debug, Object)]
#[oai(rename = "ImportDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    import: View,
    /// What was doubtful, and what was left out.
    notes: Vec<NoteView>,
}

/// What an import makes.
#[derive(Debug, Object)]
#[oai(rename = "ImportOutcome")]
struct OutcomeView {
    /// Plans.
    plans: CountView,
    /// Commitments.
    commitments: CountView,
    /// Milestones.
    milestones: CountView,
    /// Findings of a monitoring body.
    findings: CountView,
    /// Organisations.
    organisations: CountView,
    /// People in organisations.
    people: CountView,
    /// How many doubts there are.
    flagged: u64,
    /// How much was left out.
    refused: u64,
}

/// How many records of one kind.
#[derive(Debug, Object)]
#[oai(rename = "ImportCount")]
struct CountView {
    /// Made, or to be made.
    made: u64,
    /// There already, and left as they are.
    unchanged: u64,
}

/// One thing to say about one place of a file.
#[derive(Debug, Object)]
#[oai(rename = "ImportNote")]
struct NoteView {
    /// Where: `Milestones!D7`, `plans[2].plan_end`; empty for the whole file.
    cell: String,
    /// The field of the record: `due_on`; empty for a whole row or file.
    field: String,
    /// What is the matter.
    code: Code<NoteCode>,
    /// Whether it was imported all the same.
    severity: Code<Severity>,
    /// What stood there.
    given: String,
    /// What was made of it.
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
            findings: outcome.findings.into(),
            organisations: outcome.organisations.into(),
            people: outcome.people.into(),
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

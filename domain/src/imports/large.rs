//! Large files: a job finds out what they would create, and creates it. It acts for the person who asked, with
//! the rights that they have then.

use super::draft::CommitmentRow;
use super::look::{self, Here, Looked};
use super::notes::{Code, Note};
use super::outcome::{Count, Outcome};
use super::steps::{create, held, open_to, save};
use super::{Draft, Import, ImportState, Origin, Stored, shown};
use crate::access::{Actor, ImportPlan, Permit};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::ids::ImportId;
use crate::imports::turn::ImportSlot;
use crate::jobs::Job;
use crate::ports::Progress;

/// The number of records up to which a request handles a file itself.
pub(super) const AT_ONCE: usize = 2_000;

/// Milestones between two reports of progress.
pub(super) const STEP: usize = 250;

impl Draft {
    /// Returns the number of its plans, commitments, milestones and indicators.
    pub(super) fn records(&self) -> usize {
        self.plans.len() + self.commitments().count() + self.milestones() + self.indicators()
    }

    /// Returns the number of its indicators.
    pub(super) fn indicators(&self) -> usize {
        let of_milestones = |row: &CommitmentRow| row.milestones.iter().map(|row| row.indicators.len()).sum::<usize>();
        self.commitments()
            .map(|row| row.indicators.len() + of_milestones(row))
            .sum()
    }

    /// Returns the number of its milestones.
    pub(super) fn milestones(&self) -> usize {
        self.commitments().map(|row| row.milestones.len()).sum()
    }

    fn commitments(&self) -> impl Iterator<Item = &CommitmentRow> {
        self.plans.iter().flat_map(|plan| &plan.commitments)
    }
}

impl Import {
    /// Returns whether a job creates its records.
    pub(super) fn is_large(&self) -> bool {
        self.outcome.records() > AT_ONCE
    }

    /// Returns whether a job works on it, or will.
    #[must_use]
    pub fn is_at_work(&self) -> bool {
        matches!(self.state, ImportState::Waiting | ImportState::Making)
    }
}

/// Returns the numbers of records of a file that was not compared with the city yet.
pub(super) fn expected(draft: &Draft) -> Outcome {
    let of = |made| Count { made, unchanged: 0 };
    Outcome {
        plans: of(draft.plans.len()),
        commitments: of(draft.commitments().count()),
        milestones: of(draft.milestones()),
        indicators: of(draft.indicators()),
        ..Outcome::default()
    }
}

/// Enqueues the job of an import that waits for one.
pub(super) async fn enqueue(tx: &mut Tx, import: &Import) -> Result<()> {
    if !import.is_at_work() {
        return Ok(());
    }
    let Actor::Person(by) = tx.actor() else {
        return Err(Error::internal("a large import needs a person"));
    };
    let job = Job::Import { import: import.id, by };
    tx.enqueue_now(&job, &import.id.to_string()).await
}

/// Does what an import waits for: finds out what it would create, or creates it. Does nothing when it does not
/// wait any more. A reason against it becomes a note, and the import is under review again.
///
/// # Errors
/// `NotFound("import")`; `Busy` and database errors: try again later.
pub async fn carry_on(db: &Db, permit: &Permit<ImportPlan>, id: ImportId) -> Result<()> {
    let import = shown(&db.read(permit).await?, id).await?;
    let _turn = match import.state {
        ImportState::Waiting | ImportState::Making => ImportSlot::again().await?,
        ImportState::Reviewing | ImportState::Confirmed | ImportState::Cancelled | ImportState::Undone => {
            return Ok(());
        }
    };
    let done = if import.state == ImportState::Waiting {
        compare(db, permit, &import).await
    } else {
        make(db, permit, &import).await
    };
    db.doorbell().show_progress(id, None).await;
    match done {
        Err(Error::Conflict(_) | Error::Invalid(_)) => refuse(db, permit, &import).await,
        done => done,
    }
}

/// Returns how far the job of an import is; `None` when it is not running, or nobody knows.
///
/// # Errors
/// Database errors.
pub async fn progress(db: &Db, permit: &Permit<ImportPlan>, id: ImportId) -> Result<Option<Progress>> {
    // The import is read so that nobody learns about those of other cities.
    shown(&db.read(permit).await?, id).await?;
    Ok(db.doorbell().progress(id).await)
}

async fn compare(db: &Db, permit: &Permit<ImportPlan>, import: &Import) -> Result<()> {
    let here = Here::of(db, permit).await?.showing(import.id);
    let kept = held(&db.read(permit).await?, import.id).await?;
    let read = look::read_stored(&kept, &here).await?;
    drop(read.source);
    let origin = Origin::clone(&import.origin);
    let looked = look::look(db, permit, &here, origin, read.draft, &read.decisions, usize::MAX).await?;
    let Looked {
        notes, outcome, review, ..
    } = looked;
    let stored = Stored {
        review: serde_json::to_string(&review)?,
        source: kept.source,
        decisions: kept.decisions,
        made: String::new(),
    };
    db.change(permit, None, async |tx| {
        tx.of_draft();
        let import = shown(tx, import.id).await?;
        // Nobody can decide while it waits; somebody may have cancelled it.
        if import.state != ImportState::Waiting {
            tx.discard();
            return Ok(());
        }
        let import = Import {
            state: ImportState::Reviewing,
            notes,
            outcome,
            ..import
        };
        save(tx, import.row(tx, stored)?).await
    })
    .await
}

async fn make(db: &Db, permit: &Permit<ImportPlan>, import: &Import) -> Result<()> {
    let here = Here::of(db, permit).await?.showing(import.id);
    db.change(permit, None, async |tx| {
        let import = shown(tx, import.id).await?;
        if import.state != ImportState::Making {
            tx.discard();
            return Ok(());
        }
        create(tx, &here, import).await
    })
    .await
}

/// Puts an import under review again, with a note that it could not be done.
async fn refuse(db: &Db, permit: &Permit<ImportPlan>, import: &Import) -> Result<()> {
    db.change(permit, None, async |tx| {
        tx.of_draft();
        let now = shown(tx, import.id).await?;
        if now.state != import.state {
            tx.discard();
            return Ok(());
        }
        let note = Note::new(Code::ImportFailed, "", &import.origin.file_name);
        let notes = now.notes.iter().filter(|note| note.code != Code::ImportFailed);
        let notes: Vec<Note> = std::iter::once(note).chain(notes.cloned()).collect();
        let outcome = now.outcome.noting(&notes);
        open_to(tx, now.id, ImportState::Reviewing, &notes, &outcome).await
    })
    .await
}

//! Imports of plans from a file, in two steps: a dry run for review, then confirmation.
//!
//! A file is kept as it was read ([`Source`]), with what a person decides about it ([`Decisions`]): which
//! column holds what, other texts, records to leave out. Both together give a [`Draft`], with a note for
//! everything doubtful. [`preview`] creates all records in a change that is rolled back, and returns what it
//! would create; [`propose`] stores that for review, [`decide`] changes a decision and looks again,
//! [`confirm`] creates the records, [`undo`] takes back what nobody worked on since. Records that the city
//! already has, matched by id or title, are not changed: importing a file twice creates nothing twice.

mod account;
mod alike;
pub mod book;
mod checks;
mod columns;
mod contact_cell;
mod contacts;
mod contents;
mod context;
pub mod dates;
mod decisions;
mod draft;
mod fields;
mod filled;
mod find;
mod gather;
mod headings;
mod indicator;
pub mod json;
mod known;
mod large;
pub mod layout;
mod lines;
mod look;
mod make;
mod measure;
mod milestone;
mod names;
mod nested;
mod notes;
mod numbers;
pub mod ogp;
mod organisations;
mod outcome;
mod outline;
mod own;
mod places;
mod plan;
mod propose;
mod read;
mod reading;
mod record;
mod review;
mod rows;
mod shares;
mod source;
mod split;
pub mod states;
mod steps;
pub(crate) mod tables;
mod turn;
mod undo;

pub use checks::MAX_COMMITMENTS;
pub use columns::{Chosen, ColumnChoice, Why, memory};
pub use decisions::{Decision, Decisions};
pub use draft::{
    CommitmentRow, Draft, FindingRow, IndicatorRow, Involved, Member, MilestoneRow, OrganisationRow, PersonRow,
    PlanRow, ResponsibleRow, SourceValue, chosen, members,
};
pub use fields::{FIELDS, Field, Level};
pub use filled::{FlatCell, flat, tables as workbook_of};
pub use large::{carry_on, progress};
pub use look::remembered;
pub use notes::{Code, Note, Severity};
pub use organisations::AlikeOrganisation;
pub use outcome::{Count, Outcome, Rows};
pub use plan::{NEW_SCALES, OLD_SCALES};
pub use propose::{Proposal, Proposed, propose};
pub use read::{Refusal, read};
pub use record::Edits;
pub use review::{Fate, Like, Reported, Review, ReviewRow};
pub use source::Source;
pub use steps::{cancel, confirm, decide, import_now, preview};
pub use turn::ImportSlot;
pub use undo::undo;

use crate::access::{ImportPlan, Permit};
use crate::coded::coded;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Error, Result};
use crate::ids::ImportId;
use crate::imports::tables::{import, provenance};
use make::Made;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

coded! {
    /// The state of an import.
    ImportState {
        /// Large; waits for a job that finds out what it would create.
        Waiting = "waiting",
        /// Parsed; waits to be confirmed or cancelled.
        Reviewing = "reviewing",
        /// Large and confirmed; waits for a job that creates its records.
        Making = "making",
        /// Its records were created.
        Confirmed = "confirmed",
        /// Cancelled; it created nothing.
        Cancelled = "cancelled",
        /// Confirmed, and taken back since.
        Undone = "undone",
    }
}

/// The cell and the original text of an imported value.
pub type Provenance = provenance::Model;

/// The file that an import came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The name of the file at upload.
    pub file_name: String,
    /// Its SHA-256, in hex.
    pub sha256: String,
}

/// The name and the hash of a file that is read in parts.
#[derive(Debug)]
pub struct Hashing {
    file_name: String,
    hash: Sha256,
}

impl Hashing {
    /// Adds a part of the file.
    pub fn add(&mut self, part: &[u8]) {
        self.hash.update(part);
    }

    /// Returns the description of the file.
    pub fn finish(self) -> Origin {
        Origin {
            file_name: self.file_name,
            sha256: hex::encode(self.hash.finalize()),
        }
    }
}

impl Origin {
    /// Describes a file that is read in parts, as [`Origin::of`].
    pub fn hashing(file_name: &str) -> Hashing {
        Hashing {
            file_name: shown_name(file_name),
            hash: Sha256::new(),
        }
    }

    /// Describes a file by its name and bytes. Control characters in the name are removed; it is cut at
    /// 300 characters.
    pub fn of(file_name: &str, bytes: &[u8]) -> Self {
        Self {
            file_name: shown_name(file_name),
            sha256: hex::encode(Sha256::digest(bytes)),
        }
    }
}

fn shown_name(file_name: &str) -> String {
    file_name.chars().filter(|c| !c.is_control()).take(300).collect()
}

/// An import, under review or finished. The contents of the file are not loaded: they can be large, and
/// few functions need them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The id.
    pub id: ImportId,
    /// The file.
    pub origin: Origin,
    /// Under review, confirmed or cancelled.
    pub state: ImportState,
    /// All notes about the file; empty in a list.
    pub notes: Vec<Note>,
    /// What would be created, or was.
    pub outcome: Outcome,
    /// Who imported the file, as the log names them.
    pub actor: String,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was confirmed.
    pub confirmed_at: Option<OffsetDateTime>,
}

impl Import {
    fn of(row: import::Listed, notes: Vec<Note>) -> Result<Self> {
        Ok(Self {
            id: row.id,
            origin: Origin {
                file_name: row.file_name,
                sha256: row.file_sha256,
            },
            state: row.state,
            notes,
            outcome: serde_json::from_str(&row.outcome)?,
            actor: row.actor,
            created_at: row.created_at,
            confirmed_at: row.confirmed_at,
        })
    }

    /// Returns the row to store.
    fn row(&self, tx: &Tx, with: Stored) -> Result<import::Model> {
        Ok(import::Model {
            tenant_id: tx.tenant(),
            id: self.id,
            file_name: self.origin.file_name.clone(),
            file_sha256: self.origin.sha256.clone(),
            state: self.state,
            source: with.source,
            decisions: with.decisions,
            review: with.review,
            made: with.made,
            notes: serde_json::to_string(&self.notes)?,
            outcome: serde_json::to_string(&self.outcome)?,
            actor: self.actor.clone(),
            created_at: self.created_at,
            confirmed_at: self.confirmed_at,
        })
    }

    fn new(tx: &Tx, origin: Origin, notes: Vec<Note>) -> Self {
        Self {
            id: tx.id(),
            origin,
            state: ImportState::Reviewing,
            notes,
            outcome: Outcome::default(),
            actor: tx.signature().to_owned(),
            created_at: tx.now(),
            confirmed_at: None,
        }
    }

    /// Sets notes and outcome to what was created, or would be.
    fn take(&mut self, draft: &Draft, made: &Made) {
        let settled = |note: &&Note| {
            let key = (note.cell.clone(), note.field.clone(), note.code);
            made.settled.contains(&key)
        };
        let of_file = draft.all_notes().filter(|note| !settled(note));
        self.notes = of_file.chain(&made.notes).cloned().collect();
        self.outcome = made.outcome.noting(&self.notes);
    }

    /// Marks it as confirmed.
    fn confirm(&mut self, at: OffsetDateTime) {
        self.state = ImportState::Confirmed;
        self.confirmed_at = Some(at);
    }
}

/// The large columns of an import, as JSON.
#[derive(Debug, Default)]
struct Stored {
    source: String,
    decisions: String,
    review: String,
    made: String,
}

/// Lists the imports of a city, newest first, without notes.
///
/// # Errors
/// Database errors.
pub async fn list(db: &Db, permit: &Permit<ImportPlan>) -> Result<Vec<Import>> {
    let city = db.read(permit).await?;
    let rows = city.find::<import::Entity>().order_by_desc(import::Column::Id);
    let rows = rows.some::<import::Listed>(import::LISTED).await?;
    rows.into_iter().map(|row| Import::of(row, Vec::new())).collect()
}

/// Returns an import.
///
/// # Errors
/// `NotFound("import")`.
pub async fn get(db: &Db, permit: &Permit<ImportPlan>, id: ImportId) -> Result<Import> {
    shown(&db.read(permit).await?, id).await
}

/// Returns the records of the file of an import as a person reviews them; none once it is finished.
///
/// # Errors
/// `NotFound("import")`.
pub async fn review(db: &Db, permit: &Permit<ImportPlan>, id: ImportId) -> Result<Review> {
    let city = db.read(permit).await?;
    let it = city.find::<import::Entity>().filter(import::Column::Id.eq(id));
    let rows = it.some::<import::Reviewed>([import::Column::Review]).await?;
    match rows.first() {
        Some(row) if row.review.is_empty() => Ok(Review::default()),
        Some(row) => Ok(serde_json::from_str(&row.review)?),
        None => Err(Error::NotFound("import")),
    }
}

/// Returns an import without the contents of its file.
async fn shown(city: &Scoped, id: ImportId) -> Result<Import> {
    let it = || city.find::<import::Entity>().filter(import::Column::Id.eq(id));
    let rows = it().some::<import::Listed>(import::LISTED).await?;
    let noted = it().some::<import::Noted>([import::Column::Notes]).await?;
    match (rows.into_iter().next(), noted.first()) {
        (Some(row), Some(noted)) => Import::of(row, serde_json::from_str(&noted.notes)?),
        _ => Err(Error::NotFound("import")),
    }
}

/// Returns the cells and original texts of a record's imported values, in the order in which they were
/// stored; empty for a record that was not imported.
///
/// # Errors
/// Database errors.
pub async fn origins(db: &Db, permit: &Permit<ImportPlan>, subject: impl Into<Uuid>) -> Result<Vec<Provenance>> {
    let city = db.read(permit).await?;
    let rows = city.find::<provenance::Entity>();
    let rows = rows.filter(provenance::Column::SubjectId.eq(subject.into()));
    rows.order_by_asc(provenance::Column::Id).all().await
}

#[cfg(test)]
mod tests;

//! Imports of plans from a file, in two steps: a dry run for review, then confirmation.
//!
//! A file is parsed into a [`Draft`] ([`read`] for workbooks and CSV, [`json::read`] for JSON), with a
//! note for everything doubtful. [`preview`] creates all records in a change that is rolled back, and
//! returns what it would create; [`propose`] stores that for review; [`confirm`] creates the records.
//! Records that the city already has, matched by id, title or number, are not changed: importing a file
//! twice creates nothing twice.
//!
//! Long because the steps of an import and what is stored of it are read together.

mod alike;
mod checks;
mod columns;
mod contacts;
pub mod dates;
mod draft;
mod flat;
mod gather;
pub mod json;
mod make;
mod measure;
mod milestone;
mod names;
mod notes;
mod numbers;
mod outcome;
mod plan;
mod read;
mod reading;
mod record;
mod sheets;
pub mod states;
pub mod table;
pub(crate) mod tables;
mod turn;

pub use checks::MAX_COMMITMENTS;
pub use draft::{
    CommitmentRow, Draft, FindingRow, Involved, Member, MilestoneRow, OrganisationRow, PersonRow, PlanRow,
    ResponsibleRow, SourceValue, chosen, members,
};
pub use notes::{Code, Note, Severity};
pub use outcome::{Count, Outcome};
pub use plan::{NEW_SCALES, OLD_SCALES};
pub use read::read;
pub use turn::ImportSlot;

use crate::access::{ImportPlan, Permit};
use crate::coded::coded;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Error, Result, code};
use crate::files;
use crate::ids::ImportId;
use crate::imports::tables::{import, provenance};
use crate::log::Event;
use crate::once::Once;
use crate::plans::{self, Plan, PlanState};
use crate::ports::FileLimits;
use crate::tenants;
use make::{Made, With, make};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use sha2::{Digest, Sha256};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

coded! {
    /// The state of an import.
    ImportState {
        /// Parsed; waits to be confirmed or cancelled.
        Reviewing = "reviewing",
        /// Its records were created.
        Confirmed = "confirmed",
        /// Cancelled; it created nothing.
        Cancelled = "cancelled",
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

impl Origin {
    /// Describes a file by its name and bytes. Control characters in the name are removed; it is cut at
    /// 300 characters.
    pub fn of(file_name: &str, bytes: &[u8]) -> Self {
        Self {
            file_name: file_name.chars().filter(|c| !c.is_control()).take(300).collect(),
            sha256: hex::encode(Sha256::digest(bytes)),
        }
    }
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

    /// Returns the row to store; `draft` is the parsed file as JSON.
    fn row(&self, tx: &Tx, draft: String) -> Result<import::Model> {
        let notes = serde_json::to_string(&self.notes)?;
        Ok(import::Model {
            tenant_id: tx.tenant(),
            id: self.id,
            file_name: self.origin.file_name.clone(),
            file_sha256: self.origin.sha256.clone(),
            state: self.state,
            draft,
            notes,
            outcome: serde_json::to_string(&self.outcome)?,
            actor: self.actor.clone(),
            created_at: self.created_at,
            confirmed_at: self.confirmed_at,
        })
    }

    fn new(tx: &Tx, origin: Origin, draft: &Draft) -> Self {
        Self {
            id: tx.id(),
            origin,
            state: ImportState::Reviewing,
            notes: draft.all_notes().cloned().collect(),
            outcome: Outcome::default(),
            actor: tx.signature().to_owned(),
            created_at: tx.now(),
            confirmed_at: None,
        }
    }

    /// Sets notes and outcome to what was created, or would be.
    fn take(&mut self, draft: &Draft, made: Made) {
        self.notes = draft.all_notes().cloned().chain(made.notes).collect();
        self.outcome = made.outcome.noting(&self.notes);
    }

    /// Marks it as confirmed.
    fn finish(&mut self, at: OffsetDateTime) {
        self.state = ImportState::Confirmed;
        self.confirmed_at = Some(at);
    }
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

/// Returns what a file would create. Stores nothing, not even the import.
///
/// # Errors
/// `member` / `required` when the draft holds plans of several cities: choose one with
/// [`Draft::of_member`]. `PlanClosed` when it would add to a closed plan.
pub async fn preview(db: &Db, permit: &Permit<ImportPlan>, origin: Origin, draft: &Draft) -> Result<Import> {
    one_city(draft)?;
    let language = language(db, permit).await?;
    let mut import = None;
    // The dry run is the real import, rolled back: both have the same result.
    let made = db.change(permit, None, async |tx| {
        let import = import.insert(Import::new(tx, origin, draft));
        // Provenance rows refer to this row; it is rolled back with the rest.
        tx.add(import.row(tx, String::new())?).await?;
        let made = make(tx, with(import, language), draft).await?;
        import.take(draft, made);
        tx.discard();
        Ok(())
    });
    made.await?;
    import.ok_or_else(|| Error::internal("the import has no result"))
}

/// Stores a file for review, with what it would create. Nothing else changes.
///
/// # Errors
/// As [`preview`]; `Full` when the city's storage quota is used up.
pub async fn propose(
    db: &Db,
    permit: &Permit<ImportPlan>,
    once: Option<&Once>,
    origin: Origin,
    draft: Draft,
    limits: FileLimits,
) -> Result<Import> {
    // A repeated request is recognised before the dry run, whose result may differ today, and again in
    // the change.
    if let Some(before) = db.answered(permit, once).await? {
        return get(db, permit, before).await;
    }
    let import = preview(db, permit, origin, &draft).await?;
    let draft = text(draft)?;
    let kept = db.change(permit, once, async |tx| {
        tx.of_draft();
        let row = import.row(tx, draft)?;
        files::room_for(tx, limits.city, bytes(&row)).await?;
        occupy(tx, &row).await?;
        tx.add(row).await?;
        Ok(import.id)
    });
    match kept.await? {
        id if id == import.id => Ok(import),
        before => get(db, permit, before).await,
    }
}

/// Creates the records of an import, all or none.
///
/// # Errors
/// `NotFound("import")`, `ImportFinished`, `PlanClosed`.
pub async fn confirm(db: &Db, permit: &Permit<ImportPlan>, once: Option<&Once>, id: ImportId) -> Result<Import> {
    let language = language(db, permit).await?;
    let _turn = ImportSlot::again().await?;
    let find = async |tx: &Tx| shown(tx, id).await;
    let made = db.change_of(permit, once, find, async |tx, mut import| {
        let draft = under_review(tx, &import).await?;
        let made = make(tx, with(&import, language), &draft).await?;
        import.take(&draft, made);
        import.finish(tx.now());
        save(tx, import.row(tx, text(draft.without_people())?)?).await?;
        record(tx, &import).await?;
        Ok(id)
    });
    get(db, permit, made.await?).await
}

/// Cancels an import: it creates nothing, and its personal data is removed.
///
/// # Errors
/// `NotFound("import")`, `ImportFinished`.
pub async fn cancel(db: &Db, permit: &Permit<ImportPlan>, once: Option<&Once>, id: ImportId) -> Result<Import> {
    let _turn = ImportSlot::again().await?;
    let find = async |tx: &Tx| shown(tx, id).await;
    let cancelled = db.change_of(permit, once, find, async |tx, mut import| {
        let draft = under_review(tx, &import).await?.without_people();
        import.state = ImportState::Cancelled;
        save(tx, import.row(tx, text(draft)?)?).await?;
        tx.record(Event::ImportCancel {}.about(id).private()).await?;
        Ok(id)
    });
    get(db, permit, cancelled.await?).await
}

/// Imports without review, for the command line. `publish` publishes new plans at once: as ended when
/// their last day has passed in the city, else as being implemented. When the city already has
/// everything, nothing is written, and the returned import is not stored.
///
/// # Errors
/// As [`preview`].
pub async fn import_now(
    db: &Db,
    permit: &Permit<ImportPlan>,
    origin: Origin,
    draft: Draft,
    publish: bool,
) -> Result<Import> {
    one_city(&draft)?;
    let city = tenants::by_id(db, permit.tenant()).await?;
    let today = city.zone().day(db.clock().now());
    let mut kept = None;
    let made = db.change(permit, None, async |tx| {
        let import = kept.insert(Import::new(tx, origin, &draft));
        tx.add(import.row(tx, String::new())?).await?;
        let mut made = make(tx, with(import, city.default_language), &draft).await?;
        let plans = std::mem::take(&mut made.plans);
        import.take(&draft, made);
        import.finish(tx.now());
        if !import.outcome.makes_anything() {
            tx.discard();
            return Ok(());
        }
        for plan in plans.into_iter().filter(|_| publish) {
            let state = state_on(&plan, today);
            plans::enter(tx, plan, state).await?;
        }
        save(tx, import.row(tx, text(draft.without_people())?)?).await?;
        record(tx, import).await
    });
    made.await?;
    kept.ok_or_else(|| Error::internal("the import has no result"))
}

/// Saves an import and its size.
async fn save(tx: &Tx, row: import::Model) -> Result<()> {
    occupy(tx, &row).await?;
    tx.save(row).await?;
    Ok(())
}

/// Counts the size of an import against the city's storage quota.
async fn occupy(tx: &Tx, row: &import::Model) -> Result<()> {
    let key = format!("{}/import/{}", row.tenant_id, row.id);
    files::occupy(tx, &key, bytes(row)).await
}

fn bytes(row: &import::Model) -> i64 {
    i64::try_from(row.draft.len() + row.notes.len()).unwrap_or(i64::MAX)
}

/// Returns the parsed file of an import that is under review.
///
/// # Errors
/// `ImportFinished`.
async fn under_review(tx: &Tx, import: &Import) -> Result<Draft> {
    if import.state != ImportState::Reviewing {
        return Err(Conflict::ImportFinished.into());
    }
    read_draft(tx, import.id).await
}

/// Returns the parsed file of an import.
async fn read_draft(tx: &Tx, id: ImportId) -> Result<Draft> {
    let row = tx.get::<import::Entity>(id, "import").await?;
    Ok(serde_json::from_str(&row.draft)?)
}

/// Serialises a parsed file for storage.
fn text(draft: Draft) -> Result<String> {
    Ok(serde_json::to_string(&draft)?)
}

/// Returns the state of a published plan: ended or being implemented, by its last day, else by the last
/// year in its reference.
fn state_on(plan: &Plan, today: Date) -> PlanState {
    let year_over = || names::last_year(&plan.reference).is_some_and(|year| year < today.year());
    let over = plan.ends_on.map_or_else(year_over, |end| end < today);
    if over {
        PlanState::Ended
    } else {
        PlanState::Implementing
    }
}

/// Records one event for the import itself, besides those of its records. Records none when it created
/// nothing.
async fn record(tx: &mut Tx, import: &Import) -> Result<()> {
    if !import.outcome.makes_anything() {
        return Ok(());
    }
    let made = &import.outcome;
    let event = Event::ImportConfirm {
        file: import.origin.file_name.clone(),
        sha256: import.origin.sha256.clone(),
        plans: made.plans.made,
        commitments: made.commitments.made,
        milestones: made.milestones.made,
        findings: made.findings.made,
        organisations: made.organisations.made,
        people: made.people.made,
    };
    tx.record(event.about(import.id).private()).await?;
    tx.refresh_figures().await
}

fn one_city(draft: &Draft) -> Result<()> {
    if members(draft).len() > 1 {
        return Err(Error::field("member", code::REQUIRED));
    }
    Ok(())
}

fn with(import: &Import, language: String) -> With {
    With {
        import: import.id,
        language,
    }
}

async fn language(db: &Db, permit: &Permit<ImportPlan>) -> Result<String> {
    Ok(tenants::by_id(db, permit.tenant()).await?.default_language)
}

#[cfg(test)]
mod tests;

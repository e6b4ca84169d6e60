//! Imports of a plan from a file, in two steps: a dry run to review, then confirmation.
//!
//! A file is read into a [`Draft`] ([`read`] for workbooks and CSV, [`json::read`] for JSON), with
//! a note for everything doubtful. [`preview`] makes all of it in a change that is undone again,
//! and says what that would have made; [`propose`] keeps that for review; [`confirm`] makes it.
//! What the city has already, by id, title or number, stays as it is: importing twice makes nothing
//! twice.
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
mod outcome;
mod plan;
mod read;
mod reading;
mod record;
mod sheets;
pub mod table;
pub(crate) mod tables;
mod turn;

pub use checks::MOST_COMMITMENTS;
pub use draft::{
    Answering, CommitmentRow, Draft, FindingRow, Involved, Member, MilestoneRow, OrganisationRow, PersonRow, PlanRow,
    Said, chosen, members,
};
pub use notes::{Code, Note, Severity};
pub use outcome::{Count, Outcome};
pub use plan::{NEW_SCALES, OLD_SCALES};
pub use read::read;
pub use turn::Turn;

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
    /// Where an import stands.
    ImportState {
        /// Read; waits for somebody to confirm or cancel it.
        Reviewing = "reviewing",
        /// Its records were made.
        Confirmed = "confirmed",
        /// Nothing was made, and nothing will be.
        Cancelled = "cancelled",
    }
}

/// Where an imported value stood, and what stood there.
pub type Provenance = provenance::Model;

/// The file that an import came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The name it came with.
    pub file_name: String,
    /// Its SHA-256, in hex.
    pub sha256: String,
}

impl Origin {
    /// A file by its name and bytes.
    pub fn of(file_name: &str, bytes: &[u8]) -> Self {
        Self {
            file_name: file_name.chars().filter(|c| !c.is_control()).take(300).collect(),
            sha256: hex::encode(Sha256::digest(bytes)),
        }
    }
}

/// An import under review, or done. What the file says stays in the database: it can be large, and
/// only confirming needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The id.
    pub id: ImportId,
    /// The file.
    pub origin: Origin,
    /// Under review, confirmed or cancelled.
    pub state: ImportState,
    /// Everything to be said of it; empty in a list.
    pub notes: Vec<Note>,
    /// What would be made, or was.
    pub outcome: Outcome,
    /// Who brought it, as the log names her.
    pub actor: String,
    /// When.
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

    /// The row; `draft` is what the file says, as JSON.
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

    /// Takes over what was made, or would be.
    fn take(&mut self, draft: &Draft, made: Made) {
        self.notes = draft.all_notes().cloned().chain(made.notes).collect();
        self.outcome = made.outcome.noting(&self.notes);
    }

    /// It was made.
    fn finish(&mut self, at: OffsetDateTime) {
        self.state = ImportState::Confirmed;
        self.confirmed_at = Some(at);
    }
}

/// Imports of a city, newest first.
///
/// # Errors
/// The database's own.
pub async fn list(db: &Db, permit: &Permit<ImportPlan>) -> Result<Vec<Import>> {
    let city = db.read(permit).await?;
    let rows = city.find::<import::Entity>().order_by_desc(import::Column::Id);
    let rows = rows.some::<import::Listed>(import::LISTED).await?;
    rows.into_iter().map(|row| Import::of(row, Vec::new())).collect()
}

/// One import.
///
/// # Errors
/// `NotFound("import")`.
pub async fn get(db: &Db, permit: &Permit<ImportPlan>, id: ImportId) -> Result<Import> {
    shown(&db.read(permit).await?, id).await
}

/// An import without what its file says.
async fn shown(city: &Scoped, id: ImportId) -> Result<Import> {
    let it = || city.find::<import::Entity>().filter(import::Column::Id.eq(id));
    let rows = it().some::<import::Listed>(import::LISTED).await?;
    let noted = it().some::<import::Noted>([import::Column::Notes]).await?;
    match (rows.into_iter().next(), noted.first()) {
        (Some(row), Some(noted)) => Import::of(row, serde_json::from_str(&noted.notes)?),
        _ => Err(Error::NotFound("import")),
    }
}

/// Where the values of a record stood in the files they came from, by field; empty for a record
/// that people made.
///
/// # Errors
/// The database's own.
pub async fn origins(db: &Db, permit: &Permit<ImportPlan>, subject: impl Into<Uuid>) -> Result<Vec<Provenance>> {
    let city = db.read(permit).await?;
    let rows = city.find::<provenance::Entity>();
    let rows = rows.filter(provenance::Column::SubjectId.eq(subject.into()));
    rows.order_by_asc(provenance::Column::Id).all().await
}

/// Says what a file would make, and keeps nothing: not even the import.
///
/// # Errors
/// `member` / `required` when the draft holds plans of several cities: take one with
/// [`Draft::of_member`]. `PlanClosed` when it would add to a closed plan.
pub async fn preview(db: &Db, permit: &Permit<ImportPlan>, origin: Origin, draft: &Draft) -> Result<Import> {
    one_city(draft)?;
    let language = language(db, permit).await?;
    let mut import = None;
    // Made in a change that is undone: the dry run cannot differ from what confirming does.
    let made = db.change(permit, None, async |tx| {
        let import = import.insert(Import::new(tx, origin, draft));
        // A row for the provenance to point at; it is undone with the rest.
        tx.add(import.row(tx, String::new())?).await?;
        let made = make(tx, with(import, language), draft).await?;
        import.take(draft, made);
        tx.give_up();
        Ok(())
    });
    made.await?;
    import.ok_or_else(|| Error::internal("nothing was made"))
}

/// Keeps a file for review, with what it would make. Nothing else changes.
///
/// # Errors
/// As [`preview`]; `Full` when the city may not store more.
pub async fn propose(
    db: &Db,
    permit: &Permit<ImportPlan>,
    once: Option<&Once>,
    origin: Origin,
    draft: Draft,
    limits: FileLimits,
) -> Result<Import> {
    // Asked before the dry run, which may find today what the first file did not, and after it.
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

/// Makes what an import holds, all of it or nothing.
///
/// # Errors
/// `NotFound("import")`, `ImportFinished`, `PlanClosed`.
pub async fn confirm(db: &Db, permit: &Permit<ImportPlan>, once: Option<&Once>, id: ImportId) -> Result<Import> {
    let language = language(db, permit).await?;
    let _turn = Turn::again().await?;
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

/// Says that nothing is to be made of an import.
///
/// # Errors
/// `NotFound("import")`, `ImportFinished`.
pub async fn cancel(db: &Db, permit: &Permit<ImportPlan>, once: Option<&Once>, id: ImportId) -> Result<Import> {
    let _turn = Turn::again().await?;
    let find = async |tx: &Tx| shown(tx, id).await;
    let cancelled = db.change_of(permit, once, find, async |tx, mut import| {
        let draft = under_review(tx, &import).await?.without_people();
        import.state = ImportState::Cancelled;
        save(tx, import.row(tx, text(draft)?)?).await?;
        tx.record(Event::ImportCancel {}.of(id).private()).await?;
        Ok(id)
    });
    get(db, permit, cancelled.await?).await
}

/// Imports without review, for the command line. `publish` shows new plans to residents at once:
/// as ended where their last day has passed in the city, else as under way. Where everything is
/// there already nothing is written at all, and the answer is not stored.
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
            tx.give_up();
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
    kept.ok_or_else(|| Error::internal("nothing was made"))
}

/// Writes an import anew.
async fn save(tx: &Tx, row: import::Model) -> Result<()> {
    occupy(tx, &row).await?;
    tx.save(row).await?;
    Ok(())
}

/// Counts what an import holds.
async fn occupy(tx: &Tx, row: &import::Model) -> Result<()> {
    let key = format!("{}/import/{}", row.tenant_id, row.id);
    files::occupy(tx, &key, bytes(row)).await
}

fn bytes(row: &import::Model) -> i64 {
    i64::try_from(row.draft.len() + row.notes.len()).unwrap_or(i64::MAX)
}

/// What the file of an import says, while it waits for review.
///
/// # Errors
/// `ImportFinished`.
async fn under_review(tx: &Tx, import: &Import) -> Result<Draft> {
    if import.state != ImportState::Reviewing {
        return Err(Conflict::ImportFinished.into());
    }
    read_draft(tx, import.id).await
}

/// What the file of an import says.
async fn read_draft(tx: &Tx, id: ImportId) -> Result<Draft> {
    let row = tx.get::<import::Entity>(id, "import").await?;
    Ok(serde_json::from_str(&row.draft)?)
}

/// What a file says, as it is stored.
fn text(draft: Draft) -> Result<String> {
    Ok(serde_json::to_string(&draft)?)
}

/// Under way, or ended: by the plan's last day, else by the last year it is known by.
fn state_on(plan: &Plan, today: Date) -> PlanState {
    let year_over = || names::last_year(&plan.reference).is_some_and(|year| year < today.year());
    let over = plan.ends_on.map_or_else(year_over, |end| end < today);
    if over {
        PlanState::Ended
    } else {
        PlanState::Implementing
    }
}

/// One entry for the import itself, beside those of what it made. None where it made nothing.
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
    tx.record(event.of(import.id).private()).await?;
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

//! The steps of an import after its file is stored: deciding about it, creating its records.

use super::columns::memory;
use super::decisions::{Decision, Decisions};
use super::draft::Draft;
use super::large;
use super::look::{self, Here, one_city, try_out};
use super::make::{Made, make};
use super::names;
use super::notes::Note;
use super::outcome::Outcome;
use super::tables::{import, import_heading};
use super::turn::ImportSlot;
use super::{Import, ImportState, Origin, Stored, get, review, shown};
use crate::access::{ImportPlan, Permit};
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code};
use crate::files;
use crate::ids::ImportId;
use crate::log::Event;
use crate::once::Once;
use crate::plans::{self, Plan, PlanState};
use sea_orm::{ColumnTrait, QueryFilter};
use time::Date;

/// Returns what a file would create. Stores nothing, not even the import.
///
/// # Errors
/// `member` / `required` when the draft holds plans of several cities: choose one with
/// [`Draft::of_member`]. `PlanClosed` when it would add to a closed plan.
pub async fn preview(db: &Db, permit: &Permit<ImportPlan>, origin: Origin, draft: &Draft) -> Result<Import> {
    let here = Here::of(db, permit).await?;
    let (import, _) = try_out(db, permit, &here, origin, draft, &Decisions::default()).await?;
    Ok(import)
}

/// Takes decisions about an import under review, and looks at its file again.
///
/// # Errors
/// `NotFound("import")`, `ImportFinished`, `ImportAtWork`; `record`, `column`, `field` / `unknown_choice` for what
/// the file does not have; `Busy` when another decision came in between; as [`super::propose`].
pub async fn decide(
    db: &Db,
    permit: &Permit<ImportPlan>,
    once: Option<&Once>,
    id: ImportId,
    taken: Vec<Decision>,
) -> Result<Import> {
    if let Some(before) = db.answered(permit, once).await? {
        return get(db, permit, before).await;
    }
    let _turn = ImportSlot::again().await?;
    let (import, before) = {
        let city = db.read(permit).await?;
        let import = shown(&city, id).await?;
        open(&import)?;
        (import, held(&city, id).await?)
    };
    let mut decisions: Decisions = serde_json::from_str(&before.decisions)?;
    let review = review(db, permit, id).await?;
    for decision in taken {
        decision.check(&review)?;
        decisions.take(decision);
    }
    drop(review);
    let here = Here::of(db, permit).await?;
    let read = look::read(serde_json::from_str(&before.source)?, decisions, &here).await?;
    drop(read.source);
    let origin = import.origin.clone();
    let looked = look::look(db, permit, &here, origin, read.draft, &read.decisions, large::AT_ONCE).await?;
    if looked.review.blocked && looked.review.columns.is_empty() {
        return Err(refused(&looked.notes));
    }
    let stored = Stored {
        source: before.source,
        decisions: serde_json::to_string(&read.decisions)?,
        review: serde_json::to_string(&looked.review)?,
        made: String::new(),
    };
    let saved = db.change(permit, once, async |tx| {
        tx.of_draft();
        open(&shown(tx, id).await?)?;
        if held(tx, id).await?.decisions != before.decisions {
            return Err(Error::Busy("another decision about this import came in between".into()));
        }
        let new = Import {
            state: looked.state(),
            notes: looked.notes,
            outcome: looked.outcome,
            ..import
        };
        save(tx, new.row(tx, stored)?).await?;
        large::enqueue(tx, &new).await?;
        Ok(id)
    });
    get(db, permit, saved.await?).await
}

fn refused(notes: &[Note]) -> Error {
    let errors = notes.iter().map(|note| FieldError::new("file", note.code.code()));
    Error::Invalid(errors.collect())
}

/// Returns the file and the decisions of an import.
pub(super) async fn held(city: &Scoped, id: ImportId) -> Result<import::Held> {
    let it = city.find::<import::Entity>().filter(import::Column::Id.eq(id));
    let rows = it
        .some::<import::Held>([import::Column::Source, import::Column::Decisions])
        .await?;
    rows.into_iter().next().ok_or(Error::NotFound("import"))
}

/// Creates the records of an import, all or none, and remembers what was chosen for its headings. A job does it
/// for a large import.
///
/// # Errors
/// `NotFound("import")`, `ImportFinished`, `ImportAtWork`, `PlanClosed`; `columns` / `required` when a column must
/// be chosen first.
pub async fn confirm(db: &Db, permit: &Permit<ImportPlan>, once: Option<&Once>, id: ImportId) -> Result<Import> {
    let here = Here::of(db, permit).await?;
    let _turn = ImportSlot::again().await?;
    let find = async |tx: &Tx| shown(tx, id).await;
    let made = db.change_of(permit, once, find, async |tx, import| {
        open(&import)?;
        if import.is_large() {
            let making = Import {
                state: ImportState::Making,
                ..import
            };
            tx.of_draft();
            open_to(tx, id, making.state, &making.notes, &making.outcome).await?;
            large::enqueue(tx, &making).await?;
        } else {
            create(tx, &here, import).await?;
        }
        Ok(id)
    });
    get(db, permit, made.await?).await
}

/// Creates the records of an import in this change.
pub(super) async fn create(tx: &mut Tx, here: &Here, mut import: Import) -> Result<()> {
    let held = held(tx, import.id).await?;
    let read = look::read_stored(&held, here).await?;
    drop(held);
    drop(read.source);
    let draft = read.draft.map_err(|_refusal| Error::field("columns", code::REQUIRED))?;
    let made = make(tx, here.with(&import, &read.decisions), &draft).await?;
    import.take(&draft, &made);
    finish(tx, &mut import, &made).await?;
    remember(tx, &read.decisions, &draft).await
}

/// Cancels an import, also one that waits for a job: it creates nothing, and its file is removed.
///
/// # Errors
/// `NotFound("import")`, `ImportFinished`.
pub async fn cancel(db: &Db, permit: &Permit<ImportPlan>, once: Option<&Once>, id: ImportId) -> Result<Import> {
    let find = async |tx: &Tx| shown(tx, id).await;
    let cancelled = db.change_of(permit, once, find, async |tx, mut import| {
        if !import.is_at_work() {
            open(&import)?;
        }
        import.state = ImportState::Cancelled;
        save(tx, import.row(tx, Stored::default())?).await?;
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
    let here = Here::of(db, permit).await?;
    let decisions = Decisions::default();
    let mut kept = None;
    let made = db.change(permit, None, async |tx| {
        let import = kept.insert(Import::new(tx, origin, Vec::new()));
        tx.add(import.row(tx, Stored::default())?).await?;
        let made = make(tx, here.with(import, &decisions), &draft).await?;
        import.take(&draft, &made);
        if !import.outcome.makes_anything() {
            import.confirm(tx.now());
            tx.discard();
            return Ok(());
        }
        for plan in made.plans.iter().filter(|_| publish) {
            let state = state_on(plan, here.today);
            plans::enter(tx, plan.clone(), state).await?;
        }
        finish(tx, import, &made).await
    });
    made.await?;
    kept.ok_or_else(|| Error::internal("the import has no result"))
}

/// Marks an import as confirmed that changed something, also where it made no record.
pub(super) async fn finish_changed(tx: &mut Tx, import: &mut Import, made: &Made) -> Result<()> {
    if import.outcome.makes_anything() {
        return finish(tx, import, made).await;
    }
    import.confirm(tx.now());
    save(tx, import.row(tx, Stored::default())?).await?;
    log(tx, import).await
}

/// Marks an import as confirmed and stores what it made, without its file.
async fn finish(tx: &mut Tx, import: &mut Import, made: &Made) -> Result<()> {
    import.confirm(tx.now());
    let stored = Stored {
        made: serde_json::to_string(&made.ids)?,
        ..Stored::default()
    };
    save(tx, import.row(tx, stored)?).await?;
    record(tx, import).await
}

/// Remembers what a person chose for headings.
async fn remember(tx: &Tx, decisions: &Decisions, draft: &Draft) -> Result<()> {
    for (key, field) in &decisions.columns {
        let heading = draft
            .columns
            .iter()
            .find(|column| column.key == *key)
            .map(|column| memory(&column.heading));
        let Some(heading) = heading.filter(|heading| !heading.is_empty()) else {
            continue;
        };
        let known = tx.find::<import_heading::Entity>();
        let known = known
            .filter(import_heading::Column::Heading.eq(heading.as_str()))
            .one()
            .await?;
        match known {
            Some(known) => {
                let row = import_heading::Model {
                    field: field.clone(),
                    ..known
                };
                tx.save(row).await?;
            }
            None => {
                let row = import_heading::Model {
                    tenant_id: tx.tenant(),
                    id: tx.id(),
                    heading,
                    field: field.clone(),
                };
                tx.add(row).await?;
            }
        }
    }
    Ok(())
}

/// Saves an import and its size.
pub(super) async fn save(tx: &Tx, row: import::Model) -> Result<()> {
    occupy(tx, &row).await?;
    tx.save(row).await?;
    Ok(())
}

/// Counts the size of an import against the city's storage quota.
pub(super) async fn occupy(tx: &Tx, row: &import::Model) -> Result<()> {
    let key = format!("{}/import/{}", row.tenant_id, row.id);
    files::occupy(tx, &key, bytes(row)).await
}

pub(super) fn bytes(row: &import::Model) -> i64 {
    let texts = [&row.source, &row.decisions, &row.review, &row.made, &row.notes];
    i64::try_from(texts.iter().map(|text| text.len()).sum::<usize>()).unwrap_or(i64::MAX)
}

/// Sets the state of an import, its notes and its numbers.
pub(super) async fn open_to(
    tx: &Tx,
    id: ImportId,
    state: ImportState,
    notes: &[Note],
    outcome: &Outcome,
) -> Result<()> {
    let columns = [
        (import::Column::State, state.into()),
        (import::Column::Notes, serde_json::to_string(notes)?.into()),
        (import::Column::Outcome, serde_json::to_string(outcome)?.into()),
    ];
    tx.set_all::<import::Entity>(columns, import::Column::Id.eq(id)).await
}

/// Returns whether an import is under review.
///
/// # Errors
/// `ImportFinished`, `ImportAtWork`.
fn open(import: &Import) -> Result<()> {
    match import.state {
        ImportState::Reviewing => Ok(()),
        ImportState::Waiting | ImportState::Making => Err(Conflict::ImportAtWork.into()),
        ImportState::Confirmed | ImportState::Cancelled | ImportState::Undone => Err(Conflict::ImportFinished.into()),
    }
}

/// Returns the state of a published plan: ended or being implemented, by its last day, else by the last
/// year in its reference.
pub(super) fn state_on(plan: &Plan, today: Date) -> PlanState {
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
    log(tx, import).await
}

/// Records the event of an import.
async fn log(tx: &mut Tx, import: &Import) -> Result<()> {
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
        indicators: made.indicators.made,
    };
    tx.record(event.about(import.id).private()).await?;
    tx.refresh_figures().await
}

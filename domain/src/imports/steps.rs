//! The steps of an import: looking at a file, deciding about it, creating its records.
//!
//! Long because what one step stores, the next one reads.

use super::columns::memory;
use super::decisions::Decisions;
use super::draft::{Draft, members};
use super::make::{Made, With, make};
use super::names;
use super::notes::Note;
use super::outcome::Outcome;
use super::read::Refusal;
use super::review::Review;
use super::source::Source;
use super::tables::{import, import_heading};
use super::turn::ImportSlot;
use super::{Import, ImportState, Origin, Stored, get, shown};
use crate::access::{ImportPlan, Permit};
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code};
use crate::files;
use crate::ids::ImportId;
use crate::log::Event;
use crate::once::Once;
use crate::plans::{self, Plan, PlanState};
use crate::ports::FileLimits;
use crate::tenants;
use sea_orm::{ColumnTrait, QueryFilter};
use std::collections::BTreeMap;
use time::Date;

/// One decision about an import under review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The fields of columns, by key; an empty code leaves a column out.
    Columns(BTreeMap<String, String>),
    /// Texts in place of those of a record, by field.
    Edit(String, BTreeMap<String, String>),
    /// Whether a record is left out, with all that belongs to it.
    LeaveOut(String, bool),
    /// Whether a record, or an organisation, is the one of the city that it is like.
    Same(String, bool),
    /// Whether the states of these milestones are reported.
    Report(Vec<String>, bool),
}

impl Decisions {
    fn take(&mut self, decision: Decision) {
        match decision {
            Decision::Columns(columns) => self.columns.extend(columns),
            Decision::Edit(cell, texts) => self.edits.0.entry(cell).or_default().extend(texts),
            Decision::LeaveOut(cell, true) => drop(self.left_out.insert(cell)),
            Decision::LeaveOut(cell, false) => drop(self.left_out.remove(&cell)),
            Decision::Same(key, same) => drop(self.same.insert(key, same)),
            Decision::Report(cells, true) => self.reported.extend(cells),
            Decision::Report(cells, false) => self.reported.retain(|cell| !cells.contains(cell)),
        }
    }
}

/// What an import needs to know of its city.
struct Here {
    language: String,
    today: Date,
    /// What was chosen for headings in earlier files.
    headings: BTreeMap<String, String>,
}

impl Here {
    async fn of(db: &Db, permit: &Permit<ImportPlan>) -> Result<Self> {
        let city = tenants::by_id(db, permit.tenant()).await?;
        let headings = db.read(permit).await?.find::<import_heading::Entity>().all().await?;
        Ok(Self {
            today: city.zone().day(db.clock().now()),
            language: city.default_language,
            headings: headings.into_iter().map(|row| (row.heading, row.field)).collect(),
        })
    }

    fn with<'d>(&self, import: &Import, decisions: &'d Decisions) -> With<'d> {
        With {
            import: import.id,
            language: self.language.clone(),
            decisions,
            today: self.today,
        }
    }
}

/// Returns what a file would create. Stores nothing, not even the import.
///
/// # Errors
/// `member` / `required` when the draft holds plans of several cities: choose one with
/// [`Draft::of_member`]. `PlanClosed` when it would add to a closed plan.
pub async fn preview(db: &Db, permit: &Permit<ImportPlan>, origin: Origin, draft: &Draft) -> Result<Import> {
    let here = Here::of(db, permit).await?;
    Ok(try_out(db, permit, &here, origin, draft, &Decisions::default())
        .await?
        .0)
}

/// Creates the records of a draft in a change that is rolled back: it has the result of the real one.
async fn try_out(
    db: &Db,
    permit: &Permit<ImportPlan>,
    here: &Here,
    origin: Origin,
    draft: &Draft,
    decisions: &Decisions,
) -> Result<(Import, Review)> {
    one_city(draft)?;
    let mut found = None;
    let tried = db.change(permit, None, async |tx| {
        let mut import = Import::new(tx, origin, Vec::new());
        // Provenance rows refer to this row; it is rolled back with the rest.
        tx.add(import.row(tx, Stored::default())?).await?;
        let made = make(tx, here.with(&import, decisions), draft).await?;
        import.take(draft, &made);
        found = Some((import, reviewed(draft, made)));
        tx.discard();
        Ok(())
    });
    tried.await?;
    found.ok_or_else(|| Error::internal("the import has no result"))
}

fn reviewed(draft: &Draft, made: Made) -> Review {
    Review {
        rows: made.review,
        alike: made.alike,
        columns: draft.columns.clone(),
        blocked: false,
    }
}

/// What a file would create with some decisions.
struct Looked {
    notes: Vec<Note>,
    outcome: Outcome,
    review: Review,
}

/// Reads a file with decisions, and tries out what it would create. Where a column must be chosen first, the
/// review says so.
async fn look(
    db: &Db,
    permit: &Permit<ImportPlan>,
    origin: Origin,
    source: &Source,
    decisions: &Decisions,
) -> Result<Looked> {
    let here = Here::of(db, permit).await?;
    let Refusal { notes, columns } = match source.read(decisions, &here.headings) {
        Ok(draft) => {
            let (import, review) = try_out(db, permit, &here, origin, &draft, decisions).await?;
            let Import { notes, outcome, .. } = import;
            return Ok(Looked { notes, outcome, review });
        }
        Err(refusal) => refusal,
    };
    if columns.is_empty() {
        return Err(refused(&notes));
    }
    Ok(Looked {
        outcome: Outcome::default().noting(&notes),
        notes,
        review: Review {
            columns,
            blocked: true,
            ..Review::default()
        },
    })
}

fn refused(notes: &[Note]) -> Error {
    let errors = notes.iter().map(|note| FieldError::new("file", note.code.code()));
    Error::Invalid(errors.collect())
}

/// Stores a file for review, with what it would create. Nothing else changes. `member` is the slug of the
/// member whose plans are imported, where the file has plans of several.
///
/// # Errors
/// As [`preview`]; `file` with the code of each reason when nothing can be read; `Full` when the city's
/// storage quota is used up.
pub async fn propose(
    db: &Db,
    permit: &Permit<ImportPlan>,
    once: Option<&Once>,
    origin: Origin,
    source: Source,
    member: Option<String>,
    limits: FileLimits,
) -> Result<Import> {
    // A repeated request is recognised before the dry run, whose result may differ today, and again in
    // the change.
    if let Some(before) = db.answered(permit, once).await? {
        return get(db, permit, before).await;
    }
    let decisions = Decisions {
        member,
        ..Decisions::default()
    };
    let looked = look(db, permit, origin.clone(), &source, &decisions).await?;
    let stored = Stored {
        source: serde_json::to_string(&source)?,
        decisions: serde_json::to_string(&decisions)?,
        review: serde_json::to_string(&looked.review)?,
        made: String::new(),
    };
    drop(source);
    let kept = db.change(permit, once, async |tx| {
        tx.of_draft();
        let import = Import {
            outcome: looked.outcome,
            ..Import::new(tx, origin, looked.notes)
        };
        let row = import.row(tx, stored)?;
        files::room_for(tx, limits.city, bytes(&row)).await?;
        occupy(tx, &row).await?;
        tx.add(row).await?;
        Ok(import.id)
    });
    get(db, permit, kept.await?).await
}

/// Changes a decision about an import under review, and looks at its file again.
///
/// # Errors
/// `NotFound("import")`, `ImportFinished`; `Busy` when another decision came in between; as [`propose`].
pub async fn decide(
    db: &Db,
    permit: &Permit<ImportPlan>,
    once: Option<&Once>,
    id: ImportId,
    decision: Decision,
) -> Result<Import> {
    if let Some(before) = db.answered(permit, once).await? {
        return get(db, permit, before).await;
    }
    let _turn = ImportSlot::again().await?;
    let (
        import,
        import::Held {
            source: text,
            decisions: before,
        },
    ) = {
        let city = db.read(permit).await?;
        let import = shown(&city, id).await?;
        open(&import)?;
        (import, held(&city, id).await?)
    };
    let source: Source = serde_json::from_str(&text)?;
    let mut decisions: Decisions = serde_json::from_str(&before)?;
    decisions.take(decision);
    let looked = look(db, permit, import.origin.clone(), &source, &decisions).await?;
    let stored = Stored {
        source: text,
        decisions: serde_json::to_string(&decisions)?,
        review: serde_json::to_string(&looked.review)?,
        made: String::new(),
    };
    let saved = db.change(permit, once, async |tx| {
        tx.of_draft();
        open(&shown(tx, id).await?)?;
        if held(tx, id).await?.decisions != before {
            return Err(Error::Busy("another decision about this import came in between".into()));
        }
        let new = Import {
            notes: looked.notes,
            outcome: looked.outcome,
            ..import
        };
        save(tx, new.row(tx, stored)?).await?;
        Ok(id)
    });
    get(db, permit, saved.await?).await
}

/// Returns the file and the decisions of an import.
async fn held(city: &crate::db::Scoped, id: ImportId) -> Result<import::Held> {
    let it = city.find::<import::Entity>().filter(import::Column::Id.eq(id));
    let rows = it
        .some::<import::Held>([import::Column::Source, import::Column::Decisions])
        .await?;
    rows.into_iter().next().ok_or(Error::NotFound("import"))
}

/// Creates the records of an import, all or none, and remembers what was chosen for its headings.
///
/// # Errors
/// `NotFound("import")`, `ImportFinished`, `PlanClosed`; `columns` / `required` when a column must be chosen
/// first.
pub async fn confirm(db: &Db, permit: &Permit<ImportPlan>, once: Option<&Once>, id: ImportId) -> Result<Import> {
    let here = Here::of(db, permit).await?;
    let _turn = ImportSlot::again().await?;
    let find = async |tx: &Tx| shown(tx, id).await;
    let made = db.change_of(permit, once, find, async |tx, mut import| {
        open(&import)?;
        let held = held(tx, id).await?;
        let source: Source = serde_json::from_str(&held.source)?;
        let decisions: Decisions = serde_json::from_str(&held.decisions)?;
        drop(held);
        let read = source.read(&decisions, &here.headings);
        let draft = read.map_err(|_refusal| Error::field("columns", code::REQUIRED))?;
        drop(source);
        let made = make(tx, here.with(&import, &decisions), &draft).await?;
        import.take(&draft, &made);
        finish(tx, &mut import, &made).await?;
        remember(tx, &decisions, &draft).await?;
        Ok(id)
    });
    get(db, permit, made.await?).await
}

/// Cancels an import: it creates nothing, and its file is removed.
///
/// # Errors
/// `NotFound("import")`, `ImportFinished`.
pub async fn cancel(db: &Db, permit: &Permit<ImportPlan>, once: Option<&Once>, id: ImportId) -> Result<Import> {
    let find = async |tx: &Tx| shown(tx, id).await;
    let cancelled = db.change_of(permit, once, find, async |tx, mut import| {
        open(&import)?;
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
async fn occupy(tx: &Tx, row: &import::Model) -> Result<()> {
    let key = format!("{}/import/{}", row.tenant_id, row.id);
    files::occupy(tx, &key, bytes(row)).await
}

fn bytes(row: &import::Model) -> i64 {
    let texts = [&row.source, &row.decisions, &row.review, &row.made, &row.notes];
    i64::try_from(texts.iter().map(|text| text.len()).sum::<usize>()).unwrap_or(i64::MAX)
}

/// Returns whether an import is under review.
///
/// # Errors
/// `ImportFinished`.
fn open(import: &Import) -> Result<()> {
    match import.state {
        ImportState::Reviewing => Ok(()),
        ImportState::Confirmed | ImportState::Cancelled | ImportState::Undone => Err(Conflict::ImportFinished.into()),
    }
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

//! Looks at a file with decisions: what it would create in the city, without creating it.

use super::decisions::Decisions;
use super::draft::{Draft, members};
use super::make::{Made, With, make};
use super::notes::Note;
use super::outcome::Outcome;
use super::read::Refusal;
use super::review::Review;
use super::source::Source;
use super::tables::{import, import_heading};
use super::{Import, ImportState, Origin, Stored, large};
use crate::access::{ImportPlan, Permit};
use crate::db::Db;
use crate::error::{Error, Result, code};
use crate::ids::ImportId;
use crate::tenants;
use std::collections::BTreeMap;
use time::Date;

/// What an import needs to know of its city.
pub(super) struct Here {
    pub(super) language: String,
    pub(super) slug: String,
    pub(super) today: Date,
    /// What was chosen for headings in earlier files.
    pub(super) headings: BTreeMap<String, String>,
    /// The import whose progress is shown.
    pub(super) shown: Option<ImportId>,
}

impl Here {
    pub(super) async fn of(db: &Db, permit: &Permit<ImportPlan>) -> Result<Self> {
        let city = tenants::by_id(db, permit.tenant()).await?;
        Ok(Self {
            today: city.zone().day(db.clock().now()),
            language: city.default_language,
            slug: city.slug,
            headings: remembered(db, permit).await?,
            shown: None,
        })
    }

    /// Returns the same, and shows the progress of this import.
    pub(super) fn showing(self, import: ImportId) -> Self {
        Self {
            shown: Some(import),
            ..self
        }
    }

    pub(super) fn with<'d>(&self, import: &Import, decisions: &'d Decisions) -> With<'d> {
        With {
            import: import.id,
            language: self.language.clone(),
            decisions,
            today: self.today,
            shown: self.shown,
        }
    }
}

/// Returns what was chosen for headings in earlier files of the city, for [`Source::read`].
///
/// # Errors
/// Database errors.
pub async fn remembered(db: &Db, permit: &Permit<ImportPlan>) -> Result<BTreeMap<String, String>> {
    let headings = db.read(permit).await?.find::<import_heading::Entity>().all().await?;
    Ok(headings.into_iter().map(|row| (row.heading, row.field)).collect())
}

/// A file with decisions, and what was read from it.
pub(super) struct Read {
    pub(super) source: Source,
    pub(super) decisions: Decisions,
    pub(super) draft: std::result::Result<Draft, Refusal>,
}

/// Reads a file on a thread for blocking work: it takes up to a second.
pub(super) async fn read(source: Source, decisions: Decisions, here: &Here) -> Result<Read> {
    let headings = here.headings.clone();
    let read = move || Read {
        draft: source.read(&decisions, &headings),
        source,
        decisions,
    };
    tokio::task::spawn_blocking(read).await.map_err(Error::internal)
}

/// Reads the file of a stored import with its decisions, as [`read`].
pub(super) async fn read_stored(held: &import::Held, here: &Here) -> Result<Read> {
    let source = serde_json::from_str(&held.source)?;
    read(source, serde_json::from_str(&held.decisions)?, here).await
}

/// What a file would create with some decisions.
#[derive(Default)]
pub(super) struct Looked {
    /// Whether a job looks at it later, because the file is large.
    pub(super) later: bool,
    pub(super) notes: Vec<Note>,
    pub(super) outcome: Outcome,
    pub(super) review: Review,
}

impl Looked {
    /// Returns the state of an import that was looked at.
    pub(super) fn state(&self) -> ImportState {
        if self.later {
            ImportState::Waiting
        } else {
            ImportState::Reviewing
        }
    }

    /// Describes a file from which nothing can be read, unless a person chooses a column.
    fn blocked(Refusal { notes, columns }: Refusal) -> Self {
        Self {
            later: false,
            outcome: Outcome::default().noting(&notes),
            notes,
            review: Review {
                columns,
                blocked: true,
                ..Review::default()
            },
        }
    }
}

/// Looks at what was read from a file, unless it is large and a job has to: `at_once` is the number of records
/// up to which it is looked at now. Where a column must be chosen first, the review says so.
pub(super) async fn look(
    db: &Db,
    permit: &Permit<ImportPlan>,
    here: &Here,
    origin: Origin,
    draft: std::result::Result<Draft, Refusal>,
    decisions: &Decisions,
    at_once: usize,
) -> Result<Looked> {
    let draft = match draft {
        Ok(draft) if draft.records() > at_once => {
            return Ok(Looked {
                later: true,
                outcome: large::expected(&draft),
                ..Looked::default()
            });
        }
        Ok(draft) => draft,
        Err(refusal) => return Ok(Looked::blocked(refusal)),
    };
    let (import, review) = try_out(db, permit, here, origin, &draft, decisions).await?;
    let Import { notes, outcome, .. } = import;
    Ok(Looked {
        later: false,
        notes,
        outcome,
        review,
    })
}

/// Creates the records of a draft in a change that is rolled back: it has the result of the real one.
pub(super) async fn try_out(
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

pub(super) fn one_city(draft: &Draft) -> Result<()> {
    if members(draft).len() > 1 {
        return Err(Error::field("member", code::REQUIRED));
    }
    Ok(())
}

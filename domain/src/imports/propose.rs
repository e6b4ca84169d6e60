//! Stores a file for review, with what it would create.

use super::decisions::Decisions;
use super::draft::{Member, chosen, members};
use super::look::{self, Here, Looked};
use super::notes::Note;
use super::source::Source;
use super::steps::{bytes, occupy};
use super::{Import, Origin, Stored, get, large};
use crate::access::{ImportPlan, Permit};
use crate::db::Db;
use crate::error::Result;
use crate::files;
use crate::ids::ImportId;
use crate::once::Once;
use crate::ports::FileLimits;

/// A file that a person wants to import.
#[derive(Debug)]
pub struct Proposal {
    /// Where it came from.
    pub origin: Origin,
    /// What it holds.
    pub source: Source,
    /// The member whose plans are imported, by slug or name, if a person chose one.
    pub member: Option<String>,
}

/// What became of a proposal.
#[derive(Debug)]
pub enum Proposed {
    /// It is stored for review.
    Stored(Box<Import>),
    /// The file has plans of these members: a person must choose one. Nothing is stored.
    Choose(Vec<Member>),
    /// Nothing can be read from the file, for these reasons. Nothing is stored.
    Refused(Vec<Note>),
}

impl Proposed {
    /// Returns the stored import; `None` when nothing was stored.
    pub fn stored(self) -> Option<Import> {
        match self {
            Self::Stored(import) => Some(*import),
            Self::Choose(_) | Self::Refused(_) => None,
        }
    }
}

/// Stores a file for review, with what it would create. Nothing else changes. A large file waits for a job that
/// finds out what it would create.
///
/// # Errors
/// As [`super::preview`]; `Full` when the city's storage quota is used up.
pub async fn propose(
    db: &Db,
    permit: &Permit<ImportPlan>,
    once: Option<&Once>,
    proposal: Proposal,
    limits: FileLimits,
) -> Result<Proposed> {
    // A repeated request is recognised before the dry run, whose result may differ today, and again in
    // the change.
    if let Some(before) = db.answered(permit, once).await? {
        return stored(db, permit, before).await;
    }
    let here = Here::of(db, permit).await?;
    let Proposal { origin, source, member } = proposal;
    let read = look::read(source, Decisions::default(), &here).await?;
    let (source, mut decisions) = (read.source, read.decisions);
    let draft = match read.draft {
        Ok(draft) => {
            let all = members(&draft);
            match chosen(&all, member.as_deref(), &here.slug) {
                Some(one) => {
                    decisions.member = Some(one.slug.clone());
                    Ok(draft.into_member(&one.slug))
                }
                None if all.is_empty() => Ok(draft),
                None => return Ok(Proposed::Choose(all)),
            }
        }
        // A person can say which columns hold what.
        Err(refusal) if !refusal.columns.is_empty() => Err(refusal),
        Err(refusal) => return Ok(Proposed::Refused(refusal.notes)),
    };
    let looked = look::look(db, permit, &here, origin.clone(), draft, &decisions, large::AT_ONCE).await?;
    let rest = Stored {
        source: serde_json::to_string(&source)?,
        decisions: serde_json::to_string(&decisions)?,
        review: serde_json::to_string(&looked.review)?,
        made: String::new(),
    };
    drop(source);
    let kept = db.change(permit, once, async |tx| {
        tx.of_draft();
        let state = looked.state();
        let Looked { notes, outcome, .. } = looked;
        let import = Import {
            outcome,
            state,
            ..Import::new(tx, origin, notes)
        };
        let row = import.row(tx, rest)?;
        files::room_for(tx, limits.city, bytes(&row)).await?;
        occupy(tx, &row).await?;
        tx.add(row).await?;
        large::enqueue(tx, &import).await?;
        Ok(import.id)
    });
    stored(db, permit, kept.await?).await
}

async fn stored(db: &Db, permit: &Permit<ImportPlan>, id: ImportId) -> Result<Proposed> {
    Ok(Proposed::Stored(Box::new(get(db, permit, id).await?)))
}

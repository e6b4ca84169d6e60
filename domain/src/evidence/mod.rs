//! Evidence: a file or a link on a commitment or a milestone. A file is streamed into the store
//! while it is hashed and counted; its type is read from its first bytes, never believed.

mod abandoned;
pub(crate) mod tables;
mod update;
mod upload;

pub(crate) use abandoned::forget_abandoned;
pub use update::{Update, update};
pub use upload::{EXHIBIT_BYTES, MOST_BYTES, Stored, Stores, again, store};

use crate::access::{AddEvidence, Permit, SeePlan, SeeWeek, WithdrawEvidence};
use crate::coded::coded;
use crate::commitments;
use crate::copy_fields;
use crate::db::{Db, Tx};
use crate::error::FileFault;
use crate::error::{Error, Result, code, fresh};
use crate::evidence::tables::evidence;
use crate::files;
use crate::ids::{CommitmentId, EvidenceId, MilestoneId};
use crate::input::{self, Check};
use crate::log::Event;
use crate::milestones::tables::milestone;
use crate::once::Once;
use crate::plans::{Plan, open_for_change};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use time::Date;

/// A file or a link that proves something.
pub type Evidence = evidence::Model;

coded! {
    /// Kind of a piece of evidence.
    EvidenceKind {
        /// A document.
        Document = "document",
        /// A data set.
        Data = "data",
        /// A photograph.
        Photo = "photo",
        /// Minutes of a meeting.
        Minutes = "minutes",
        /// A law or decision.
        Law = "law",
        /// A web page.
        WebPage = "web_page",
    }
}

/// What evidence is about: a commitment, or one of its milestones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// A commitment.
    Commitment(CommitmentId),
    /// A milestone.
    Milestone(MilestoneId),
}

/// What is said of a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceDraft {
    /// The title.
    pub title: String,
    /// What it is.
    pub kind: EvidenceKind,
    /// The address, for a link. A piece has a link or a file, not both.
    pub link: Option<String>,
    /// The language it is in.
    pub language: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Under which terms.
    pub licence: Option<String>,
    /// What a picture shows, or what a reader should know.
    pub description: Option<String>,
    /// The day it is from.
    pub dated_on: Option<Date>,
}

/// Evidence as it is given: what is said of it, and its file, which is in the store already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What is said of it.
    pub draft: EvidenceDraft,
    /// Its file, for a piece that is no link.
    pub file: Option<Stored>,
}

impl EvidenceDraft {
    /// The draft as it would be stored.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn checked(self, has_file: bool) -> Result<Self> {
        let mut check = Check::new();
        let link = check.url("link", self.link.as_deref());
        check.must(link.is_some() != has_file, "link", code::ONE_OF_TWO);
        let draft = Self {
            title: check.line("title", &self.title, input::TITLE),
            kind: self.kind,
            link,
            language: check.maybe_line("language", self.language.as_deref(), 10),
            source: check.maybe_line("source", self.source.as_deref(), input::LINE),
            licence: check.maybe_line("licence", self.licence.as_deref(), input::TITLE),
            description: check.prose("description", self.description.as_deref()),
            dated_on: self.dated_on,
        };
        check.done()?;
        Ok(draft)
    }
}

/// Adds evidence. A file was put into the store before, by [`store`]; when this fails the caller
/// removes it, and what is left behind by a crash has no row and is cleaned up after a day.
///
/// # Errors
/// `NotFound` for a commitment or milestone that is not here; `Forbidden` for an implementer who
/// is not assigned; `PlanClosed`; and what is wrong with the draft: `link` / `one_of_two`.
pub async fn add(
    db: &Db,
    permit: &Permit<AddEvidence>,
    once: Option<&Once>,
    about: About,
    draft: EvidenceDraft,
    file: Option<Stored>,
) -> Result<Evidence> {
    let find = async |tx: &Tx| {
        let (commitment, milestone) = match about {
            About::Commitment(id) => (id, None),
            About::Milestone(id) => (
                tx.get::<milestone::Entity>(id, "milestone").await?.commitment_id,
                Some(id),
            ),
        };
        let (_, plan) = commitments::plan_of(tx, commitment).await?;
        commitments::within_assignment(tx, permit, commitment).await?;
        Ok((commitment, milestone, plan))
    };
    db.change_of(permit, once, find, async |tx, (commitment, milestone, plan)| {
        open_for_change(&plan)?;
        let made = insert(tx, &plan, (commitment, milestone), Piece { draft, file }).await?;
        Ok(made)
    })
    .await
}

/// Adds evidence inside a change that is under way.
pub(crate) async fn insert(
    tx: &mut Tx,
    plan: &Plan,
    (commitment, milestone): (CommitmentId, Option<MilestoneId>),
    piece: Piece,
) -> Result<Evidence> {
    let draft = piece.draft.checked(piece.file.is_some())?;
    let file = piece.file.as_ref();
    let row = copy_fields!(draft => Evidence {
        title, kind, link, language, source, licence, description, dated_on,
    } with {
        tenant_id: tx.tenant(),
        id: tx.id(),
        commitment_id: commitment,
        milestone_id: milestone,
        file_name: file.map(|file| file.name.clone()),
        file_type: file.map(|file| file.media_type.clone()),
        file_size: file.map(|file| file.size),
        file_sha256: file.map(|file| file.sha256.clone()),
        file_key: file.map(|file| file.key.clone()),
        actor: tx.signature().to_owned(),
        added_at: tx.now(),
        withdrawn_at: None,
        withdrawn_reason: None,
        version: 1,
    });
    let made = tx.add(row).await?;
    if let Some(key) = &made.file_key {
        files::keep(tx, key, true).await?;
    }
    let event = Event::EvidenceAdd {
        title: made.title.clone(),
        sha256: made.file_sha256.clone(),
        link: made.link.clone(),
    };
    tx.record(event.of(made.id).published(plan.published_at.is_some()))
        .await?;
    Ok(made)
}

/// Takes evidence back, with a reason. It stays in the log.
///
/// # Errors
/// `NotFound`, `StaleVersion`, `PlanClosed`, `reason` / `required`.
pub async fn withdraw(
    db: &Db,
    permit: &Permit<WithdrawEvidence>,
    once: Option<&Once>,
    id: EvidenceId,
    version: i32,
    reason: &str,
) -> Result<Evidence> {
    let find = async |tx: &Tx| {
        let old = tx.get::<evidence::Entity>(id, "evidence").await?;
        let (_, plan) = commitments::plan_of(tx, old.commitment_id).await?;
        Ok((old, plan))
    };
    db.change_of(permit, once, find, async |tx, (old, plan)| {
        fresh(old.version, version)?;
        open_for_change(&plan)?;
        let mut check = Check::new();
        let reason = check.prose("reason", Some(reason));
        check.must(reason.is_some(), "reason", code::REASON_MISSING);
        check.done()?;
        let new = Evidence {
            withdrawn_at: Some(tx.now()),
            withdrawn_reason: reason,
            version: old.version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        let event = Event::EvidenceWithdraw {
            title: saved.title.clone(),
            reason: saved.withdrawn_reason.clone(),
        };
        tx.record(event.of(id).published(plan.published_at.is_some())).await?;
        Ok(saved)
    })
    .await
}

/// One piece of evidence that stands.
///
/// # Errors
/// `NotFound("evidence")` when there is none here that the caller may see.
pub async fn get(db: &Db, permit: &Permit<SeePlan>, id: EvidenceId) -> Result<Evidence> {
    let city = db.read(permit).await?;
    let found = city.get::<evidence::Entity>(id, "evidence").await?;
    commitments::visible(&city, found.commitment_id)
        .await
        .map_err(|error| error.not_found_as("evidence"))?;
    if found.withdrawn_at.is_some() && !city.sees_drafts() {
        return Err(Error::NotFound("evidence"));
    }
    Ok(found)
}

/// What was found wrong with the file of a piece of evidence, if anything.
///
/// # Errors
/// The database's own.
pub async fn fault(db: &Db, permit: &Permit<SeePlan>, item: &Evidence) -> Result<Option<FileFault>> {
    let Some(key) = &item.file_key else { return Ok(None) };
    Ok(files::faults(&db.read(permit).await?).await?.get(key).copied())
}

/// The evidence of a city whose file was found damaged, oldest first.
///
/// # Errors
/// The database's own.
pub async fn damaged(db: &Db, permit: &Permit<SeeWeek>) -> Result<Vec<Evidence>> {
    let city = db.read(permit).await?;
    let faults = files::faults(&city).await?;
    let rows = city.find::<evidence::Entity>();
    let rows = rows.among(evidence::Column::FileKey, faults.into_keys());
    let rows = rows.filter(evidence::Column::WithdrawnAt.is_null());
    rows.order_by_asc(evidence::Column::Id).all().await
}

/// Evidence of every plan the caller may see, or on one commitment with its milestones, or on one
/// milestone; oldest first, after `after`; with how many in all.
///
/// # Errors
/// The database's own.
pub async fn list(
    db: &Db,
    permit: &Permit<SeePlan>,
    about: Option<About>,
    after: Option<EvidenceId>,
    most: u64,
) -> Result<(Vec<Evidence>, u64)> {
    let city = db.read(permit).await?;
    let commitments = commitments::all_visible(&city).await?;
    let rows = || {
        city.find::<evidence::Entity>()
            .among(evidence::Column::CommitmentId, commitments.iter().map(|row| row.id))
            .filter(evidence::Column::WithdrawnAt.is_null())
            .narrowed(about.map(|about| match about {
                About::Commitment(id) => evidence::Column::CommitmentId.eq(id),
                About::Milestone(id) => evidence::Column::MilestoneId.eq(id),
            }))
    };
    let total = rows().count().await?;
    let page = rows()
        .narrowed(after.map(|id| evidence::Column::Id.gt(id)))
        .order_by_asc(evidence::Column::Id)
        .at_most(most)
        .all()
        .await?;
    Ok((page, total))
}

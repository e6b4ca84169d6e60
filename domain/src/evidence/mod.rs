//! Evidence: a file or a link on a commitment or a milestone. A file is counted and hashed while it is
//! streamed into the file store. Its type is detected from its content, never taken from the request.

mod abandoned;
pub(crate) mod tables;
mod update;
mod upload;

pub(crate) use abandoned::forget_abandoned;
pub use update::{Update, update};
pub use upload::{EXHIBIT_BYTES, MAX_BYTES, Stored, Stores, again, store};

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

/// A piece of evidence: a file or a link.
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

/// The fields that describe a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceDraft {
    /// The title.
    pub title: String,
    /// Its kind.
    pub kind: EvidenceKind,
    /// The URL, for a link. A piece of evidence has a link or a file, not both.
    pub link: Option<String>,
    /// The language it is in.
    pub language: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The licence.
    pub licence: Option<String>,
    /// What a picture shows, or what a reader should know.
    pub description: Option<String>,
    /// The date of the evidence.
    pub dated_on: Option<Date>,
}

/// A new piece of evidence: its description, and its file, which is already in the file store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvidence {
    /// The description.
    pub draft: EvidenceDraft,
    /// The file; `None` for a link.
    pub file: Option<Stored>,
}

impl EvidenceDraft {
    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
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

/// Adds evidence. A file is already in the file store, put there by [`store`]; when this fails, the
/// caller removes it there. The nightly clean-up removes files that a crash left without a record,
/// after a day.
///
/// # Errors
/// `NotFound` for a commitment or milestone that the city does not have; `Forbidden` for an implementer
/// to whom the commitment is not assigned; `PlanClosed`; the field errors of the draft; `link` /
/// `file_or_link` unless there is either a link or a file.
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
        let made = insert(tx, &plan, (commitment, milestone), NewEvidence { draft, file }).await?;
        Ok(made)
    })
    .await
}

/// Adds evidence inside a running change.
pub(crate) async fn insert(
    tx: &mut Tx,
    plan: &Plan,
    (commitment, milestone): (CommitmentId, Option<MilestoneId>),
    piece: NewEvidence,
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
        original_sha256: file.and_then(|file| file.original_sha256.clone()),
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
    tx.record(event.about(made.id).published(plan.published_at.is_some()))
        .await?;
    Ok(made)
}

/// Withdraws evidence, with a reason. The event log keeps it.
///
/// # Errors
/// `NotFound`, `StaleVersion`, `PlanClosed`, `reason` / `reason_missing`.
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
        let reason = check.reason(Some(reason));
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
        tx.record(event.about(id).published(plan.published_at.is_some()))
            .await?;
        Ok(saved)
    })
    .await
}

/// Returns a piece of evidence; a withdrawn one only to callers who see drafts.
///
/// # Errors
/// `NotFound("evidence")` when the city has no such evidence or the caller may not see it.
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

/// Returns what is wrong with the file of a piece of evidence, as of its last check; `None` when nothing is.
///
/// # Errors
/// Database errors.
pub async fn fault(db: &Db, permit: &Permit<SeePlan>, item: &Evidence) -> Result<Option<FileFault>> {
    let Some(key) = &item.file_key else { return Ok(None) };
    Ok(files::faults(&db.read(permit).await?).await?.get(key).copied())
}

/// Lists the evidence of a city whose file is damaged, oldest first.
///
/// # Errors
/// Database errors.
pub async fn damaged(db: &Db, permit: &Permit<SeeWeek>) -> Result<Vec<Evidence>> {
    let city = db.read(permit).await?;
    let faults = files::faults(&city).await?;
    let rows = city.find::<evidence::Entity>();
    let rows = rows.among(evidence::Column::FileKey, faults.into_keys());
    let rows = rows.filter(evidence::Column::WithdrawnAt.is_null());
    rows.order_by_asc(evidence::Column::Id).all().await
}

/// Lists the evidence that the caller may see and that is not withdrawn, oldest first: of every plan,
/// of one commitment with its milestones, or of one milestone; at most `most`, after the cursor
/// `after`. Also returns the total number.
///
/// # Errors
/// Database errors.
pub async fn list(
    db: &Db,
    permit: &Permit<SeePlan>,
    about: Option<About>,
    after: Option<EvidenceId>,
    most: u64,
) -> Result<(Vec<Evidence>, u64)> {
    let city = db.read(permit).await?;
    let rows = || {
        city.find::<evidence::Entity>()
            .filter(evidence::Column::CommitmentId.in_subquery(commitments::rows(&city).ids()))
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

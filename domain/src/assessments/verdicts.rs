//! Verdicts of the monitoring body on evidence: verified, or questioned with a reason; and the city's
//! answers. A verdict on a published plan is public at once, beside what the city reports and never
//! instead of it.

use crate::access::{AnswerAssessment, Assess, Permit, SeePlan};
use crate::assessments::tables::verdict as row;
use crate::bodies;
use crate::coded::coded;
use crate::commitments;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Conflict, Error, Result, code, fresh};
use crate::evidence::Evidence;
use crate::evidence::tables::evidence;
use crate::ids::{EvidenceId, VerdictId};
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use time::Date;

/// A verdict of the monitoring body on a piece of evidence.
pub type Verdict = row::Model;

coded! {
    /// What the monitoring body found about a piece of evidence.
    EvidenceFinding {
        /// It shows what it claims to show.
        Verified = "verified",
        /// It does not show it, or not sufficiently.
        Questioned = "questioned",
    }
}

/// Lists the verdicts on evidence that the caller may see and that is not withdrawn, oldest first; on
/// one piece, or on all.
///
/// # Errors
/// Database errors.
pub async fn verdicts(db: &Db, permit: &Permit<SeePlan>, of: Option<EvidenceId>) -> Result<Vec<Verdict>> {
    let city = db.read(permit).await?;
    let commitments = commitments::all_visible(&city).await?;
    let pieces = city
        .find::<evidence::Entity>()
        .among(evidence::Column::CommitmentId, commitments.iter().map(|one| one.id))
        .filter(evidence::Column::WithdrawnAt.is_null())
        .narrowed(of.map(|id| evidence::Column::Id.eq(id)))
        .all()
        .await?;
    city.find::<row::Entity>()
        .among(row::Column::EvidenceId, pieces.iter().map(|piece| piece.id))
        .order_by_asc(row::Column::Id)
        .all()
        .await
}

/// Returns a verdict by its id.
///
/// # Errors
/// `NotFound("verdict")` when the city has no such verdict, the caller may not see it, or its evidence
/// was withdrawn.
pub async fn verdict(db: &Db, permit: &Permit<SeePlan>, id: VerdictId) -> Result<Verdict> {
    let city = db.read(permit).await?;
    let found = city.get::<row::Entity>(id, "verdict").await?;
    active_evidence(&city, found.evidence_id)
        .await
        .map_err(|error| error.not_found_as("verdict"))?;
    Ok(found)
}

/// Returns a piece of evidence that is not withdrawn and that the connection may see.
async fn active_evidence(city: &Scoped, id: EvidenceId) -> Result<Evidence> {
    let piece = city.get::<evidence::Entity>(id, "evidence").await?;
    commitments::visible(city, piece.commitment_id)
        .await
        .map_err(|error| error.not_found_as("evidence"))?;
    if piece.withdrawn_at.is_some() {
        return Err(Error::NotFound("evidence"));
    }
    Ok(piece)
}

/// Stores a verdict on a piece of evidence. It replaces an earlier verdict and the city's answer to
/// that; the event log keeps both.
///
/// # Errors
/// `NotFound("evidence")`; `note` / `required` when the evidence is questioned without a note.
pub async fn judge(
    db: &Db,
    permit: &Permit<Assess>,
    once: Option<&Once>,
    of: EvidenceId,
    today: Date,
    (finding, note): (EvidenceFinding, Option<&str>),
) -> Result<Verdict> {
    let find = async |tx: &Tx| active_evidence(tx, of).await;
    db.change_of(permit, once, find, async |tx, piece| {
        let mut check = Check::new();
        let note = check.prose("note", note);
        let explained = note.is_some() || finding == EvidenceFinding::Verified;
        check.must(explained, "note", code::REQUIRED);
        check.done()?;
        let old = tx.find::<row::Entity>().filter(row::Column::EvidenceId.eq(of));
        let old = old.one().await?;
        let body = bodies::author(tx).await?.name;
        let new = Verdict {
            tenant_id: tx.tenant(),
            id: old.as_ref().map_or_else(|| tx.id(), |old| old.id),
            evidence_id: of,
            finding,
            body,
            note,
            given_on: today,
            // The city's answer was to the earlier verdict.
            answer: None,
            proof_id: None,
            answered_on: None,
            version: old.as_ref().map_or(0, |old| old.version) + 1,
        };
        let saved = if old.is_some() {
            tx.save(new).await?
        } else {
            tx.add(new).await?
        };
        let (title, reason, body) = (piece.title.clone(), saved.note.clone(), saved.body.clone());
        let event = match finding {
            EvidenceFinding::Verified => Event::EvidenceVerify { title, reason, body },
            EvidenceFinding::Questioned => Event::EvidenceQuestion { title, reason, body },
        };
        record_event(tx, &piece, event).await?;
        Ok(saved)
    })
    .await
}

/// Stores the city's answer to a verdict: a text, new evidence, or both.
///
/// # Errors
/// `NotFound`, `StaleVersion`; `StateStep` unless the evidence was questioned; `answer` / `required`
/// when both are missing; `proof` / `not_found` when the city has no such evidence or it was withdrawn.
pub async fn answer_verdict(
    db: &Db,
    permit: &Permit<AnswerAssessment>,
    once: Option<&Once>,
    (id, version): (VerdictId, i32),
    today: Date,
    (words, proof): (Option<&str>, Option<EvidenceId>),
) -> Result<Verdict> {
    let find = async |tx: &Tx| {
        let old = tx.get::<row::Entity>(id, "verdict").await?;
        let piece = active_evidence(tx, old.evidence_id)
            .await
            .map_err(|error| error.not_found_as("verdict"))?;
        Ok((old, piece))
    };
    db.change_of(permit, once, find, async |tx, (old, piece)| {
        fresh(old.version, version)?;
        if old.finding != EvidenceFinding::Questioned {
            return Err(Conflict::StateStep.into());
        }
        let mut check = Check::new();
        let words = words.map(str::trim).filter(|words| !words.is_empty());
        let words = words.map(|words| check.words("answer", words, input::PROSE));
        check.must(words.is_some() || proof.is_some(), "answer", code::REQUIRED);
        check.done()?;
        if let Some(proof) = proof {
            match active_evidence(tx, proof).await {
                Err(Error::NotFound(_)) => return Err(Error::field("proof", code::UNKNOWN_RECORD)),
                other => other?,
            };
        }
        let new = Verdict {
            answer: words,
            proof_id: proof,
            answered_on: Some(today),
            version: old.version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        let event = Event::EvidenceAnswer {
            title: piece.title.clone(),
            reason: saved.answer.clone(),
        };
        record_event(tx, &piece, event).await?;
        Ok(saved)
    })
    .await
}

async fn record_event(tx: &mut Tx, piece: &Evidence, event: Event) -> Result<()> {
    let (_, plan) = commitments::plan_of(tx, piece.commitment_id).await?;
    tx.record(event.about(piece.id).published(plan.published_at.is_some()))
        .await
}

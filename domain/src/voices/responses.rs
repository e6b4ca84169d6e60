//! The city's answers to voices: what it decided, why, and what changed.

use crate::access::{Actor, Permit, Respond};
use crate::coded::coded;
use crate::commitments;
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, Result, code, fresh};
use crate::ids::{CommitmentId, VoiceId};
use crate::input::{self, Check};
use crate::jobs::Job;
use crate::log::Event;
use crate::once::Once;
use crate::tenants::tables::tenant;
use crate::voices::tables::response;
use crate::voices::tables::voice;
use crate::voices::{About, COUNTED, SubjectRecords, Voice, VoiceKind, VoiceState, place, title};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::{Deserialize, Serialize};

/// The city's reasoned answer to a voice.
pub type Response = response::Model;

/// The maximum number of characters of the reason, and of the text on what changed.
const REASON: usize = 5_000;
/// The maximum number of voices that one request answers.
pub const BATCH: usize = 100;

coded! {
    /// What the city decided.
    Outcome {
        /// It will be done.
        Accepted = "accepted",
        /// Some of it will be done.
        PartlyAccepted = "partly_accepted",
        /// It will not be done.
        NotAccepted = "not_accepted",
        /// It is already done.
        AlreadyDone = "already_done",
        /// The city cannot decide it.
        OutsideOurPower = "outside_our_power",
    }
}

/// The fields of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseDraft {
    /// What the city decided.
    pub outcome: Outcome,
    /// The reason, in Markdown. Required unless the outcome is `accepted`.
    pub reason: Option<String>,
    /// What changed.
    pub changed: Option<String>,
    /// The record that changed. For a proposal that is accepted, partly accepted or already done, a
    /// commitment here is the one it became.
    pub about: Option<About>,
    /// The office that answers. Default: the city's unit.
    pub office: Option<String>,
}

impl ResponseDraft {
    /// Returns the stored fields of an answer, for correction.
    pub fn of(response: &Response) -> Self {
        let milestone = response.milestone_id.map(About::Milestone);
        let commitment = response.commitment_id.map(About::Commitment);
        Self {
            outcome: response.outcome,
            reason: response.reason.clone(),
            changed: response.changed.clone(),
            about: milestone.or(commitment).or(response.plan_id.map(About::Plan)),
            office: response.office.clone(),
        }
    }

    fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let text = |check: &mut Check, field, text: Option<String>| {
            let text = text.filter(|text| !text.trim().is_empty())?;
            Some(check.words(field, &text, REASON))
        };
        let reason = text(&mut check, "reason", self.reason);
        check.must(
            reason.is_some() || self.outcome == Outcome::Accepted,
            "reason",
            code::REASON_MISSING,
        );
        let changed = text(&mut check, "changed", self.changed);
        let office = check.maybe_line("office", self.office.as_deref(), input::TITLE);
        check.done()?;
        Ok(Self {
            reason,
            changed,
            office,
            ..self
        })
    }
}

/// Answers voices with the same text, all or none. Each gets its own answer, log entry and mail. Returns the
/// answers in the order of `to`.
///
/// # Errors
/// `NotFound` for a voice that does not exist in this city; `Forbidden` for an implementer who is not
/// assigned; `StateStep` for a voice that waits for moderation; `Answered`; and the field errors of the draft:
/// `voices` / `required` or `out_of_range` above [`BATCH`], `about` / `not_found`.
pub async fn respond(
    db: &Db,
    permit: &Permit<Respond>,
    once: Option<&Once>,
    to: &[VoiceId],
    draft: ResponseDraft,
) -> Result<Vec<Response>> {
    let find = async |tx: &Tx| {
        let mut voices: Vec<Voice> = Vec::new();
        for id in to {
            if voices.iter().all(|voice| voice.id != *id) {
                voices.push(assigned_voice(tx, permit, *id).await?);
            }
        }
        Ok(voices)
    };
    db.change_of(permit, once, find, async |tx, voices| {
        let mut check = Check::new();
        check.must(!voices.is_empty(), "voices", code::REQUIRED);
        check.must(voices.len() <= BATCH, "voices", code::OUT_OF_RANGE);
        check.done()?;
        let draft = draft.checked()?;
        let place = changed_in(tx, draft.about).await?;
        let office = match draft.office.clone() {
            Some(office) => Some(office),
            None => unit(tx).await?,
        };
        let mut made = Vec::new();
        for voice in voices {
            if voice.answered_at.is_some() {
                return Err(Conflict::Answered.into());
            }
            if !COUNTED.contains(&voice.state) {
                return Err(Conflict::StateStep.into());
            }
            let row = Response {
                tenant_id: tx.tenant(),
                id: tx.id(),
                voice_id: voice.id,
                outcome: draft.outcome,
                reason: draft.reason.clone(),
                changed: draft.changed.clone(),
                plan_id: place.plan.as_ref().map(|plan| plan.id),
                commitment_id: place.commitment,
                milestone_id: place.milestone,
                office: office.clone(),
                account_id: match tx.actor() {
                    Actor::Person(account) => Some(account),
                    Actor::Anyone | Actor::System => None,
                },
                version: 1,
                created_at: tx.now(),
                updated_at: tx.now(),
            };
            let answer = tx.add(row).await?;
            let voice = Voice {
                answered_at: Some(tx.now()),
                became_id: became(&voice, &answer),
                version: voice.version + 1,
                ..voice
            };
            let voice = tx.save(voice).await?;
            record_event(tx, true, &voice, &answer).await?;
            made.push(answer);
        }
        Ok(made)
    })
    .await
}

/// Corrects an answer. The author of the voice gets a mail. The outcome of the earlier answer stays in the
/// log.
///
/// # Errors
/// `NotFound`, `Forbidden`, `StaleVersion`, and the field errors of the draft.
pub async fn correct(
    db: &Db,
    permit: &Permit<Respond>,
    once: Option<&Once>,
    to: VoiceId,
    version: i32,
    draft: ResponseDraft,
) -> Result<Response> {
    let find = async |tx: &Tx| {
        let voice = assigned_voice(tx, permit, to).await?;
        let old = answer_to(tx, to).await?.ok_or(Error::NotFound("response"))?;
        Ok((voice, old))
    };
    db.change_of(permit, once, find, async |tx, (voice, old)| {
        fresh(old.version, version)?;
        let draft = draft.checked()?;
        let place = changed_in(tx, draft.about).await?;
        let new = Response {
            outcome: draft.outcome,
            reason: draft.reason,
            changed: draft.changed,
            plan_id: place.plan.as_ref().map(|plan| plan.id),
            commitment_id: place.commitment,
            milestone_id: place.milestone,
            office: match draft.office {
                Some(office) => Some(office),
                None => unit(tx).await?,
            },
            version: old.version + 1,
            updated_at: tx.now(),
            ..old
        };
        let saved = tx.save(new).await?;
        let voice = Voice {
            became_id: became(&voice, &saved),
            version: voice.version + 1,
            ..voice
        };
        let voice = tx.save(voice).await?;
        record_event(tx, false, &voice, &saved).await?;
        Ok(saved)
    })
    .await
}

/// Writes the log entry of an answer and enqueues its mail.
async fn record_event(tx: &mut Tx, new: bool, voice: &Voice, answer: &Response) -> Result<()> {
    let about = place(tx, voice.about()).await?;
    let (title, kind) = (title(voice, &about), voice.kind.to_string());
    let (of, outcome) = (voice.id, answer.outcome.to_string());
    let event = if new {
        Event::ResponseAdd {
            title,
            kind,
            voice: of,
            outcome,
        }
    } else {
        Event::ResponseEdit {
            title,
            kind,
            voice: of,
            outcome,
        }
    };
    tx.record(event.about(answer.id).public(about.is_public())).await?;
    tx.refresh_figures().await?;
    let job = Job::SendResponse {
        voice: voice.id,
        version: answer.version,
    };
    tx.enqueue_now(&job, &format!("{}/{}", voice.id, answer.version)).await
}

/// Returns the commitment that a proposal became through its answer.
fn became(voice: &Voice, answer: &Response) -> Option<CommitmentId> {
    let taken_up = matches!(
        answer.outcome,
        Outcome::Accepted | Outcome::PartlyAccepted | Outcome::AlreadyDone
    );
    answer
        .commitment_id
        .filter(|_| taken_up && voice.kind == VoiceKind::Proposal)
}

/// Returns a voice that the caller may answer.
async fn assigned_voice(tx: &Tx, permit: &Permit<Respond>, id: VoiceId) -> Result<Voice> {
    let found = tx.get::<voice::Entity>(id, "comment").await?;
    if found.state == VoiceState::Unconfirmed {
        return Err(Error::NotFound("comment"));
    }
    match found.commitment_id {
        Some(commitment) => commitments::within_assignment(tx, permit, commitment).await?,
        None if permit.assigned_only() => return Err(Error::Forbidden),
        None => {}
    }
    Ok(found)
}

async fn changed_in(tx: &Tx, about: Option<About>) -> Result<SubjectRecords> {
    match place(tx, about).await {
        Err(Error::NotFound(_)) => Err(Error::field("about", code::UNKNOWN_RECORD)),
        found => found,
    }
}

async fn answer_to(tx: &Tx, voice: VoiceId) -> Result<Option<Response>> {
    tx.find::<response::Entity>()
        .filter(response::Column::VoiceId.eq(voice))
        .one()
        .await
}

/// Returns the office in charge from the city's settings.
async fn unit(tx: &Tx) -> Result<Option<String>> {
    let platform = tx.platform();
    let select = platform
        .find::<tenant::Entity>()
        .filter(tenant::Column::Id.eq(tx.tenant()));
    Ok(platform.one(select).await?.and_then(|tenant| tenant.unit))
}

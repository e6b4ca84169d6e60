//! Moderation: publishing a voice that was held, and hiding one that breaks a rule. Both write an entry to
//! the log, which never contains the text of a voice, and tell the author.

use super::{HideRule, SubjectRecords, Voice, VoiceKind, VoiceState, place};
use crate::access::{ModerateVoices, Permit};
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, Result, code, fresh};
use crate::ids::VoiceId;
use crate::input::{self, Check};
use crate::jobs::Job;
use crate::log::Event;
use crate::once::Once;
use crate::voices::tables::{author, voice};

/// Publishes a voice that was held or hidden. Its author gets a mail.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and `StateStep` when it is already published.
pub async fn publish(
    db: &Db,
    permit: &Permit<ModerateVoices>,
    once: Option<&Once>,
    id: VoiceId,
    version: i32,
) -> Result<Voice> {
    let find = async |tx: &Tx| received(tx, id).await;
    db.change_of(permit, once, find, async |tx, (old, place)| {
        fresh(old.version, version)?;
        if old.state == VoiceState::Published {
            return Err(Conflict::StateStep.into());
        }
        let new = Voice {
            state: VoiceState::Published,
            hidden_rule: None,
            hidden_words: None,
            version: version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        let title = title(&saved, &place);
        let event = match saved.kind {
            VoiceKind::Comment => Event::CommentPublish { title },
            VoiceKind::Proposal => Event::ProposalPublish { title },
        };
        done(tx, event, saved, &place).await
    })
    .await
}

/// Hides a voice by a rule. Residents see the rule and the explanation `words` in its place; its author gets both
/// by mail. One that asked for an answer still counts as asking: hiding never improves the city's figures.
///
/// # Errors
/// `NotFound`, `StaleVersion`, `StateStep` when it is already hidden, `words` / `reason_missing`.
pub async fn hide(
    db: &Db,
    permit: &Permit<ModerateVoices>,
    once: Option<&Once>,
    id: VoiceId,
    version: i32,
    (rule, words): (HideRule, &str),
) -> Result<Voice> {
    let find = async |tx: &Tx| received(tx, id).await;
    db.change_of(permit, once, find, async |tx, (old, place)| {
        fresh(old.version, version)?;
        if old.state == VoiceState::Hidden {
            return Err(Conflict::StateStep.into());
        }
        let mut check = Check::new();
        let words = check.maybe_line("words", Some(words), input::LINE);
        check.must(words.is_some(), "words", code::REASON_MISSING);
        check.done()?;
        let new = Voice {
            state: VoiceState::Hidden,
            hidden_rule: Some(rule),
            hidden_words: words,
            version: version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        let (title, rule, reason) = (title(&saved, &place), rule.to_string(), saved.hidden_words.clone());
        let event = match saved.kind {
            VoiceKind::Comment => Event::CommentHide { title, rule, reason },
            VoiceKind::Proposal => Event::ProposalHide { title, rule, reason },
        };
        done(tx, event, saved, &place).await
    })
    .await
}

/// Writes the log entry of a moderation, refreshes the city's figures and enqueues the mail to the author, if
/// there is an address.
async fn done(tx: &mut Tx, event: Event, saved: Voice, place: &SubjectRecords) -> Result<Voice> {
    tx.record(event.about(saved.id).public(place.is_public())).await?;
    tx.refresh_figures().await?;
    let author = tx.get::<author::Entity>(saved.author_id, "author").await?;
    if author.email.is_some() || author.account_id.is_some() {
        let job = Job::SendModeration {
            voice: saved.id,
            hidden: saved.state == VoiceState::Hidden,
        };
        tx.enqueue_now(&job, &format!("{}/{}", saved.id, saved.version)).await?;
    }
    Ok(saved)
}

/// Returns the title by which the log names a comment: that of the record it is about, never the author's
/// own text. `None` for a proposal.
pub(crate) fn title(voice: &Voice, place: &SubjectRecords) -> Option<String> {
    place.title.clone().filter(|_| voice.kind == VoiceKind::Comment)
}

/// Returns a voice and its place. An unconfirmed voice is not found.
async fn received(tx: &Tx, id: VoiceId) -> Result<(Voice, SubjectRecords)> {
    let found = tx.get::<voice::Entity>(id, "comment").await?;
    if found.state == VoiceState::Unconfirmed {
        return Err(Error::NotFound("comment"));
    }
    let place = place(tx, found.about()).await?;
    Ok((found, place))
}

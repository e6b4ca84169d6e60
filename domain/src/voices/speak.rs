//! Sending comments and proposals.

use super::author::{self, Author};
use super::limits::{LINKS, most_links_in};
use super::{About, SubjectRecords, Voice, VoiceKind, VoiceState, Workdays, place, short_name, title};
use crate::access::{Actor, Permit, Speak};
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code};
use crate::ids::VoiceId;
use crate::input::{self, Check};
use crate::jobs::Job;
use crate::log::{Event, VoiceBody};
use crate::once::Once;
use crate::plans::open_for_change;
use crate::tenants::city_of;
use crate::voices::tables::voice;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The maximum number of characters of a comment.
const COMMENT: usize = 5_000;
/// The maximum number of characters of a proposal.
const PROPOSAL: usize = 10_000;

/// A comment or a proposal as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Comment or proposal.
    pub kind: VoiceKind,
    /// The record it is about; required for a comment.
    pub about: Option<About>,
    /// The comment it replies to.
    pub parent: Option<VoiceId>,
    /// The title; required for a proposal, ignored for a comment.
    pub title: Option<String>,
    /// The text, in Markdown.
    pub body: String,
    /// Whether an answer is asked for; always so for a proposal.
    pub asks: bool,
    /// The language of the page it was written on, and of the mails about it.
    pub language: String,
    /// The name to show; required unless the user is signed in. Default: the account's name, shortened.
    pub name: Option<String>,
    /// The e-mail address to confirm; required unless the user is signed in.
    pub email: Option<String>,
}

/// The result of sending a comment or a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Submission {
    /// It waits until the e-mail address is confirmed. This is the result for every address, so that it does
    /// not reveal whether a mail was sent.
    Asked,
    /// It was received.
    Received(Box<Received>),
}

/// A comment or a proposal that was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// The comment or the proposal.
    pub voice: Voice,
    /// The author's name as it is shown.
    pub name: Option<String>,
    /// The name of the organisation it speaks for.
    pub organisation: Option<String>,
}

/// Accepts a comment or a proposal. That of a signed-in user is received at once; any other stays invisible
/// until its author opens the link in a mail.
///
/// # Errors
/// `NotFound` for a record that the caller may not see; `PlanClosed`, `ConsultationClosed`; the field errors
/// of the draft; `TooMany` when the city has caused too many mails today.
pub async fn submit(db: &Db, permit: &Permit<Speak>, once: Option<&Once>, draft: Draft) -> Result<Submission> {
    // The place is looked up inside the change: a repeated request gets its stored response even if the
    // record is no longer visible.
    db.change(permit, once, async |tx| {
        let place = place(tx, draft.about).await?;
        let parent = match draft.parent {
            Some(id) => Some(parent(tx, id, &place).await?),
            None => None,
        };
        match (&place.report, &place.plan) {
            // A report takes comments while it is in consultation, even if its plan is closed.
            (Some(report), _) if !report.is_open(city_of(tx).await?.zone().day(tx.now())) => {
                return Err(Conflict::ConsultationClosed.into());
            }
            (None, Some(plan)) => open_for_change(plan)?,
            (Some(_) | None, _) => {}
        }
        let most_links = if count_links(&draft.body) > LINKS {
            most_links_in(tx, tx.actor()).await?
        } else {
            LINKS
        };
        let draft = checked(draft, tx.actor(), most_links)?;
        let Some(speaker) = author::create_author(tx, &draft).await? else {
            tx.discard();
            return Ok(Submission::Asked);
        };
        let (author, organisation) = (speaker.author, speaker.organisation);
        let row = Voice {
            tenant_id: tx.tenant(),
            id: tx.id(),
            kind: draft.kind,
            author_id: author.id,
            organisation_id: organisation.as_ref().map(|organisation| organisation.id),
            plan_id: place.plan.as_ref().map(|plan| plan.id),
            commitment_id: place.commitment,
            milestone_id: place.milestone,
            report_id: place.report.as_ref().map(|report| report.id),
            parent_id: parent,
            title: draft.title,
            body: draft.body,
            language: draft.language,
            asks: draft.asks,
            state: VoiceState::Unconfirmed,
            due_on: None,
            became_id: None,
            received_at: None,
            answered_at: None,
            hidden_rule: None,
            hidden_words: None,
            version: 1,
            created_at: tx.now(),
        };
        if author.confirmed_at.is_none() {
            tx.add(row).await?;
            tx.of_draft();
            return Ok(Submission::Asked);
        }
        let row = received(tx, row, speaker.trusted).await?;
        let voice = tx.add(row).await?;
        announce(tx, &voice, &author, &place).await?;
        Ok(Submission::Received(Box::new(Received {
            voice,
            name: author.name,
            organisation: organisation.map(|organisation| organisation.name),
        })))
    })
    .await
}

/// Receives a voice whose author is known: publishes it, or holds it for moderation. The time to answer
/// counts from now in both cases.
pub(super) async fn receive(tx: &mut Tx, old: Voice, author: &Author, place: &SubjectRecords) -> Result<Voice> {
    let new = received(tx, old, false).await?;
    let saved = tx.save(new).await?;
    announce(tx, &saved, author, place).await?;
    Ok(saved)
}

/// Returns a voice as it is stored once its author is known. That of a trusted author is not moderated.
async fn received(tx: &Tx, old: Voice, trusted: bool) -> Result<Voice> {
    let days = Workdays::of(tx).await?;
    let today = days.zone.day(tx.now());
    let state = if days.rules.pre_moderation && !trusted {
        VoiceState::Waiting
    } else {
        VoiceState::Published
    };
    Ok(Voice {
        state,
        due_on: old.asks.then(|| days.due(today)),
        received_at: Some(tx.now()),
        version: old.version + 1,
        ..old
    })
}

/// Records that a voice was received, and enqueues the jobs that follow.
async fn announce(tx: &mut Tx, saved: &Voice, author: &Author, place: &SubjectRecords) -> Result<()> {
    let public = saved.state == VoiceState::Published && place.is_public();
    // The text is the author's and can be erased, so the log stores only a salted digest that proves it.
    let body = VoiceBody {
        title: title(saved, place),
        author: author::digest(author),
        words: hex::encode(Sha256::digest(format!("{}:{}", author.salt, saved.body))),
        state: saved.state.to_string(),
    };
    let event = match saved.kind {
        VoiceKind::Comment => Event::CommentAdd(body),
        VoiceKind::Proposal => Event::ProposalAdd(body),
    };
    tx.record(event.about(saved.id).public(public)).await?;
    tx.refresh_figures().await?;
    if author.email.is_some() || author.account_id.is_some() {
        let job = Job::SendReceipt { voice: saved.id };
        tx.enqueue_now(&job, &saved.id.to_string()).await?;
    }
    Ok(())
}

/// Returns the first comment of the thread that a reply belongs to. The comment `id` must be published and
/// about the same record.
async fn parent(tx: &Tx, id: VoiceId, place: &SubjectRecords) -> Result<VoiceId> {
    let found = tx.get::<voice::Entity>(id, "comment").await?;
    let same = found.plan_id == place.plan.as_ref().map(|plan| plan.id)
        && found.commitment_id == place.commitment
        && found.milestone_id == place.milestone
        && found.report_id == place.report.as_ref().map(|report| report.id);
    if !same || found.kind != VoiceKind::Comment || found.state != VoiceState::Published {
        return Err(Error::NotFound("comment"));
    }
    Ok(found.parent_id.unwrap_or(found.id))
}

fn checked(draft: Draft, actor: Actor, most_links: usize) -> Result<Draft> {
    let mut check = Check::new();
    let most = match draft.kind {
        VoiceKind::Comment => COMMENT,
        VoiceKind::Proposal => PROPOSAL,
    };
    check.must(
        draft.kind == VoiceKind::Proposal || draft.about.is_some(),
        "about",
        code::REQUIRED,
    );
    let title = match draft.kind {
        VoiceKind::Comment => None,
        VoiceKind::Proposal => Some(check.line("title", draft.title.as_deref().unwrap_or_default(), input::TITLE)),
    };
    let body = check.words("body", &draft.body, most);
    if count_links(&body) > most_links {
        let limit = i64::try_from(most_links).unwrap_or(i64::MAX);
        check.note(FieldError::limited("body", code::TOO_MANY_LINKS, limit));
    }
    let name = check.maybe_line("name", draft.name.as_deref(), 100);
    check.must(
        name.is_some() || matches!(actor, Actor::Person(_)),
        "name",
        code::REQUIRED,
    );
    // Links in names are advertising.
    if name.as_deref().is_some_and(|name| count_links(name) > 0) {
        check.note(FieldError::limited("name", code::TOO_MANY_LINKS, 0));
    }
    let email = match actor {
        Actor::Anyone => Some(check.email("email", draft.email.as_deref().unwrap_or_default())),
        Actor::Person(_) | Actor::System => None,
    };
    let language = check.line("language", &draft.language, 10);
    check.done()?;
    Ok(Draft {
        title,
        body,
        name,
        email,
        language,
        asks: draft.asks || draft.kind == VoiceKind::Proposal,
        ..draft
    })
}

fn count_links(text: &str) -> usize {
    let text = text.to_lowercase();
    ["://", "www.", "mailto:"]
        .iter()
        .map(|mark| text.matches(mark).count())
        .sum::<usize>()
        // `https://www.` is one link.
        - text.matches("://www.").count()
}

/// Returns the name to show: that of the draft, else the account's, shortened.
pub(super) fn name_of(draft: &Draft, account: &str) -> String {
    draft.name.clone().unwrap_or_else(|| short_name(account))
}

#[cfg(test)]
mod tests {
    use super::count_links;

    #[test]
    fn links_are_counted_however_they_are_written() {
        assert_eq!(count_links("see https://www.example.org and www.example.com"), 2);
        assert_eq!(count_links("[a](HTTPS://x.y) <mailto:a@b.c> ftp://z"), 3);
        assert_eq!(count_links("no link: at 12:30, a//b"), 0);
    }
}

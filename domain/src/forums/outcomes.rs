//! Papers of a meeting, with the day they were shared, and its decisions: who carries them out, by when.

use super::Meeting;
use crate::access::{EditForums, Permit, SeeForums};
use crate::db::{Db, Tx};
use crate::error::{Result, code, fresh};
use crate::forums::tables::{attendance, decision as decision_row, meeting, paper as paper_row};
use crate::ids::{DecisionId, MeetingId, OrganisationId, PaperId};
use crate::input::{self, Check};
use crate::log::{DecisionBody, Entry, Event};
use crate::once::Once;
use crate::stakeholders::known_organisation;
use serde::{Deserialize, Serialize};
use time::Date;

/// A paper for a meeting.
pub type Paper = paper_row::Model;
/// The attendance of an organisation at a meeting.
pub type Attendance = attendance::Model;
/// A decision of a meeting.
pub type Decision = decision_row::Model;

/// The fields of a paper that a coordinator can edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperDraft {
    /// The title.
    pub title: String,
    /// Its URL.
    pub link: String,
    /// The day it was shared with the participants; required.
    pub shared_on: Option<Date>,
}

/// The fields of a decision that a coordinator can edit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionDraft {
    /// What was decided.
    pub text: String,
    /// The organisation that carries it out.
    pub organisation: Option<OrganisationId>,
    /// The due date.
    pub due_on: Option<Date>,
    /// The day it was carried out; `None` until then.
    pub done_on: Option<Date>,
}

impl PaperDraft {
    /// Returns the stored fields, for editing.
    pub fn of(paper: &Paper) -> Self {
        Self {
            title: paper.title.clone(),
            link: paper.link.clone(),
            shared_on: Some(paper.shared_on),
        }
    }

    /// Returns the draft validated and normalised, with the day the paper was shared.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self, today: Date) -> Result<(Self, Date)> {
        let mut check = Check::new();
        let title = check.line("title", &self.title, input::TITLE);
        let link = check.url("link", Some(&self.link));
        check.must(link.is_some(), "link", code::REQUIRED);
        check.must(self.shared_on.is_some(), "shared_on", code::REQUIRED);
        let shared_on = self.shared_on.unwrap_or(today);
        check.must(shared_on <= today, "shared_on", code::DATE_IN_FUTURE);
        check.done()?;
        let link = link.unwrap_or_default();
        Ok((Self { title, link, ..self }, shared_on))
    }
}

impl DecisionDraft {
    /// Returns the stored fields, for editing.
    pub fn of(decision: &Decision) -> Self {
        Self {
            text: decision.text.clone(),
            organisation: decision.organisation_id,
            due_on: decision.due_on,
            done_on: decision.done_on,
        }
    }

    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self, today: Date) -> Result<Self> {
        let mut check = Check::new();
        let text = check.words("text", &self.text, input::PROSE);
        let done = self.done_on.is_none_or(|day| day <= today);
        check.must(done, "done_on", code::DATE_IN_FUTURE);
        check.done()?;
        Ok(Self { text, ..self })
    }
}

/// Returns a paper with its meeting.
///
/// # Errors
/// `NotFound("paper")`.
pub async fn paper(db: &Db, permit: &Permit<SeeForums>, id: PaperId) -> Result<(Paper, Meeting)> {
    let city = db.read(permit).await?;
    let found = city.get::<paper_row::Entity>(id, "paper").await?;
    let meeting = city.get::<meeting::Entity>(found.meeting_id, "meeting").await?;
    Ok((found, meeting))
}

/// Returns a decision with its meeting.
///
/// # Errors
/// `NotFound("decision")`.
pub async fn decision(db: &Db, permit: &Permit<SeeForums>, id: DecisionId) -> Result<(Decision, Meeting)> {
    let city = db.read(permit).await?;
    let found = city.get::<decision_row::Entity>(id, "decision").await?;
    let meeting = city.get::<meeting::Entity>(found.meeting_id, "meeting").await?;
    Ok((found, meeting))
}

/// Adds a paper to a meeting.
///
/// # Errors
/// `NotFound`; the field errors of the draft.
pub async fn add_paper(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    of: MeetingId,
    today: Date,
    draft: PaperDraft,
) -> Result<Paper> {
    let find = async |tx: &Tx| {
        tx.get::<meeting::Entity>(of, "meeting").await?;
        Ok(())
    };
    db.change_of(permit, once, find, async |tx, ()| {
        let (draft, shared_on) = draft.checked(today)?;
        let row = Paper {
            tenant_id: tx.tenant(),
            id: tx.id(),
            meeting_id: of,
            title: draft.title,
            link: draft.link,
            shared_on,
            version: 1,
            created_at: tx.now(),
        };
        let made = tx.add(row).await?;
        tx.record(of_paper(true, &made)).await?;
        tx.refresh_figures().await?;
        Ok(made)
    })
    .await
}

/// Changes a paper. The event log keeps every date that was entered for when it was shared.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and those of [`add_paper`].
pub async fn edit_paper(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    (id, version): (PaperId, i32),
    today: Date,
    draft: PaperDraft,
) -> Result<Paper> {
    let find = async |tx: &Tx| tx.get::<paper_row::Entity>(id, "paper").await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        let (draft, shared_on) = draft.checked(today)?;
        let new = Paper {
            title: draft.title,
            link: draft.link,
            shared_on,
            version: old.version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        tx.record(of_paper(false, &saved)).await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

/// Adds a decision to a meeting.
///
/// # Errors
/// `NotFound`; the field errors of the draft; `organisation` / `not_found` for an organisation that the
/// city does not have.
pub async fn add_decision(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    of: MeetingId,
    today: Date,
    draft: DecisionDraft,
) -> Result<Decision> {
    let find = async |tx: &Tx| tx.get::<meeting::Entity>(of, "meeting").await;
    db.change_of(permit, once, find, async |tx, meeting| {
        let draft = draft.checked(today)?;
        known_organisation(tx, draft.organisation).await?;
        let row = Decision {
            tenant_id: tx.tenant(),
            id: tx.id(),
            meeting_id: of,
            text: draft.text,
            organisation_id: draft.organisation,
            due_on: draft.due_on,
            done_on: draft.done_on,
            version: 1,
            created_at: tx.now(),
        };
        let made = tx.add(row).await?;
        tx.record(of_decision(true, &made, &meeting)).await?;
        tx.refresh_figures().await?;
        Ok(made)
    })
    .await
}

/// Changes a decision, for example when it was carried out.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and those of [`add_decision`].
pub async fn edit_decision(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    (id, version): (DecisionId, i32),
    today: Date,
    draft: DecisionDraft,
) -> Result<Decision> {
    let find = async |tx: &Tx| {
        let old = tx.get::<decision_row::Entity>(id, "decision").await?;
        let meeting = tx.get::<meeting::Entity>(old.meeting_id, "meeting").await?;
        Ok((old, meeting))
    };
    db.change_of(permit, once, find, async |tx, (old, meeting)| {
        fresh(old.version, version)?;
        let draft = draft.checked(today)?;
        known_organisation(tx, draft.organisation).await?;
        let new = Decision {
            text: draft.text,
            organisation_id: draft.organisation,
            due_on: draft.due_on,
            done_on: draft.done_on,
            version: old.version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        tx.record(of_decision(false, &saved, &meeting)).await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

fn of_paper(new: bool, paper: &Paper) -> Entry {
    let (title, link, shared_on) = (paper.title.clone(), paper.link.clone(), paper.shared_on);
    let event = if new {
        Event::MeetingAddPaper { title, link, shared_on }
    } else {
        Event::MeetingEditPaper { title, link, shared_on }
    };
    event.about(paper.meeting_id).public(true)
}

fn of_decision(new: bool, of: &Decision, meeting: &Meeting) -> Entry {
    let body = DecisionBody {
        title: meeting.title.clone(),
        decision: of.text.clone(),
        organisation: of.organisation_id,
        due_on: of.due_on,
        done_on: of.done_on,
    };
    let event = if new {
        Event::MeetingAddDecision
    } else {
        Event::MeetingEditDecision
    };
    event(body).about(meeting.id).public(true)
}

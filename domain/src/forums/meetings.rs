//! Meetings: notice and agenda before them, attendance and minutes after them.

use super::{Attendance, Decision, Forum, MeetingDraft, Paper, named};
use crate::access::{EditForums, Permit, SeeForums};
use crate::coded::coded;
use crate::copy_fields;
use crate::db::{Db, Tx};
use crate::error::{Error, Result, code, fresh};
use crate::forums::tables::{attendance, decision, forum, meeting as row, paper};
use crate::ids::{ForumId, MeetingId, OrganisationId};
use crate::log::{Entry, Event, MeetingBody};
use crate::once::Once;
use crate::records::Texts;
use crate::stakeholders::{Organisation, known_organisation};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;

/// A meeting.
pub type Meeting = row::Model;

coded! {
    /// State of a meeting.
    MeetingState {
        /// Planned.
        Planned = "planned",
        /// Held.
        Held = "held",
        /// Cancelled, with a reason.
        Cancelled = "cancelled",
    }
}

/// A meeting with its papers, attendance and decisions.
#[derive(Debug, Clone)]
pub struct MeetingDetails {
    /// The meeting.
    pub meeting: Meeting,
    /// The forum that meets.
    pub forum: Forum,
    /// Its papers, by the day they were shared.
    pub papers: Vec<Paper>,
    /// The organisations that attended.
    pub attended: Vec<Attendance>,
    /// Its decisions, oldest first.
    pub decisions: Vec<Decision>,
    /// The organisations that attended or carry out a decision.
    pub organisations: Vec<Organisation>,
}

impl MeetingDetails {
    /// Returns an organisation by its id.
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.iter().find(|one| one.id == id)
    }
}

/// Lists the meetings of a city, or of one forum, with the latest start first.
///
/// # Errors
/// `NotFound("forum")` for a forum that the city does not have.
pub async fn meetings(db: &Db, permit: &Permit<SeeForums>, of: Option<ForumId>) -> Result<Vec<Meeting>> {
    let city = db.read(permit).await?;
    if let Some(id) = of {
        city.get::<forum::Entity>(id, "forum").await?;
    }
    city.find::<row::Entity>()
        .narrowed(of.map(|id| row::Column::ForumId.eq(id)))
        .order_by_desc(row::Column::StartsAt)
        .order_by_desc(row::Column::Id)
        .all()
        .await
}

/// Returns a meeting with its papers, attendance and decisions.
///
/// # Errors
/// `NotFound("meeting")`.
pub async fn meeting(db: &Db, permit: &Permit<SeeForums>, id: MeetingId) -> Result<MeetingDetails> {
    let city = db.read(permit).await?;
    let meeting = city.get::<row::Entity>(id, "meeting").await?;
    let forum = city.get::<forum::Entity>(meeting.forum_id, "forum").await?;
    let papers = city
        .find::<paper::Entity>()
        .filter(paper::Column::MeetingId.eq(id))
        .order_by_asc(paper::Column::SharedOn)
        .order_by_asc(paper::Column::Id)
        .all()
        .await?;
    let attended = city
        .find::<attendance::Entity>()
        .filter(attendance::Column::MeetingId.eq(id))
        .order_by_asc(attendance::Column::Id)
        .all()
        .await?;
    let decisions = city
        .find::<decision::Entity>()
        .filter(decision::Column::MeetingId.eq(id))
        .order_by_asc(decision::Column::Id)
        .all()
        .await?;
    let there = attended.iter().map(|row| row.organisation_id);
    let owners = decisions.iter().filter_map(|row| row.organisation_id);
    let organisations = named(&city, there.chain(owners)).await?;
    Ok(MeetingDetails {
        meeting,
        forum,
        papers,
        attended,
        decisions,
        organisations,
    })
}

/// Adds a meeting of a forum.
///
/// # Errors
/// `NotFound`; the field errors of the draft.
pub async fn call(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    of: ForumId,
    draft: MeetingDraft,
) -> Result<Meeting> {
    let find = async |tx: &Tx| tx.get::<forum::Entity>(of, "forum").await;
    db.change_of(permit, once, find, async |tx, forum| {
        let draft = draft.checked(tx.now())?;
        let attended = draft.attended.clone();
        let row = copy_fields!(draft => Meeting {
            title, starts_at, ends_at, place, link, state, reason, notice, noticed_on, minutes,
        } with {
            tenant_id: tx.tenant(),
            id: tx.id(),
            forum_id: forum.id,
            agenda: Texts(draft.agenda),
            version: 1,
            created_at: tx.now(),
            changed_at: tx.now(),
        });
        let made = tx.add(row).await?;
        write_attendance(tx, made.id, attended).await?;
        tx.record(entry(happened(None, &made), &made, &forum)).await?;
        tx.refresh_figures().await?;
        Ok(made)
    })
    .await
}

/// Changes a meeting: for example moves it, cancels it, or adds attendance and minutes.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and those of [`call`].
pub async fn change(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    id: MeetingId,
    version: i32,
    draft: MeetingDraft,
) -> Result<Meeting> {
    let find = async |tx: &Tx| {
        let old = tx.get::<row::Entity>(id, "meeting").await?;
        let forum = tx.get::<forum::Entity>(old.forum_id, "forum").await?;
        Ok((old, forum))
    };
    db.change_of(permit, once, find, async |tx, (old, forum)| {
        fresh(old.version, version)?;
        let draft = draft.checked(tx.now())?;
        let attended = draft.attended.clone();
        let mut new = draft.into_row(old.clone(), tx.now());
        new.version += 1;
        let saved = tx.save(new).await?;
        write_attendance(tx, id, attended).await?;
        tx.record(entry(happened(Some(&old), &saved), &saved, &forum)).await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

/// Replaces the list of organisations that attended.
async fn write_attendance(tx: &Tx, id: MeetingId, attended: BTreeSet<OrganisationId>) -> Result<()> {
    tx.remove::<attendance::Entity>(attendance::Column::MeetingId, id)
        .await?;
    for organisation in attended {
        match known_organisation(tx, Some(organisation)).await {
            Err(Error::Invalid(_)) => return Err(Error::field("attended", code::UNKNOWN_RECORD)),
            other => other?,
        }
        let row = Attendance {
            tenant_id: tx.tenant(),
            id: tx.id(),
            meeting_id: id,
            organisation_id: organisation,
        };
        tx.add(row).await?;
    }
    Ok(())
}

/// The kind of change of a meeting.
#[derive(Debug, Clone, Copy)]
enum Happened {
    Create,
    Edit,
    Move,
    Hold,
    Cancel,
}

/// Returns the kind of change, which decides the event. Changes that matter to residents (minutes, a
/// cancellation, a new time) have events of their own.
fn happened(old: Option<&Meeting>, new: &Meeting) -> Happened {
    let minuted = |meeting: &Meeting| meeting.state == MeetingState::Held && meeting.minutes.is_some();
    let was = |state| old.is_some_and(|old| old.state == state);
    match (old, new.state) {
        _ if minuted(new) && !old.is_some_and(minuted) => Happened::Hold,
        (None, _) => Happened::Create,
        (_, MeetingState::Cancelled) if !was(MeetingState::Cancelled) => Happened::Cancel,
        (Some(old), MeetingState::Planned) if old.starts_at != new.starts_at => Happened::Move,
        _ => Happened::Edit,
    }
}

fn entry(happened: Happened, meeting: &Meeting, forum: &Forum) -> Entry {
    let body = MeetingBody {
        title: meeting.title.clone(),
        forum: forum.name.clone(),
        starts_at: meeting.starts_at.unix_timestamp(),
        reason: meeting.reason.clone(),
    };
    let event = match happened {
        Happened::Create => Event::MeetingCreate,
        Happened::Edit => Event::MeetingEdit,
        Happened::Move => Event::MeetingMove,
        Happened::Hold => Event::MeetingHold,
        Happened::Cancel => Event::MeetingCancel,
    };
    event(body).about(meeting.id).public(true)
}

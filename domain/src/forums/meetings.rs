//! Meetings: notice and agenda before, attendance and minutes after.

use super::{Attendance, Decision, Forum, Paper, named};
use crate::access::{EditForums, Permit, SeeForums};
use crate::coded::coded;
use crate::db::entity::{attendance, decision, forum, meeting as row, paper};
use crate::db::{Db, Tx};
use crate::error::{Error, Result, code};
use crate::ids::{ForumId, MeetingId, OrganisationId};
use crate::input::{self, Check};
use crate::log::Entry;
use crate::once::Once;
use crate::plans::fresh;
use crate::records::Texts;
use crate::stakeholders::{Organisation, known_organisation};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use time::{Date, OffsetDateTime};

/// A meeting.
pub type Meeting = row::Model;

/// Most items on an agenda.
const MOST_ITEMS: usize = 100;

coded! {
    /// Whether a meeting was held.
    MeetingState {
        /// It is to come.
        Planned = "planned",
        /// It was held.
        Held = "held",
        /// It was called off, with a reason.
        Cancelled = "cancelled",
    }
}

/// What a coordinator writes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingDraft {
    /// The title.
    pub title: String,
    /// When it begins.
    pub starts_at: OffsetDateTime,
    /// When it ends.
    pub ends_at: Option<OffsetDateTime>,
    /// Where it is.
    pub place: Option<String>,
    /// Where to join from afar.
    pub link: Option<String>,
    /// Whether it is to come, was held, or was called off.
    pub state: MeetingState,
    /// Why it was called off.
    pub reason: Option<String>,
    /// What the invitation says.
    pub notice: Option<String>,
    /// The day the invitation went out.
    pub noticed_on: Option<Date>,
    /// What is talked about, in order.
    pub agenda: Vec<String>,
    /// Which organisations were there.
    pub attended: BTreeSet<OrganisationId>,
    /// What was said.
    pub minutes: Option<String>,
}

impl MeetingDraft {
    /// A meeting of which nothing is known but when it begins.
    pub fn at(starts_at: OffsetDateTime) -> Self {
        Self {
            title: String::new(),
            starts_at,
            ends_at: None,
            place: None,
            link: None,
            state: MeetingState::Planned,
            reason: None,
            notice: None,
            noticed_on: None,
            agenda: Vec::new(),
            attended: BTreeSet::new(),
            minutes: None,
        }
    }

    /// What is stored, to be changed.
    pub fn of(gathering: &Gathering) -> Self {
        let meeting = &gathering.meeting;
        Self {
            title: meeting.title.clone(),
            starts_at: meeting.starts_at,
            ends_at: meeting.ends_at,
            place: meeting.place.clone(),
            link: meeting.link.clone(),
            state: meeting.state,
            reason: meeting.reason.clone(),
            notice: meeting.notice.clone(),
            noticed_on: meeting.noticed_on,
            agenda: meeting.agenda.0.clone(),
            attended: gathering.attended.iter().map(|row| row.organisation_id).collect(),
            minutes: meeting.minutes.clone(),
        }
    }

    /// The draft as it would be stored at a moment.
    ///
    /// # Errors
    /// Everything that is wrong with it: a meeting that was held does not lie in the future, nobody
    /// was at one that was not, and one that was called off has a reason.
    pub fn checked(self, now: OffsetDateTime) -> Result<Self> {
        let mut check = Check::new();
        let held = self.state == MeetingState::Held;
        check.must(!held || self.starts_at <= now, "starts_at", code::DATE_IN_FUTURE);
        let order = self.ends_at.is_none_or(|end| end > self.starts_at);
        check.must(order, "ends_at", code::DATE_ORDER);
        check.must(held || self.attended.is_empty(), "attended", code::NOT_HELD);
        let reason = check.prose("reason", self.reason.as_deref());
        let off = self.state == MeetingState::Cancelled;
        check.must(!off || reason.is_some(), "reason", code::REASON_MISSING);
        let minutes = check.prose("minutes", self.minutes.as_deref());
        check.must(held || minutes.is_none(), "minutes", code::NOT_HELD);
        check.must(self.agenda.len() <= MOST_ITEMS, "agenda", code::OUT_OF_RANGE);
        let items = self.agenda.iter();
        let agenda = items.filter_map(|item| check.maybe_line("agenda", Some(item), input::LINE));
        let draft = Self {
            agenda: agenda.collect(),
            title: check.line("title", &self.title, input::TITLE),
            starts_at: whole(self.starts_at),
            ends_at: self.ends_at.map(whole),
            place: check.maybe_line("place", self.place.as_deref(), input::LINE),
            link: check.url("link", self.link.as_deref()),
            reason: reason.filter(|_| off),
            notice: check.prose("notice", self.notice.as_deref()),
            minutes,
            ..self
        };
        check.done()?;
        Ok(draft)
    }

    fn into_row(self, old: Meeting, now: OffsetDateTime) -> Meeting {
        Meeting {
            title: self.title,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            place: self.place,
            link: self.link,
            state: self.state,
            reason: self.reason,
            notice: self.notice,
            noticed_on: self.noticed_on,
            agenda: Texts(self.agenda),
            minutes: self.minutes,
            changed_at: now,
            ..old
        }
    }
}

/// Moments are kept in whole seconds.
fn whole(at: OffsetDateTime) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.unix_timestamp()).unwrap_or(at)
}

/// A meeting with all that hangs on it.
#[derive(Debug, Clone)]
pub struct Gathering {
    /// The meeting.
    pub meeting: Meeting,
    /// The body that met.
    pub forum: Forum,
    /// Its papers, by the day they were shared.
    pub papers: Vec<Paper>,
    /// Who was there.
    pub attended: Vec<Attendance>,
    /// What it decided, oldest first.
    pub decisions: Vec<Decision>,
    /// The organisations named above.
    pub organisations: Vec<Organisation>,
}

impl Gathering {
    /// An organisation by its id.
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.iter().find(|one| one.id == id)
    }
}

/// Meetings of a city, or of one of its bodies; the last to come first.
///
/// # Errors
/// `NotFound("forum")` for a body that is not here.
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

/// One meeting with all that hangs on it.
///
/// # Errors
/// `NotFound("meeting")`.
pub async fn meeting(db: &Db, permit: &Permit<SeeForums>, id: MeetingId) -> Result<Gathering> {
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
    Ok(Gathering {
        meeting,
        forum,
        papers,
        attended,
        decisions,
        organisations,
    })
}

/// Calls a meeting of a body.
///
/// # Errors
/// `NotFound`; what is wrong with the draft.
pub async fn call(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    of: ForumId,
    draft: MeetingDraft,
) -> Result<Meeting> {
    let mut tx = db.begin(permit).await?;
    let forum = tx.get::<forum::Entity>(of, "forum").await?;
    if let Some(answer) = tx.replay(once).await? {
        return Ok(answer);
    }
    let draft = draft.checked(tx.now())?;
    let attended = draft.attended.clone();
    let empty = Meeting {
        tenant_id: tx.tenant(),
        id: tx.id(),
        forum_id: forum.id,
        title: String::new(),
        starts_at: draft.starts_at,
        ends_at: None,
        place: None,
        link: None,
        state: draft.state,
        reason: None,
        notice: None,
        noticed_on: None,
        agenda: Texts::default(),
        minutes: None,
        version: 1,
        created_at: tx.now(),
        changed_at: tx.now(),
    };
    let made = tx.add(draft.into_row(empty, tx.now())).await?;
    write_attendance(&tx, made.id, attended).await?;
    tx.record(entry("meeting.create", &made, &forum)).await?;
    tx.keep(once, &made).await?;
    tx.commit().await?;
    Ok(made)
}

/// Changes a meeting: moves it, calls it off, writes down who came and what was said.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and as [`call`].
pub async fn change(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    id: MeetingId,
    version: i32,
    draft: MeetingDraft,
) -> Result<Meeting> {
    let mut tx = db.begin(permit).await?;
    let old = tx.get::<row::Entity>(id, "meeting").await?;
    let forum = tx.get::<forum::Entity>(old.forum_id, "forum").await?;
    if let Some(answer) = tx.replay(once).await? {
        return Ok(answer);
    }
    fresh(old.version, version)?;
    let draft = draft.checked(tx.now())?;
    let attended = draft.attended.clone();
    let called_off = old.state != MeetingState::Cancelled && draft.state == MeetingState::Cancelled;
    let mut new = draft.into_row(old, tx.now());
    new.version += 1;
    let saved = tx.save(new).await?;
    write_attendance(&tx, id, attended).await?;
    let action = if called_off { "meeting.cancel" } else { "meeting.edit" };
    tx.record(entry(action, &saved, &forum)).await?;
    tx.keep(once, &saved).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Writes who was there anew.
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

fn entry(action: &'static str, meeting: &Meeting, forum: &Forum) -> Entry {
    Entry::new(action, "meeting", meeting.id).public(true).with(json!({
        "title": meeting.title,
        "forum": forum.name,
        "starts_at": meeting.starts_at.unix_timestamp(),
        "reason": meeting.reason,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-23 09:00 UTC);

    fn draft(at: OffsetDateTime) -> MeetingDraft {
        MeetingDraft {
            title: "Quarterly meeting".to_owned(),
            ..MeetingDraft::at(at)
        }
    }

    fn refused(draft: MeetingDraft) -> (String, &'static str) {
        let Err(Error::Invalid(errors)) = draft.checked(NOW) else {
            panic!("it is wrong")
        };
        let [error] = errors.as_slice() else {
            panic!("one thing is wrong: {errors:?}")
        };
        (error.field.to_string(), error.code)
    }

    #[test]
    fn what_has_not_happened_is_not_held() {
        let later = datetime!(2026-11-24 09:00 UTC);
        let held = MeetingDraft {
            state: MeetingState::Held,
            ..draft(later)
        };
        assert_eq!(refused(held), ("starts_at".to_owned(), code::DATE_IN_FUTURE));
        let minutes = MeetingDraft {
            minutes: Some("Everybody came.".to_owned()),
            ..draft(later)
        };
        assert_eq!(refused(minutes), ("minutes".to_owned(), code::NOT_HELD));
    }

    #[test]
    fn a_meeting_is_called_off_for_a_reason() {
        let off = MeetingDraft {
            state: MeetingState::Cancelled,
            ..draft(NOW)
        };
        assert_eq!(refused(off.clone()), ("reason".to_owned(), code::REASON_MISSING));
        let off = MeetingDraft {
            reason: Some("The hall is flooded.".to_owned()),
            ..off
        };
        assert!(off.checked(NOW).is_ok());
    }

    #[test]
    fn a_meeting_ends_after_it_begins_and_empty_items_are_none() {
        let short = MeetingDraft {
            ends_at: Some(NOW),
            ..draft(NOW)
        };
        assert_eq!(refused(short), ("ends_at".to_owned(), code::DATE_ORDER));
        let items = MeetingDraft {
            agenda: vec![" Water ".to_owned(), "  ".to_owned(), "Waste".to_owned()],
            ..draft(NOW)
        };
        assert_eq!(items.checked(NOW).unwrap().agenda, ["Water", "Waste"]);
    }
}

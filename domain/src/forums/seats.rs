//! Seats: who sits in a body, for which side, from when to when. A seat that is given up gets a last
//! day; it is not removed.

use super::Forum;
use crate::access::{EditForums, Permit, SeeForums};
use crate::coded::coded;
use crate::db::{Db, Tx};
use crate::error::{Result, code, fresh};
use crate::forums::tables::{forum, seat as row};
use crate::ids::{ForumId, OrganisationId, SeatId};
use crate::input::{self, Check};
use crate::log::{Entry, Event, SeatBody};
use crate::once::Once;
use crate::stakeholders::known_organisation;
use serde::{Deserialize, Serialize};
use time::Date;

/// A seat in a body.
pub type Seat = row::Model;

coded! {
    /// Whose side a seat is on.
    Side {
        /// The municipality, its units and other public bodies.
        Government = "government",
        /// Civil society.
        CivilSociety = "civil_society",
        /// Universities and institutes.
        Academia = "academia",
        /// Business.
        PrivateSector = "private_sector",
        /// Residents, by themselves or by their councils.
        Residents = "residents",
        /// Any other.
        Other = "other",
    }
}

/// What a coordinator writes of a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatDraft {
    /// What the seat is for. It is public: an office, not a person.
    pub title: String,
    /// Whose side it is on.
    pub side: Side,
    /// Who holds it.
    pub organisation: Option<OrganisationId>,
    /// The first day of the term.
    pub starts_on: Option<Date>,
    /// The last day of the term.
    pub ends_on: Option<Date>,
}

impl SeatDraft {
    /// What is stored, to be changed.
    pub fn of(seat: &Seat) -> Self {
        Self {
            title: seat.title.clone(),
            side: seat.side,
            organisation: seat.organisation_id,
            starts_on: seat.starts_on,
            ends_on: seat.ends_on,
        }
    }

    /// The draft as it would be stored.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let title = check.line("title", &self.title, input::TITLE);
        let order = !matches!((self.starts_on, self.ends_on), (Some(start), Some(end)) if end < start);
        check.must(order, "ends_on", code::DATE_ORDER);
        check.done()?;
        Ok(Self { title, ..self })
    }
}

/// One seat, with its body.
///
/// # Errors
/// `NotFound("seat")`.
pub async fn seat(db: &Db, permit: &Permit<SeeForums>, id: SeatId) -> Result<(Seat, Forum)> {
    let city = db.read(permit).await?;
    let seat = city.get::<row::Entity>(id, "seat").await?;
    let forum = city.get::<forum::Entity>(seat.forum_id, "forum").await?;
    Ok((seat, forum))
}

/// Adds a seat to a body.
///
/// # Errors
/// `NotFound`; what is wrong with the draft; `organisation` / `not_found` when it is not this city's.
pub async fn add_seat(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    forum: ForumId,
    draft: SeatDraft,
) -> Result<Seat> {
    let find = async |tx: &Tx| tx.get::<forum::Entity>(forum, "forum").await;
    db.change_of(permit, once, find, async |tx, forum| {
        let draft = draft.checked()?;
        known_organisation(tx, draft.organisation).await?;
        let row = Seat {
            tenant_id: tx.tenant(),
            id: tx.id(),
            forum_id: forum.id,
            organisation_id: draft.organisation,
            title: draft.title,
            side: draft.side,
            starts_on: draft.starts_on,
            ends_on: draft.ends_on,
            version: 1,
            created_at: tx.now(),
        };
        let made = tx.add(row).await?;
        tx.record(entry(true, &forum, &made)).await?;
        tx.refresh_figures().await?;
        Ok(made)
    })
    .await
}

/// Changes a seat, or ends its term.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and as [`add_seat`].
pub async fn edit_seat(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    id: SeatId,
    version: i32,
    draft: SeatDraft,
) -> Result<Seat> {
    let find = async |tx: &Tx| {
        let old = tx.get::<row::Entity>(id, "seat").await?;
        let forum = tx.get::<forum::Entity>(old.forum_id, "forum").await?;
        Ok((old, forum))
    };
    db.change_of(permit, once, find, async |tx, (old, forum)| {
        fresh(old.version, version)?;
        let draft = draft.checked()?;
        known_organisation(tx, draft.organisation).await?;
        let new = Seat {
            organisation_id: draft.organisation,
            title: draft.title,
            side: draft.side,
            starts_on: draft.starts_on,
            ends_on: draft.ends_on,
            version: old.version + 1,
            ..old
        };
        let saved = tx.save(new).await?;
        tx.record(entry(false, &forum, &saved)).await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

fn entry(new: bool, forum: &Forum, seat: &Seat) -> Entry {
    let body = SeatBody {
        title: forum.name.clone(),
        seat: seat.title.clone(),
        side: seat.side.to_string(),
        organisation: seat.organisation_id,
        ends_on: seat.ends_on,
    };
    let event = if new { Event::ForumAddSeat } else { Event::ForumEditSeat };
    event(body).of(forum.id).public(true)
}

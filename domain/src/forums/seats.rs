//! Seats: who sits in a forum, for which side and for which term. A seat that is given up gets a last
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

/// A seat in a forum.
pub type Seat = row::Model;

coded! {
    /// The side that a seat represents.
    Side {
        /// The municipality, its units and other public bodies.
        Government = "government",
        /// Civil society.
        CivilSociety = "civil_society",
        /// Universities and institutes.
        Academia = "academia",
        /// Business.
        PrivateSector = "private_sector",
        /// Residents, directly or through their councils.
        Residents = "residents",
        /// Any other.
        Other = "other",
    }
}

/// The fields of a seat that a coordinator can edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatDraft {
    /// The title of the seat. It is public: an office, not a person's name.
    pub title: String,
    /// The side that it represents.
    pub side: Side,
    /// The organisation that holds it.
    pub organisation: Option<OrganisationId>,
    /// The first day of the term.
    pub starts_on: Option<Date>,
    /// The last day of the term.
    pub ends_on: Option<Date>,
}

impl SeatDraft {
    /// Returns the stored fields, for editing.
    pub fn of(seat: &Seat) -> Self {
        Self {
            title: seat.title.clone(),
            side: seat.side,
            organisation: seat.organisation_id,
            starts_on: seat.starts_on,
            ends_on: seat.ends_on,
        }
    }

    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let title = check.line("title", &self.title, input::TITLE);
        let order = !matches!((self.starts_on, self.ends_on), (Some(start), Some(end)) if end < start);
        check.must(order, "ends_on", code::DATE_ORDER);
        check.done()?;
        Ok(Self { title, ..self })
    }
}

/// Returns a seat with its forum.
///
/// # Errors
/// `NotFound("seat")`.
pub async fn seat(db: &Db, permit: &Permit<SeeForums>, id: SeatId) -> Result<(Seat, Forum)> {
    let city = db.read(permit).await?;
    let seat = city.get::<row::Entity>(id, "seat").await?;
    let forum = city.get::<forum::Entity>(seat.forum_id, "forum").await?;
    Ok((seat, forum))
}

/// Adds a seat to a forum.
///
/// # Errors
/// `NotFound`; the field errors of the draft; `organisation` / `not_found` for an organisation that the
/// city does not have.
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
/// `NotFound`, `StaleVersion`, and those of [`add_seat`].
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
    event(body).about(forum.id).public(true)
}

//! Forums: standing bodies with their remit, rules and seats, and their meetings. All of these records
//! are public as soon as they are saved.

mod draft;
mod meetings;
mod outcomes;
mod seats;
pub(crate) mod tables;

pub use draft::MeetingDraft;
pub use meetings::{Meeting, MeetingDetails, MeetingState, call, change, meeting, meetings};
pub use outcomes::{
    Attendance, Decision, DecisionDraft, Paper, PaperDraft, add_decision, add_paper, decision, edit_decision,
    edit_paper, paper,
};
pub use seats::{Seat, SeatDraft, Side, add_seat, edit_seat, seat};

use crate::access::{EditForums, Permit, SeeForums};
use crate::coded::coded;
use crate::copy_fields;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Result, fresh};
use crate::forums::tables::{forum, seat as seat_row};
use crate::ids::{ForumId, OrganisationId};
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use crate::stakeholders::Organisation;
use crate::stakeholders::tables::organisation;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use time::Date;

/// A forum: a standing body.
pub type Forum = forum::Model;

coded! {
    /// Kind of a forum. OGP Local requires a multi-stakeholder forum; a Local Public Safety Council is
    /// named in Elbasan's letter to OGP (2020).
    ForumKind {
        /// The multi-stakeholder forum of the plan.
        MultiStakeholder = "multi_stakeholder",
        /// A council of public safety.
        PublicSafety = "public_safety",
        /// Any other council or committee.
        Other = "other",
    }
}

/// The fields of a forum that a coordinator can edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForumDraft {
    /// The name; unique in the city.
    pub name: String,
    /// Its kind.
    pub kind: ForumKind,
    /// What it is for.
    pub remit: Option<String>,
    /// Its rules of procedure.
    pub rules: Option<String>,
    /// The URL of the rules.
    pub rules_link: Option<String>,
    /// The day it was set up.
    pub founded_on: Option<Date>,
}

impl ForumDraft {
    /// Returns the stored fields, for editing.
    pub fn of(forum: &Forum) -> Self {
        copy_fields!(&forum => Self {
            name, kind, remit, rules, rules_link, founded_on,
        })
    }

    /// Returns the draft validated and normalised, as it is stored.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self) -> Result<Self> {
        let mut check = Check::new();
        let draft = Self {
            name: check.line("name", &self.name, input::TITLE),
            remit: check.prose("remit", self.remit.as_deref()),
            rules: check.prose("rules", self.rules.as_deref()),
            rules_link: check.url("rules_link", self.rules_link.as_deref()),
            ..self
        };
        check.done()?;
        Ok(draft)
    }
}

/// A forum with its seats.
#[derive(Debug, Clone)]
pub struct ForumWithSeats {
    /// The forum.
    pub forum: Forum,
    /// Its seats, by side and title.
    pub seats: Vec<Seat>,
    /// The organisations that hold the seats.
    pub organisations: Vec<Organisation>,
}

impl ForumWithSeats {
    /// Returns the seats whose term includes a day.
    pub fn seats_on(&self, day: Date) -> impl Iterator<Item = &Seat> {
        self.seats.iter().filter(move |seat| {
            seat.starts_on.is_none_or(|start| start <= day) && seat.ends_on.is_none_or(|end| end >= day)
        })
    }

    /// Returns the organisation that holds a seat, if any.
    pub fn holder(&self, seat: &Seat) -> Option<&Organisation> {
        let id = seat.organisation_id?;
        self.organisations.iter().find(|one| one.id == id)
    }
}

/// Lists the forums of a city by name.
///
/// # Errors
/// Database errors.
pub async fn forums(db: &Db, permit: &Permit<SeeForums>) -> Result<Vec<Forum>> {
    let city = db.read(permit).await?;
    city.find::<forum::Entity>()
        .order_by_asc(forum::Column::NameKey)
        .all()
        .await
}

/// Returns a forum with its seats.
///
/// # Errors
/// `NotFound("forum")`.
pub async fn forum(db: &Db, permit: &Permit<SeeForums>, id: ForumId) -> Result<ForumWithSeats> {
    let city = db.read(permit).await?;
    let forum = city.get::<forum::Entity>(id, "forum").await?;
    let seats = city
        .find::<seat_row::Entity>()
        .filter(seat_row::Column::ForumId.eq(id))
        .order_by_asc(seat_row::Column::Side)
        .order_by_asc(seat_row::Column::Title)
        .order_by_asc(seat_row::Column::Id)
        .all()
        .await?;
    let holders = seats.iter().filter_map(|seat| seat.organisation_id);
    let organisations = named(&city, holders).await?;
    Ok(ForumWithSeats {
        forum,
        seats,
        organisations,
    })
}

/// Returns organisations by their ids, ordered by name.
async fn named(city: &Scoped, ids: impl Iterator<Item = OrganisationId>) -> Result<Vec<Organisation>> {
    city.find::<organisation::Entity>()
        .among(organisation::Column::Id, ids)
        .order_by_asc(organisation::Column::NameKey)
        .all()
        .await
}

/// Creates a forum.
///
/// # Errors
/// The field errors of the draft; `name` / `taken` when another forum of the city has this name.
pub async fn create(db: &Db, permit: &Permit<EditForums>, once: Option<&Once>, draft: ForumDraft) -> Result<Forum> {
    db.change(permit, once, async |tx| {
        let draft = draft.checked()?;
        let row = copy_fields!(draft => Forum {
            name, kind, remit, rules, rules_link, founded_on,
        } with {
            tenant_id: tx.tenant(),
            id: tx.id(),
            name_key: input::key(&draft.name),
            version: 1,
            created_at: tx.now(),
        });
        let made = tx.add(row).await?;
        let event = Event::ForumCreate {
            title: made.name.clone(),
        };
        tx.record(event.about(made.id).public(true)).await?;
        tx.refresh_figures().await?;
        Ok(made)
    })
    .await
}

/// Changes the fields of a forum.
///
/// # Errors
/// `NotFound`, `StaleVersion`, and those of [`create`].
pub async fn edit(
    db: &Db,
    permit: &Permit<EditForums>,
    once: Option<&Once>,
    id: ForumId,
    version: i32,
    draft: ForumDraft,
) -> Result<Forum> {
    let find = async |tx: &Tx| tx.get::<forum::Entity>(id, "forum").await;
    db.change_of(permit, once, find, async |tx, old| {
        fresh(old.version, version)?;
        let draft = draft.checked()?;
        let new = copy_fields!(draft => Forum {
            name, kind, remit, rules, rules_link, founded_on,
        } with {
            name_key: input::key(&draft.name),
            version: old.version + 1,
        } over old);
        let saved = tx.save(new).await?;
        let event = Event::ForumEdit {
            title: saved.name.clone(),
        };
        tx.record(event.about(saved.id).public(true)).await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

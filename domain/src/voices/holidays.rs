//! Days on which a city does not work. The day of an answer passes over them: that of whatever comes
//! from now on; what was promised already stays as it is.

use crate::access::{ModerateVoices, Permit, SeeVoices};
use crate::db::Db;
use crate::error::{Result, code};
use crate::ids::HolidayId;
use crate::input::{self, Check};
use crate::log::Event;
use crate::once::Once;
use crate::voices::tables::holiday;
use sea_orm::QueryOrder;
use serde::{Deserialize, Serialize};
use time::Date;

/// A day on which a city does not work.
pub type Holiday = holiday::Model;

/// What is said of such a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayDraft {
    /// The day.
    pub day: Option<Date>,
    /// What is celebrated; can be left out.
    pub name: String,
}

impl HolidayDraft {
    /// # Errors
    /// `day` / `required`, and what is wrong with the name.
    pub fn checked(self) -> Result<(Date, String)> {
        let mut check = Check::new();
        let name = check.maybe_line("name", Some(&self.name), input::TITLE);
        let name = name.unwrap_or_default();
        check.must(self.day.is_some(), "day", code::REQUIRED);
        check.done()?;
        Ok((self.day.unwrap_or(Date::MIN), name))
    }
}

/// Days on which a city does not work, in order.
///
/// # Errors
/// The database's own.
pub async fn holidays(db: &Db, permit: &Permit<SeeVoices>) -> Result<Vec<Holiday>> {
    let city = db.read(permit).await?;
    city.find::<holiday::Entity>()
        .order_by_asc(holiday::Column::Day)
        .all()
        .await
}

/// One of them.
///
/// # Errors
/// `NotFound("holiday")`.
pub async fn holiday(db: &Db, permit: &Permit<SeeVoices>, id: HolidayId) -> Result<Holiday> {
    let city = db.read(permit).await?;
    city.get::<holiday::Entity>(id, "holiday").await
}

/// Adds a day.
///
/// # Errors
/// What is wrong with the draft; `day` / `taken` when the city does not work on it already.
pub async fn add_holiday(
    db: &Db,
    permit: &Permit<ModerateVoices>,
    once: Option<&Once>,
    draft: HolidayDraft,
) -> Result<Holiday> {
    db.change(permit, once, async |tx| {
        let (day, name) = draft.checked()?;
        let row = Holiday {
            tenant_id: tx.tenant(),
            id: tx.id(),
            day,
            name,
        };
        let made = tx.add(row).await?;
        let event = Event::VoiceAddHoliday {
            title: made.name.clone(),
            to: made.day,
        };
        tx.record(event.of(made.id).public(true)).await?;
        Ok(made)
    })
    .await
}

/// Takes a day away: the city works on it.
///
/// # Errors
/// `NotFound("holiday")`.
pub async fn remove_holiday(
    db: &Db,
    permit: &Permit<ModerateVoices>,
    once: Option<&Once>,
    id: HolidayId,
) -> Result<Holiday> {
    // What is gone is not found again: the answer to the same request comes first.
    db.change(permit, once, async |tx| {
        let old = tx.get::<holiday::Entity>(id, "holiday").await?;
        tx.remove::<holiday::Entity>(holiday::Column::Id, id).await?;
        let event = Event::VoiceRemoveHoliday {
            title: old.name.clone(),
            to: old.day,
        };
        tx.record(event.of(old.id).public(true)).await?;
        Ok(old)
    })
    .await
}

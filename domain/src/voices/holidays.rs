//! Holidays of a city. They do not count as working days for answer deadlines. A change of the holidays
//! does not move deadlines that are already set.

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

/// A holiday of a city.
pub type Holiday = holiday::Model;

/// The fields of a holiday.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayDraft {
    /// The day.
    pub day: Option<Date>,
    /// The name; can be empty.
    pub name: String,
}

impl HolidayDraft {
    /// Returns the validated day and name.
    ///
    /// # Errors
    /// `day` / `required`, and the field errors of the name.
    pub fn checked(self) -> Result<(Date, String)> {
        let mut check = Check::new();
        let name = check.maybe_line("name", Some(&self.name), input::TITLE);
        let name = name.unwrap_or_default();
        check.must(self.day.is_some(), "day", code::REQUIRED);
        check.done()?;
        Ok((self.day.unwrap_or(Date::MIN), name))
    }
}

/// Lists the holidays of a city, by day.
///
/// # Errors
/// Database errors.
pub async fn holidays(db: &Db, permit: &Permit<SeeVoices>) -> Result<Vec<Holiday>> {
    let city = db.read(permit).await?;
    city.find::<holiday::Entity>()
        .order_by_asc(holiday::Column::Day)
        .all()
        .await
}

/// Returns a holiday.
///
/// # Errors
/// `NotFound("holiday")`.
pub async fn holiday(db: &Db, permit: &Permit<SeeVoices>, id: HolidayId) -> Result<Holiday> {
    let city = db.read(permit).await?;
    city.get::<holiday::Entity>(id, "holiday").await
}

/// Adds a holiday.
///
/// # Errors
/// The field errors of the draft; `day` / `taken` when it is already a holiday.
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
        tx.record(event.about(made.id).public(true)).await?;
        Ok(made)
    })
    .await
}

/// Removes a holiday.
///
/// # Errors
/// `NotFound("holiday")`.
pub async fn remove_holiday(
    db: &Db,
    permit: &Permit<ModerateVoices>,
    once: Option<&Once>,
    id: HolidayId,
) -> Result<Holiday> {
    // The holiday is read inside the change: a repeated request gets its stored response, not `NotFound`.
    db.change(permit, once, async |tx| {
        let old = tx.get::<holiday::Entity>(id, "holiday").await?;
        tx.remove::<holiday::Entity>(holiday::Column::Id, id).await?;
        let event = Event::VoiceRemoveHoliday {
            title: old.name.clone(),
            to: old.day,
        };
        tx.record(event.about(old.id).public(true)).await?;
        Ok(old)
    })
    .await
}

//! A city's rules for voices: whether they are moderated before publication, and the deadline for answers.

use crate::access::{ModerateVoices, Permit, SeeVoices};
use crate::calendar::{Zone, working_days_after, working_days_between};
use crate::coded::coded;
use crate::db::{Db, Scoped, joined};
use crate::error::{Error, FieldError, Result, code, fresh};
use crate::log::Event;
use crate::once::Once;
use crate::records::Texts;
use crate::tenants::tables::tenant;
use crate::voices::tables::{holiday, voice_rules};
use sea_orm::{ColumnTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use time::{Date, Weekday};

/// The maximum number of working days that a city can set for answers.
const MAX_DAYS: i32 = 60;

coded! {
    /// A day of the week.
    RestDay {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

/// A city's rules for voices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Whether voices are moderated before they are published. Those of the city's members never are. Default
    /// no.
    pub pre_moderation: bool,
    /// The working days within which the city answers. Default 10, maximum 60.
    pub reply_days: i32,
    /// The days of the week on which the city does not work. Default Saturday and Sunday.
    pub weekend: Vec<RestDay>,
    /// The version; 0 while the city uses the defaults.
    pub version: i32,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            pre_moderation: false,
            reply_days: 10,
            weekend: vec![RestDay::Saturday, RestDay::Sunday],
            version: 0,
        }
    }
}

impl RestDay {
    fn weekday(self) -> Weekday {
        match self {
            Self::Monday => Weekday::Monday,
            Self::Tuesday => Weekday::Tuesday,
            Self::Wednesday => Weekday::Wednesday,
            Self::Thursday => Weekday::Thursday,
            Self::Friday => Weekday::Friday,
            Self::Saturday => Weekday::Saturday,
            Self::Sunday => Weekday::Sunday,
        }
    }
}

/// The rules, the holidays and the time zone by which a city counts working days.
#[derive(Debug, Clone)]
pub(crate) struct Workdays {
    pub(crate) rules: Rules,
    pub(crate) zone: Zone,
    weekend: Vec<Weekday>,
    holidays: BTreeSet<Date>,
}

impl Workdays {
    pub(crate) async fn of(city: &Scoped) -> Result<Self> {
        let platform = city.platform();
        let select = platform
            .find::<tenant::Entity>()
            .filter(tenant::Column::Id.eq(city.tenant()));
        let select = joined::<voice_rules::Entity, _>(select, voice_rules::Column::TenantId.eq(city.tenant()));
        let select = joined::<holiday::Entity, _>(select, holiday::Column::TenantId.eq(city.tenant()));
        let rows = platform.rows(select).await?;
        let first = rows.first().ok_or(Error::NotFound("city"))?;
        let rules = first
            .other::<voice_rules::Entity>()?
            .map_or_else(Rules::default, of_row);
        let zone = first.own::<tenant::Entity>()?.zone();
        let mut holidays = BTreeSet::new();
        for row in &rows {
            holidays.extend(row.other::<holiday::Entity>()?.map(|holiday| holiday.day));
        }
        Ok(Self {
            weekend: rules.weekend.iter().map(|day| day.weekday()).collect(),
            zone,
            holidays,
            rules,
        })
    }

    /// Returns the deadline for the answer to a voice received on `day`.
    pub(crate) fn due(&self, day: Date) -> Date {
        let days = u32::try_from(self.rules.reply_days).unwrap_or_default();
        working_days_after(day, days, &self.weekend, &self.holidays)
    }

    /// Returns the number of working days from one day to another.
    pub(crate) fn between(&self, from: Date, to: Date) -> usize {
        working_days_between(from, to, &self.weekend, &self.holidays)
    }
}

/// Returns a city's rules for voices, or the defaults.
///
/// # Errors
/// Database errors.
pub async fn rules(db: &Db, permit: &Permit<SeeVoices>) -> Result<Rules> {
    let city = db.read(permit).await?;
    Ok(stored(&city).await?.map_or_else(Rules::default, of_row))
}

/// Changes the rules. Deadlines that are already set stay as they are.
///
/// # Errors
/// `StaleVersion`; `reply_days` / `out_of_range`; `weekend` / `unknown_choice` when no working day is left.
pub async fn edit_rules(
    db: &Db,
    permit: &Permit<ModerateVoices>,
    once: Option<&Once>,
    version: i32,
    new: Rules,
) -> Result<Rules> {
    db.change(permit, once, async |tx| {
        let old = stored(tx).await?;
        fresh(old.as_ref().map_or(0, |old| old.version), version)?;
        let mut wrong = Vec::new();
        if !(1..=MAX_DAYS).contains(&new.reply_days) {
            let limit = i64::from(MAX_DAYS);
            wrong.push(FieldError::limited("reply_days", code::OUT_OF_RANGE, limit));
        }
        let weekend: BTreeSet<RestDay> = new.weekend.iter().copied().collect();
        if weekend.len() == RestDay::ALL.len() {
            wrong.push(FieldError::new("weekend", code::UNKNOWN_CHOICE));
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let row = voice_rules::Model {
            tenant_id: tx.tenant(),
            id: old.as_ref().map_or_else(|| tx.id(), |old| old.id),
            pre_moderation: new.pre_moderation,
            reply_days: new.reply_days,
            weekend: Texts(weekend.iter().map(ToString::to_string).collect()),
            version: version + 1,
        };
        let saved = match old {
            Some(_) => tx.save(row).await?,
            None => tx.add(row).await?,
        };
        let event = Event::VoiceRules {
            pre_moderation: saved.pre_moderation,
            reply_days: saved.reply_days,
            weekend: saved.weekend.0.clone(),
        };
        tx.record(event.about(saved.id).public(true)).await?;
        let rules = of_row(saved);
        Ok(rules)
    })
    .await
}

async fn stored(city: &Scoped) -> Result<Option<voice_rules::Model>> {
    city.find::<voice_rules::Entity>().one().await
}

fn of_row(row: voice_rules::Model) -> Rules {
    Rules {
        pre_moderation: row.pre_moderation,
        reply_days: row.reply_days,
        weekend: row.weekend.0.iter().filter_map(|day| day.parse().ok()).collect(),
        version: row.version,
    }
}

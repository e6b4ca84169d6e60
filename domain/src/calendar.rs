//! Days and zones. Deadlines live in the city's own time zone; months clamp to their last day.

use crate::error::{Error, Result, code};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, civil};
use time::{Date, Month, OffsetDateTime, UtcOffset};

/// A city's time zone, by its IANA name (`Europe/Tirane`).
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// Looks the name up in the zone database that is built in.
    ///
    /// # Errors
    /// `time_zone` / `unknown_choice` when there is no such zone.
    pub fn named(name: &str) -> Result<Self> {
        TimeZone::get(name)
            .map(Self)
            .map_err(|_unknown| Error::field("time_zone", code::UNKNOWN_CHOICE))
    }

    /// The zone, or UTC when a stored name is no longer known.
    pub fn named_or_utc(name: &str) -> Self {
        Self::named(name).unwrap_or(Self(TimeZone::UTC))
    }

    /// The moment as the city's clocks show it.
    pub fn local(&self, at: OffsetDateTime) -> OffsetDateTime {
        let Ok(stamp) = Timestamp::from_second(at.unix_timestamp()) else {
            return at;
        };
        let seconds = self.0.to_offset(stamp).seconds();
        UtcOffset::from_whole_seconds(seconds).map_or(at, |offset| at.to_offset(offset))
    }

    /// The day it is in the city.
    pub fn day(&self, at: OffsetDateTime) -> Date {
        self.local(at).date()
    }

    /// The moment when the city's clocks show this hour of this day. In the hour that a change to
    /// summer time leaves out, the moment after it; in an hour that comes twice, the first.
    pub fn at_hour(&self, day: Date, hour: i8) -> OffsetDateTime {
        let fallback = day.midnight().assume_utc();
        let Ok(stamp) = civil_of(day).at(hour, 0, 0, 0).to_zoned(self.0.clone()) else {
            return fallback;
        };
        OffsetDateTime::from_unix_timestamp(stamp.timestamp().as_second()).unwrap_or(fallback)
    }
}

/// `months` after `day`: the same day of the month, or that month's last day.
pub fn months_after(day: Date, months: i32) -> Date {
    civil_of(day).checked_add(months.months()).map_or(day, date_of)
}

/// `days` after `day`; before it when negative.
pub fn days_after(day: Date, days: i32) -> Date {
    day.checked_add(time::Duration::days(i64::from(days))).unwrap_or(day)
}

/// The last day of the month that `day` is in.
pub fn month_end(day: Date) -> Date {
    date_of(civil_of(day).last_of_month())
}

/// The first day of the month that `day` is in.
pub fn month_start(day: Date) -> Date {
    date_of(civil_of(day).first_of_month())
}

/// Whole days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    (to - from).whole_days()
}

/// A day by its numbers, if there is such a day.
pub fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn civil_of(day: Date) -> civil::Date {
    // `time` without large dates and `jiff` cover the same years, so the fall-back is never taken.
    let year = i16::try_from(day.year()).unwrap_or(civil::Date::MAX.year());
    let month = i8::try_from(u8::from(day.month())).unwrap_or(1);
    let of_month = i8::try_from(day.day()).unwrap_or(1);
    civil::Date::new(year, month, of_month).unwrap_or(civil::Date::MAX)
}

fn date_of(day: civil::Date) -> Date {
    let month = u8::try_from(day.month())
        .ok()
        .and_then(|month| Month::try_from(month).ok())
        .unwrap_or(Month::January);
    let of_month = u8::try_from(day.day()).unwrap_or(1);
    Date::from_calendar_date(i32::from(day.year()), month, of_month).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn months_clamp_to_the_last_day() {
        assert_eq!(months_after(date!(2026 - 01 - 31), 1), date!(2026 - 02 - 28));
        assert_eq!(months_after(date!(2024 - 02 - 29), 12), date!(2025 - 02 - 28));
        assert_eq!(month_end(date!(2027 - 02 - 01)), date!(2027 - 02 - 28));
    }

    #[test]
    fn the_day_is_the_citys() {
        let tirana = Zone::named("Europe/Tirane").unwrap();
        assert_eq!(tirana.day(datetime!(2026-11-22 23:30 UTC)), date!(2026 - 11 - 23));
        assert_eq!(tirana.day(datetime!(2026-07-22 21:59 UTC)), date!(2026 - 07 - 22));
    }

    #[test]
    fn an_hour_that_summer_time_leaves_out_is_the_next() {
        let tirana = Zone::named("Europe/Tirane").unwrap();
        assert_eq!(
            tirana.at_hour(date!(2026 - 03 - 29), 2),
            datetime!(2026-03-29 01:00 UTC)
        );
        assert_eq!(
            tirana.at_hour(date!(2026 - 11 - 23), 7),
            datetime!(2026-11-23 06:00 UTC)
        );
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        assert!(matches!(Zone::named("Europe/Elbasan"), Err(Error::Invalid(_))));
    }
}

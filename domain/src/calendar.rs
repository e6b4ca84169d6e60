//! Dates and time zones. Deadlines are in the city's time zone. Adding months never goes past the last
//! day of a month.

use crate::error::{Error, Result, code};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, civil};
use std::collections::BTreeSet;
use time::{Date, Month, OffsetDateTime, UtcOffset, Weekday};

/// A city's time zone, by its IANA name (`Europe/Tirane`).
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// Looks up a name in the built-in time zone database.
    ///
    /// # Errors
    /// `time_zone` / `unknown_choice` when there is no such zone.
    pub fn named(name: &str) -> Result<Self> {
        TimeZone::get(name)
            .map(Self)
            .map_err(|_unknown| Error::field("time_zone", code::UNKNOWN_CHOICE))
    }

    /// Returns the zone, or UTC when a stored name is no longer known.
    pub fn named_or_utc(name: &str) -> Self {
        Self::named(name).unwrap_or(Self(TimeZone::UTC))
    }

    /// Converts a time to the city's local time.
    pub fn local(&self, at: OffsetDateTime) -> OffsetDateTime {
        let Ok(stamp) = Timestamp::from_second(at.unix_timestamp()) else {
            return at;
        };
        let seconds = self.0.to_offset(stamp).seconds();
        UtcOffset::from_whole_seconds(seconds).map_or(at, |offset| at.to_offset(offset))
    }

    /// Returns the day in the city at a time.
    pub fn day(&self, at: OffsetDateTime) -> Date {
        self.local(at).date()
    }

    /// Returns the time at which it is this hour of this day in the city. On the day clocks go forward,
    /// the skipped hour gives the next one; on the day clocks go back, the first occurrence of the hour
    /// is used.
    pub fn at_hour(&self, day: Date, hour: i8) -> OffsetDateTime {
        self.at(day, hour, 0)
    }

    /// Returns the time for an hour and a minute; otherwise the same as [`Zone::at_hour`].
    pub fn at(&self, day: Date, hour: i8, minute: i8) -> OffsetDateTime {
        let fallback = day.midnight().assume_utc();
        let Ok(time) = civil::Time::new(hour, minute, 0, 0) else {
            return fallback;
        };
        let Ok(stamp) = civil_of(day).to_datetime(time).to_zoned(self.0.clone()) else {
            return fallback;
        };
        OffsetDateTime::from_unix_timestamp(stamp.timestamp().as_second()).unwrap_or(fallback)
    }
}

/// Returns the day `months` after `day`: the same day of the month, or the last day of a shorter month.
pub fn months_after(day: Date, months: i32) -> Date {
    civil_of(day).checked_add(months.months()).map_or(day, date_of)
}

/// Returns the day `days` after `day`, or before it when `days` is negative.
pub fn days_after(day: Date, days: i32) -> Date {
    day.checked_add(time::Duration::days(i64::from(days))).unwrap_or(day)
}

/// Returns the `n`th working day after `day`: weekends and holidays do not count. When all seven days
/// are weekend days, `weekend` is ignored.
pub fn working_days_after(day: Date, n: u32, weekend: &[Weekday], holidays: &BTreeSet<Date>) -> Date {
    let mut left = n;
    let mut at = day;
    while left > 0 {
        let Some(next) = at.next_day() else { return at };
        at = next;
        left -= u32::from(is_working_day(at, weekend, holidays));
    }
    at
}

/// Returns the number of working days after `from`, up to and including `to`.
pub fn working_days_between(from: Date, to: Date, weekend: &[Weekday], holidays: &BTreeSet<Date>) -> usize {
    std::iter::successors(from.next_day(), |day| day.next_day())
        .take_while(|day| *day <= to)
        .filter(|day| is_working_day(*day, weekend, holidays))
        .count()
}

fn is_working_day(day: Date, weekend: &[Weekday], holidays: &BTreeSet<Date>) -> bool {
    const WEEK: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    let rests = WEEK.iter().all(|day| weekend.contains(day));
    (rests || !weekend.contains(&day.weekday())) && !holidays.contains(&day)
}

/// Returns the last day of the month that `day` is in.
pub fn month_end(day: Date) -> Date {
    date_of(civil_of(day).last_of_month())
}

/// Returns the first day of the month that `day` is in.
pub fn month_start(day: Date) -> Date {
    date_of(civil_of(day).first_of_month())
}

/// Returns the number of days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    (to - from).whole_days()
}

/// Returns the date with these numbers; `None` when there is no such date.
pub fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn civil_of(day: Date) -> civil::Date {
    // `time` without large dates and `jiff` cover the same years, so the fallback is never used.
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
    fn working_days_pass_over_weekends_and_holidays() {
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        // Days off in Albania for Flag Day and Liberation Day, which are on a weekend in 2026.
        let holidays = BTreeSet::from([date!(2026 - 11 - 30), date!(2026 - 12 - 01)]);
        let after = |n| working_days_after(date!(2026 - 11 - 26), n, &weekend, &holidays);
        assert_eq!(after(0), date!(2026 - 11 - 26));
        assert_eq!(after(1), date!(2026 - 11 - 27));
        assert_eq!(after(2), date!(2026 - 12 - 02));
        assert_eq!(after(10), date!(2026 - 12 - 14));
        let friday = [Weekday::Friday, Weekday::Saturday];
        assert_eq!(
            working_days_after(date!(2026 - 11 - 26), 1, &friday, &BTreeSet::new()),
            date!(2026 - 11 - 29)
        );
        assert_eq!(
            working_days_between(date!(2026 - 11 - 26), date!(2026 - 12 - 14), &weekend, &holidays),
            10
        );
        assert_eq!(
            working_days_between(date!(2026 - 11 - 26), date!(2026 - 11 - 26), &weekend, &holidays),
            0
        );
    }

    #[test]
    fn a_week_without_a_working_day_does_not_last_for_ever() {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        let all = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];
        let day = working_days_after(date!(2026 - 11 - 26), 3, &all, &BTreeSet::new());
        assert_eq!(day, date!(2026 - 11 - 29));
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        assert!(matches!(Zone::named("Europe/Elbasan"), Err(Error::Invalid(_))));
    }
}

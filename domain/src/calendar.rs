//! Days and zones. Deadlines live in the city's own time zone; months clamp to their last day.

use crate::error::{Error, Result, code};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, civil};
use std::collections::BTreeSet;
use time::{Date, Month, OffsetDateTime, UtcOffset, Weekday};

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
        self.at(day, hour, 0)
    }

    /// As [`Zone::at_hour`], to the minute.
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

/// `months` after `day`: the same day of the month, or that month's last day.
pub fn months_after(day: Date, months: i32) -> Date {
    civil_of(day).checked_add(months.months()).map_or(day, date_of)
}

/// `days` after `day`; before it when negative.
pub fn days_after(day: Date, days: i32) -> Date {
    day.checked_add(time::Duration::days(i64::from(days))).unwrap_or(day)
}

/// The `n`th working day after `day`: weekends and holidays do not count. A week without any working
/// day is taken as one without a weekend.
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

/// How many working days there are after `from`, up to and with `to`.
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
    fn working_days_pass_over_weekends_and_holidays() {
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        // Flag Day, Liberation Day and its day off in Albania.
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

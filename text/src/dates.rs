//! Dates and times of day as each language writes them, from CLDR.
//!
//! All functions take local dates and times: the caller converts from UTC to the city's time zone first.

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::{DE, M, MD, T, YM, YMD};
use icu_datetime::input::{Date as IcuDate, Time as IcuTime};
use icu_datetime::{FixedCalendarDateTimeFormatter as Formatter, NoCalendarFormatter};
use icu_locale_core::{Locale, locale};
use time::{Date, OffsetDateTime};

use crate::Language;

/// The formatters of one language.
struct Formats {
    day: Formatter<Gregorian, YMD>,
    day_long: Formatter<Gregorian, YMD>,
    day_month: Formatter<Gregorian, MD>,
    month: Formatter<Gregorian, M>,
    month_year: Formatter<Gregorian, YM>,
    weekday_day: Formatter<Gregorian, DE>,
    time_of_day: NoCalendarFormatter<T>,
}

impl Formats {
    /// Loads the formatters. `days` formats whole dates; `months` formats short months, alone or with a
    /// year.
    fn new(days: Locale, months: Locale) -> Option<Self> {
        Some(Self {
            day: Formatter::try_new((&days).into(), YMD::medium()).ok()?,
            day_long: Formatter::try_new((&days).into(), YMD::long()).ok()?,
            day_month: Formatter::try_new((&days).into(), MD::long()).ok()?,
            month: Formatter::try_new((&months).into(), M::medium()).ok()?,
            month_year: Formatter::try_new(months.into(), YM::medium()).ok()?,
            weekday_day: Formatter::try_new((&days).into(), DE::medium()).ok()?,
            time_of_day: NoCalendarFormatter::try_new(days.into(), T::hm()).ok()?,
        })
    }
}

// A formatter is not `Sync` and costs more to create than to use, so each thread keeps its own.
thread_local! {
    /// British order (31 Oct 2026), with three-letter months on time axes.
    static ENGLISH: Option<Formats> = Formats::new(locale!("en-GB"), locale!("en"));
    /// CLDR gives Albanian a 12-hour clock; public offices in Albania use 24 hours.
    static ALBANIAN: Option<Formats> = Formats::new(locale!("sq-u-hc-h23"), locale!("sq"));
}

/// Formats `date` in `language`. Falls back to ISO 8601 when CLDR has no data; a test excludes that.
fn write(language: Language, date: Date, format: impl Fn(&Formats, &IcuDate<Gregorian>) -> String) -> String {
    let formats = match language {
        Language::En => &ENGLISH,
        Language::Sq => &ALBANIAN,
    };
    let calendar = IcuDate::try_new_gregorian(date.year(), date.month().into(), date.day());
    formats.with(|formats| match (formats, &calendar) {
        (Some(formats), Ok(calendar)) => format(formats, calendar),
        _ => iso(date),
    })
}

/// Formats as `31 Oct 2026`.
#[must_use]
pub fn day(language: Language, date: Date) -> String {
    write(language, date, |formats, date| formats.day.format(date).to_string())
}

/// Formats as `31 October 2026`.
#[must_use]
pub fn day_long(language: Language, date: Date) -> String {
    write(language, date, |formats, date| {
        formats.day_long.format(date).to_string()
    })
}

/// Formats as `20 November`.
#[must_use]
pub fn day_month(language: Language, date: Date) -> String {
    write(language, date, |formats, date| {
        formats.day_month.format(date).to_string()
    })
}

/// Formats as `Nov`.
#[must_use]
pub fn month_short(language: Language, date: Date) -> String {
    write(language, date, |formats, date| formats.month.format(date).to_string())
}

/// Formats as `Sep 2025`.
#[must_use]
pub fn month_year(language: Language, date: Date) -> String {
    write(language, date, |formats, date| {
        formats.month_year.format(date).to_string()
    })
}

/// Formats as `Mon 23`.
#[must_use]
pub fn weekday_day(language: Language, date: Date) -> String {
    write(language, date, |formats, date| {
        formats.weekday_day.format(date).to_string()
    })
}

/// Formats the time of day as `14:05`.
#[must_use]
pub fn time_of_day(language: Language, moment: OffsetDateTime) -> String {
    write(language, moment.date(), |formats, _| {
        IcuTime::try_new(moment.hour(), moment.minute(), 0, 0)
            .map(|time| formats.time_of_day.format(&time).to_string())
            .unwrap_or_default()
    })
}

/// Parses a date in the format of [`iso`]; `None` if it is not one.
#[must_use]
pub fn parse(iso: &str) -> Option<Date> {
    let mut parts = iso.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = time::Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// Formats as `2026-10-31`, for `datetime` attributes and data.
#[must_use]
pub fn iso(date: Date) -> String {
    date.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Sq};
    use time::macros::{date, datetime};

    #[test]
    fn the_data_is_there() {
        assert!(ENGLISH.with(Option::is_some) && ALBANIAN.with(Option::is_some));
    }

    #[test]
    fn english() {
        assert_eq!(day(En, date!(2026 - 10 - 31)), "31 Oct 2026");
        assert_eq!(day_long(En, date!(2026 - 10 - 31)), "31 October 2026");
        assert_eq!(day_month(En, date!(2026 - 11 - 20)), "20 November");
        assert_eq!(month_short(En, date!(2026 - 11 - 30)), "Nov");
        assert_eq!(month_year(En, date!(2025 - 09 - 01)), "Sep 2025");
        assert_eq!(weekday_day(En, date!(2026 - 11 - 23)), "Mon 23");
        assert_eq!(time_of_day(En, datetime!(2026-11-23 14:05 +1)), "14:05");
        assert_eq!(time_of_day(En, datetime!(2026-11-23 06:30 +1)), "06:30");
    }

    #[test]
    fn albanian() {
        assert_eq!(day(Sq, date!(2026 - 10 - 31)), "31 tet 2026");
        assert_eq!(day_long(Sq, date!(2026 - 10 - 31)), "31 tetor 2026");
        assert_eq!(day_month(Sq, date!(2026 - 11 - 20)), "20 nëntor");
        assert_eq!(month_short(Sq, date!(2026 - 11 - 30)), "nën");
        assert_eq!(month_year(Sq, date!(2025 - 09 - 01)), "sht 2025");
        assert_eq!(weekday_day(Sq, date!(2026 - 11 - 23)), "hën, 23");
        assert_eq!(time_of_day(Sq, datetime!(2026-11-23 14:05 +1)), "14:05");
        assert_eq!(time_of_day(Sq, datetime!(2026-11-23 06:30 +1)), "06:30");
    }

    #[test]
    fn every_year_is_written() {
        for date in [Date::MIN, Date::MAX, date!(2028 - 02 - 29)] {
            for language in Language::ALL {
                assert!(!day(language, date).is_empty());
            }
        }
        assert_eq!(iso(date!(2026 - 01 - 05)), "2026-01-05");
        assert_eq!(parse("2026-01-05"), Some(date!(2026 - 01 - 05)));
        assert_eq!((parse("2026-02-30"), parse("May"), parse("")), (None, None, None));
    }
}

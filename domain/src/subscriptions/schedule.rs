//! When digests are due, in the subscriber's own time zone. Pure functions.

use crate::calendar::{Zone, days_after, month_end, month_start, months_after};
use crate::coded::coded;
use time::{Date, OffsetDateTime};

coded! {
    /// How often a digest is sent.
    Frequency {
        /// Every day.
        Daily = "daily",
        /// On one day of the week.
        Weekly = "weekly",
        /// On one day of the month; on the last day of a month that is shorter.
        Monthly = "monthly",
    }
}

/// The days and the hour of a subscription's digests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigestSchedule {
    /// How often.
    pub frequency: Frequency,
    /// The day of the week, 1 being Monday, or of the month. Not used when daily.
    pub day: i32,
    /// The hour of the day, 0 to 23.
    pub hour: i32,
}

impl DigestSchedule {
    /// Returns the day and the time of the next digest after `now`. Times that were missed while no worker
    /// ran are not made up for.
    pub fn next(self, zone: &Zone, now: OffsetDateTime) -> (Date, OffsetDateTime) {
        let hour = i8::try_from(self.hour).unwrap_or_default();
        let mut day = self.on_or_after(zone.day(now));
        loop {
            let at = zone.at_hour(day, hour);
            // `Date::MAX` ends the search.
            if at > now || day == Date::MAX {
                return (day, at);
            }
            day = self.on_or_after(days_after(day, 1));
        }
    }

    fn on_or_after(self, day: Date) -> Date {
        match self.frequency {
            Frequency::Daily => day,
            Frequency::Weekly => {
                let ahead = (self.day - i32::from(day.weekday().number_from_monday())).rem_euclid(7);
                days_after(day, ahead)
            }
            Frequency::Monthly => {
                let first = month_start(day);
                let in_month = |first: Date| days_after(first, self.day - 1).min(month_end(first));
                let here = in_month(first);
                if here >= day {
                    here
                } else {
                    in_month(months_after(first, 1))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::Weekday;
    use time::macros::{date, datetime};

    fn tirana() -> Zone {
        Zone::named("Europe/Tirane").unwrap()
    }

    fn rhythm(frequency: Frequency, day: i32, hour: i32) -> DigestSchedule {
        DigestSchedule { frequency, day, hour }
    }

    #[test]
    fn a_month_without_the_day_has_its_last() {
        let last = rhythm(Frequency::Monthly, 31, 7);
        let mut now = datetime!(2027-01-01 00:00 UTC);
        let mut days = Vec::new();
        for _ in 0..5 {
            let (day, at) = last.next(&tirana(), now);
            days.push(day);
            now = at;
        }
        assert_eq!(
            days,
            [
                date!(2027 - 01 - 31),
                date!(2027 - 02 - 28),
                date!(2027 - 03 - 31),
                date!(2027 - 04 - 30),
                date!(2027 - 05 - 31)
            ]
        );
    }

    #[test]
    fn the_hour_stays_when_the_clocks_are_changed() {
        // Clocks in Tirana go forward on 29 March 2026 at two, and back on 25 October 2026 at three.
        let daily = |hour, now| rhythm(Frequency::Daily, 1, hour).next(&tirana(), now);
        assert_eq!(
            daily(18, datetime!(2026-03-28 17:00 UTC)),
            (date!(2026 - 03 - 29), datetime!(2026-03-29 16:00 UTC))
        );
        // On the day clocks go forward, an hour that does not exist becomes the hour after it, once.
        let (day, at) = daily(2, datetime!(2026-03-28 12:00 UTC));
        assert_eq!((day, at), (date!(2026 - 03 - 29), datetime!(2026-03-29 01:00 UTC)));
        assert_eq!(daily(2, at), (date!(2026 - 03 - 30), datetime!(2026-03-30 00:00 UTC)));
        // On the day clocks go back, the first occurrence of the hour is used, and only that one.
        let (day, at) = daily(2, datetime!(2026-10-24 12:00 UTC));
        assert_eq!((day, at), (date!(2026 - 10 - 25), datetime!(2026-10-25 00:00 UTC)));
        assert_eq!(daily(2, at).0, date!(2026 - 10 - 26));
    }

    #[test]
    fn a_jump_makes_one_of_many() {
        let weekly = rhythm(Frequency::Weekly, 1, 7);
        let (day, _) = weekly.next(&tirana(), datetime!(2026-12-30 12:00 UTC));
        assert_eq!(day, date!(2027 - 01 - 04));
    }

    fn rhythms() -> impl Strategy<Value = DigestSchedule> {
        prop_oneof![
            (0..24).prop_map(|hour| rhythm(Frequency::Daily, 1, hour)),
            (1..=7, 0..24).prop_map(|(day, hour)| rhythm(Frequency::Weekly, day, hour)),
            (1..=31, 0..24).prop_map(|(day, hour)| rhythm(Frequency::Monthly, day, hour)),
        ]
    }

    proptest! {
        #[test]
        fn times_follow_one_another_and_none_is_left_out(
            rhythm in rhythms(),
            start in 1_262_304_000_i64..1_900_000_000,
            zone in prop_oneof![
                Just("Europe/Tirane"), Just("America/Santiago"), Just("Australia/Lord_Howe"),
                Just("Asia/Kathmandu"), Just("Pacific/Chatham"), Just("UTC"),
            ],
        ) {
            let zone = Zone::named(zone).unwrap();
            let mut now = OffsetDateTime::from_unix_timestamp(start).unwrap();
            let mut before: Option<Date> = None;
            for _ in 0..40 {
                let (day, at) = rhythm.next(&zone, now);
                prop_assert!(at > now);
                // Every time before it gives the same result.
                prop_assert_eq!(rhythm.next(&zone, now + (at - now) / 2), (day, at));
                let gap = before.map_or(0, |before| (day - before).whole_days());
                match rhythm.frequency {
                    Frequency::Daily => prop_assert!(before.is_none() || gap == 1),
                    Frequency::Weekly => {
                        prop_assert!(before.is_none() || gap == 7);
                        prop_assert_eq!(i32::from(day.weekday().number_from_monday()), rhythm.day);
                    }
                    Frequency::Monthly => {
                        prop_assert!(before.is_none() || (28..=31).contains(&gap));
                        prop_assert!(i32::from(day.day()) == rhythm.day || day == month_end(day));
                    }
                }
                before = Some(day);
                now = at;
            }
        }
    }

    #[test]
    fn weeks_begin_where_she_says() {
        let (day, _) = rhythm(Frequency::Weekly, 2, 7).next(&tirana(), datetime!(2026-11-24 06:00 UTC));
        assert_eq!((day, day.weekday()), (date!(2026 - 12 - 01), Weekday::Tuesday));
    }
}

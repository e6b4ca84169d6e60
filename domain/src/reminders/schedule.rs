//! When reminders are planned and sent: every day from 07:00 on in the city's time zone.

use crate::calendar::Zone;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// The hour, in the city's time zone, at which the day's reminders are planned.
pub const HOUR: i8 = 7;
/// The hour, in the city's time zone, from which on no mail of the morning is held back.
const NOON: i8 = 12;
/// The longest time over which the mails of a morning are spread.
const LONGEST: Duration = Duration::hours(4);
/// How many cities add a minute to that time. A platform of few cities sends all mails at once.
const CITIES_A_MINUTE: u64 = 50;
/// From this step on a reminder is urgent: the milestone is due tomorrow, today, or overdue.
const URGENT_FROM: i32 = -1;

/// Checks whether [`HOUR`] has passed today in the city.
pub fn has_begun(zone: &Zone, now: OffsetDateTime) -> bool {
    zone.at_hour(zone.day(now), HOUR) <= now
}

/// Returns when a mail that is planned `now` is sent. The mails of a morning are spread from [`HOUR`] on over
/// a minute for each 50 cities of the platform, at most four hours: urgent ones over the first quarter,
/// others over the rest. The place of a mail depends on its id alone. None is held back beyond noon.
pub fn send_at(zone: &Zone, now: OffsetDateTime, step: i32, id: Uuid, cities: u64) -> OffsetDateTime {
    let minutes = i64::try_from(cities / CITIES_A_MINUTE).unwrap_or(i64::MAX);
    let whole = Duration::minutes(minutes.min(LONGEST.whole_minutes()));
    let quarter = whole / 4;
    let (from, length) = if step >= URGENT_FROM {
        (Duration::ZERO, quarter)
    } else {
        (quarter, whole - quarter)
    };
    let seconds = u128::from(length.whole_seconds().unsigned_abs()) + 1;
    let place = Duration::seconds(i64::try_from(id.as_u128() % seconds).unwrap_or_default());
    let day = zone.day(now);
    let at = zone.at_hour(day, HOUR) + from + place;
    at.min(zone.at_hour(day, NOON)).max(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn tirana() -> Zone {
        Zone::named("Europe/Tirane").unwrap()
    }

    #[test]
    fn the_round_is_at_seven_of_the_city() {
        assert!(!has_begun(&tirana(), datetime!(2026-11-23 05:59 UTC)));
        assert!(has_begun(&tirana(), datetime!(2026-11-23 06:00 UTC)));
    }

    #[test]
    fn summer_time_moves_the_moment_and_not_the_hour() {
        // Clocks in Tirana go forward on 29 March 2026.
        assert!(!has_begun(&tirana(), datetime!(2026-03-28 05:00 UTC)));
        assert!(has_begun(&tirana(), datetime!(2026-03-29 05:00 UTC)));
    }

    #[test]
    fn few_cities_send_at_once() {
        let now = datetime!(2026-11-23 06:00:07 UTC);
        for id in 0..100 {
            assert_eq!(send_at(&tirana(), now, -30, Uuid::from_u128(id), 49), now);
        }
    }

    #[test]
    fn the_mails_of_many_cities_are_spread_with_the_urgent_ones_first() {
        let seven = datetime!(2026-11-23 06:00 UTC);
        let at = |now, step, id| send_at(&tirana(), now, step, Uuid::from_u128(id), 1_000_000);
        let (mut urgent, mut others) = (Vec::new(), Vec::new());
        for id in (0..100_000).step_by(37) {
            urgent.push(at(seven, 0, id));
            others.push(at(seven, -7, id));
        }
        let span = |times: &[OffsetDateTime]| (*times.iter().min().unwrap(), *times.iter().max().unwrap());
        let hour = |hours| seven + Duration::hours(hours);
        let ((first, last), (from, to)) = (span(&urgent), span(&others));
        assert_eq!(first, seven);
        assert!(
            last <= hour(1) && from >= hour(1) && to <= hour(4),
            "{last} {from} {to}"
        );
        assert!(
            last > seven + Duration::minutes(59) && to > hour(3),
            "over the whole time"
        );
        // A late round holds nothing back.
        let late = hour(4);
        assert_eq!(at(late, -7, 12_345), late);
        let evening = hour(12);
        assert_eq!(at(evening, -7, 12_345), evening);
    }
}

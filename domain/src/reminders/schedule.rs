//! Schedules the planning of reminders: every day at 07:00 in the city's time zone.
//!
//! The jobs are the only state. A job plans the day on which it runs, and a planned reminder is a row with a
//! unique key. So a worker that was stopped, two workers at once, or a clock that jumps by days neither
//! duplicate a mail nor plan a day that has passed.

use crate::access::{ListTenants, Permit};
use crate::calendar::{Zone, days_after};
use crate::db::Db;
use crate::error::Result;
use crate::ids::TenantId;
use crate::jobs::{self, Job};
use crate::tenants;
use time::{Date, OffsetDateTime};

/// The hour, in the city's time zone, at which the day's reminders are planned.
pub const HOUR: i8 = 7;

/// Checks whether [`HOUR`] has passed today in the city.
pub fn has_begun(zone: &Zone, now: OffsetDateTime) -> bool {
    zone.at_hour(zone.day(now), HOUR) <= now
}

/// Returns the day and the time of the next planning job after `now`.
fn next_round(zone: &Zone, now: OffsetDateTime) -> (Date, OffsetDateTime) {
    let today = zone.day(now);
    let day = if has_begun(zone, now) {
        days_after(today, 1)
    } else {
        today
    };
    (day, zone.at_hour(day, HOUR))
}

/// Enqueues the next planning job of each city, unless it is already in the queue.
///
/// # Errors
/// Database errors.
pub async fn schedule(db: &Db) -> Result<()> {
    let now = db.clock().now();
    let cities = tenants::list(db, &Permit::<ListTenants>::system(TenantId::PLATFORM)).await?;
    let rounds = cities.iter().map(|city| {
        let (day, at) = next_round(&city.zone(), now);
        (city.id, day.to_string(), at)
    });
    jobs::plan(db, &Job::PlanReminders, rounds.collect()).await
}

/// Enqueues today's planning job of each city where [`HOUR`] has passed: for a worker that starts and does
/// not know whether today was planned.
///
/// # Errors
/// Database errors.
pub async fn catch_up(db: &Db) -> Result<()> {
    let now = db.clock().now();
    for city in tenants::list(db, &Permit::<ListTenants>::system(TenantId::PLATFORM)).await? {
        let zone = city.zone();
        if has_begun(&zone, now) {
            let today = zone.day(now);
            let at = zone.at_hour(today, HOUR);
            jobs::schedule(db, city.id, &Job::PlanReminders, &today.to_string(), at).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    fn tirana() -> Zone {
        Zone::named("Europe/Tirane").unwrap()
    }

    #[test]
    fn the_round_is_at_seven_of_the_city() {
        let before = datetime!(2026-11-23 05:59 UTC);
        let after = datetime!(2026-11-23 06:00 UTC);
        assert!(!has_begun(&tirana(), before));
        assert!(has_begun(&tirana(), after));
        assert_eq!(
            next_round(&tirana(), before),
            (date!(2026 - 11 - 23), datetime!(2026-11-23 06:00 UTC))
        );
        assert_eq!(
            next_round(&tirana(), after),
            (date!(2026 - 11 - 24), datetime!(2026-11-24 06:00 UTC))
        );
    }

    #[test]
    fn summer_time_moves_the_moment_and_not_the_hour() {
        // Clocks in Tirana go forward on 29 March 2026 and back on 25 October 2026.
        let round = |now| next_round(&tirana(), now).1;
        assert_eq!(round(datetime!(2026-03-28 06:00 UTC)), datetime!(2026-03-29 05:00 UTC));
        assert_eq!(round(datetime!(2026-10-24 05:00 UTC)), datetime!(2026-10-25 06:00 UTC));
    }

    #[test]
    fn a_day_is_never_left_out() {
        for zone in [
            "Europe/Tirane",
            "America/Santiago",
            "Pacific/Apia",
            "Asia/Kathmandu",
            "UTC",
        ] {
            let zone = Zone::named(zone).unwrap();
            let mut now = datetime!(2026-01-01 00:00 UTC);
            for _ in 0..400 {
                let (day, at) = next_round(&zone, now);
                assert!(at > now && zone.day(at) == day && zone.local(at).hour() == 7, "{day}");
                let (next, _) = next_round(&zone, at);
                assert_eq!(next, days_after(day, 1));
                now = at;
            }
        }
    }
}

//! A city's round: the reminders that fall on its present day, and the figures as of it. It is
//! made each day at the hour, and after each change of the city's records: a change can bring a due
//! day onto the ladder after the day's round has been.

use crate::Work;
use crate::failure::Failure;
use besa_domain::access::{Permit, SendReminders, Speak};
use besa_domain::figures;
use besa_domain::tenants::Tenant;
use besa_domain::{obligations, reminders, voices};

/// Works on the day it runs on, whichever day it was put in for. Before the hour it plans nothing:
/// the round of that hour is in the queue.
pub(super) async fn run(work: &Work, city: &Tenant) -> Result<(), Failure> {
    let (db, zone) = (&work.app.db, city.zone());
    let now = db.clock().now();
    if reminders::has_begun(&zone, now) {
        let permit = Permit::<SendReminders>::system(city.id);
        let planned = reminders::plan_for_city(db, &permit, city, zone.day(now)).await?;
        let of_calendar = obligations::plan_for_city(db, &permit, city, zone.day(now)).await?;
        if planned + of_calendar > 0 {
            tracing::info!(city = city.slug, planned, of_calendar, "reminders planned");
        }
    }
    let swept = voices::sweep(db, &Permit::<Speak>::system(city.id)).await?;
    if swept > 0 {
        tracing::info!(city = city.slug, swept, "never confirmed, and removed");
    }
    Ok(figures::refresh(db, city).await?)
}

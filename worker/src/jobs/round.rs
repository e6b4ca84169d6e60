//! The daily round of a city: plans the reminders of its current day and computes its figures. It runs every
//! morning and after each change of the city's records, because a change can make a reminder due after the
//! morning's round.

use crate::JobContext;
use crate::failure::Failure;
use besa_domain::access::{Permit, SendReminders, Speak};
use besa_domain::figures;
use besa_domain::tenants::Tenant;
use besa_domain::{obligations, reminders, voices};

/// Plans for the day on which it runs, whatever the day it was enqueued for. Before the morning hour it plans
/// no reminders, because the round of that hour will.
pub(super) async fn run(context: &JobContext, city: &Tenant) -> Result<(), Failure> {
    let (db, zone) = (&context.app.db, city.zone());
    let now = db.clock().now();
    if reminders::has_begun(&zone, now) {
        let permit = Permit::<SendReminders>::system(city.id);
        let milestones = reminders::plan_for_city(db, &permit, city, zone.day(now)).await?;
        let obligations = obligations::plan_for_city(db, &permit, city, zone.day(now)).await?;
        if milestones + obligations > 0 {
            tracing::info!(slug = city.slug, milestones, obligations, "reminders planned");
        }
    }
    let removed = voices::sweep(db, &Permit::<Speak>::system(city.id)).await?;
    if removed > 0 {
        tracing::info!(slug = city.slug, removed, "authors of unconfirmed comments removed");
    }
    Ok(figures::refresh(db, city).await?)
}

//! The round of a city: forgets authors who did not confirm, computes its figures, and plans the reminders of
//! its current day if any fall on it. It runs in the morning of each day on which something changes
//! ([`besa_domain::morning`]), and a few seconds after changes of the city's records, because a change can
//! make a reminder due after the morning's round.

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
    let removed = voices::sweep(db, &Permit::<Speak>::system(city.id)).await?;
    if removed > 0 {
        tracing::info!(slug = city.slug, removed, "authors of unconfirmed comments removed");
    }
    let falling = figures::refresh(db, city).await?;
    let now = db.clock().now();
    if reminders::has_begun(&zone, now) {
        let permit = Permit::<SendReminders>::system(city.id);
        let (mut milestones, mut obligations) = (0, 0);
        if falling.milestones {
            milestones = reminders::plan_for_city(db, &permit, city, zone.day(now)).await?;
        }
        if falling.obligations {
            obligations = obligations::plan_for_city(db, &permit, city, zone.day(now)).await?;
        }
        if milestones + obligations > 0 {
            tracing::info!(slug = city.slug, milestones, obligations, "reminders planned");
        }
    }
    Ok(())
}

//! Sends a reminder of a milestone to one person.

use crate::JobContext;
use crate::failure::Failure;
use crate::mail::{City, Mail, reminder};
use besa_domain::MilestoneId;
use besa_domain::access::{Permit, SendReminders};
use besa_domain::jobs::{Lease, Recipient};
use besa_domain::reminders;
use besa_domain::tenants::Tenant;
use time::Date;

pub(super) async fn run(
    context: &JobContext,
    lease: &Lease,
    city: &Tenant,
    milestone: MilestoneId,
    to: &Recipient,
    at: (Date, i32),
) -> Result<(), Failure> {
    let db = &context.app.db;
    let now = db.clock().now();
    let permit = Permit::<SendReminders>::system(city.id);
    let today = city.zone().day(now);
    let Some(content) = reminders::content(db, &permit, city, milestone, to, at, today).await? else {
        tracing::info!(%milestone, "mail skipped: the reminder no longer applies");
        return Ok(());
    };
    let city = City::of(city, &context.app.base_url, &content.recipient.language);
    let rendered = reminder::render(&city, &content)?;
    let others = content
        .coordinators
        .iter()
        .filter(|person| person.email != content.recipient.email);
    let mail = Mail {
        id: lease.id,
        at: now,
        to: &content.recipient,
        reply_to: others.cloned().collect(),
        unsubscribe: None,
        parts: rendered.into(),
    };
    context.send(lease, &city, mail).await
}

//! Sends a reminder of a deadline in OGP's calendar to one person.

use crate::JobContext;
use crate::failure::Failure;
use crate::mail::{City, Mail, obligation};
use besa_domain::access::{Permit, SendReminders};
use besa_domain::jobs::{Lease, Recipient};
use besa_domain::obligations::{self, ObligationKind};
use besa_domain::tenants::Tenant;
use time::Date;
use uuid::Uuid;

pub(super) async fn run(
    context: &JobContext,
    lease: &Lease,
    city: &Tenant,
    what: (ObligationKind, Uuid),
    to: &Recipient,
    at: (Date, i32),
) -> Result<(), Failure> {
    let db = &context.app.db;
    let now = db.clock().now();
    let permit = Permit::<SendReminders>::system(city.id);
    let today = city.zone().day(now);
    let Some(mail) = obligations::mail(db, &permit, city, what, to, at, today).await? else {
        tracing::info!("mail skipped: the reminder no longer applies");
        return Ok(());
    };
    let city = City::of(city, &context.app.base_url, &mail.recipient.language);
    let mail = Mail {
        id: lease.id,
        at: now,
        to: &mail.recipient,
        reply_to: Vec::new(),
        unsubscribe: None,
        parts: obligation::render(&city, &mail)?.into(),
    };
    context.send(lease, &city, mail).await
}

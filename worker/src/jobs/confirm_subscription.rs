//! Sends the mail that asks a subscriber to confirm the e-mail address.

use crate::JobContext;
use crate::failure::Failure;
use crate::mail::{City, Mail, confirmation};
use besa_domain::access::{Permit, SendDigests};
use besa_domain::jobs::Lease;
use besa_domain::tenants::Tenant;
use besa_domain::{OrLog as _, SubscriptionId, subscriptions};

pub(super) async fn run(context: &JobContext, lease: &Lease, city: &Tenant, id: SubscriptionId) -> Result<(), Failure> {
    let db = &context.app.db;
    let permit = Permit::<SendDigests>::system(city.id);
    let Some(mail) = subscriptions::mail(db, &permit, id).await? else {
        tracing::info!("mail skipped: the subscription was confirmed or stopped, or has expired");
        return Ok(());
    };
    let until = city.zone().day(mail.until);
    let city = City::of(city, &context.app.base_url, &mail.recipient.language);
    let secret = subscriptions::link(db, &permit, id).await?;
    let mail = Mail {
        id: lease.id,
        at: db.clock().now(),
        to: &mail.recipient,
        reply_to: Vec::new(),
        unsubscribe: None,
        parts: confirmation::render(&city, &mail, until, &secret)?.into(),
    };
    let sent = context.send(lease, &city, mail).await;
    if sent.as_ref().is_err_and(Failure::is_sure) {
        subscriptions::unlink(db, &permit, &secret)
            .await
            .or_log("mail not sent, and its link not deleted: the link stays valid until it expires");
    }
    sent
}

//! Plans the digests of a city, and sends a digest.

use crate::JobContext;
use crate::failure::Failure;
use crate::mail::{City, Mail, Unsubscribe, digest};
use besa_domain::access::{Permit, SendDigests};
use besa_domain::digests::{self, DigestState};
use besa_domain::jobs::Lease;
use besa_domain::tenants::Tenant;
use besa_domain::{DigestId, OrLog as _, subscriptions};

pub(super) async fn plan(context: &JobContext, city: &Tenant) -> Result<(), Failure> {
    let permit = Permit::<SendDigests>::system(city.id);
    let planned = digests::plan_for_city(&context.app.db, &permit).await?;
    if planned > 0 {
        tracing::info!(slug = city.slug, planned, "digests planned");
    }
    Ok(())
}

/// Sends a digest. Whether the subscription still exists is checked now, not when the digest was planned.
pub(super) async fn run(context: &JobContext, lease: &Lease, city: &Tenant, id: DigestId) -> Result<(), Failure> {
    let db = &context.app.db;
    let permit = Permit::<SendDigests>::system(city.id);
    let Some(content) = digests::content(db, &permit, city, id).await? else {
        tracing::info!("mail skipped: the subscription was stopped, or the digest was already sent");
        digests::ended(db, &permit, id, DigestState::Suppressed).await?;
        return Ok(());
    };
    let city = City::of(city, &context.app.base_url, &content.recipient.language);
    let secret = subscriptions::link(db, &permit, content.subscription).await?;
    let mail = Mail {
        // The id of the digest, not of the job, so that it is the same when an operator retries the digest.
        id: id.into(),
        at: db.clock().now(),
        to: &content.recipient,
        reply_to: Vec::new(),
        unsubscribe: Some(Unsubscribe {
            url: city.unsubscribe(&secret),
            secret: secret.clone(),
        }),
        rendered: digest::render(&city, &content, &secret)?,
    };
    let sent = context.send(lease, &city, mail).await;
    if sent.as_ref().is_err_and(Failure::is_sure) {
        subscriptions::unlink(db, &permit, &secret)
            .await
            .or_log("mail not sent, and its link not deleted: the link stays valid until it expires");
    }
    sent?;
    // The mail was sent: an error now must not make the job send it again.
    digests::ended(db, &permit, id, DigestState::Sent)
        .await
        .or_log("digest sent, but not marked as sent");
    Ok(())
}

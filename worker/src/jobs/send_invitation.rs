//! Sends an invitation to a role.

use crate::JobContext;
use crate::failure::Failure;
use crate::mail::{City, Mail, invitation};
use besa_domain::access::{ManagePeople, Permit};
use besa_domain::jobs::Lease;
use besa_domain::tenants::Tenant;
use besa_domain::{InvitationId, OrLog as _, people};

pub(super) async fn run(context: &JobContext, lease: &Lease, city: &Tenant, id: InvitationId) -> Result<(), Failure> {
    let db = &context.app.db;
    let permit = Permit::<ManagePeople>::system(city.id);
    let Some(mail) = people::invitation_mail(db, &permit, id).await? else {
        tracing::info!("mail skipped: the invitation was accepted or withdrawn, or has expired");
        return Ok(());
    };
    let until = city.zone().day(mail.until);
    let city = City::of(city, &context.app.base_url, &mail.recipient.language);
    let secret = people::invitation_link(db, &permit, id).await?;
    let mail = Mail {
        id: lease.id,
        at: db.clock().now(),
        to: &mail.recipient,
        reply_to: Vec::new(),
        unsubscribe: None,
        parts: invitation::render(&city, &mail.recipient, mail.role.code(), until, &secret)?.into(),
    };
    let sent = context.send(lease, &city, mail).await;
    if sent.as_ref().is_err_and(Failure::is_sure) {
        people::unlink_invitation(db, &permit, &secret)
            .await
            .or_log("mail not sent, and its link not deleted: the link stays valid until it expires");
    }
    sent
}

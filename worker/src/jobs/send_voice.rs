//! Sends the mails about comments and proposals to their authors.

use crate::JobContext;
use crate::failure::Failure;
use crate::mail::{City, Mail, voice};
use besa_domain::access::{Permit, SeeVoices};
use besa_domain::jobs::{Lease, Recipient};
use besa_domain::tenants::Tenant;
use besa_domain::{AuthorId, OrLog as _, VoiceId, voices};

/// Sends the mail that asks an author to confirm the e-mail address.
pub(super) async fn confirmation(
    context: &JobContext,
    lease: &Lease,
    city: &Tenant,
    asked: AuthorId,
) -> Result<(), Failure> {
    let db = &context.app.db;
    let permit = Permit::<SeeVoices>::system(city.id);
    let Some(question) = voices::question(db, &permit, asked).await? else {
        tracing::info!("mail skipped: the address was confirmed, or the request has expired");
        return Ok(());
    };
    let until = city.zone().day(question.until);
    let city = City::of(city, &context.app.base_url, &question.to.language);
    let secret = voices::link(db, &permit, asked).await?;
    let rendered = voice::confirmation(&city, until, &secret)?;
    let sent = send(context, lease, &city, &question.to, rendered).await;
    if sent.as_ref().is_err_and(Failure::is_sure) {
        voices::unlink(db, &permit, &secret)
            .await
            .or_log("mail not sent, and its link not deleted: the link stays valid until it expires");
    }
    sent
}

/// Sends the receipt of a comment or proposal.
pub(super) async fn receipt(context: &JobContext, lease: &Lease, city: &Tenant, of: VoiceId) -> Result<(), Failure> {
    let permit = Permit::<SeeVoices>::system(city.id);
    let Some(mail) = voices::mail(&context.app.db, &permit, of).await? else {
        tracing::info!(voice = %of, "mail skipped: the comment or proposal has no confirmed address");
        return Ok(());
    };
    let city = City::of(city, &context.app.base_url, &mail.to.language);
    let rendered = voice::receipt(&city, &mail)?;
    send(context, lease, &city, &mail.to, rendered).await
}

/// Sends the city's response, unless there is a later version, which has a mail of its own.
pub(super) async fn answer(
    context: &JobContext,
    lease: &Lease,
    city: &Tenant,
    to: VoiceId,
    version: i32,
) -> Result<(), Failure> {
    let permit = Permit::<SeeVoices>::system(city.id);
    let mail = voices::mail(&context.app.db, &permit, to).await?;
    let is_it = |mail: &voices::VoiceMail| {
        let response = mail.told.response.as_ref();
        response.is_some_and(|response| response.version == version)
    };
    let Some(mail) = mail.filter(is_it) else {
        tracing::info!(voice = %to, version, "mail skipped: the response was superseded or has no recipient");
        return Ok(());
    };
    let zone = city.zone();
    let city = City::of(city, &context.app.base_url, &mail.to.language);
    match voice::answer(&city, &mail, |at| zone.day(at))? {
        Some(rendered) => send(context, lease, &city, &mail.to, rendered).await,
        None => Ok(()),
    }
}

async fn send(
    context: &JobContext,
    lease: &Lease,
    city: &City,
    to: &Recipient,
    rendered: crate::mail::Rendered,
) -> Result<(), Failure> {
    let mail = Mail {
        id: lease.id,
        at: context.app.clock().now(),
        to,
        reply_to: Vec::new(),
        unsubscribe: None,
        parts: rendered.into(),
    };
    context.send(lease, city, mail).await
}

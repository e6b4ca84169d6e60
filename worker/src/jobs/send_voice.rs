//! Sends the mails about comments and proposals to their authors.

use crate::JobContext;
use crate::failure::Failure;
use crate::mail::{City, Mail, voice};
use besa_domain::access::{Permit, SeeVoices};
use besa_domain::jobs::{Lease, Recipient};
use besa_domain::tenants::Tenant;
use besa_domain::voices::VoiceState;
use besa_domain::{AuthorId, OrLog as _, VoiceId, reminders, voices};

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
    let sent = send(context, lease, &city, (&question.to, Vec::new()), rendered).await;
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
    let mail = voices::mail(&context.app.db, &permit, of).await?;
    let Some(mail) = mail.filter(|mail| mail.told.voice.state != VoiceState::Hidden) else {
        tracing::info!(voice = %of, "mail skipped: the comment or proposal has no confirmed address, or is hidden");
        return Ok(());
    };
    let city = City::of(city, &context.app.base_url, &mail.to.language);
    let rendered = voice::receipt(&city, &mail)?;
    send(context, lease, &city, (&mail.to, Vec::new()), rendered).await
}

/// Tells an author that what they wrote was hidden, or is public now. Replies go to the city's address, or to its
/// coordinators.
pub(super) async fn moderation(
    context: &JobContext,
    lease: &Lease,
    tenant: &Tenant,
    of: VoiceId,
    hidden: bool,
) -> Result<(), Failure> {
    let db = &context.app.db;
    let permit = Permit::<SeeVoices>::system(tenant.id);
    let mail = voices::mail(db, &permit, of).await?;
    let is_so = |mail: &voices::VoiceMail| (mail.told.voice.state == VoiceState::Hidden) == hidden;
    let Some(mail) = mail.filter(is_so) else {
        tracing::info!(voice = %of, "mail skipped: the moderation was superseded or has no recipient");
        return Ok(());
    };
    let city = City::of(tenant, &context.app.base_url, &mail.to.language);
    let reply_to = match &tenant.contact_email {
        Some(email) => vec![Recipient {
            email: email.clone(),
            name: Some(city.name.clone()),
            language: mail.to.language.clone(),
        }],
        None => reminders::coordinators(db, tenant).await?,
    };
    let contact = tenant.contact_email.as_deref();
    let rendered = if hidden {
        voice::hidden(&city, &mail, contact)?
    } else {
        voice::published(&city, &mail)?
    };
    send(context, lease, &city, (&mail.to, reply_to), rendered).await
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
        Some(rendered) => send(context, lease, &city, (&mail.to, Vec::new()), rendered).await,
        None => Ok(()),
    }
}

async fn send(
    context: &JobContext,
    lease: &Lease,
    city: &City,
    (to, reply_to): (&Recipient, Vec<Recipient>),
    rendered: crate::mail::Rendered,
) -> Result<(), Failure> {
    let mail = Mail {
        id: lease.id,
        at: context.app.clock().now(),
        to,
        reply_to,
        unsubscribe: None,
        parts: rendered.into(),
    };
    context.send(lease, city, mail).await
}

//! Runs jobs, by kind.

mod build_report;
mod clean_up;
mod confirm_subscription;
mod import;
mod round;
pub(crate) mod send_digests;
mod send_invitation;
mod send_obligation;
mod send_query;
mod send_reminder;
mod send_voice;
mod sign_heads;

use crate::JobContext;
use crate::failure::Failure;
use besa_domain::jobs::{Job, Lease};
use besa_domain::tenants;

/// Runs a leased job.
pub(crate) async fn run(context: &JobContext, lease: &Lease) -> Result<(), Failure> {
    let city = async || tenants::by_id(&context.app.db, lease.tenant).await;
    match &lease.job {
        Job::PlanReminders | Job::RefreshFigures => round::run(context, &city().await?).await,
        Job::CleanUp => clean_up::run(context, lease.tenant).await,
        Job::SignHeads => sign_heads::run(context, lease.tenant).await,
        Job::SendReminder {
            milestone,
            recipient,
            due_on,
            step,
        } => send_reminder::run(context, lease, &city().await?, *milestone, recipient, (*due_on, *step)).await,
        Job::SendInvitation { invitation } => send_invitation::run(context, lease, &city().await?, *invitation).await,
        Job::BuildReport { report } => build_report::run(context, &city().await?, *report).await,
        Job::Import { import, by } => Box::pin(import::run(context, &city().await?, *import, *by)).await,
        Job::SendConfirmation { author } => send_voice::confirmation(context, lease, &city().await?, *author).await,
        Job::SendReceipt { voice } => Box::pin(send_voice::receipt(context, lease, &city().await?, *voice)).await,
        Job::SendResponse { voice, version } => {
            Box::pin(send_voice::answer(context, lease, &city().await?, *voice, *version)).await
        }
        Job::SendModeration { voice, hidden } => {
            Box::pin(send_voice::moderation(context, lease, &city().await?, *voice, *hidden)).await
        }
        Job::PlanDigests => send_digests::plan(context, &city().await?).await,
        Job::SendDigest { .. } => Err(Failure::Permanent("digests are sent in batches".to_owned())),
        Job::ConfirmSubscription { subscription } => {
            confirm_subscription::run(context, lease, &city().await?, *subscription).await
        }
        Job::SendQuery { query, recipient } => {
            send_query::run(context, lease, &city().await?, *query, recipient, false).await
        }
        Job::SendObligation {
            obligation,
            subject,
            recipient,
            due_on,
            step,
        } => {
            let (what, at) = ((*obligation, *subject), (*due_on, *step));
            Box::pin(send_obligation::run(
                context,
                lease,
                &city().await?,
                what,
                recipient,
                at,
            ))
            .await
        }
        Job::SendAnswer { query, recipient } => {
            send_query::run(context, lease, &city().await?, *query, recipient, true).await
        }
    }
}

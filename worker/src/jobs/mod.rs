//! What each job does.

mod build_report;
mod clean_up;
mod round;
mod send_invitation;
mod send_query;
mod send_reminder;
mod send_voice;

use crate::Work;
use crate::failure::Failure;
use besa_domain::jobs::{Job, Lease};
use besa_domain::tenants;

/// Does what a job says.
pub(crate) async fn run(work: &Work, lease: &Lease) -> Result<(), Failure> {
    let city = async || tenants::by_id(&work.app.db, lease.tenant).await;
    match &lease.job {
        Job::PlanReminders | Job::RefreshFigures => round::run(work, &city().await?).await,
        Job::CleanUp => clean_up::run(work, lease.tenant).await,
        Job::SendReminder {
            milestone,
            recipient,
            due_on,
            step,
        } => send_reminder::run(work, lease.id, &city().await?, *milestone, recipient, (*due_on, *step)).await,
        Job::SendInvitation {
            recipient,
            role,
            secret,
        } => send_invitation::run(work, lease.id, &city().await?, recipient, role, secret).await,
        Job::BuildReport { report } => build_report::run(work, &city().await?, *report).await,
        Job::SendConfirmation { recipient, secret } => {
            send_voice::confirmation(work, lease.id, &city().await?, recipient, secret).await
        }
        Job::SendReceipt { voice } => send_voice::receipt(work, lease.id, &city().await?, *voice).await,
        Job::SendResponse { voice, version } => {
            send_voice::answer(work, lease.id, &city().await?, *voice, *version).await
        }
        Job::SendQuery { query, recipient } => {
            send_query::run(work, lease.id, &city().await?, *query, recipient, false).await
        }
        Job::SendAnswer { query, recipient } => {
            send_query::run(work, lease.id, &city().await?, *query, recipient, true).await
        }
    }
}

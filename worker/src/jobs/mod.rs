//! What each job does.

mod build_report;
mod confirm_subscription;
mod round;
mod send_digest;
mod send_invitation;
mod send_reminder;

use crate::Work;
use crate::failure::Failure;
use besa_domain::jobs::{Job, Lease};
use besa_domain::tenants;

/// Does what a job says.
pub(crate) async fn run(work: &Work, lease: &Lease) -> Result<(), Failure> {
    let city = tenants::by_id(&work.app.db, lease.tenant).await?;
    match &lease.job {
        Job::PlanReminders | Job::RefreshFigures => round::run(work, &city).await,
        Job::SendReminder {
            milestone,
            recipient,
            due_on,
            step,
        } => send_reminder::run(work, lease, &city, *milestone, recipient, (*due_on, *step)).await,
        Job::SendInvitation {
            recipient,
            role,
            secret,
        } => send_invitation::run(work, lease, &city, recipient, role, secret).await,
        Job::PlanDigests => send_digest::plan(work, &city).await,
        Job::SendDigest { digest, secret } => send_digest::run(work, lease, &city, *digest, secret).await,
        Job::ConfirmSubscription { subscription, secret } => {
            confirm_subscription::run(work, lease, &city, *subscription, secret).await
        }
        Job::BuildReport { report } => build_report::run(work, &city, *report).await,
    }
}

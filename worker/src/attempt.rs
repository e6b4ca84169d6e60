//! One attempt at one job: within its time limit, whatever the job does.

use crate::jobs::send_digests;
use crate::outcome::{Attempt, guarded, limit, note, refused, span, stored};
use crate::{JobContext, jobs};
use besa_domain::jobs::{Ended, Job, Lease, Outcome, settle};
use std::time::Instant;
use tracing::Instrument as _;

/// Runs leased jobs and settles them: one job, or a batch of digests of one city. Log lines of a job carry its
/// kind, city and attempt.
pub(crate) async fn attempt(context: &JobContext, leases: Vec<Lease>) -> Vec<Attempt> {
    if leases.iter().all(|lease| matches!(lease.job, Job::SendDigest { .. })) {
        return Box::pin(send_digests::attempt(context, leases)).await;
    }
    let mut attempts = Vec::with_capacity(leases.len());
    for lease in leases {
        attempts.push(single(context, lease).await);
    }
    attempts
}

async fn single(context: &JobContext, lease: Lease) -> Attempt {
    let span = span(&lease);
    async {
        let started = Instant::now();
        let outcome = run(context, &lease).await;
        let took = started.elapsed();
        let settled = stored(|| settle(&context.app.db, &lease, outcome.clone())).await;
        let ended = settled.unwrap_or(Ended::NotYet);
        note(&lease, &outcome, ended, took);
        Attempt { lease, outcome, ended }
    }
    .instrument(span)
    .await
}

/// Runs a leased job. Never panics, and ends before the lease does.
async fn run(context: &JobContext, lease: &Lease) -> Outcome {
    if let Some(outcome) = refused(lease) {
        return outcome;
    }
    // Mail servers repeat the address that they refuse; it is neither logged nor stored.
    guarded(limit(lease.job.lane()), Box::pin(jobs::run(context, lease)))
        .await
        .masked()
}

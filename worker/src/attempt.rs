//! One attempt at one job: within its time, whatever it does.

use crate::failure::Failure;
use crate::{Work, jobs};
use besa_domain::OrLog as _;
use besa_domain::access::{Permit, SendDigests};
use besa_domain::digests;
use besa_domain::jobs::{Ended, Job, Lease, MOST_CUT_OFFS, MOST_DOUBTS, Outcome, settle};
use futures_util::FutureExt as _;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

/// How often settling is tried. A mail that went out and is not settled goes out again.
const SETTLE_TRIES: u32 = 5;
const SETTLE_PAUSE: Duration = Duration::from_secs(2);
/// What is left of the lease to settle in.
const RESERVE: Duration = Duration::from_secs(30);

/// Runs a leased job and says what became of it. Never panics, never outlasts the lease.
pub(crate) async fn attempt(work: &Work, lease: &Lease) -> Outcome {
    if lease.in_doubt && (lease.job.at_most_once() || lease.doubts > MOST_DOUBTS) {
        return Outcome::Doubt("the mail was handed over, and the worker stopped before an answer came".to_owned());
    }
    if lease.cut_offs > MOST_CUT_OFFS {
        // Each attempt is settled, so these were cut off: the job may take its worker down.
        return Outcome::Retry(format!("begun {} times and never finished", lease.cut_offs));
    }
    let limit = lease.job.lane().lease().unsigned_abs().saturating_sub(RESERVE);
    // Mail servers repeat the address that they refuse; what is logged and stored is without it.
    guarded(limit, Box::pin(jobs::run(work, lease))).await.masked()
}

async fn guarded(limit: Duration, job: impl Future<Output = Result<(), Failure>>) -> Outcome {
    let job = AssertUnwindSafe(tokio::time::timeout(limit, job)).catch_unwind();
    match job.await {
        Ok(Ok(Ok(()))) => Outcome::Done,
        Ok(Ok(Err(failure))) => failure.into(),
        Ok(Err(_elapsed)) => Outcome::Retry(format!("not done within {} s", limit.as_secs())),
        Err(panic) => Outcome::GiveUp(format!("panicked: {}", words(panic.as_ref()))),
    }
}

/// Settles an attempt, logs what went wrong with it, and says how the job stands.
pub(crate) async fn conclude(work: &Work, lease: &Lease, outcome: Outcome) -> Ended {
    let (job, kind, attempt) = (lease.id, lease.job.kind(), lease.attempt);
    for tried in 1..=SETTLE_TRIES {
        match settle(&work.app.db, lease, copy(&outcome)).await {
            Ok(ended) => {
                tell(lease, &outcome, ended);
                note(work, lease, ended).await;
                return ended;
            }
            Err(error) => tracing::warn!(%job, kind, tried, %error, "the job could not be settled"),
        }
        tokio::time::sleep(SETTLE_PAUSE).await;
    }
    tracing::error!(%job, kind, attempt, "the job is left to its lease and will run again");
    Ended::NotYet
}

fn tell(lease: &Lease, outcome: &Outcome, ended: Ended) {
    let (job, kind, attempt) = (lease.id, lease.job.kind(), lease.attempt);
    let why = match outcome {
        Outcome::Done | Outcome::Wait(_) => "",
        Outcome::Retry(why) | Outcome::Doubt(why) | Outcome::GiveUp(why) => why,
    };
    match ended {
        Ended::NotYet if matches!(outcome, Outcome::Wait(_)) => {
            tracing::debug!(%job, kind, "waiting: the recipient's host has its share of slots");
        }
        Ended::Done => tracing::debug!(%job, kind, attempt, "done"),
        Ended::NotYet => tracing::warn!(%job, kind, attempt, why, "the job will be tried again"),
        Ended::Failed => tracing::error!(%job, kind, attempt, why, "the job is given up"),
        Ended::Unknown => {
            tracing::error!(%job, kind, attempt, why, "nobody knows whether the mail arrived: an operator decides");
        }
    }
}

/// A digest keeps what became of it.
async fn note(work: &Work, lease: &Lease, ended: Ended) {
    if let (Job::SendDigest { digest, .. }, Some(state)) = (&lease.job, digests::state_of(ended)) {
        let permit = Permit::<SendDigests>::system(lease.tenant);
        digests::ended(&work.app.db, &permit, *digest, state)
            .await
            .or_log("the queue says it too");
    }
}

fn copy(outcome: &Outcome) -> Outcome {
    match outcome {
        Outcome::Done => Outcome::Done,
        Outcome::Retry(why) => Outcome::Retry(why.clone()),
        Outcome::Wait(host) => Outcome::Wait(host.clone()),
        Outcome::Doubt(why) => Outcome::Doubt(why.clone()),
        Outcome::GiveUp(why) => Outcome::GiveUp(why.clone()),
    }
}

fn words(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without words")
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn told(job: impl Future<Output = Result<(), Failure>>) -> String {
        format!("{:?}", guarded(Duration::from_millis(50), job).await)
    }

    #[tokio::test]
    async fn whatever_a_job_does_has_an_outcome() {
        assert_eq!(told(async { Ok(()) }).await, "Done");
        assert_eq!(
            told(async { Err(Failure::Later("busy".to_owned())) }).await,
            "Retry(\"busy\")"
        );
        assert_eq!(
            told(async { panic!("a {}", "poison") }).await,
            "GiveUp(\"panicked: a poison\")"
        );
        assert_eq!(told(std::future::pending()).await, "Retry(\"not done within 0 s\")");
    }
}

//! One attempt at one job: within its time limit, whatever the job does.

use crate::failure::Failure;
use crate::{JobContext, jobs};
use besa_domain::OrLog as _;
use besa_domain::access::{Permit, SendDigests};
use besa_domain::digests;
use besa_domain::jobs::{Ended, Job, Lease, MAX_CUT_OFFS, MAX_DOUBTS, Outcome, settle};
use futures_util::FutureExt as _;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};
use tracing::Instrument as _;

/// How often settling is tried. A mail that went out and is not settled goes out again.
const SETTLE_TRIES: u32 = 5;
const SETTLE_PAUSE: Duration = Duration::from_secs(2);
/// What is left of the lease to settle in.
const RESERVE: Duration = Duration::from_secs(30);

/// Runs a leased job and settles it. Returns the outcome and the state of the job afterwards. Log lines
/// of the job carry its kind, city and attempt.
pub(crate) async fn attempt(context: &JobContext, lease: &Lease) -> (Outcome, Ended) {
    let kind = lease.job.kind();
    let span = tracing::info_span!("job", id = %lease.id, kind, city = %lease.tenant, attempt = lease.attempt);
    async {
        let started = Instant::now();
        let outcome = run(context, lease).await;
        let took = started.elapsed();
        let ended = conclude(context, lease, &outcome, took).await;
        metrics::counter!("besa_jobs_total", "kind" => kind, "result" => result(&outcome, ended)).increment(1);
        metrics::histogram!("besa_job_seconds", "kind" => kind).record(took.as_secs_f64());
        (outcome, ended)
    }
    .instrument(span)
    .await
}

/// Runs a leased job. Never panics, and ends before the lease does.
async fn run(context: &JobContext, lease: &Lease) -> Outcome {
    if lease.in_doubt && (lease.job.at_most_once() || lease.doubts > MAX_DOUBTS) {
        return Outcome::Doubt("the worker stopped after it sent the mail and before the server answered".to_owned());
    }
    if lease.cut_offs > MAX_CUT_OFFS {
        // An attempt that ends is settled, so these were cut off: the job may crash its worker.
        return Outcome::Retry(format!("started {} times and never finished", lease.cut_offs));
    }
    let limit = lease.job.lane().lease().unsigned_abs().saturating_sub(RESERVE);
    // Mail servers repeat the address that they refuse; it is neither logged nor stored.
    guarded(limit, Box::pin(jobs::run(context, lease))).await.masked()
}

async fn guarded(limit: Duration, job: impl Future<Output = Result<(), Failure>>) -> Outcome {
    let job = AssertUnwindSafe(tokio::time::timeout(limit, job)).catch_unwind();
    match job.await {
        Ok(Ok(Ok(()))) => Outcome::Done,
        Ok(Ok(Err(failure))) => failure.into(),
        Ok(Err(_elapsed)) => Outcome::Retry(format!("timed out after {} s", limit.as_secs())),
        Err(panic) => Outcome::GiveUp(format!("panicked: {}", words(panic.as_ref()))),
    }
}

/// Settles an attempt and logs the result. Returns the state of the job.
async fn conclude(context: &JobContext, lease: &Lease, outcome: &Outcome, took: Duration) -> Ended {
    for tried in 1..=SETTLE_TRIES {
        match settle(&context.app.db, lease, outcome.clone()).await {
            Ok(ended) => {
                log(outcome, ended, took);
                note(context, lease, ended).await;
                return ended;
            }
            Err(error) => tracing::warn!(tried, %error, "result of a job not stored: will retry"),
        }
        tokio::time::sleep(SETTLE_PAUSE).await;
    }
    tracing::error!("result of a job not stored: the job runs again when its lease ends");
    Ended::NotYet
}

fn log(outcome: &Outcome, ended: Ended, took: Duration) {
    let ms = took.as_millis();
    match (ended, outcome) {
        (Ended::Done, _) => tracing::debug!(ms, "job done"),
        (Ended::NotYet, Outcome::Done) => tracing::warn!(ms, "job done, but its lease was lost: it runs again"),
        (Ended::NotYet, Outcome::Wait(_)) => tracing::debug!("job waits: all slots of the recipient's host are taken"),
        (Ended::NotYet, _) => tracing::warn!(ms, why = why(outcome), "job failed: will retry"),
        (Ended::Failed, _) => tracing::error!(ms, why = why(outcome), "job failed: given up"),
        (Ended::Unknown, _) => {
            tracing::error!(ms, why = why(outcome), "mail delivery unknown: an operator decides");
        }
    }
}

/// The reason of an outcome; empty for one that needs none.
pub(crate) fn why(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Done | Outcome::Wait(_) => "",
        Outcome::Retry(why) | Outcome::Doubt(why) | Outcome::GiveUp(why) => why,
    }
}

/// The label `result` of the metrics.
fn result(outcome: &Outcome, ended: Ended) -> &'static str {
    match (ended, outcome) {
        (Ended::Done, _) => "done",
        (Ended::NotYet, Outcome::Wait(_)) => "host_busy",
        (Ended::NotYet, _) => "retry",
        (Ended::Failed, _) => "failed",
        (Ended::Unknown, _) => "unknown",
    }
}

/// Stores the state of a digest with it.
async fn note(context: &JobContext, lease: &Lease, ended: Ended) {
    if let (Job::SendDigest { digest, .. }, Some(state)) = (&lease.job, digests::state_of(ended)) {
        let permit = Permit::<SendDigests>::system(lease.tenant);
        digests::ended(&context.app.db, &permit, *digest, state)
            .await
            .or_log("state of a digest not stored: its page shows the earlier state");
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
            told(async { Err(Failure::Temporary("busy".to_owned())) }).await,
            "Retry(\"busy\")"
        );
        assert_eq!(
            told(async { panic!("a {}", "poison") }).await,
            "GiveUp(\"panicked: a poison\")"
        );
        assert_eq!(told(std::future::pending()).await, "Retry(\"timed out after 0 s\")");
    }
}

//! What comes of attempts at jobs: guarded, stored, logged and counted.

use crate::failure::Failure;
use besa_domain::Error;
use besa_domain::jobs::{Ended, Lane, Lease, MAX_CUT_OFFS, MAX_DOUBTS, Outcome};
use futures_util::FutureExt as _;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

/// How often settling is tried. A mail that went out and is not settled goes out again.
const SETTLE_TRIES: u32 = 5;
const SETTLE_PAUSE: Duration = Duration::from_secs(2);
/// What is left of the lease to settle in.
const RESERVE: Duration = Duration::from_secs(30);

/// What came of an attempt.
#[derive(Debug)]
pub(crate) struct Attempt {
    pub(crate) lease: Lease,
    pub(crate) outcome: Outcome,
    /// The state of the job afterwards.
    pub(crate) ended: Ended,
}

/// Returns the span of the log lines of a job.
pub(crate) fn span(lease: &Lease) -> tracing::Span {
    let kind = lease.job.kind();
    tracing::info_span!("job", id = %lease.id, kind, city = %lease.tenant, attempt = lease.attempt)
}

/// Logs and counts the result of an attempt.
pub(crate) fn note(lease: &Lease, outcome: &Outcome, ended: Ended, took: Duration) {
    log(outcome, ended, took);
    let kind = lease.job.kind();
    metrics::counter!("besa_jobs_total", "kind" => kind, "result" => result(outcome, ended)).increment(1);
    metrics::histogram!("besa_job_seconds", "kind" => kind).record(took.as_secs_f64());
}

/// Returns the outcome of a job that must not be run, because of how earlier attempts ended.
pub(crate) fn refused(lease: &Lease) -> Option<Outcome> {
    if lease.in_doubt && (lease.job.at_most_once() || lease.doubts > MAX_DOUBTS) {
        let why = "the worker stopped after it sent the mail and before the server answered";
        return Some(Outcome::Doubt(why.to_owned()));
    }
    // An attempt that ends is settled, so these were cut off: the job may crash its worker.
    let why = || format!("started {} times and never finished", lease.cut_offs);
    (lease.cut_offs > MAX_CUT_OFFS).then(|| Outcome::Retry(why()))
}

/// Returns how long the jobs of a lease may run.
pub(crate) fn limit(lane: Lane) -> Duration {
    lane.lease().unsigned_abs().saturating_sub(RESERVE)
}

/// Runs `job` with a time limit and turns everything it does, also a panic, into an outcome.
pub(crate) async fn guarded(limit: Duration, job: impl Future<Output = Result<(), Failure>>) -> Outcome {
    let job = AssertUnwindSafe(tokio::time::timeout(limit, job)).catch_unwind();
    match job.await {
        Ok(Ok(Ok(()))) => Outcome::Done,
        Ok(Ok(Err(failure))) => failure.into(),
        Ok(Err(_elapsed)) => Outcome::Retry(format!("timed out after {} s", limit.as_secs())),
        Err(panic) => Outcome::GiveUp(format!("panicked: {}", words(panic.as_ref()))),
    }
}

/// Stores the result of an attempt, several times if it fails. `None` when it could not be stored.
pub(crate) async fn stored<T, F: Future<Output = Result<T, Error>>>(settle: impl Fn() -> F) -> Option<T> {
    for tried in 1..=SETTLE_TRIES {
        match settle().await {
            Ok(done) => return Some(done),
            Err(error) => tracing::warn!(tried, %error, "result of a job not stored: will retry"),
        }
        tokio::time::sleep(SETTLE_PAUSE).await;
    }
    tracing::error!("result of a job not stored: the job runs again when its lease ends");
    None
}

fn log(outcome: &Outcome, ended: Ended, took: Duration) {
    let ms = took.as_millis();
    match (ended, outcome) {
        (Ended::Done, _) => tracing::debug!(ms, "job done"),
        (Ended::LeaseLost, _) => {
            tracing::debug!(
                ms,
                why = why(outcome),
                "result of a job not stored: it was replaced or leased again"
            );
        }
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
        (Ended::LeaseLost, Outcome::Done) => "done",
        (Ended::NotYet | Ended::LeaseLost, Outcome::Wait(_)) => "host_busy",
        (Ended::NotYet | Ended::LeaseLost, _) => "retry",
        (Ended::Failed, _) => "failed",
        (Ended::Unknown, _) => "unknown",
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

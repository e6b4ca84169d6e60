//! Runs all jobs that are due, one after another. For tests.

use crate::JobContext;
use crate::attempt::{attempt, why};
use crate::mail::Mailer;
use crate::schedule;
use besa_domain::jobs::{Ended, hasten_figures, lease};
use besa_domain::{App, Result, digests};

/// The result of a drain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DrainReport {
    /// The number of jobs that are done.
    pub done: usize,
    /// Jobs that will be retried: kind and reason.
    pub retried: Vec<(String, String)>,
    /// Jobs that were given up: kind and reason.
    pub given_up: Vec<(String, String)>,
}

/// Runs every job that is due, and the jobs that those enqueue, until none is left.
///
/// # Errors
/// Errors of the database. Failures of jobs are in the report.
pub async fn drain(app: &App, mailer: &Mailer) -> Result<DrainReport> {
    let context = JobContext::new(app.clone(), mailer.clone());
    let mut report = DrainReport::default();
    digests::catch_up(&app.db).await?;
    schedule(&app.db).await?;
    loop {
        let Some(lease) = lease(&app.db).await? else {
            // Figures wait only so that one refresh covers several changes.
            if hasten_figures(&app.db).await? == 0 {
                return Ok(report);
            }
            continue;
        };
        let (outcome, ended) = attempt(&context, &lease).await;
        let (kind, why) = (lease.job.kind().to_owned(), why(&outcome).to_owned());
        match ended {
            Ended::Done => report.done += 1,
            Ended::NotYet => report.retried.push((kind, why)),
            Ended::Failed | Ended::Unknown => report.given_up.push((kind, why)),
        }
    }
}

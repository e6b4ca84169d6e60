//! The worker: leases jobs and runs them. Mails, reminders, figures, reports.
//!
//! [`run`] is the loop of a process, [`drain`] does what is due now and returns.
#![warn(missing_docs)]

mod attempt;
mod drain;
mod failure;
mod jobs;
pub mod mail;
mod run;

pub use drain::{DrainReport, drain};
pub use run::run;

use besa_domain::db::Db;
use besa_domain::{App, Result, clean_up, reminders};
pub use mail::{Mailer, Sender};

/// What a job is run with.
#[derive(Clone)]
pub(crate) struct Work {
    pub(crate) app: App,
    pub(crate) mailer: Mailer,
}

/// Puts what each day brings into the queue.
async fn schedule(db: &Db) -> Result<()> {
    reminders::schedule(db).await?;
    clean_up::schedule(db).await
}

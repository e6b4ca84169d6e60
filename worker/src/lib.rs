//! The worker: leases jobs and runs them. Mails, reminders, figures, reports.
//!
//! [`run`] is the loop of a process, [`drain`] does what is due now and returns.
#![warn(missing_docs)]

mod attempt;
mod drain;
mod failure;
mod hosts;
mod jobs;
pub mod mail;
mod run;

pub use drain::{DrainReport, drain};
pub use run::run;

use besa_domain::db::Db;
use besa_domain::jobs::{self as queue, Lease};
use besa_domain::nightly;
use besa_domain::{App, Result, reminders};
use failure::Failure;
use hosts::Hosts;
use mail::{City, Mail};
pub use mail::{Mailer, Sender};

/// What a job is run with.
#[derive(Clone)]
pub(crate) struct Work {
    pub(crate) app: App,
    pub(crate) mailer: Mailer,
    pub(crate) hosts: Hosts,
}

impl Work {
    /// What jobs are run with.
    pub(crate) fn new(app: App, mailer: Mailer) -> Self {
        Self {
            app,
            mailer,
            hosts: Hosts::default(),
        }
    }

    /// Hands a mail over, unless its host is busy. That it is about to is written before a byte goes out, so that a worker
    /// that dies here leaves a doubt behind and not a guess (docs/adr/0007).
    pub(crate) async fn send(&self, lease: &Lease, city: &City, mail: Mail<'_>) -> Result<(), Failure> {
        let (lane, host) = (lease.job.lane(), mail.to.host());
        let Some(_turn) = self.hosts.enter(lane, &host) else {
            return Err(Failure::Busy(host));
        };
        if !queue::sending(&self.app.db, lease).await? {
            return Err(Failure::Later("another worker has the job now".to_owned()));
        }
        self.mailer.send(city, mail).await
    }
}

/// Puts what each day brings into the queue.
async fn schedule(db: &Db) -> Result<()> {
    reminders::schedule(db).await?;
    nightly::schedule(db).await
}

//! The worker: leases jobs and runs them. Jobs send mails, plan reminders, compute figures and build reports.
//!
//! [`run`] is the loop of a process; [`drain`] runs all jobs that are due and returns.
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
use besa_domain::{App, Result};
use besa_domain::{morning, nightly};
use failure::Failure;
use hosts::Hosts;
use mail::{City, Mail};
pub use mail::{Mailer, Sender};

/// What jobs need to run.
#[derive(Clone)]
pub(crate) struct JobContext {
    pub(crate) app: App,
    pub(crate) mailer: Mailer,
    pub(crate) hosts: Hosts,
}

impl JobContext {
    /// Creates it with no mails being sent.
    pub(crate) fn new(app: App, mailer: Mailer) -> Self {
        Self {
            app,
            mailer,
            hosts: Hosts::default(),
        }
    }

    /// Sends a mail. Fails with `HostBusy` if its host has no free slot. `sending_at` of the job is stored before
    /// the first byte is sent, so that after a crash of the worker the queue knows that delivery is in doubt
    /// (docs/adr/0007).
    pub(crate) async fn send(&self, lease: &Lease, city: &City, mail: Mail<'_>) -> Result<(), Failure> {
        let (lane, host) = (lease.job.lane(), mail.to.host());
        let Some(_slot) = self.hosts.enter(lane, &host) else {
            return Err(Failure::HostBusy(host));
        };
        if !queue::sending(&self.app.db, lease).await? {
            return Err(Failure::Temporary("lease lost: another worker has the job".to_owned()));
        }
        self.mailer.send(city, mail).await
    }
}

/// Enqueues the rounds that are due and the jobs of the coming night.
async fn schedule(db: &Db) -> Result<()> {
    morning::schedule(db).await?;
    nightly::schedule(db).await
}

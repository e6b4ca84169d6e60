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
mod outcome;
mod run;
mod sendings;

pub use drain::{DrainReport, drain};
pub use run::run;

use besa_domain::db::Db;
use besa_domain::jobs::{self as queue, Lease};
use besa_domain::{App, Result};
use besa_domain::{morning, nightly};
use failure::Failure;
use hosts::Hosts;
use jobs::send_digests::Contents;
use mail::{City, Mail};
pub use mail::{Mailer, Sender};
use sendings::Sendings;
use tokio_util::sync::CancellationToken;

/// What jobs need to run.
#[derive(Clone)]
pub(crate) struct JobContext {
    pub(crate) app: App,
    pub(crate) mailer: Mailer,
    pub(crate) hosts: Hosts,
    /// The contents of digests that were made last.
    pub(crate) contents: Contents,
    /// The digests that are being sent.
    pub(crate) sendings: Sendings,
    /// Whether the worker stops: then no further mail of a batch is begun.
    pub(crate) stop: CancellationToken,
}

impl JobContext {
    /// Creates it with no mails being sent.
    pub(crate) fn new(app: App, mailer: Mailer, stop: CancellationToken) -> Self {
        Self {
            app,
            mailer,
            hosts: Hosts::default(),
            contents: Contents::default(),
            sendings: Sendings::default(),
            stop,
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

//! The loop: hear the bell, lease, run, settle.

use crate::Work;
use crate::attempt::{attempt, conclude};
use crate::mail::Mailer;
use crate::schedule;
use besa_domain::jobs::{Busy, Lane, Lease, lease_in, release};
use besa_domain::{App, OrLog as _, Result, TenantId, digests, reminders};
use std::collections::HashMap;
use std::time::Duration;
use tokio::task::{Id, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// The longest wait for a bell: a lost ring makes things this late.
const TICK: Duration = Duration::from_secs(5);
/// How often the schedule of the cities is looked after.
const SCHEDULE: Duration = Duration::from_secs(60);
/// How long jobs that run may take to finish when the worker stops.
const FAREWELL: Duration = Duration::from_secs(20);

/// Runs jobs until `stop`. Then it takes no more, lets those that run finish, and gives back what
/// does not finish in time.
pub async fn run(app: App, mailer: Mailer, stop: CancellationToken) {
    let work = Work::new(app, mailer);
    let mut crew = Crew::default();
    let mut caught_up = false;
    let mut scheduled: Option<Instant> = None;
    tracing::info!("the worker runs");
    while !stop.is_cancelled() {
        if !caught_up {
            caught_up = catch_up(&work.app)
                .await
                .or_log("tried again at the next tick")
                .is_some();
        }
        if scheduled.is_none_or(|at| at.elapsed() >= SCHEDULE) {
            let done = schedule(&work.app.db).await.or_log("tried again at the next tick");
            scheduled = done.map(|()| Instant::now());
        }
        crew.hire(&work).await;
        tokio::select! {
            () = stop.cancelled() => break,
            () = work.app.db.doorbell().wait(TICK) => {}
            () = crew.one_leaves() => {}
        }
    }
    crew.farewell(&work).await;
    tracing::info!("the worker has stopped");
}

/// What a worker that starts cannot know to be done.
async fn catch_up(app: &App) -> Result<()> {
    reminders::catch_up(&app.db).await?;
    digests::catch_up(&app.db).await
}

/// The jobs that run, with their leases.
#[derive(Default)]
struct Crew {
    tasks: JoinSet<()>,
    leases: HashMap<Id, Lease>,
}

impl Crew {
    /// Leases what is due in each lane that has room.
    async fn hire(&mut self, work: &Work) {
        for lane in Lane::ALL {
            self.fill(work, *lane).await;
        }
    }

    /// Leases what is due in one lane while there is room.
    async fn fill(&mut self, work: &Work, lane: Lane) {
        loop {
            let held: Vec<&Lease> = self.leases.values().filter(|lease| lease.job.lane() == lane).collect();
            if held.len() >= lane.slots() {
                return;
            }
            let leased: Vec<&str> = held.iter().filter_map(|lease| lease.host.as_deref()).collect();
            let hosts = work.hosts.busy(lane, &leased);
            let cities: Vec<TenantId> = held.iter().map(|lease| lease.tenant).collect();
            let found = lease_in(&work.app.db, lane, &Busy { hosts, cities }).await;
            let Some(Some(lease)) = found.or_log("tried again at the next tick") else {
                return;
            };
            let (held, work) = (lease.clone(), work.clone());
            let task = self.tasks.spawn(async move {
                let outcome = attempt(&work, &lease).await;
                conclude(&work, &lease, outcome).await;
            });
            self.leases.insert(task.id(), held);
        }
    }

    /// Waits until a job ends; for ever when none runs.
    async fn one_leaves(&mut self) {
        match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => self.leases.remove(&id),
            // A task ends by itself alone: what a job throws is caught inside.
            Some(Err(ended)) => self.leases.remove(&ended.id()),
            None => std::future::pending().await,
        };
    }

    async fn farewell(mut self, work: &Work) {
        let all = async {
            while !self.tasks.is_empty() {
                self.one_leaves().await;
            }
        };
        if tokio::time::timeout(FAREWELL, all).await.is_ok() {
            return;
        }
        self.tasks.shutdown().await;
        for lease in self.leases.values() {
            tracing::warn!(job = %lease.id, kind = lease.job.kind(), "not finished in time, given back");
            release(&work.app.db, lease)
                .await
                .or_log("the job waits until its lease runs out");
        }
    }
}

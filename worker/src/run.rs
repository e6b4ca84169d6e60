//! The loop of the worker: wait for the doorbell, lease what is due, run it, settle it.

use crate::JobContext;
use crate::attempt::attempt;
use crate::mail::Mailer;
use crate::schedule;
use besa_domain::jobs::{Busy, Lane, Lease, lease_in, release};
use besa_domain::{App, OrLog as _, Result, digests};
use std::collections::HashMap;
use std::time::Duration;
use tokio::task::{Id, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// The longest wait for the doorbell. A lost ring delays jobs by this much.
const TICK: Duration = Duration::from_secs(5);
/// How often the jobs that the cities need next are enqueued.
const SCHEDULE: Duration = Duration::from_secs(60);
/// How long running jobs may take to finish when the worker stops.
const GRACE: Duration = Duration::from_secs(20);

/// Runs jobs until `stop`. Then it leases no more, waits for the running ones, and releases the leases of
/// those that do not finish in time.
pub async fn run(app: App, mailer: Mailer, stop: CancellationToken) {
    let context = JobContext::new(app, mailer, stop.clone());
    let mut crew = Crew::default();
    let mut caught_up = false;
    let mut scheduled: Option<Instant> = None;
    // The lane of the job that ended last, if nothing else can have changed since.
    let mut freed: Option<Lane> = None;
    tracing::info!("worker started");
    while !stop.is_cancelled() {
        if !caught_up {
            caught_up = catch_up(&context.app)
                .await
                .or_log("missed jobs not enqueued: will retry")
                .is_some();
        }
        if scheduled.is_none_or(|at| at.elapsed() >= SCHEDULE) {
            let done = schedule(&context.app.db)
                .await
                .or_log("scheduled jobs not enqueued: will retry");
            scheduled = done.map(|()| Instant::now());
        }
        match freed {
            Some(lane) => crew.fill(&context, lane).await,
            None => crew.lease(&context).await,
        }
        freed = tokio::select! {
            () = stop.cancelled() => break,
            () = context.app.db.doorbell().wait(TICK) => None,
            lane = crew.one_ends() => lane,
        };
    }
    crew.finish(&context).await;
    tracing::info!("worker stopped");
}

/// Enqueues what may have been missed while no worker ran.
async fn catch_up(app: &App) -> Result<()> {
    digests::catch_up(&app.db).await
}

/// The running jobs, with their leases: each task runs one job or one batch of digests, in one slot.
#[derive(Default)]
struct Crew {
    tasks: JoinSet<()>,
    leases: HashMap<Id, Vec<Lease>>,
}

impl Crew {
    /// Leases what is due in each lane that has room.
    async fn lease(&mut self, context: &JobContext) {
        for lane in Lane::ALL {
            self.fill(context, *lane).await;
        }
    }

    /// Leases what is due in one lane while there is room.
    async fn fill(&mut self, context: &JobContext, lane: Lane) {
        loop {
            let of_lane = |leases: &&Vec<Lease>| leases.first().is_some_and(|lease| lease.job.lane() == lane);
            let held: Vec<&Vec<Lease>> = self.leases.values().filter(of_lane).collect();
            let Some(room) = lane.slots().checked_sub(held.len()).filter(|room| *room > 0) else {
                return;
            };
            let busy = Busy {
                hosts: context.hosts.busy(lane, &leased_hosts(lane, &held)),
                slow: context.hosts.slow(),
                cities: held.iter().filter_map(|leases| Some(leases.first()?.tenant)).collect(),
            };
            let found = lease_in(&context.app.db, lane, room, &busy).await;
            let Some(found) = found
                .or_log("queue not read: will retry")
                .filter(|found| !found.is_empty())
            else {
                return;
            };
            if lane.batch() > 1 {
                self.start(context, found);
            } else {
                found.into_iter().for_each(|lease| self.start(context, vec![lease]));
            }
        }
    }

    /// Runs leased jobs in one slot.
    fn start(&mut self, context: &JobContext, leases: Vec<Lease>) {
        let (held, context) = (leases.clone(), context.clone());
        let task = self.tasks.spawn(async move {
            attempt(&context, leases).await;
        });
        self.leases.insert(task.id(), held);
    }

    /// Waits until a job ends; forever when none runs. Returns its lane.
    async fn one_ends(&mut self) -> Option<Lane> {
        let leases = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => self.leases.remove(&id),
            // Panics of jobs are caught inside; a task fails only when it is aborted.
            Some(Err(ended)) => self.leases.remove(&ended.id()),
            None => std::future::pending().await,
        };
        Some(leases?.first()?.job.lane())
    }

    async fn finish(mut self, context: &JobContext) {
        let all = async {
            while !self.tasks.is_empty() {
                self.one_ends().await;
            }
        };
        if tokio::time::timeout(GRACE, all).await.is_ok() {
            return;
        }
        self.tasks.shutdown().await;
        for lease in self.leases.values().flatten() {
            tracing::warn!(job = %lease.id, kind = lease.job.kind(), "job stopped: it did not finish before the worker stopped");
            release(&context.app.db, lease)
                .await
                .or_log("lease not released: the job runs again when the lease ends");
        }
    }
}

/// Returns the hosts to which the slots of a lane will send, as far as they are known. None for a lane of batches:
/// each mail of a batch takes a slot of its host when it is sent, and most of them have ended before the batch has.
fn leased_hosts<'l>(lane: Lane, held: &[&'l Vec<Lease>]) -> Vec<&'l str> {
    let leases = held.iter().filter(|_| lane.batch() == 1).flat_map(|leases| *leases);
    leases.filter_map(|lease| lease.host.as_deref()).collect()
}

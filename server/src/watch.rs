//! Watches the queue and the database: the metric `besa_jobs`, and one log line when the database goes away.

use crate::config::Secret;
use crate::start;
use besa_domain::access::{Permit, SeeJobs};
use besa_domain::{App, TenantId, jobs};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How often the queue is counted.
const PAUSE: Duration = Duration::from_secs(5);

/// Counts the jobs of each lane and state until `stop`. While the database does not answer, the counts stay as
/// they were.
pub(crate) async fn run(app: App, database: Secret, stop: CancellationToken) {
    let permit = Permit::<SeeJobs>::system(TenantId::PLATFORM);
    let mut away = false;
    loop {
        match jobs::counts(&app.db, &permit).await {
            Ok(counts) => {
                if away {
                    tracing::info!("database reachable");
                }
                away = false;
                for (lane, state, jobs) in counts {
                    metrics::gauge!("besa_jobs", "lane" => lane.code(), "state" => state.code())
                        .set(f64::from(u32::try_from(jobs).unwrap_or(u32::MAX)));
                }
            }
            Err(error) if !away => {
                away = true;
                let error = start::reason(&database, &error).await;
                tracing::error!(?database, error, "database not reachable");
            }
            Err(_) => {}
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

//! The morning rounds: each city's reminders, figures and what else depends on its day. A city's next round
//! is stored with its line in the directory: the hour of its time zone at which something of it changes
//! next. So a morning reads the cities that are due by an index, and not one city after another.

use crate::db::Db;
use crate::directory;
use crate::error::Result;
use crate::jobs::{self, Job};
use time::Duration;

/// After how long a round that left no trace is enqueued again.
const AGAIN: Duration = Duration::HOUR;

/// Enqueues the round of each city for which it is due: also of those that were missed while no worker ran.
///
/// # Errors
/// Database errors.
pub async fn schedule(db: &Db) -> Result<()> {
    loop {
        let now = db.clock().now();
        if !directory::is_any_due(&db.platform(), now).await? {
            return Ok(());
        }
        let transaction = db.begin_platform().await?;
        let platform = crate::db::within(&transaction);
        let due = directory::take_due(&platform, db.engine().is_postgres(), now, now + AGAIN).await?;
        if due.is_empty() {
            // Another worker is taking them.
            return Ok(());
        }
        let key = now.date().to_string();
        let rows = due
            .into_iter()
            .map(|city| jobs::row(db.ids().next(), city, &Job::PlanReminders, &key, now, now));
        jobs::put_all(&transaction, rows.collect::<Result<_>>()?).await?;
        crate::db::commit(transaction).await?;
        db.doorbell().ring().await;
    }
}

//! Checks that the database accepts writes, by writing: with a full disk, a read-only server or a lock
//! that is held for too long, reads still succeed.

use super::connection::Connection;
use crate::error::{Error, Result};
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;
use uuid::Uuid;

/// How long a result is reused, so that frequent checks cost nothing.
const FRESH: Duration = Duration::from_secs(1);

/// Bytes that a probe writes: enough to need new pages on the disk, like a real change.
const FILLER: usize = 32 * 1024;

#[derive(Clone, Debug, Default)]
pub(super) struct Probe(Arc<Mutex<Option<Outcome>>>);

#[derive(Clone, Copy, Debug)]
struct Outcome {
    well: bool,
    at: Instant,
}

impl Probe {
    /// Writes to the database, or returns the last result when it is fresh.
    pub(super) async fn run(&self, connection: &Connection, id: Uuid) -> Result<()> {
        let mut last = self.0.lock().await;
        let before = *last;
        if let Some(outcome) = before.filter(|outcome| outcome.at.elapsed() < FRESH) {
            return if outcome.well { Ok(()) } else { Err(refuses()) };
        }
        // When this future is dropped before the write ends, the result is that the database does not
        // respond.
        *last = Some(Outcome {
            well: false,
            at: Instant::now(),
        });
        let found = write(connection, id).await;
        let well = found.is_ok();
        *last = Some(Outcome {
            well,
            at: Instant::now(),
        });
        match &found {
            Err(error) if before.is_none_or(|before| before.well) => {
                tracing::error!(error = %cause(error), "database not ready");
            }
            Ok(()) if before.is_some_and(|before| !before.well) => tracing::info!("database ready"),
            Ok(()) | Err(_) => {}
        }
        found
    }
}

fn refuses() -> Error {
    Error::Busy("the database does not accept writes".into())
}

/// Returns the underlying error of the database, if there is one.
fn cause(error: &Error) -> &dyn std::error::Error {
    std::error::Error::source(error).unwrap_or(error)
}

/// Adds a row and removes it, each in a transaction of its own: in a single transaction, no new page
/// would be needed.
async fn write(connection: &Connection, id: Uuid) -> Result<()> {
    let backend = connection.get_database_backend();
    let transaction = connection.begin_probe().await?;
    if connection.engine().is_postgres() {
        // Waits for exclusive locks on any table, at most for the lock timeout.
        let tables = Statement::from_string(
            backend,
            "SELECT string_agg(format('%I', tablename), ', ') AS tables FROM pg_tables WHERE schemaname = current_schema()",
        );
        if let Some(row) = transaction.query_one_raw(tables).await? {
            let tables: String = row.try_get("", "tables")?;
            let lock = format!("LOCK TABLE {tables} IN ACCESS SHARE MODE");
            transaction.execute_unprepared(&lock).await?;
        }
    }
    let add = Statement::from_sql_and_values(
        backend,
        "INSERT INTO probe (id, filler) VALUES ($1, $2)",
        [id.into(), vec![0_u8; FILLER].into()],
    );
    transaction.execute_raw(add).await?;
    transaction.commit().await?;
    let transaction = connection.begin_probe().await?;
    transaction.execute_unprepared("DELETE FROM probe").await?;
    transaction.commit().await?;
    Ok(())
}

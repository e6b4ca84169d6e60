//! The one connection that writes to SQLite, and the queue of changes that wait for it. Changes that wait at the
//! same time share one commit, which means one wait for the disk: each is a savepoint of one transaction, and is
//! acknowledged after that transaction was committed. (ADR 14)

#[cfg(test)]
mod tests;

use super::pool::connection_error;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sea_orm::sqlx::{self, Connection as _, Executor as _};
use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};
use tokio::time::Instant;

/// Maximum number of changes in one commit.
const MOST: usize = 32;

/// How long after its begin a transaction takes no further change.
const LONGEST: Duration = Duration::from_millis(50);

/// Timeout of closing a connection that is not used again.
const CLOSE: Duration = Duration::from_secs(1);

/// The writing connection with its queue.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    /// Who holds the lock writes. Tokio's lock is fair: it is given in the order in which it was asked for.
    desk: Arc<Mutex<Desk>>,
    wait: Duration,
}

/// Whether the commit of a change succeeded.
type Outcome = Result<(), DbErr>;

#[derive(Debug)]
struct Desk {
    options: SqliteConnectOptions,
    /// `None` after an error: the next change opens a new one.
    connection: Option<SqliteConnection>,
    batch: Option<Batch>,
    /// The number of batches that have ended.
    ended: u64,
    most: usize,
    longest: Duration,
    closed: bool,
}

/// The open transaction.
#[derive(Debug)]
struct Batch {
    begun: Instant,
    /// The number of changes that have ended.
    changes: usize,
    /// The changes that wait for the commit.
    waiting: Vec<oneshot::Sender<Outcome>>,
    /// Whether a statement of a change did not end, or failed in another way than by a constraint.
    doubtful: bool,
}

impl Writer {
    /// Opens the connection.
    pub(super) async fn open(options: SqliteConnectOptions, wait: Duration) -> Result<Self, DbErr> {
        let mut desk = Desk {
            options,
            connection: None,
            batch: None,
            ended: 0,
            most: MOST,
            longest: LONGEST,
            closed: false,
        };
        desk.connect().await?;
        Ok(Self {
            desk: Arc::new(Mutex::new(desk)),
            wait,
        })
    }

    /// Begins a change when those that wait already have ended.
    ///
    /// # Errors
    /// A timeout when that takes longer than the wait for a connection; errors of the database.
    pub(super) async fn begin(&self) -> Result<Turn, DbErr> {
        let desk = tokio::time::timeout(self.wait, Arc::clone(&self.desk).lock_owned())
            .await
            .map_err(|_late| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?;
        let mut turn = Turn {
            desk: Some(desk),
            writer: self.clone(),
            begun: false,
        };
        turn.open().await?;
        Ok(turn)
    }

    /// Closes the connection, after the changes that wait.
    pub(super) async fn close(&self) -> Result<(), DbErr> {
        let mut desk = self.desk.lock().await;
        desk.commit().await;
        desk.closed = true;
        match desk.connection.take() {
            Some(connection) => connection.close().await.map_err(connection_error),
            None => Ok(()),
        }
    }
}

impl Desk {
    async fn connect(&mut self) -> Result<(), DbErr> {
        if self.closed {
            return Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed));
        }
        if self.connection.is_none() {
            let opened = SqliteConnection::connect_with(&self.options).await;
            self.connection = Some(opened.map_err(connection_error)?);
        }
        Ok(())
    }

    async fn run(&mut self, sql: &'static str) -> Outcome {
        let connection = self.connection.as_mut().ok_or_else(lost)?;
        let done = connection.execute(sql).await;
        done.map(drop).map_err(error)
    }

    /// Ends the savepoint of a change. When that fails, SQLite has rolled back the whole transaction.
    async fn end_change(&mut self, keep: bool, doubtful: bool, waiting: Option<oneshot::Sender<Outcome>>) {
        let sql = if keep {
            "RELEASE change"
        } else {
            "ROLLBACK TO change; RELEASE change"
        };
        let ended = self.run(sql).await;
        if let Some(batch) = &mut self.batch {
            batch.changes += 1;
            batch.waiting.extend(waiting);
            batch.doubtful |= doubtful;
        }
        if let Err(error) = ended {
            self.tell(Err(error)).await;
        }
    }

    /// Commits the open transaction, if any.
    async fn commit(&mut self) {
        if self.batch.is_some() {
            let outcome = self.run("COMMIT").await;
            self.tell(outcome).await;
        }
    }

    /// Tells the changes of the transaction how it ended. After an error, the connection is closed.
    async fn tell(&mut self, outcome: Outcome) {
        let Some(batch) = self.batch.take() else { return };
        self.ended += 1;
        if outcome.is_err() || batch.doubtful {
            self.discard().await;
        }
        for change in batch.waiting {
            // Its request may have been cancelled.
            drop(change.send(outcome.clone()));
        }
    }

    /// Closes the connection, which rolls back an open transaction.
    async fn discard(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(tokio::time::timeout(CLOSE, connection.close()).await);
        }
    }

    fn is_full(&self) -> bool {
        let full = |batch: &Batch| batch.changes >= self.most || batch.begun.elapsed() >= self.longest;
        self.batch.as_ref().is_some_and(full)
    }
}

/// A change in progress. Dropping it undoes it.
#[derive(Debug)]
pub(super) struct Turn {
    /// `None` once it has ended.
    desk: Option<OwnedMutexGuard<Desk>>,
    writer: Writer,
    /// Whether its savepoint was begun.
    begun: bool,
}

impl Turn {
    /// Begins the savepoint of the change, and the transaction if none is open.
    async fn open(&mut self) -> Outcome {
        let desk = self.desk.as_mut().ok_or_else(lost)?;
        desk.connect().await?;
        // Before the statement: when this future is dropped during it, the savepoint is ended after it.
        self.begun = true;
        if desk.batch.is_some() {
            return desk.run("SAVEPOINT change").await;
        }
        desk.batch = Some(Batch {
            begun: Instant::now(),
            changes: 0,
            waiting: Vec::new(),
            doubtful: false,
        });
        let begun = desk.run("BEGIN IMMEDIATE; SAVEPOINT change").await;
        if let Err(error) = &begun {
            desk.batch = None;
            self.begun = false;
            // Another program holds the lock. After any other error, the connection is not used again.
            if !is_locked(error) {
                desk.discard().await;
            }
        }
        begun
    }

    /// Returns the connection.
    pub(super) fn connection(&mut self) -> Result<&mut SqliteConnection, DbErr> {
        let desk = self.desk.as_mut().ok_or_else(lost)?;
        desk.connection.as_mut().ok_or_else(lost)
    }

    /// Ends the change and waits for the commit. Also a change that is undone waits, because it may have read what
    /// an earlier one wrote.
    pub(super) async fn end(mut self, keep: bool) -> Outcome {
        let (waiting, outcome) = oneshot::channel();
        self.leave(keep, false, Some(waiting));
        outcome.await.unwrap_or_else(|_ended| Err(lost()))
    }

    /// Undoes the change without waiting. After a doubtful statement, the connection is closed when the batch has
    /// ended.
    pub(super) fn undo(&mut self, doubtful: bool) {
        self.leave(false, doubtful, None);
    }

    /// Hands the connection on, in a task of its own: the request may be cancelled at any time.
    fn leave(&mut self, keep: bool, doubtful: bool, waiting: Option<oneshot::Sender<Outcome>>) {
        let Some(mut desk) = self.desk.take().filter(|_| self.begun) else {
            return;
        };
        let Ok(runtime) = Handle::try_current() else {
            // Closing the connection rolls back.
            (desk.connection, desk.batch) = (None, None);
            return;
        };
        let queue = Arc::clone(&self.writer.desk);
        runtime.spawn(async move {
            desk.end_change(keep, doubtful, waiting).await;
            if desk.is_full() {
                desk.commit().await;
            }
            // The first change of a transaction commits it, behind those that wait already: they take part. When
            // none waits, that is at once.
            if desk.batch.as_ref().is_some_and(|batch| batch.changes == 1) {
                let number = desk.ended;
                drop(desk);
                let mut desk = queue.lock_owned().await;
                if desk.ended == number {
                    desk.commit().await;
                }
            }
        });
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.undo(false);
    }
}

fn error(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(Arc::new(error)))
}

/// The error of a change whose transaction ended without it.
fn lost() -> DbErr {
    error(sqlx::Error::WorkerCrashed)
}

fn is_locked(error: &DbErr) -> bool {
    let DbErr::Exec(RuntimeErr::SqlxError(error)) = error else {
        return false;
    };
    let code = error.as_database_error().and_then(|error| error.code());
    code.and_then(|code| code.parse::<u32>().ok())
        .is_some_and(|code| code & 0xff == 5)
}

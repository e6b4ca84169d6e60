//! One borrowed connection, on which statements run one after another. sea-orm's own transactions need a round
//! trip each for `BEGIN`, its settings and the city, and cannot share one commit on SQLite.

use super::pool::answered;
use super::writer::Turn;
use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{self, AssertSqlSafe, Database, Executor, Postgres, Sqlite};
use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;

/// Timeout of the rollback of a released connection, and of its return to the pool.
const RELEASE: Duration = Duration::from_secs(1);

/// Is called with the SQL of each statement.
#[derive(Clone)]
pub(super) struct Observer(pub(super) Arc<dyn Fn(&str) + Send + Sync>);

impl std::fmt::Debug for Observer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Observer")
    }
}

/// The connection of a session.
#[derive(Debug)]
pub(super) enum Lease {
    Postgres(PoolConnection<Postgres>),
    Sqlite(PoolConnection<Sqlite>),
    /// A change on SQLite's writing connection.
    Change(Turn),
}

/// Runs `$work` with the connection of a lease, whichever engine it is of.
macro_rules! with_connection {
    ($lease:expr, $connection:ident, $work:expr) => {
        match $lease {
            Lease::Postgres(lease) => {
                let $connection = &mut **lease;
                $work
            }
            Lease::Sqlite(lease) => {
                let $connection = &mut **lease;
                $work
            }
            Lease::Change(turn) => {
                let $connection = turn.connection()?;
                $work
            }
        }
    };
}

impl Lease {
    async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        let (sql, values) = bound(statement);
        with_connection!(self, connection, {
            let done = sqlx::query_with(sql, values).execute(connection).await;
            done.map(Into::into).map_err(|error| failed(error, DbErr::Exec))
        })
    }

    async fn execute_unprepared(&mut self, sql: String) -> Result<ExecResult, DbErr> {
        with_connection!(self, connection, {
            let done = connection.execute(AssertSqlSafe(sql)).await;
            done.map(Into::into).map_err(|error| failed(error, DbErr::Exec))
        })
    }

    async fn query_one(&mut self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let (sql, values) = bound(statement);
        with_connection!(self, connection, {
            let row = sqlx::query_with(sql, values).fetch_optional(connection).await;
            row.map(|row| row.map(Into::into))
                .map_err(|error| failed(error, DbErr::Query))
        })
    }

    async fn query_all(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let (sql, values) = bound(statement);
        with_connection!(self, connection, {
            let rows = sqlx::query_with(sql, values).fetch_all(connection).await;
            rows.map(|rows| rows.into_iter().map(Into::into).collect())
                .map_err(|error| failed(error, DbErr::Query))
        })
    }
}

/// Returns the SQL of a statement, whose values are never part of it, and its values.
fn bound(Statement { sql, values, .. }: Statement) -> (AssertSqlSafe<String>, SqlxValues) {
    (AssertSqlSafe(sql), SqlxValues(values.unwrap_or(Values(Vec::new()))))
}

fn failed(error: sqlx::Error, kind: fn(RuntimeErr) -> DbErr) -> DbErr {
    kind(RuntimeErr::SqlxError(Arc::new(error)))
}

/// What the last statement of a session says about its connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Sound,
    /// The statement violated a constraint: the transaction fails, the connection is well.
    Refused,
    /// The statement failed in another way, was cancelled, or is running.
    Doubtful,
}

/// A borrowed connection. Dropping it ends its transaction and releases it, or closes it when that fails.
#[derive(Debug)]
pub(super) struct Session {
    lease: Option<Lease>,
    /// Unless it is sound, no further statement runs.
    state: State,
    /// Whether a transaction may be open.
    open: bool,
    answer: Duration,
    observer: Option<Observer>,
}

impl Session {
    /// Wraps a connection without a transaction.
    pub(super) fn new(lease: Lease, answer: Duration, observer: Option<Observer>) -> Self {
        Self {
            // A change has begun.
            open: matches!(lease, Lease::Change(_)),
            lease: Some(lease),
            state: State::Sound,
            answer,
            observer,
        }
    }

    /// Begins a transaction with one round trip. `sql` is `BEGIN` with its options and settings.
    pub(super) async fn begin(&mut self, sql: String) -> Result<(), DbErr> {
        self.open = true;
        let answer = self.answer;
        let begun = answered(answer, self.start(None)?.execute_unprepared(sql)).await;
        self.ended(begun).map(drop)
    }

    /// Ends the transaction: makes its changes durable, or undoes them.
    pub(super) async fn end(mut self, keep: bool) -> Result<(), DbErr> {
        let answer = self.answer;
        if self.state != State::Sound {
            return if keep { Err(refused()) } else { Ok(()) };
        }
        if let Some(Lease::Change(turn)) = self.lease.take_if(|lease| matches!(lease, Lease::Change(_))) {
            return answered(answer, turn.end(keep)).await;
        }
        let sql = if keep { "COMMIT" } else { "ROLLBACK" };
        let ended = answered(answer, self.start(None)?.execute_unprepared(sql.to_owned())).await;
        self.ended(ended)?;
        self.open = false;
        Ok(())
    }

    pub(super) async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        let answer = self.answer;
        let done = answered(answer, self.start(Some(&statement.sql))?.execute(statement)).await;
        self.ended(done)
    }

    pub(super) async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let answer = self.answer;
        let done = answered(answer, self.start(Some(sql))?.execute_unprepared(sql.to_owned())).await;
        self.ended(done)
    }

    pub(super) async fn query_one(&mut self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let answer = self.answer;
        let found = answered(answer, self.start(Some(&statement.sql))?.query_one(statement)).await;
        self.ended(found)
    }

    pub(super) async fn query_all(&mut self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let answer = self.answer;
        let found = answered(answer, self.start(Some(&statement.sql))?.query_all(statement)).await;
        self.ended(found)
    }

    /// Returns the connection for a statement, which the observer is told. The session is doubtful until the
    /// statement has ended: when its future is dropped before that, it stays so.
    fn start(&mut self, sql: Option<&str>) -> Result<&mut Lease, DbErr> {
        let sound = self.state == State::Sound;
        let lease = self.lease.as_mut().filter(|_| sound).ok_or_else(refused)?;
        self.state = State::Doubtful;
        if let (Some(Observer(tell)), Some(sql)) = (&self.observer, sql) {
            tell(sql);
        }
        Ok(lease)
    }

    fn ended<T>(&mut self, result: Result<T, DbErr>) -> Result<T, DbErr> {
        self.state = match &result {
            Ok(_) => State::Sound,
            Err(error) if error.sql_err().is_some() => State::Refused,
            Err(_) => State::Doubtful,
        };
        result
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let unclean = self.open || self.state != State::Sound;
        match self.lease.take() {
            Some(Lease::Postgres(connection)) => release(connection, unclean),
            Some(Lease::Sqlite(connection)) => release(connection, unclean),
            Some(Lease::Change(mut turn)) => turn.undo(self.state == State::Doubtful),
            None => {}
        }
    }
}

/// Returns a connection to its pool without waiting. An unclean one is rolled back first; when that does not
/// succeed, it is closed: SQLite has rolled back by itself, or the connection is lost.
fn release<DB: Database>(mut connection: PoolConnection<DB>, unclean: bool)
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    let Ok(runtime) = Handle::try_current() else {
        drop(connection.detach());
        return;
    };
    runtime.spawn(async move {
        if unclean {
            let rolled_back = tokio::time::timeout(RELEASE, (&mut *connection).execute("ROLLBACK")).await;
            if !matches!(rolled_back, Ok(Ok(_))) {
                drop(connection.detach());
                return;
            }
        }
        // The pool waits for the server without a limit. After the timeout, the connection is closed.
        if tokio::time::timeout(RELEASE, connection.return_to_pool())
            .await
            .is_err()
        {
            tracing::warn!("database connection closed: no answer when it was released");
        }
    });
}

fn refused() -> DbErr {
    DbErr::Custom("an earlier statement of this transaction failed".to_owned())
}

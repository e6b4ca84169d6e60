//! Connection pools: how they are opened, their timeouts, and when a connection may be reused.

use super::dialect::Engine;
use crate::error::{Error, Result, code};
use futures_util::future::BoxFuture;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions, PgRow};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::sqlx::{self, Connection as _, Executor as _, Row as _};
use sea_orm::{DatabaseConnection, DbErr, RuntimeErr, SqlxPostgresConnector, SqlxSqliteConnector};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// Timeout of the check whether a released connection can be reused.
const RELEASE: Duration = Duration::from_secs(1);

/// The size and the timeouts of a connection pool.
#[derive(Debug, Clone, Copy)]
pub struct Pool {
    /// Maximum number of connections.
    pub connections: u32,
    /// Maximum wait for a connection; also the maximum wait for a lock in the database.
    pub wait: Duration,
    /// Maximum duration of a statement.
    pub answer: Duration,
}

impl Pool {
    /// Returns the settings for requests: when the database cannot be reached, does not respond or is
    /// locked, the caller gets a response within two seconds.
    pub const fn quick(connections: u32) -> Self {
        Self {
            connections,
            wait: Duration::from_millis(900),
            answer: Duration::from_millis(1_800),
        }
    }

    /// Returns the settings for commands and jobs, where no user waits for a page.
    pub const fn patient(connections: u32) -> Self {
        Self {
            connections,
            wait: Duration::from_secs(10),
            answer: PATIENCE,
        }
    }
}

/// Maximum duration of a statement where no user waits for a page.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

impl From<u32> for Pool {
    fn from(connections: u32) -> Self {
        Self::patient(connections)
    }
}

/// Opens connections to either engine with Besa's settings, for `besa migrate` (with the owner's URL)
/// and for tests that look at the tables.
///
/// # Errors
/// `Invalid` for another scheme, `Busy` when the database cannot be reached.
pub async fn connect(url: &str, pool: impl Into<Pool>) -> Result<(DatabaseConnection, Engine)> {
    let pool = pool.into();
    Ok(match Address::parse(url)? {
        Address::Sqlite(options) => (sqlite(options, &pool).await?, Engine::Sqlite),
        Address::Postgres(options) => (postgres(options, &pool).await?, Engine::Postgres),
    })
}

/// Returns the file of an SQLite database; `None` for PostgreSQL.
///
/// # Errors
/// `Invalid` for another scheme.
pub fn file(url: &str) -> Result<Option<PathBuf>> {
    Ok(match Address::parse(url)? {
        Address::Sqlite(options) => Some(options.get_filename().to_owned()),
        Address::Postgres(_) => None,
    })
}

/// The connection pools of a [`Db`](super::Db).
pub(super) struct Pools {
    /// For reading.
    pub(super) reads: DatabaseConnection,
    /// For changes. SQLite allows one writer at a time, so there it is a single connection: waiting
    /// writers then take no connection from readers.
    pub(super) writes: DatabaseConnection,
    /// For the readiness probe. On PostgreSQL it has a connection of its own, so that it does not wait
    /// behind requests.
    pub(super) probe: DatabaseConnection,
    pub(super) engine: Engine,
}

impl Pools {
    pub(super) async fn open(url: &str, pool: &Pool) -> Result<Self> {
        let one = Pool {
            connections: 1,
            ..*pool
        };
        match Address::parse(url)? {
            Address::Sqlite(options) => {
                let writes = sqlite(options.clone(), &one).await?;
                let reads = sqlite(options.pragma("query_only", "ON"), pool).await?;
                Ok(Self {
                    // Waits in the pool behind the other writers. On a connection of its own it might
                    // never get the lock, because SQLite has no queue of writers.
                    probe: writes.clone(),
                    writes,
                    reads,
                    engine: Engine::Sqlite,
                })
            }
            Address::Postgres(options) => {
                let reads = postgres(options.clone(), pool).await?;
                let probe = postgres_pool(&one).connect_lazy_with(options);
                Ok(Self {
                    writes: reads.clone(),
                    reads,
                    probe: SqlxPostgresConnector::from_sqlx_postgres_pool(probe),
                    engine: Engine::Postgres,
                })
            }
        }
    }
}

enum Address {
    Sqlite(SqliteConnectOptions),
    Postgres(PgConnectOptions),
}

impl Address {
    fn parse(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).map_err(Error::internal)?;
            return Ok(Self::Sqlite(options));
        }
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url).map_err(Error::internal)?;
            return Ok(Self::Postgres(options));
        }
        Err(Error::field("database_url", code::UNKNOWN_CHOICE))
    }
}

async fn sqlite(options: SqliteConnectOptions, pool: &Pool) -> Result<DatabaseConnection> {
    let options = options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged write is on the disk, not only in a cache.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(pool.wait)
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new()
        .max_connections(pool.connections)
        .acquire_timeout(pool.wait)
        // The connection was checked when it was released, and there is no network in between.
        .test_before_acquire(false)
        .after_release(|connection, _| settled(sqlite_is_clean(connection)))
        .connect_with(options)
        .await
        .map_err(unreachable)?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

async fn postgres(options: PgConnectOptions, pool: &Pool) -> Result<DatabaseConnection> {
    let pool = postgres_pool(pool).connect_with(options).await.map_err(unreachable)?;
    Ok(SqlxPostgresConnector::from_sqlx_postgres_pool(pool))
}

fn postgres_pool(pool: &Pool) -> PgPoolOptions {
    // With these timeouts the server cancels what the app no longer waits for. They are set with a
    // statement, because connection poolers refuse them in the start-up packet.
    let settings = format!(
        "SET lock_timeout = {}; SET statement_timeout = {}; SET idle_in_transaction_session_timeout = {}",
        pool.wait.as_millis(),
        PATIENCE.as_millis(),
        PATIENCE.as_millis(),
    );
    PgPoolOptions::new()
        .max_connections(pool.connections)
        .acquire_timeout(pool.wait)
        .after_connect(move |connection, _| {
            let settings = settings.clone();
            Box::pin(async move {
                connection.execute(sqlx::AssertSqlSafe(settings)).await?;
                Ok(())
            })
        })
        .after_release(|connection, _| settled(postgres_is_clean(connection)))
}

/// Runs the check of a released connection with a timeout. An error closes the connection.
fn settled<'c>(check: impl Future<Output = sqlx::Result<bool>> + Send + 'c) -> BoxFuture<'c, sqlx::Result<bool>> {
    Box::pin(async move {
        tokio::time::timeout(RELEASE, check)
            .await
            .unwrap_or(Err(sqlx::Error::PoolTimedOut))
    })
}

/// Checks that no transaction is open, neither in SQLite, which refuses `BEGIN` inside one, nor in the
/// driver, whose counter stays above zero when SQLite rolls back by itself (disk full, I/O error). The
/// next transaction on such a connection would be a savepoint that is never committed.
async fn sqlite_is_clean(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    connection.execute("BEGIN; ROLLBACK").await?;
    Ok(!connection.is_in_transaction())
}

/// Checks the same for PostgreSQL. After a cancelled `BEGIN`, a transaction may be open without the
/// driver knowing; its start is then earlier than that of the statement. In a failed transaction the
/// statement gives an error.
async fn postgres_is_clean(connection: &mut PgConnection) -> sqlx::Result<bool> {
    let row: PgRow = sqlx::raw_sql("SELECT now() = statement_timestamp()")
        .fetch_one(&mut *connection)
        .await?;
    Ok(row.try_get(0)? && !connection.is_in_transaction())
}

fn unreachable(error: sqlx::Error) -> Error {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))).into()
}

/// Waits for a response of the database, at most for the timeout `within`.
///
/// # Errors
/// A connection error of kind `TimedOut` after that.
pub(super) async fn answered<T>(
    within: Duration,
    work: impl Future<Output = Result<T, DbErr>> + Send,
) -> Result<T, DbErr> {
    let late = || std::io::Error::new(std::io::ErrorKind::TimedOut, "the database did not answer in time");
    tokio::time::timeout(within, work)
        .await
        .unwrap_or_else(|_| Err(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(late().into())))))
}

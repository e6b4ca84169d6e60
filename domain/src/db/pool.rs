//! Connection pools: how they are opened, how many connections they have, and their timeouts.

use super::dialect::Engine;
use super::writer::Writer;
use crate::error::{Error, Result, code};
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::sqlx::{self, Connection as _, Executor as _};
use sea_orm::{ConnAcquireErr, DatabaseConnection, DbErr, RuntimeErr, SqlxPostgresConnector, SqlxSqliteConnector};
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// A connection that was idle for longer is checked before it is used, since the server may have closed it. With
/// less, under load, the check would cost every request a round trip; then a lost connection costs one request a 503.
const IDLE: Duration = Duration::from_millis(10);

/// Maximum number of prepared statements that a connection keeps. On PostgreSQL they are in the server's memory,
/// and each that is missing costs a round trip.
const SQLITE_STATEMENTS: usize = 64;
const POSTGRES_STATEMENTS: usize = 256;

/// Page cache of an SQLite connection; SQLite takes a negative number as KiB. Besides, the system caches the file.
const PAGE_CACHE: &str = "-1024";

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
        Address::Sqlite(options) => {
            let opened = sqlite(sqlite_options(options, &pool), &pool).await?;
            (SqlxSqliteConnector::from_sqlx_sqlite_pool(opened), Engine::Sqlite)
        }
        Address::Postgres(options) => {
            let opened = postgres(options, &pool).await?;
            (SqlxPostgresConnector::from_sqlx_postgres_pool(opened), Engine::Postgres)
        }
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

/// The connections of a [`Db`](super::Db).
#[derive(Clone, Debug)]
pub(super) enum Pools {
    Sqlite {
        reads: SqlitePool,
        /// SQLite allows one writer at a time, so there is one connection for changes, with a queue. The
        /// readiness probe waits in it too.
        writer: Writer,
    },
    Postgres {
        pool: PgPool,
        /// For the readiness probe: a connection of its own, so that it does not wait behind requests.
        probe: PgPool,
    },
}

impl Pools {
    pub(super) async fn open(url: &str, pool: &Pool) -> Result<Self> {
        Ok(match Address::parse(url)? {
            Address::Sqlite(options) => {
                let options = sqlite_options(options, pool);
                Self::Sqlite {
                    // Opened first: it creates the file.
                    writer: Writer::open(options.clone(), pool.wait).await?,
                    reads: sqlite(options.pragma("query_only", "ON"), pool).await?,
                }
            }
            Address::Postgres(options) => {
                let one = Pool {
                    connections: 1,
                    ..*pool
                };
                Self::Postgres {
                    probe: postgres_pool(&one).connect_lazy_with(postgres_options(options.clone())),
                    pool: postgres(options, pool).await?,
                }
            }
        })
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

fn sqlite_options(options: SqliteConnectOptions, pool: &Pool) -> SqliteConnectOptions {
    options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged write is on the disk, not only in a cache.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(pool.wait)
        .foreign_keys(true)
        .statement_cache_capacity(SQLITE_STATEMENTS)
        .pragma("cache_size", PAGE_CACHE)
}

/// Opens the writing connection of an SQLite database alone.
#[cfg(test)]
pub(super) async fn sqlite_writer(url: &str, pool: &Pool) -> Result<Writer> {
    match Address::parse(url)? {
        Address::Sqlite(options) => Ok(Writer::open(sqlite_options(options, pool), pool.wait).await?),
        Address::Postgres(_) => Err(Error::field("database_url", code::UNKNOWN_CHOICE)),
    }
}

async fn sqlite(options: SqliteConnectOptions, pool: &Pool) -> Result<SqlitePool> {
    SqlitePoolOptions::new()
        .max_connections(pool.connections)
        .acquire_timeout(pool.wait)
        // It was checked when it was released, and there is no network in between.
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(|error| connection_error(error).into())
}

fn postgres_options(options: PgConnectOptions) -> PgConnectOptions {
    options.statement_cache_capacity(POSTGRES_STATEMENTS)
}

async fn postgres(options: PgConnectOptions, pool: &Pool) -> Result<PgPool> {
    postgres_pool(pool)
        .connect_with(postgres_options(options))
        .await
        .map_err(|error| connection_error(error).into())
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
        .test_before_acquire(false)
        .before_acquire(|connection, state| {
            Box::pin(async move {
                if state.idle_for >= IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(move |connection, _| {
            let settings = settings.clone();
            Box::pin(async move {
                connection.execute(sqlx::AssertSqlSafe(settings)).await?;
                Ok(())
            })
        })
}

/// Returns the error of a connection that cannot be opened or taken from its pool.
pub(super) fn connection_error(error: sqlx::Error) -> DbErr {
    if matches!(error, sqlx::Error::PoolTimedOut) {
        return DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
    }
    if matches!(error, sqlx::Error::PoolClosed) {
        return DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed);
    }
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
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

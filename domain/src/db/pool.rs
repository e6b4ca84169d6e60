//! Pools of connections: how they are opened, how long anything waits for them, and when a
//! connection may be used again.

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

/// How long a connection that is given back may take to show that it can be used again.
const RELEASE: Duration = Duration::from_secs(1);

/// How many connections there may be, and how long anything waits.
#[derive(Debug, Clone, Copy)]
pub struct Pool {
    /// Most connections.
    pub connections: u32,
    /// The longest wait for a connection, and again for a lock in the database.
    pub wait: Duration,
    /// The longest wait for the answer to one statement.
    pub answer: Duration,
}

impl Pool {
    /// For requests: whoever asks while the database is away, hangs or is locked has an answer
    /// within two seconds.
    pub const fn quick(connections: u32) -> Self {
        Self {
            connections,
            wait: Duration::from_millis(900),
            answer: Duration::from_millis(1_800),
        }
    }

    /// For commands and jobs, where nobody waits for a page.
    pub const fn patient(connections: u32) -> Self {
        Self {
            connections,
            wait: Duration::from_secs(10),
            answer: PATIENCE,
        }
    }
}

/// How long a statement may take where nobody waits for a page.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

impl From<u32> for Pool {
    fn from(connections: u32) -> Self {
        Self::patient(connections)
    }
}

/// Connections of either engine, as Besa sets them up, for `besa migrate` (with the owner's address)
/// and for looking underneath in tests.
///
/// # Errors
/// `Invalid` for an address of another kind, `Busy` while the database cannot be reached.
pub async fn connect(url: &str, pool: impl Into<Pool>) -> Result<(DatabaseConnection, Engine)> {
    let pool = pool.into();
    Ok(match Address::parse(url)? {
        Address::Sqlite(options) => (sqlite(options, &pool).await?, Engine::Sqlite),
        Address::Postgres(options) => (postgres(options, &pool).await?, Engine::Postgres),
    })
}

/// The file of an SQLite database; none for PostgreSQL.
///
/// # Errors
/// `Invalid` for an address of another kind.
pub fn file(url: &str) -> Result<Option<PathBuf>> {
    Ok(match Address::parse(url)? {
        Address::Sqlite(options) => Some(options.get_filename().to_owned()),
        Address::Postgres(_) => None,
    })
}

/// The connections behind a [`Db`](super::Db).
pub(super) struct Pools {
    /// For reading.
    pub(super) reads: DatabaseConnection,
    /// For changes. SQLite takes one writer at a time: there it is one connection, so that those
    /// who wait for their turn keep no connection from readers.
    pub(super) writes: DatabaseConnection,
    /// For the probe of readiness, which must not wait behind requests.
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
                    // In line with the other writers: SQLite itself would not let it have a turn.
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
        // An acknowledged write is on the disk, not only in its cache.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(pool.wait)
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new()
        .max_connections(pool.connections)
        .acquire_timeout(pool.wait)
        // It was checked when it was given back, and no network lies between.
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
    // The server ends what nobody waits for any more. Set by a statement, not in the start-up
    // packet, which connection poolers refuse.
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

/// A connection that does not answer in time is closed, not kept.
fn settled<'c>(check: impl Future<Output = sqlx::Result<bool>> + Send + 'c) -> BoxFuture<'c, sqlx::Result<bool>> {
    Box::pin(async move {
        tokio::time::timeout(RELEASE, check)
            .await
            .unwrap_or(Err(sqlx::Error::PoolTimedOut))
    })
}

/// Whether no transaction is open: for SQLite, which refuses `BEGIN` within one, and for the driver,
/// whose count stays behind when SQLite rolled back by itself (disk full, I/O error). The next
/// transaction on such a connection would be a savepoint that nobody commits.
async fn sqlite_is_clean(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    connection.execute("BEGIN; ROLLBACK").await?;
    Ok(!connection.is_in_transaction())
}

/// The same for PostgreSQL. A `BEGIN` that nobody waited for is open without the driver's
/// knowledge: there the transaction began before the statement did. One that failed refuses to
/// answer.
async fn postgres_is_clean(connection: &mut PgConnection) -> sqlx::Result<bool> {
    let row: PgRow = sqlx::raw_sql("SELECT now() = statement_timestamp()")
        .fetch_one(&mut *connection)
        .await?;
    Ok(row.try_get(0)? && !connection.is_in_transaction())
}

fn unreachable(error: sqlx::Error) -> Error {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))).into()
}

/// Waits for an answer of the database, and not for longer.
pub(super) async fn answered<T>(
    within: Duration,
    work: impl Future<Output = Result<T, DbErr>> + Send,
) -> Result<T, DbErr> {
    let late = || std::io::Error::new(std::io::ErrorKind::TimedOut, "the database did not answer in time");
    tokio::time::timeout(within, work)
        .await
        .unwrap_or_else(|_| Err(DbErr::Conn(RuntimeErr::SqlxError(Arc::new(late().into())))))
}

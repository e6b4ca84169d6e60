//! The only owner of a database connection. Nothing outside this crate can reach it, and inside
//! it only a [`Permit`] opens it.

mod dialect;
pub(crate) mod entity;
mod scoped;
mod shared;
mod tx;

pub use dialect::Engine;
pub(crate) use scoped::{Rows, Scoped, TenantOwned};
pub(crate) use shared::{Platform, Shared, commit, within};
pub(crate) use tx::{Tx, revision};

use crate::access::{Action, Permit};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::ids::Ids;
use crate::ports::Doorbell;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, IsolationLevel, SqliteTransactionMode, SqlxPostgresConnector,
    SqlxSqliteConnector, Statement, TransactionOptions, TransactionTrait,
};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// The database, with what every use-case needs beside it.
#[derive(Clone, Debug)]
pub struct Db {
    connection: DatabaseConnection,
    engine: Engine,
    clock: Clock,
    ids: Ids,
    doorbell: Arc<dyn Doorbell>,
}

impl Db {
    /// Connects. The address picks the engine: `sqlite:` or `postgres:`.
    ///
    /// # Errors
    /// `Invalid` for an address of another kind, `Internal` when the database cannot be reached.
    pub async fn connect(url: &str, most: u32, clock: Clock, ids: Ids, doorbell: Arc<dyn Doorbell>) -> Result<Self> {
        let (connection, engine) = connect(url, most).await?;
        Ok(Self {
            connection,
            engine,
            clock,
            ids,
            doorbell,
        })
    }

    /// The same database, which tells each statement that it runs: how often a page asks can then be
    /// counted.
    pub fn watched(mut self, tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.connection
            .set_metric_callback(move |info| tell(&info.statement.sql));
        self
    }

    /// The same database at another time, for telling the example city's history.
    pub fn at(&self, clock: Clock) -> Self {
        Self { clock, ..self.clone() }
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The ids.
    pub fn ids(&self) -> &Ids {
        &self.ids
    }

    /// Rings when there is work.
    pub fn doorbell(&self) -> &Arc<dyn Doorbell> {
        &self.doorbell
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Whether the database answers, for readiness.
    ///
    /// # Errors
    /// `Busy` or `Internal` when it does not.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.connection.ping().await?)
    }

    /// Closes every connection. On SQLite the file alone then holds everything.
    ///
    /// # Errors
    /// The database's own.
    pub async fn close(&self) -> Result<()> {
        Ok(self.connection.close_by_ref().await?)
    }

    /// Whether the app connects with more rights than it should have: as superuser, past row-level
    /// security, or as the tables' owner. Always `false` on SQLite, which has no roles.
    ///
    /// # Errors
    /// The database's own.
    pub async fn is_overpowered(&self) -> Result<bool> {
        dialect::is_overpowered(&self.connection, self.engine).await
    }

    /// Opens a city for reading: one transaction for all queries of a page.
    pub(crate) async fn read<A: Action>(&self, permit: &Permit<A>) -> Result<Scoped> {
        #[expect(clippy::disallowed_methods, reason = "the one place where reading begins")]
        let transaction = self
            .connection
            .begin_with_options(TransactionOptions {
                isolation_level: self.engine.is_postgres().then_some(IsolationLevel::RepeatableRead),
                access_mode: self.engine.is_postgres().then_some(AccessMode::ReadOnly),
                sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
            })
            .await?;
        Scoped::open(transaction, self.engine, permit.tenant(), permit.audience()).await
    }

    /// Opens a city for one change. Its head row is locked first, so that changes of one city
    /// follow one another and the log cannot fork.
    pub(crate) async fn begin<A: Action>(&self, permit: &Permit<A>) -> Result<Tx> {
        let transaction = self.begin_immediate().await?;
        let scoped = Scoped::open(transaction, self.engine, permit.tenant(), permit.audience()).await?;
        Tx::open(scoped, self.clone(), permit.actor()).await
    }

    /// The platform's tables, outside a transaction.
    pub(crate) fn platform(&self) -> Platform<'_, DatabaseConnection> {
        Platform::new(&self.connection)
    }

    /// A transaction over the platform's tables alone.
    pub(crate) async fn begin_platform(&self) -> Result<DatabaseTransaction> {
        self.begin_immediate().await
    }

    async fn begin_immediate(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        #[expect(clippy::disallowed_methods, reason = "the one place where writing begins")]
        let transaction = self.connection.begin_with_options(options).await?;
        Ok(transaction)
    }

    /// A raw statement of the queue, which is written once for both engines.
    pub(crate) fn statement(&self, sql: &str, values: Vec<sea_orm::Value>) -> Statement {
        Statement::from_sql_and_values(self.connection.get_database_backend(), sql, values)
    }

    /// The queue leases and settles with short statements of its own, across cities.
    pub(crate) fn queue(&self) -> &DatabaseConnection {
        &self.connection
    }
}

/// A connection of either engine, as Besa sets it up. `besa migrate` uses it with the owner's
/// address.
///
/// # Errors
/// `Invalid` for an address of another kind, `Internal` when the database cannot be reached.
pub async fn connect(url: &str, most: u32) -> Result<(DatabaseConnection, Engine)> {
    let acquire = Duration::from_secs(5);
    if url.starts_with("sqlite:") {
        let options = SqliteConnectOptions::from_str(url)
            .map_err(Error::internal)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged write is on the disk, not only in its cache.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(acquire)
            .foreign_keys(true);
        let pool = SqlitePoolOptions::new()
            .max_connections(most)
            .acquire_timeout(acquire)
            .connect_with(options)
            .await
            .map_err(Error::internal)?;
        return Ok((SqlxSqliteConnector::from_sqlx_sqlite_pool(pool), Engine::Sqlite));
    }
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let options = PgConnectOptions::from_str(url).map_err(Error::internal)?;
        let pool = PgPoolOptions::new()
            .max_connections(most)
            .acquire_timeout(acquire)
            .connect_with(options)
            .await
            .map_err(Error::internal)?;
        return Ok((SqlxPostgresConnector::from_sqlx_postgres_pool(pool), Engine::Postgres));
    }
    Err(Error::field("database_url", crate::error::code::UNKNOWN_CHOICE))
}

//! The only module that opens database connections. Inside this crate, only a [`Permit`] opens a
//! connection to a city; outside it, only migrations and tests open connections, with [`connect`].

mod connection;
mod dialect;
mod fault;
pub(crate) mod head;
mod joined;
mod page;
mod pool;
mod probe;
mod scoped;
mod session;
mod shared;
mod table;
#[cfg(test)]
mod tests;
mod transaction;
mod tx;
mod writer;

pub(crate) use connection::Connection;
pub use dialect::Engine;
pub(crate) use joined::joined;
pub use pool::{Pool, connect, file};
pub(crate) use scoped::{Rows, Scoped};
pub(crate) use shared::{Platform, commit, within};
pub(crate) use table::{Shared, TenantOwned, owned, related, shared};
pub(crate) use transaction::Transaction;
pub use tx::GENESIS;
pub(crate) use tx::{Tx, lock, revisions};

use crate::access::{Action, Permit};
use crate::clock::Clock;
use crate::error::Result;
use crate::ids::Ids;
use crate::ports::Doorbell;
use probe::Probe;
use sea_orm::{ConnectionTrait as _, Statement};
use std::sync::Arc;

/// Maximum number of rows or files that one statement handles.
pub(crate) const BATCH: u64 = 500;

/// The database, with the clock, ids and doorbell that every use case needs.
#[derive(Clone, Debug)]
pub struct Db {
    connection: Connection,
    probe: Probe,
    clock: Clock,
    ids: Ids,
    doorbell: Arc<dyn Doorbell>,
}

impl Db {
    /// Connects to the database. The scheme of the URL selects the engine: `sqlite:` or `postgres:`.
    ///
    /// # Errors
    /// `Invalid` for another scheme, `Busy` when the database cannot be reached, `Internal` when it
    /// refuses the login.
    pub async fn connect(
        url: &str,
        pool: impl Into<Pool>,
        clock: Clock,
        ids: Ids,
        doorbell: Arc<dyn Doorbell>,
    ) -> Result<Self> {
        Ok(Self {
            connection: Connection::open(url, pool.into()).await?,
            probe: Probe::default(),
            clock,
            ids,
            doorbell,
        })
    }

    /// Returns the same database, which calls `tell` with the SQL of each statement, so that the
    /// queries of a page can be counted.
    pub fn on_statement(mut self, tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.connection = self.connection.on_statement(tell);
        self
    }

    /// Returns the same database for work that no user waits for: a statement may take up to 60 seconds.
    pub fn with_long_timeout(mut self) -> Self {
        self.connection = self.connection.patient();
        self
    }

    /// Returns the same database for one page: all its reads are in one transaction, which ends with
    /// the last clone of this value, or before a change.
    pub fn page(&self) -> Self {
        Self {
            connection: self.connection.page(),
            ..self.clone()
        }
    }

    /// Releases the connection of a [`page`](Self::page), before the page waits for something else.
    pub async fn release_page(&self) {
        self.connection.release_page().await;
    }

    /// Returns the same database with another clock, for creating the history of the example city.
    pub fn at(&self, clock: Clock) -> Self {
        Self { clock, ..self.clone() }
    }

    /// Returns the clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Returns the generator of ids.
    pub fn ids(&self) -> &Ids {
        &self.ids
    }

    /// Returns the doorbell, which wakes workers when there are jobs.
    pub fn doorbell(&self) -> &Arc<dyn Doorbell> {
        &self.doorbell
    }

    /// Returns whether this process hears of every change of a city: from the doorbell or, on SQLite, because it
    /// makes them itself.
    pub(crate) fn hears_of_changes(&self) -> bool {
        self.engine() == Engine::Sqlite || self.doorbell.hears()
    }

    /// Returns the engine.
    pub fn engine(&self) -> Engine {
        self.connection.engine()
    }

    /// Checks that the database accepts writes, for the readiness probe: writes and removes a row, at
    /// most once a second. A failure is logged once, and so is the recovery.
    ///
    /// # Errors
    /// `Busy` when the disk is full, the database is read-only, does not respond or cannot be reached,
    /// or a lock is held for too long; other database errors.
    pub async fn takes_changes(&self) -> Result<()> {
        self.probe.run(&self.connection, self.ids.next()).await
    }

    /// Closes every connection. On SQLite the database file alone then holds all data.
    ///
    /// # Errors
    /// Database errors.
    pub async fn close(&self) -> Result<()> {
        Ok(self.connection.close().await?)
    }

    /// Checks whether the app connects with more rights than it should have: as superuser, with bypass
    /// of row-level security, or as owner of a table. Always `false` on SQLite, which has no roles.
    ///
    /// # Errors
    /// Database errors.
    pub async fn is_overpowered(&self) -> Result<bool> {
        dialect::is_overpowered(&self.connection).await
    }

    /// Opens a city for reading, in the page's transaction or in one of its own.
    pub(crate) async fn read<A: Action>(&self, permit: &Permit<A>) -> Result<Scoped> {
        let transaction = self.connection.read_in(permit.tenant()).await?;
        Ok(self.scoped(transaction, permit))
    }

    /// Begins one change of a city, without the actor's name yet: see `begin` in `accounts`.
    pub(crate) async fn unsigned<A: Action>(&self, permit: &Permit<A>) -> Result<Tx> {
        let transaction = self.connection.begin_write(Some(permit.tenant())).await?;
        Tx::open(self.scoped(transaction, permit), self.clone(), permit.actor()).await
    }

    fn scoped<A: Action>(&self, transaction: Transaction, permit: &Permit<A>) -> Scoped {
        Scoped::new(transaction, self.engine(), permit.tenant(), permit.audience())
    }

    /// Returns the platform's tables, outside a transaction.
    pub(crate) fn platform(&self) -> Platform<'_, Connection> {
        Platform::new(&self.connection)
    }

    /// Begins a transaction for the platform's tables only.
    pub(crate) async fn begin_platform(&self) -> Result<Transaction> {
        Ok(self.connection.begin_write(None).await?)
    }

    /// Builds a raw statement of the job queue; its SQL is the same for both engines.
    pub(crate) fn statement(&self, sql: &str, values: Vec<sea_orm::Value>) -> Statement {
        Statement::from_sql_and_values(self.connection.get_database_backend(), sql, values)
    }

    /// Returns the connection for the job queue, which leases and settles jobs of all cities with short
    /// statements.
    pub(crate) fn queue(&self) -> &Connection {
        &self.connection
    }
}

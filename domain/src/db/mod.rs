//! The only owner of a database connection. Nothing outside this crate can reach it, and inside
//! it only a [`Permit`] opens it.

mod connection;
mod dialect;
pub(crate) mod head;
mod page;
mod pool;
mod probe;
mod scoped;
mod shared;
mod table;
#[cfg(test)]
mod tests;
mod transaction;
mod tx;

pub(crate) use connection::Connection;
pub use dialect::Engine;
pub use pool::{Pool, connect, file};
pub(crate) use scoped::{Rows, Scoped};
pub(crate) use shared::{Platform, commit, within};
pub(crate) use table::{Shared, TenantOwned, owned, related, shared};
pub(crate) use transaction::Transaction;
pub use tx::GENESIS;
pub(crate) use tx::{Tx, locked_head, revisions};

use crate::access::{Action, Permit};
use crate::clock::Clock;
use crate::error::Result;
use crate::ids::Ids;
use crate::ports::Doorbell;
use probe::Probe;
use sea_orm::{ConnectionTrait as _, Statement};
use std::sync::Arc;

/// Most rows or files that one statement is about.
pub(crate) const BATCH: u64 = 500;

/// The database, with what every use-case needs beside it.
#[derive(Clone, Debug)]
pub struct Db {
    connection: Connection,
    probe: Probe,
    clock: Clock,
    ids: Ids,
    doorbell: Arc<dyn Doorbell>,
}

impl Db {
    /// Connects. The address picks the engine: `sqlite:` or `postgres:`.
    ///
    /// # Errors
    /// `Invalid` for an address of another kind, `Busy` while the database cannot be reached,
    /// `Internal` when it does not let the app in.
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

    /// The same database, which tells each statement that it runs: how often a page asks can then be
    /// counted.
    pub fn watched(mut self, tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.connection = self.connection.watched(tell);
        self
    }

    /// The same database for work that nobody waits for: a statement may take a minute.
    pub fn patient(mut self) -> Self {
        self.connection = self.connection.patient();
        self
    }

    /// The same database for one page: all that it reads is read in one transaction, which ends with
    /// the last clone of this, or before a change.
    pub fn page(&self) -> Self {
        Self {
            connection: self.connection.page(),
            ..self.clone()
        }
    }

    /// Gives back the connection of a [`page`](Self::page), before something else is waited for.
    pub async fn rest(&self) {
        self.connection.rest().await;
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
        self.connection.engine()
    }

    /// Whether the database takes changes, for readiness: a row is written and removed, at most once
    /// a second. A failure is logged once, and so is the recovery.
    ///
    /// # Errors
    /// `Busy` when the disk is full, the database only reads, hangs or is away, or a lock is held
    /// for too long; the database's own otherwise.
    pub async fn takes_changes(&self) -> Result<()> {
        self.probe.run(&self.connection, self.ids.next()).await
    }

    /// Closes every connection. On SQLite the file alone then holds everything.
    ///
    /// # Errors
    /// The database's own.
    pub async fn close(&self) -> Result<()> {
        Ok(self.connection.close().await?)
    }

    /// Whether the app connects with more rights than it should have: as superuser, past row-level
    /// security, or as the tables' owner. Always `false` on SQLite, which has no roles.
    ///
    /// # Errors
    /// The database's own.
    pub async fn is_overpowered(&self) -> Result<bool> {
        dialect::is_overpowered(&self.connection).await
    }

    /// Opens a city for reading, in the page's transaction or in one of its own.
    pub(crate) async fn read<A: Action>(&self, permit: &Permit<A>) -> Result<Scoped> {
        let transaction = self.connection.read_in(permit.tenant()).await?;
        Ok(self.scoped(transaction, permit))
    }

    /// Opens a city for one change that does not say yet who makes it: see `begin` in `accounts`.
    pub(crate) async fn unsigned<A: Action>(&self, permit: &Permit<A>) -> Result<Tx> {
        let transaction = self.connection.begin_write().await?.within(permit.tenant()).await?;
        Tx::open(self.scoped(transaction, permit), self.clone(), permit.actor()).await
    }

    fn scoped<A: Action>(&self, transaction: Transaction, permit: &Permit<A>) -> Scoped {
        Scoped::new(transaction, self.engine(), permit.tenant(), permit.audience())
    }

    /// The platform's tables, outside a transaction.
    pub(crate) fn platform(&self) -> Platform<'_, Connection> {
        Platform::new(&self.connection)
    }

    /// A transaction over the platform's tables alone.
    pub(crate) async fn begin_platform(&self) -> Result<Transaction> {
        Ok(self.connection.begin_write().await?)
    }

    /// A raw statement of the queue, which is written once for both engines.
    pub(crate) fn statement(&self, sql: &str, values: Vec<sea_orm::Value>) -> Statement {
        Statement::from_sql_and_values(self.connection.get_database_backend(), sql, values)
    }

    /// The queue leases and settles with short statements of its own, across cities.
    pub(crate) fn queue(&self) -> &Connection {
        &self.connection
    }
}

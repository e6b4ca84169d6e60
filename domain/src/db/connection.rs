//! The database outside an explicit transaction. A statement that writes still gets a transaction of
//! its own: the driver returns the row of `… RETURNING` before the statement is finished, and does not
//! report an error when the commit at its end fails.

use super::dialect::Engine;
use super::page::PageTransaction;
use super::pool::{PATIENCE, Pool, Pools, answered};
use super::transaction::Transaction;
use crate::error::Result;
use crate::ids::TenantId;
use async_trait::async_trait;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, IsolationLevel, QueryResult,
    SqliteTransactionMode, Statement, TransactionOptions,
};
use std::sync::Arc;
use std::time::Duration;

/// The connection pools of a database, and the timeout of a statement.
#[derive(Clone, Debug)]
pub(crate) struct Connection {
    reads: DatabaseConnection,
    writes: DatabaseConnection,
    probe: DatabaseConnection,
    engine: Engine,
    answer: Duration,
    /// The transaction in which a page reads; `None` outside a page.
    page: Option<Arc<PageTransaction>>,
}

impl Connection {
    pub(super) async fn open(url: &str, pool: Pool) -> Result<Self> {
        let Pools {
            reads,
            writes,
            probe,
            engine,
        } = Pools::open(url, &pool).await?;
        Ok(Self {
            reads,
            writes,
            probe,
            engine,
            answer: pool.answer,
            page: None,
        })
    }

    pub(super) fn engine(&self) -> Engine {
        self.engine
    }

    /// Returns the same pools with the long timeout, for work that no user waits for.
    pub(super) fn patient(self) -> Self {
        Self {
            answer: PATIENCE,
            ..self
        }
    }

    /// Returns the same pools for one page.
    pub(super) fn page(&self) -> Self {
        Self {
            page: Some(Arc::default()),
            ..self.clone()
        }
    }

    /// Releases the connection of a page.
    pub(super) async fn release_page(&self) {
        if let Some(page) = &self.page {
            page.end().await;
        }
    }

    /// Closes every connection. On SQLite the write-ahead log is then merged into the database file.
    pub(super) async fn close(&self) -> Result<(), DbErr> {
        self.reads.close_by_ref().await?;
        self.probe.close_by_ref().await?;
        self.writes.close_by_ref().await
    }

    /// Calls `tell` with the SQL of each statement that runs.
    pub(super) fn on_statement(mut self, tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
        let tell = Arc::new(tell);
        for connection in [&mut self.reads, &mut self.writes] {
            let tell = Arc::clone(&tell);
            connection.set_metric_callback(move |info| tell(&info.statement.sql));
        }
        self
    }

    /// Begins a read-only transaction, which sees one snapshot of the database.
    pub(super) async fn begin_read(&self) -> Result<Transaction, DbErr> {
        let options = TransactionOptions {
            isolation_level: self.engine.is_postgres().then_some(IsolationLevel::RepeatableRead),
            access_mode: self.engine.is_postgres().then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
        };
        Transaction::begin(&self.reads, self.answer, options).await
    }

    /// Returns the page's transaction in a city; outside a page, begins a transaction.
    pub(super) async fn read_in(&self, tenant: TenantId) -> Result<Transaction, DbErr> {
        let begin = async { self.begin_read().await?.within(tenant).await };
        match &self.page {
            Some(page) => page.transaction(tenant, begin).await,
            None => begin.await,
        }
    }

    /// Begins a transaction that writes. It ends the page's read transaction first, so that later reads
    /// see the change.
    pub(super) async fn begin_write(&self) -> Result<Transaction, DbErr> {
        self.release_page().await;
        Transaction::begin(&self.writes, self.answer, IMMEDIATE).await
    }

    /// Returns the page's transaction if it has begun.
    async fn held(&self) -> Option<Transaction> {
        self.page.as_ref()?.held().await
    }

    /// Begins a transaction that writes, on the connection reserved for the readiness probe.
    pub(super) async fn begin_probe(&self) -> Result<Transaction, DbErr> {
        Transaction::begin(&self.probe, self.answer, IMMEDIATE).await
    }
}

const IMMEDIATE: TransactionOptions = TransactionOptions {
    isolation_level: None,
    access_mode: None,
    sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
};

/// Checks whether a statement only reads.
fn only_reads(statement: &Statement) -> bool {
    let verb = statement.sql.trim_start().get(..6);
    verb.is_some_and(|verb| verb.eq_ignore_ascii_case("select"))
}

#[async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        self.reads.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let transaction = self.begin_write().await?;
        let done = transaction.execute_raw(statement).await?;
        transaction.commit().await?;
        Ok(done)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let transaction = self.begin_write().await?;
        let done = transaction.execute_unprepared(sql).await?;
        transaction.commit().await?;
        Ok(done)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        if only_reads(&statement) {
            return match self.held().await {
                Some(transaction) => transaction.query_one_raw(statement).await,
                None => answered(self.answer, self.reads.query_one_raw(statement)).await,
            };
        }
        let transaction = self.begin_write().await?;
        let found = transaction.query_one_raw(statement).await?;
        transaction.commit().await?;
        Ok(found)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        if only_reads(&statement) {
            return match self.held().await {
                Some(transaction) => transaction.query_all_raw(statement).await,
                None => answered(self.answer, self.reads.query_all_raw(statement)).await,
            };
        }
        let transaction = self.begin_write().await?;
        let found = transaction.query_all_raw(statement).await?;
        transaction.commit().await?;
        Ok(found)
    }
}

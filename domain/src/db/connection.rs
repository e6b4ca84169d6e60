//! The database outside an explicit transaction. A statement that writes still gets a transaction of
//! its own: the driver returns the row of `… RETURNING` before the statement is finished, and does not
//! report an error when the commit at its end fails.

use super::dialect::Engine;
use super::page::PageTransaction;
use super::pool::{PATIENCE, Pool, Pools, answered, connection_error};
use super::session::{Lease, Observer, Session};
use super::transaction::Transaction;
use crate::error::Result;
use crate::ids::TenantId;
use async_trait::async_trait;
use futures_util::future::BoxFuture;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use std::sync::Arc;
use std::time::Duration;

/// The connection pools of a database, and the timeout of a statement.
#[derive(Clone, Debug)]
pub(crate) struct Connection {
    pools: Pools,
    answer: Duration,
    observer: Option<Observer>,
    /// The transaction in which a page reads; `None` outside a page.
    page: Option<Arc<PageTransaction>>,
}

/// The beginning of a transaction. It is on the heap because every use case awaits it, often several times.
type Begin<'c> = BoxFuture<'c, Result<Transaction, DbErr>>;

impl Connection {
    pub(super) async fn open(url: &str, pool: Pool) -> Result<Self> {
        Ok(Self {
            pools: Pools::open(url, &pool).await?,
            answer: pool.answer,
            observer: None,
            page: None,
        })
    }

    pub(super) fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres { .. } => Engine::Postgres,
        }
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
        match &self.pools {
            Pools::Sqlite { reads, writer } => {
                reads.close().await;
                writer.close().await
            }
            Pools::Postgres { pool, probe } => {
                pool.close().await;
                probe.close().await;
                Ok(())
            }
        }
    }

    /// Calls `tell` with the SQL of each statement that runs, but for those that begin and end transactions.
    pub(super) fn on_statement(self, tell: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self {
            observer: Some(Observer(Arc::new(tell))),
            ..self
        }
    }

    /// Borrows a connection for reading.
    async fn borrow(&self) -> Result<Session, DbErr> {
        Ok(self.session(match &self.pools {
            Pools::Sqlite { reads, .. } => Lease::Sqlite(reads.acquire().await.map_err(connection_error)?),
            Pools::Postgres { pool, .. } => Lease::Postgres(pool.acquire().await.map_err(connection_error)?),
        }))
    }

    fn session(&self, lease: Lease) -> Session {
        Session::new(lease, self.answer, self.observer.clone())
    }

    /// Begins a transaction on a borrowed connection, with one round trip. The timeout is for both.
    async fn begin(
        &self,
        borrow: impl Future<Output = Result<Session, DbErr>> + Send,
        begin: &str,
        tenant: Option<TenantId>,
    ) -> Result<Transaction, DbErr> {
        let sql = match tenant {
            // Row-level security reads this setting, which ends with the transaction. An id has no quotes.
            Some(tenant) if self.engine().is_postgres() => format!("{begin}; SET LOCAL app.tenant = '{tenant}'"),
            _ => begin.to_owned(),
        };
        let begun = async {
            let mut session = borrow.await?;
            session.begin(sql).await?;
            Ok(Transaction::new(self.get_database_backend(), session))
        };
        answered(self.answer, begun).await
    }

    /// Begins a read-only transaction, which sees one snapshot of the database; on PostgreSQL with the rows of a
    /// city.
    pub(super) fn begin_read(&self, tenant: Option<TenantId>) -> Begin<'_> {
        let begin = match self.engine() {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        };
        Box::pin(self.begin(self.borrow(), begin, tenant))
    }

    /// Returns the page's transaction in a city; outside a page, begins a transaction.
    pub(super) async fn read_in(&self, tenant: TenantId) -> Result<Transaction, DbErr> {
        let begin = self.begin_read(Some(tenant));
        match &self.page {
            Some(page) => page.transaction(tenant, begin).await,
            None => begin.await,
        }
    }

    /// Begins a transaction that writes; on PostgreSQL with the rows of a city. It ends the page's read transaction
    /// first, so that later reads see the change.
    pub(super) fn begin_write(&self, tenant: Option<TenantId>) -> Begin<'_> {
        Box::pin(async move {
            self.release_page().await;
            match &self.pools {
                Pools::Sqlite { .. } => self.begin_probe().await,
                Pools::Postgres { .. } => Box::pin(self.begin(self.borrow(), "BEGIN", tenant)).await,
            }
        })
    }

    /// Returns the page's transaction if it has begun.
    async fn held(&self) -> Option<Transaction> {
        self.page.as_ref()?.held().await
    }

    /// Begins a transaction that writes; on PostgreSQL on the connection reserved for the readiness probe.
    pub(super) fn begin_probe(&self) -> Begin<'_> {
        Box::pin(async move {
            match &self.pools {
                Pools::Sqlite { writer, .. } => {
                    let turn = answered(self.answer, writer.begin()).await?;
                    Ok(Transaction::new(DbBackend::Sqlite, self.session(Lease::Change(turn))))
                }
                Pools::Postgres { probe, .. } => {
                    let borrow = async {
                        let lease = Lease::Postgres(probe.acquire().await.map_err(connection_error)?);
                        Ok(self.session(lease))
                    };
                    Box::pin(self.begin(borrow, "BEGIN", None)).await
                }
            }
        })
    }
}

/// Checks whether a statement only reads.
fn only_reads(statement: &Statement) -> bool {
    let verb = statement.sql.trim_start().get(..6);
    verb.is_some_and(|verb| verb.eq_ignore_ascii_case("select"))
}

#[async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        match self.engine() {
            Engine::Sqlite => DbBackend::Sqlite,
            Engine::Postgres => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let transaction = self.begin_write(None).await?;
        let done = transaction.execute_raw(statement).await?;
        transaction.commit().await?;
        Ok(done)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let transaction = self.begin_write(None).await?;
        let done = transaction.execute_unprepared(sql).await?;
        transaction.commit().await?;
        Ok(done)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        if only_reads(&statement) {
            return match self.held().await {
                Some(transaction) => transaction.query_one_raw(statement).await,
                None => answered(self.answer, async { self.borrow().await?.query_one(statement).await }).await,
            };
        }
        let transaction = self.begin_write(None).await?;
        let found = transaction.query_one_raw(statement).await?;
        transaction.commit().await?;
        Ok(found)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        if only_reads(&statement) {
            return match self.held().await {
                Some(transaction) => transaction.query_all_raw(statement).await,
                None => answered(self.answer, async { self.borrow().await?.query_all(statement).await }).await,
            };
        }
        let transaction = self.begin_write(None).await?;
        let found = transaction.query_all_raw(statement).await?;
        transaction.commit().await?;
        Ok(found)
    }
}

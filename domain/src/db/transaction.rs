//! One transaction. After a statement failed or was cancelled, it runs no further statement and is not
//! committed: SQLite may have rolled back by itself, and PostgreSQL answers such a commit with a
//! rollback and no error.

use super::session::Session;
use crate::error::Result;
use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use std::sync::Arc;
use tokio::sync::Mutex;

/// An open transaction. Dropping its last clone rolls it back.
#[derive(Debug, Clone)]
pub(crate) struct Transaction {
    backend: DbBackend,
    /// The lock makes statements run one at a time.
    session: Arc<Mutex<Session>>,
}

impl Transaction {
    /// Wraps a session in which a transaction has begun.
    pub(super) fn new(backend: DbBackend, session: Session) -> Self {
        Self {
            backend,
            session: Arc::new(Mutex::new(session)),
        }
    }

    /// Commits. A change is acknowledged only after this has succeeded. The future is on the heap, as that of
    /// [`rollback`](Self::rollback), because every use case awaits it.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        Box::pin(self.last()?.end(true)).await
    }

    /// Rolls back now. A broken transaction is rolled back when its connection is released.
    pub(crate) async fn rollback(self) -> Result<(), DbErr> {
        Box::pin(self.last()?.end(false)).await
    }

    fn last(self) -> Result<Session, DbErr> {
        let session = Arc::into_inner(self.session).map(Mutex::into_inner);
        session.ok_or_else(|| DbErr::Custom("the transaction is still used elsewhere".to_owned()))
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.session.lock().await.execute(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.session.lock().await.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.session.lock().await.query_one(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.session.lock().await.query_all(statement).await
    }
}

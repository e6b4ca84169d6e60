//! One transaction. After a statement that failed or was given up, nothing more is done in it, and
//! it is not committed: SQLite may have rolled back by itself, and PostgreSQL answers such a commit
//! with a rollback and no error.

use super::pool::answered;
use crate::error::Result;
use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionOptions, TransactionTrait,
};
use std::time::Duration;
use tokio::sync::Mutex;

/// A transaction under way. Dropping it rolls back.
#[derive(Debug)]
pub(crate) struct Transaction {
    inner: DatabaseTransaction,
    /// Whether a statement failed, or nobody waited for its end. Statements take turns by it.
    broken: Mutex<bool>,
    answer: Duration,
}

impl Transaction {
    pub(super) async fn begin(
        connection: &DatabaseConnection,
        answer: Duration,
        options: TransactionOptions,
    ) -> Result<Self, DbErr> {
        #[expect(clippy::disallowed_methods, reason = "the one place where a transaction begins")]
        let inner = answered(answer, connection.begin_with_options(options)).await?;
        Ok(Self {
            inner,
            broken: Mutex::new(false),
            answer,
        })
    }

    /// Runs a statement, unless an earlier one broke the transaction.
    async fn run<T>(&self, statement: impl Future<Output = Result<T, DbErr>> + Send) -> Result<T, DbErr> {
        let mut broken = self.broken.lock().await;
        if *broken {
            return Err(refused());
        }
        // Broken until its end was seen: whoever gives up in between leaves it so.
        *broken = true;
        let done = answered(self.answer, statement).await?;
        *broken = false;
        Ok(done)
    }

    /// Keeps everything; only then is a change acknowledged.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        if self.broken.into_inner() {
            return Err(refused());
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place where a transaction is committed"
        )]
        answered(self.answer, self.inner.commit()).await
    }

    /// Undoes everything now. A broken transaction is undone when its connection is given back.
    pub(crate) async fn rollback(self) -> Result<(), DbErr> {
        if self.broken.into_inner() {
            return Ok(());
        }
        answered(self.answer, self.inner.rollback()).await
    }
}

fn refused() -> DbErr {
    DbErr::Custom("an earlier statement of this transaction failed".to_owned())
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(self.inner.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.run(self.inner.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(self.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(self.inner.query_all_raw(statement)).await
    }
}

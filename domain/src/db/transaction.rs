//! One transaction. After a statement failed or was cancelled, it runs no further statement and is not
//! committed: SQLite may have rolled back by itself, and PostgreSQL answers such a commit with a
//! rollback and no error.

use super::pool::answered;
use crate::error::Result;
use crate::ids::TenantId;
use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    TransactionOptions, TransactionTrait,
};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// An open transaction. Dropping its last clone rolls it back.
#[derive(Debug, Clone)]
pub(crate) struct Transaction(Arc<Begun>);

#[derive(Debug)]
struct Begun {
    inner: DatabaseTransaction,
    /// Whether a statement failed or was cancelled. The lock also makes statements run one at a time.
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
        Ok(Self(Arc::new(Begun {
            inner,
            broken: Mutex::new(false),
            answer,
        })))
    }

    /// Restricts the transaction to the rows of one city.
    pub(super) async fn within(self, tenant: TenantId) -> Result<Self, DbErr> {
        if self.get_database_backend() == DbBackend::Postgres {
            // Row-level security reads this setting; `true` limits it to the transaction.
            self.execute_raw(Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT set_config('app.tenant', $1, true)",
                [tenant.to_string().into()],
            ))
            .await?;
        }
        Ok(self)
    }

    /// Runs a statement, unless an earlier one failed or was cancelled.
    async fn run<T>(&self, statement: impl Future<Output = Result<T, DbErr>> + Send) -> Result<T, DbErr> {
        let mut broken = self.0.broken.lock().await;
        if *broken {
            return Err(refused());
        }
        // Broken until the statement has ended: when this future is dropped before that, it stays broken.
        *broken = true;
        let done = answered(self.0.answer, statement).await?;
        *broken = false;
        Ok(done)
    }

    /// Commits. A change is acknowledged only after this has succeeded.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        let Begun { inner, broken, answer } = self.last()?;
        if broken.into_inner() {
            return Err(refused());
        }
        #[expect(clippy::disallowed_methods, reason = "the one place where a transaction is committed")]
        answered(answer, inner.commit()).await
    }

    /// Rolls back now. A broken transaction is rolled back when its connection is released.
    pub(crate) async fn rollback(self) -> Result<(), DbErr> {
        let Begun { inner, broken, answer } = self.last()?;
        if broken.into_inner() {
            return Ok(());
        }
        answered(answer, inner.rollback()).await
    }

    fn last(self) -> Result<Begun, DbErr> {
        Arc::into_inner(self.0).ok_or_else(|| DbErr::Custom("the transaction is still used elsewhere".to_owned()))
    }
}

fn refused() -> DbErr {
    DbErr::Custom("an earlier statement of this transaction failed".to_owned())
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.0.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.run(self.0.inner.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.run(self.0.inner.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.run(self.0.inner.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.run(self.0.inner.query_all_raw(statement)).await
    }
}

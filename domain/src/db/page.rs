//! One transaction for all reads of a page, so that all its parts show the same snapshot of the
//! database and it uses one connection. The first query begins it.

use super::transaction::Transaction;
use crate::ids::TenantId;
use sea_orm::DbErr;
use tokio::sync::Mutex;

#[derive(Debug, Default)]
pub(super) struct PageTransaction(Mutex<Option<(TenantId, Transaction)>>);

impl PageTransaction {
    /// Returns the page's transaction in a city; if there is none yet, begins it with `begin`.
    pub(super) async fn transaction(
        &self,
        tenant: TenantId,
        begin: impl Future<Output = Result<Transaction, DbErr>> + Send,
    ) -> Result<Transaction, DbErr> {
        let mut held = self.0.lock().await;
        match &*held {
            Some((city, transaction)) if *city == tenant => Ok(transaction.clone()),
            _ => {
                // Release the first connection before waiting for a second one. Otherwise pages could
                // use up the pool and wait for each other.
                *held = None;
                let transaction = begin.await?;
                *held = Some((tenant, transaction.clone()));
                Ok(transaction)
            }
        }
    }

    /// Returns the page's transaction if it has begun.
    pub(super) async fn held(&self) -> Option<Transaction> {
        let held = self.0.lock().await;
        held.as_ref().map(|(_, transaction)| transaction.clone())
    }

    /// Ends the transaction and releases its connection.
    pub(super) async fn end(&self) {
        *self.0.lock().await = None;
    }
}

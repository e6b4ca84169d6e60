//! One transaction for all that a page reads: its parts show the same state of the database, and it
//! takes one connection. The first query begins it.

use super::transaction::Transaction;
use crate::ids::TenantId;
use sea_orm::DbErr;
use tokio::sync::Mutex;

#[derive(Debug, Default)]
pub(super) struct Page(Mutex<Option<(TenantId, Transaction)>>);

impl Page {
    /// The page's transaction in a city, or the one that `begin` gives.
    pub(super) async fn of(
        &self,
        tenant: TenantId,
        begin: impl Future<Output = Result<Transaction, DbErr>> + Send,
    ) -> Result<Transaction, DbErr> {
        let mut held = self.0.lock().await;
        match &*held {
            Some((city, transaction)) if *city == tenant => Ok(transaction.clone()),
            _ => {
                // Given back before a second one is waited for: a full pool would wait for itself.
                *held = None;
                let transaction = begin.await?;
                *held = Some((tenant, transaction.clone()));
                Ok(transaction)
            }
        }
    }

    /// The page's transaction, if it began.
    pub(super) async fn held(&self) -> Option<Transaction> {
        let held = self.0.lock().await;
        held.as_ref().map(|(_, transaction)| transaction.clone())
    }

    /// Gives the connection back.
    pub(super) async fn end(&self) {
        *self.0.lock().await = None;
    }
}

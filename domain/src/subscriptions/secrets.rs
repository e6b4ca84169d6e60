//! The links of mails to subscribers. Each mail has its own, and only the digest of its secret is stored.

use crate::access::{Permit, SendDigests};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::ids::SubscriptionId;
use crate::people::secret;
use crate::subscriptions::tables::subscription_link;
use sea_orm::ColumnTrait;

/// Creates the link of one mail and returns its secret; only the digest of the secret is stored. This happens
/// when the mail is sent, so that no job holds a secret.
///
/// # Errors
/// Database errors.
pub async fn link(db: &Db, permit: &Permit<SendDigests>, id: SubscriptionId) -> Result<String> {
    let mut secrets = Vec::new();
    db.change_unlogged(permit, None, async |tx| {
        secrets = links(tx, vec![id]).await?;
        Ok(())
    })
    .await?;
    secrets.pop().ok_or(Error::NotFound("subscription"))
}

/// Creates the links of several mails, like [`link`]. Returns their secrets in the same order.
pub(crate) async fn links(tx: &Tx, ids: Vec<SubscriptionId>) -> Result<Vec<String>> {
    let (mut secrets, mut rows) = (Vec::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
    for id in ids {
        let secret = secret::random()?;
        rows.push(subscription_link::Model {
            tenant_id: tx.tenant(),
            id: tx.id(),
            subscription_id: id,
            token_hash: secret::digest(&secret),
            created_at: tx.now(),
        });
        secrets.push(secret);
    }
    tx.add_all(rows).await?;
    Ok(secrets)
}

/// Returns a random text in the form of a link's secret, which opens nothing. A template has it where each
/// mail has its own secret.
///
/// # Errors
/// `Internal` when the system gives no random numbers.
pub fn placeholder() -> Result<String> {
    secret::random()
}

/// Deletes a link whose mail was not sent.
///
/// # Errors
/// Database errors.
pub async fn unlink(db: &Db, permit: &Permit<SendDigests>, secret: &str) -> Result<()> {
    db.change_unlogged(permit, None, async |tx| remove_links(tx, &[secret]).await)
        .await
}

/// Deletes links whose mails were not sent.
pub(crate) async fn remove_links(tx: &Tx, secrets: &[&str]) -> Result<()> {
    let digests: Vec<String> = secrets.iter().map(|secret| secret::digest(secret)).collect();
    if !digests.is_empty() {
        tx.sweep::<subscription_link::Entity>(subscription_link::Column::TokenHash.is_in(digests))
            .await?;
    }
    Ok(())
}

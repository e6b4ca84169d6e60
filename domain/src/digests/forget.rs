//! Removal of subscriptions that were never confirmed.

use crate::db::Tx;
use crate::digests::tables::digest;
use crate::error::Result;
use crate::subscriptions::tables::{subscription, subscription_link};
use crate::subscriptions::{HOLDS, Subscription, write_follows};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// Maximum number of unconfirmed subscriptions that are removed at a time.
const FORGOTTEN: u64 = 100;

/// Removes subscriptions that were not confirmed in time. Returns how many.
pub(crate) async fn forget(tx: &Tx) -> Result<usize> {
    let old: Vec<Subscription> = tx
        .find::<subscription::Entity>()
        .filter(subscription::Column::ConfirmedAt.is_null())
        .filter(subscription::Column::StoppedAt.is_null())
        .filter(subscription::Column::AskedAt.lte(tx.now() - HOLDS))
        .order_by_asc(subscription::Column::AskedAt)
        .at_most(FORGOTTEN)
        .all()
        .await?;
    for row in &old {
        // It was active before, was stopped, asked for again and not confirmed: it is marked as stopped
        // again.
        if tx
            .find::<digest::Entity>()
            .filter(digest::Column::SubscriptionId.eq(row.id))
            .one()
            .await?
            .is_some()
        {
            let row = Subscription {
                email: None,
                stopped_at: Some(tx.now()),
                ..row.clone()
            };
            tx.save(row).await?;
            continue;
        }
        write_follows(tx, row.id, &[]).await?;
        tx.remove::<subscription_link::Entity>(subscription_link::Column::SubscriptionId, row.id)
            .await?;
        tx.remove::<subscription::Entity>(subscription::Column::Id, row.id)
            .await?;
    }
    Ok(old.len())
}

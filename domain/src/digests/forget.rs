//! Subscriptions that nobody wanted.

use crate::db::Tx;
use crate::digests::tables::digest;
use crate::error::Result;
use crate::subscriptions::tables::{subscription, subscription_link};
use crate::subscriptions::{HOLDS, Subscription, write_follows};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// How many subscriptions that nobody confirmed are forgotten at a time.
const FORGOTTEN: u64 = 100;

/// Forgets what nobody confirmed in time: it was never anybody's.
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
        // She had it before, stopped it, and did not want it again: it stays stopped.
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

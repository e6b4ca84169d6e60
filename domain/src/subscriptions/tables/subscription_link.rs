//! A link in a mail to a subscriber: each mail has its own, and all of them work.

use crate::ids::{SubscriptionId, SubscriptionLinkId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A link in a mail to a subscriber: each mail has its own, and all of them work.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "subscription_link")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubscriptionLinkId,
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// The digest of its secret.
    pub token_hash: String,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

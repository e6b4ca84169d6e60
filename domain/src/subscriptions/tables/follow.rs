//! A commitment that a subscription follows.

use crate::ids::{CommitmentId, FollowId, SubscriptionId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A commitment that a subscription follows.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "follow")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FollowId,
    /// The subscription.
    pub subscription_id: SubscriptionId,
    /// The commitment.
    pub commitment_id: CommitmentId,
}

crate::db::owned!(Id);

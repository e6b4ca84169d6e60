//! A link that signs a person in, once.

use crate::ids::AccountId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A link that signs a person in, once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "sign_in_link")]
pub struct Model {
    /// SHA-256 of the link's secret, in hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// The person who is signed in.
    pub account_id: AccountId,
    /// When it expires.
    pub expires_at: OffsetDateTime,
    /// When it was used.
    pub used_at: Option<OffsetDateTime>,
}

crate::db::shared!();

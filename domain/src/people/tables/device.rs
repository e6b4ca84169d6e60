//! A browser in which a person signed in.

use crate::ids::AccountId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A browser in which a person signed in. There they may try their password while others have to wait.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "device")]
pub struct Model {
    /// SHA-256 of the cookie's secret, in hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// The person. Several people may share a browser.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// When they last signed in there.
    pub seen_at: OffsetDateTime,
}

crate::db::shared!();

//! A signed-in browser.

use crate::ids::AccountId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::fmt;
use time::OffsetDateTime;

/// A signed-in browser.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// SHA-256 of the cookie, in hex: the cookie itself is never stored.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// The person.
    pub account_id: AccountId,
    /// The form token (CSRF).
    pub csrf: String,
    /// When the person signed in.
    pub created_at: OffsetDateTime,
    /// When it was last used, to the hour.
    pub seen_at: OffsetDateTime,
    /// When it ends in any case.
    pub expires_at: OffsetDateTime,
}

/// Hides the form token.
impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("account_id", &self.account_id)
            .finish_non_exhaustive()
    }
}

crate::db::shared!();

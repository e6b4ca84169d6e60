//! A person who can sign in.

use crate::ids::AccountId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::fmt;
use time::OffsetDateTime;

/// A person who can sign in.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    /// The e-mail address as the person wrote it.
    pub email: String,
    /// The e-mail address normalised for comparison; unique.
    pub email_key: String,
    /// The person's name.
    pub name: String,
    /// Argon2id hash in PHC format; `None` until the person sets a password.
    pub password_hash: Option<String>,
    /// The code of the person's language.
    pub language: String,
    /// The salt of the hash that names the person in the event log.
    pub salt: String,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When the account was created.
    pub created_at: OffsetDateTime,
}

/// Prints only the id, no personal data.
impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("id", &self.id).finish_non_exhaustive()
    }
}

crate::db::shared!();

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
    /// The address as she writes it.
    pub email: String,
    /// The address as it is compared.
    pub email_key: String,
    /// Her name.
    pub name: String,
    /// Argon2id, in PHC form; none until she sets a password.
    pub password_hash: Option<String>,
    /// The language she reads.
    pub language: String,
    /// Salts the digest by which the log names her.
    pub salt: String,
    /// Bumped by each change.
    pub version: i32,
    /// When the account was made.
    pub created_at: OffsetDateTime,
}

/// Says who, and nothing of the person.
impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("id", &self.id).finish_non_exhaustive()
    }
}

crate::db::shared!();

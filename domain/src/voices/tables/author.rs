//! The author of a voice: an account, or an e-mail address. Private; emptied to erase a person.

use crate::ids::{AccountId, AuthorId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The author of a voice: an account, or an e-mail address. Private; emptied to erase a person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "author")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuthorId,
    /// The account of a user who was signed in.
    pub account_id: Option<AccountId>,
    /// The e-mail address of a user who was not signed in.
    pub email: Option<String>,
    /// The address as it is compared.
    pub email_key: Option<String>,
    /// The name as it is shown; `None` when the person was erased.
    pub name: Option<String>,
    /// The language of their mails.
    pub language: String,
    /// The salt of the digest by which the log names them.
    pub salt: String,
    /// The author whose confirmation link also confirms this one; their own id when they are the first.
    pub asked_with: Option<AuthorId>,
    /// When the confirmation link expires.
    pub expires_at: Option<OffsetDateTime>,
    /// When the address was confirmed; for an account, when this row was created.
    pub confirmed_at: Option<OffsetDateTime>,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

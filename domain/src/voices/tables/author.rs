//! Who spoke: an account, or an address that was confirmed. Private; emptied to erase a person.

use crate::ids::{AccountId, AuthorId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Who spoke: an account, or an address that was confirmed. Private; emptied to erase a person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "author")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuthorId,
    /// The account, of somebody who was signed in.
    pub account_id: Option<AccountId>,
    /// The address, of somebody who was not.
    pub email: Option<String>,
    /// The address as it is compared.
    pub email_key: Option<String>,
    /// The name as it is shown; none when the person was erased.
    pub name: Option<String>,
    /// The language of her mails.
    pub language: String,
    /// Salts the digest by which the log names her.
    pub salt: String,
    /// The author with whom this one's address is asked: one mail asks for all of them.
    pub asked_with: Option<AuthorId>,
    /// When the links of those mails end.
    pub expires_at: Option<OffsetDateTime>,
    /// When the address was confirmed, or the account spoke.
    pub confirmed_at: Option<OffsetDateTime>,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

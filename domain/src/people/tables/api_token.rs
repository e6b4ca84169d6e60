//! A token with which a program acts for a person.

use crate::access::TokenScope;
use crate::ids::{AccountId, ApiTokenId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A token with which a program acts for a person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiTokenId,
    /// SHA-256 of the token, in hex.
    pub token_hash: String,
    /// The owner, for whom the program acts.
    pub account_id: AccountId,
    /// The name of the program.
    pub name: String,
    /// Who created it; `None` for the operator at the command line.
    pub made_by: Option<AccountId>,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it expires; read it with `ends_at`, since old tokens have none.
    pub expires_at: Option<OffsetDateTime>,
    /// When it was last used, to the hour.
    pub used_at: Option<OffsetDateTime>,
    /// When it was revoked.
    pub revoked_at: Option<OffsetDateTime>,
    /// What it may do.
    pub scope: TokenScope,
    /// The one city in which it works; `None` for all.
    pub tenant_id: Option<TenantId>,
    /// Whether it also carries the owner's roles across cities.
    pub platform: bool,
}

crate::db::shared!();

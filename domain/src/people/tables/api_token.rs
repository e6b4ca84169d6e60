//! A token by which a program acts for a person.

use crate::access::TokenScope;
use crate::ids::{AccountId, ApiTokenId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A token by which a program acts for a person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiTokenId,
    /// SHA-256 of the token, in hex.
    pub token_hash: String,
    /// For whom it acts.
    pub account_id: AccountId,
    /// What it is for.
    pub name: String,
    /// Who made it: herself, or nobody in particular for the operator at the command line.
    pub made_by: Option<AccountId>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it ends by itself; read it by `ends_at`.
    pub expires_at: Option<OffsetDateTime>,
    /// When it was last used, to the hour.
    pub used_at: Option<OffsetDateTime>,
    /// When it was taken back.
    pub revoked_at: Option<OffsetDateTime>,
    /// What it may do.
    pub scope: TokenScope,
    /// The one city it works in; none for all.
    pub tenant_id: Option<TenantId>,
    /// Whether it carries roles across cities too.
    pub platform: bool,
}

crate::db::shared!();

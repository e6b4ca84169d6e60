//! A link that confirms an address: each mail has its own, and all of them work until they end.

use crate::ids::{AuthorId, AuthorLinkId, TenantId};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A link that confirms an address: each mail has its own, and all of them work until they end.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "author_link")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuthorLinkId,
    /// It confirms every author who was asked with this one.
    pub asked_with: AuthorId,
    /// SHA-256 of its secret, in hex. The secret itself is in the mail alone.
    pub token_hash: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

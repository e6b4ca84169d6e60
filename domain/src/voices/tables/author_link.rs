//! A link that confirms an address: each mail has its own, and all of them work until they expire.

use crate::ids::{AuthorId, AuthorLinkId, TenantId};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A link that confirms an address: each mail has its own, and all of them work until they expire.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "author_link")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuthorLinkId,
    /// The link confirms every author whose `asked_with` is this one.
    pub asked_with: AuthorId,
    /// SHA-256 of its secret, in hex. The secret itself is only in the mail.
    pub token_hash: String,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

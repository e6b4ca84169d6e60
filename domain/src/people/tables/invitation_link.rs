//! A link to an invitation. Each mail has its own, and all of them work until one is used.

use crate::ids::{InvitationId, TenantId};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A link to an invitation. Each mail has its own, and all of them work until one is used.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation_link")]
pub struct Model {
    /// SHA-256 of the link's secret, in hex. The secret itself is only in the mail.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_hash: String,
    /// The city.
    pub tenant_id: TenantId,
    /// The invitation.
    pub invitation_id: InvitationId,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

crate::db::shared!();

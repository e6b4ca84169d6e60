//! An invitation to a role in a city. Found by its secret before a city is open, hence shared.

use crate::access::Role;
use crate::ids::{AccountId, InvitationId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An invitation to a role in a city. Found by its secret before a city is open, hence shared.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    /// Who is invited.
    pub email: String,
    /// To which role.
    pub role: Role,
    /// The language of the mail.
    pub language: String,
    /// By whom; none when Besa itself did.
    pub invited_by: Option<AccountId>,
    /// When.
    pub created_at: OffsetDateTime,
    /// Until when it holds.
    pub expires_at: OffsetDateTime,
    /// When it was accepted.
    pub accepted_at: Option<OffsetDateTime>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<OffsetDateTime>,
}

crate::db::shared!();

//! An invitation to a role in a city. The table is shared, because an invitation is found by its secret
//! before the city is known.

use crate::access::Role;
use crate::ids::{AccountId, BodyId, InvitationId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An invitation to a role in a city. The table is shared, because an invitation is found by its secret
/// before the city is known.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    /// The e-mail address of the invited person.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The monitoring body that a monitor is invited to.
    pub body_id: Option<BodyId>,
    /// The language of the mail.
    pub language: String,
    /// Who invited them; `None` for the operator at the command line.
    pub invited_by: Option<AccountId>,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it expires.
    pub expires_at: OffsetDateTime,
    /// When it was accepted.
    pub accepted_at: Option<OffsetDateTime>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<OffsetDateTime>,
}

crate::db::shared!();

//! An organisation's statement for or against a plan.

use crate::endorsements::Stance;
use crate::ids::{AccountId, EndorsementId, OrganisationId, PlanId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An organisation's statement for or against a plan. Each organisation has at most one per plan; a
/// later one replaces it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "endorsement")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EndorsementId,
    /// The plan.
    pub plan_id: PlanId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// The account that gave it. Never shown.
    pub account_id: AccountId,
    /// Whether the organisation endorses the plan.
    pub stance: Stance,
    /// The name of the person who signed, as it is shown.
    pub name: String,
    /// The position of the person who signed.
    pub position: Option<String>,
    /// The reason; always given when the organisation declines.
    pub reason: Option<String>,
    /// The URL of the letter.
    pub letter: Option<String>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was first given.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub given_at: OffsetDateTime,
}

crate::db::owned!(Id);

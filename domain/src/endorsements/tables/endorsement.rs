//! An organisation's word on a plan.

use crate::endorsements::Stance;
use crate::ids::{AccountId, EndorsementId, OrganisationId, PlanId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An organisation's word on a plan: one each, and the last one counts.
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
    /// Whose word it is.
    pub organisation_id: OrganisationId,
    /// Who gave it. Never shown.
    pub account_id: AccountId,
    /// For or against.
    pub stance: Stance,
    /// Who signed, as it is shown.
    pub name: String,
    /// The position of who signed.
    pub position: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Where the letter is.
    pub letter: Option<String>,
    /// Bumped by each change.
    pub version: i32,
    /// When it was first given.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub given_at: OffsetDateTime,
}

crate::db::owned!(Id);

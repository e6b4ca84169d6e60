//! Who is responsible for a milestone: an organisation, a person in it, or both.

use crate::ids::{ContactId, MilestoneId, OrganisationId, ResponsibleId, TenantId};
use crate::stakeholders::PartKind;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Who is responsible for a milestone: an organisation, a person in it, or both.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "responsible")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResponsibleId,
    /// The milestone.
    pub milestone_id: MilestoneId,
    /// The organisation.
    pub organisation_id: Option<OrganisationId>,
    /// The person, who gets the reminders. Private.
    pub contact_id: Option<ContactId>,
    /// Lead, supporter or other.
    pub part: PartKind,
}

crate::db::owned!(Id);

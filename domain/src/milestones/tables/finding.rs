//! A finding of a monitoring body. Never merged with the city's own state.

use crate::ids::{CommitmentId, FindingId, MilestoneId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// A finding of a monitoring body. Never merged with the city's own state.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "finding")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FindingId,
    /// The commitment.
    pub commitment_id: CommitmentId,
    /// The milestone, where it is about one.
    pub milestone_id: Option<MilestoneId>,
    /// What was assessed: `completion`.
    pub scheme: String,
    /// The version of the scale.
    pub scheme_version: String,
    /// The value as the source words it.
    pub value: String,
    /// Where it was published.
    pub source: Option<String>,
    /// When it was stored.
    pub at: OffsetDateTime,
}

crate::db::owned!(Id);

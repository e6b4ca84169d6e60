//! What the monitoring body says of a piece of evidence. Never merged with the city's own word.

use crate::assessments::EvidenceFinding;
use crate::ids::{EvidenceId, TenantId, VerdictId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::Date;

/// What the monitoring body says of a piece of evidence. Never merged with the city's own word.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "verdict")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VerdictId,
    /// The evidence.
    pub evidence_id: EvidenceId,
    /// What was found.
    pub finding: EvidenceFinding,
    /// Why.
    pub note: Option<String>,
    /// The city's day on which it was said.
    pub given_on: Date,
    /// What the city answers.
    pub answer: Option<String>,
    /// New evidence that the city brought in answer.
    pub proof_id: Option<EvidenceId>,
    /// The day of the answer.
    pub answered_on: Option<Date>,
    /// Bumped by each change.
    pub version: i32,
}

crate::db::owned!(Id);

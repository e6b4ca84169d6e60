//! A verdict of the monitoring body on a piece of evidence, kept apart from what the city reports.

use crate::assessments::EvidenceFinding;
use crate::ids::{EvidenceId, TenantId, VerdictId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::Date;

/// A verdict of the monitoring body on a piece of evidence, kept apart from what the city reports.
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
    /// The finding.
    pub finding: EvidenceFinding,
    /// The name of the monitoring body that gave it.
    pub body: Option<String>,
    /// The reason.
    pub note: Option<String>,
    /// The day it was given, in the city's time zone.
    pub given_on: Date,
    /// The city's answer.
    pub answer: Option<String>,
    /// New evidence to which the city's answer points.
    pub proof_id: Option<EvidenceId>,
    /// The day of the answer.
    pub answered_on: Option<Date>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
}

crate::db::owned!(Id);

//! A commitment of a plan.

use crate::commitments::CommitmentState;
use crate::ids::{CommitmentId, PlanId, TenantId};
use crate::records::{OgpValues, Texts, When};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A commitment of a plan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "commitment")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CommitmentId,
    /// The plan it is in.
    pub plan_id: PlanId,
    /// Its place in the plan, from 1.
    pub number: i32,
    /// OGP's id, as written: `ALBSN0001`.
    pub ogp_id: Option<String>,
    /// OGP's id as it is compared.
    pub ogp_key: Option<String>,
    /// The title.
    pub title: String,
    /// A shorter one, for narrow places.
    pub short_title: Option<String>,
    /// Where it stands.
    pub state: CommitmentState,
    /// Why it was withdrawn or carried forward.
    pub state_reason: Option<String>,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The start as the source says it.
    pub starts_said: Option<When>,
    /// The last day.
    pub ends_on: Option<Date>,
    /// The end as the source says it.
    pub ends_said: Option<When>,
    /// The problem it answers.
    pub problem: Option<String>,
    /// The situation now.
    pub status_quo: Option<String>,
    /// What will be done, with outputs and outcomes.
    pub action: Option<String>,
    /// How that solves the problem.
    pub solution: Option<String>,
    /// The goal of the vision it serves.
    pub long_term_goal: Option<String>,
    /// The primary policy area, by its code.
    pub policy_area: Option<String>,
    /// The policy area as the source says it, where it is not in the list.
    pub policy_area_said: Option<String>,
    /// The primary sector.
    pub sector: Option<String>,
    /// OGP values, with why.
    pub ogp_values: OgpValues,
    /// SDG targets: `16.7`.
    pub sdg_targets: Texts,
    /// Budget, staff, time.
    pub resources: Option<String>,
    /// Anything else.
    pub additional: Option<String>,
    /// Where its facts were taken from.
    pub source: Option<String>,
    /// Bumped by each change.
    pub version: i32,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

crate::db::owned!(Id);

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
    /// Its number in the plan, from 1.
    pub number: i32,
    /// OGP's id as written, such as `ALBSN0001`.
    pub ogp_id: Option<String>,
    /// OGP's id normalised for comparison.
    pub ogp_key: Option<String>,
    /// The title.
    pub title: String,
    /// A shorter title, for narrow columns.
    pub short_title: Option<String>,
    /// Its state.
    pub state: CommitmentState,
    /// Why it was withdrawn or carried forward.
    pub state_reason: Option<String>,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The start as the source words it.
    pub starts_said: Option<When>,
    /// The last day.
    pub ends_on: Option<Date>,
    /// The end as the source words it.
    pub ends_said: Option<When>,
    /// The problem it addresses.
    pub problem: Option<String>,
    /// The current situation.
    pub status_quo: Option<String>,
    /// What will be done, with outputs and outcomes.
    pub action: Option<String>,
    /// How the action solves the problem.
    pub solution: Option<String>,
    /// The long-term goal, from the open-government vision, that it serves.
    pub long_term_goal: Option<String>,
    /// The code of the primary policy area.
    pub policy_area: Option<String>,
    /// The policy area as the source words it, when it is not in the list.
    pub policy_area_said: Option<String>,
    /// The primary sector.
    pub sector: Option<String>,
    /// The OGP values it is relevant to, with the reasons.
    pub ogp_values: OgpValues,
    /// SDG goals and targets, such as `16.7`.
    pub sdg_targets: Texts,
    /// Resources: budget, staff, time.
    pub resources: Option<String>,
    /// Additional information.
    pub additional: Option<String>,
    /// The source of these data.
    pub source: Option<String>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

crate::db::owned!(Id);

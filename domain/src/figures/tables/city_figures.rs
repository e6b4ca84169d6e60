//! What the list of cities says of one: from published records, reckoned by jobs.

use crate::ids::TenantId;
use crate::plans::PlanState;
use crate::records::Texts;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::Date;

/// What the list of cities says of one: from published records, reckoned by jobs.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "city_figures")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The years of its present plan.
    pub reference: String,
    /// The plan's title.
    pub title: String,
    /// Where the plan stands.
    pub plan_state: PlanState,
    /// Its first day.
    pub starts_on: Option<Date>,
    /// Its last day.
    pub ends_on: Option<Date>,
    /// How many commitments are in it.
    pub commitments: i32,
    /// How many milestones.
    pub milestones: i32,
    /// How many are done.
    pub done: i32,
    /// How many are in progress and not late.
    pub in_progress: i32,
    /// How many are late.
    pub late: i32,
    /// How many are stuck and not late.
    pub stuck: i32,
    /// How many are not started and not late.
    pub not_started: i32,
    /// Of how many nothing was reported.
    pub not_reported: i32,
    /// Of how many that are done there is evidence.
    pub proven: i32,
    /// The due day of the one that is late longest.
    pub late_since: Option<Date>,
    /// The next due day of one that is open and not late.
    pub next_due: Option<Date>,
    /// The city's day on which progress, evidence or a due date was last told.
    pub active_on: Option<Date>,
    /// How many voices that are shown ask for an answer.
    pub asked: i32,
    /// How many of them have one.
    pub answered: i32,
    /// How many wait past their day.
    pub unanswered_late: i32,
    /// Days to an answer, in the middle.
    pub answer_days: Option<i32>,
    /// Meetings that were held in the twelve months before.
    pub meetings: i32,
    /// The policy areas of its commitments.
    pub policy_areas: Texts,
    /// The day by which the monitoring body hands in its next assessment, passed days too.
    pub assess_by: Option<Date>,
    /// How many of OGP's requirements its records show; none until it is reckoned.
    pub requirements_met: Option<i32>,
    /// The city's day on which this was reckoned.
    pub as_of: Date,
}

crate::db::shared!();

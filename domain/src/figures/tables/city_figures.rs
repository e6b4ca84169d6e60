//! The figures of one city in the list of cities. A job computes them from published records.

use crate::directory::tables::{city_line, city_name};
use crate::ids::TenantId;
use crate::plans::PlanState;
use crate::records::Texts;
use crate::tenants::tables::tenant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::Date;

/// The figures of one city in the list of cities. A job computes them from published records.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "city_figures")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The years of its current plan.
    pub reference: String,
    /// The plan's title.
    pub title: String,
    /// The plan's state.
    pub plan_state: PlanState,
    /// The plan's first day.
    pub starts_on: Option<Date>,
    /// The plan's last day.
    pub ends_on: Option<Date>,
    /// The number of commitments in the plan.
    pub commitments: i32,
    /// The number of milestones, without withdrawn ones.
    pub milestones: i32,
    /// How many are done.
    pub done: i32,
    /// How many are in progress and not overdue.
    pub in_progress: i32,
    /// How many are overdue.
    pub late: i32,
    /// How many are stuck and not overdue.
    pub stuck: i32,
    /// How many are not started and not overdue.
    pub not_started: i32,
    /// How many have no progress report.
    pub not_reported: i32,
    /// How many of those that are done have evidence.
    pub proven: i32,
    /// The due date of the longest overdue milestone; `None` when none is overdue.
    pub late_since: Option<Date>,
    /// The next due date of an open milestone that is not overdue.
    pub next_due: Option<Date>,
    /// The last day, in the city's time zone, on which progress was reported, evidence added or a due
    /// date moved.
    pub active_on: Option<Date>,
    /// The number of published comments and proposals that ask for a response.
    pub asked: i32,
    /// How many of them have a response.
    pub answered: i32,
    /// How many of them have no response and are past their deadline.
    pub unanswered_late: i32,
    /// The median number of days to a response; `None` when there is no response.
    pub answer_days: Option<i32>,
    /// The number of meetings held in the last twelve months.
    pub meetings: i32,
    /// The codes of the policy areas of its commitments.
    pub policy_areas: Texts,
    /// The deadline of the monitoring body's next open assessment, even if it has passed; `None` when
    /// none is open.
    pub assess_by: Option<Date>,
    /// How many of OGP's requirements its records meet; `None` until this is computed.
    pub requirements_met: Option<i32>,
    /// How many of the minimum requirements among them; `None` until this is computed.
    pub minimum_met: Option<i32>,
    /// The day of these figures, in the city's time zone.
    pub as_of: Date,
    /// The last day for which they hold if no record changes.
    pub holds_until: Date,
}

impl Model {
    /// Returns the same figures, as of the last day until `today` for which they hold.
    pub(crate) fn on(self, today: Date) -> Self {
        Self {
            as_of: self.as_of.max(today.min(self.holds_until)),
            ..self
        }
    }
}

crate::db::shared!();

// All of these tables are the platform's.
impl Related<Entity> for city_name::Entity {
    fn to() -> RelationDef {
        Self::belongs_to(Entity)
            .from(city_name::Column::TenantId)
            .to(Column::TenantId)
            .into()
    }
}

impl Related<tenant::Entity> for city_name::Entity {
    fn to() -> RelationDef {
        Self::belongs_to(tenant::Entity)
            .from(city_name::Column::TenantId)
            .to(tenant::Column::Id)
            .into()
    }
}

impl Related<Entity> for city_line::Entity {
    fn to() -> RelationDef {
        Self::belongs_to(Entity)
            .from(city_line::Column::TenantId)
            .to(Column::TenantId)
            .into()
    }
}

impl Related<tenant::Entity> for city_line::Entity {
    fn to() -> RelationDef {
        Self::belongs_to(tenant::Entity)
            .from(city_line::Column::TenantId)
            .to(tenant::Column::Id)
            .into()
    }
}

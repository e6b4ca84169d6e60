//! An action plan.

use crate::ids::{PlanId, TenantId};
use crate::plans::PlanState;
use crate::records::{Texts, When};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// An action plan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "plan")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanId,
    /// The years that identify it, such as `2025-2027`; unique in the city.
    pub reference: String,
    /// The title.
    pub title: String,
    /// The language its texts are written in.
    pub language: String,
    /// Its state.
    pub state: PlanState,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The last day.
    pub ends_on: Option<Date>,
    /// The end as the source words it.
    pub ends_said: Option<When>,
    /// The last day of the administration's term.
    pub term_ends_on: Option<Date>,
    /// The end of the term as the source words it.
    pub term_ends_said: Option<When>,
    /// When the council adopted it.
    pub adopted_on: Option<Date>,
    /// When it was submitted to OGP.
    pub submitted_on: Option<Date>,
    /// The mayor's foreword.
    pub foreword: Option<String>,
    /// The open-government vision.
    pub vision: Option<String>,
    /// Challenges and areas to improve.
    pub challenges: Option<String>,
    /// Engagement and coordination.
    pub engagement: Option<String>,
    /// How progress is checked and shared.
    pub monitoring: Option<String>,
    /// The independent monitoring body.
    pub monitoring_body: Option<String>,
    /// Institutions that lead the plan.
    pub lead_institutions: Texts,
    /// The source of these data.
    pub source: Option<String>,
    /// When it was published; `None` for a draft.
    pub published_at: Option<OffsetDateTime>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

crate::db::owned!(Id);

//! Reviewers' questions to cities, without the answers: a copy for lists across cities, written by a job.

use crate::ids::{ReviewQueryId, TenantId};
use crate::queries::QueryState;
use crate::tenants::tables::tenant;
use sea_orm::entity::prelude::*;
use time::{Date, OffsetDateTime};

/// A question to a city, without its answer: a copy for lists across cities, written by a job.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "city_question")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// Its id in the city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewQueryId,
    /// What was asked.
    pub text: String,
    /// The day by which the reviewer would like an answer.
    pub due_on: Option<Date>,
    /// Its state.
    pub state: QueryState,
    /// When it was asked.
    pub asked_at: OffsetDateTime,
    /// When it was answered; `None` while it is open.
    pub answered_at: Option<OffsetDateTime>,
}

crate::db::shared!();

// Both tables are the platform's.
impl Related<tenant::Entity> for Entity {
    fn to() -> RelationDef {
        Self::belongs_to(tenant::Entity)
            .from(Column::TenantId)
            .to(tenant::Column::Id)
            .into()
    }
}

//! What a reviewer asked a city, and what the city answered.

use crate::ids::{AccountId, CommitmentId, ReviewQueryId, TenantId};
use crate::queries::QueryState;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// What a reviewer asked a city, and what the city answered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "review_query")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewQueryId,
    /// Who asks.
    pub account_id: AccountId,
    /// The commitment, where it is about one.
    pub commitment_id: Option<CommitmentId>,
    /// The question.
    pub question: String,
    /// The day by which an answer is hoped for.
    pub due_on: Option<Date>,
    /// Whether it was answered.
    pub state: QueryState,
    /// The answer.
    pub answer: Option<String>,
    /// Who answered, as the log names her.
    pub answered_by: Option<String>,
    /// Bumped by each change.
    pub version: i32,
    /// When it was asked.
    pub asked_at: OffsetDateTime,
    /// When it was answered.
    pub answered_at: Option<OffsetDateTime>,
}

crate::db::owned!(Id);

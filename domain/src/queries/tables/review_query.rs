//! A reviewer's question to a city, with the city's answer.

use crate::ids::{AccountId, CommitmentId, ReviewQueryId, TenantId};
use crate::queries::QueryState;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A reviewer's question to a city, with the city's answer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "review_query")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewQueryId,
    /// The reviewer who asked.
    pub account_id: AccountId,
    /// The commitment it is about, if any.
    pub commitment_id: Option<CommitmentId>,
    /// The question.
    pub question: String,
    /// The day by which the reviewer would like an answer.
    pub due_on: Option<Date>,
    /// Its state.
    pub state: QueryState,
    /// The answer.
    pub answer: Option<String>,
    /// Who answered, as the log names them.
    pub answered_by: Option<String>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was asked.
    pub asked_at: OffsetDateTime,
    /// When it was answered.
    pub answered_at: Option<OffsetDateTime>,
}

crate::db::owned!(Id);

//! The part of a query that lists across cities store: the question without its answer.

use super::{Query, QueryState};
use crate::ids::ReviewQueryId;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// The questions to one city, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Questions(pub Vec<Question>);

/// A question without its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its id in the city.
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

impl From<Query> for Question {
    fn from(query: Query) -> Self {
        Self {
            id: query.id,
            text: query.question,
            due_on: query.due_on,
            state: query.state,
            asked_at: query.asked_at,
            answered_at: query.answered_at,
        }
    }
}

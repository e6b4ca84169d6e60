//! A milestone of a commitment.

use crate::ids::{CommitmentId, MilestoneId, TenantId};
use crate::milestones::MilestoneState;
use crate::records::When;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A milestone of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "milestone")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MilestoneId,
    /// The commitment it is in.
    pub commitment_id: CommitmentId,
    /// Its position in the commitment, from 1.
    pub number: i32,
    /// Its number as the source words it: `4.1`.
    pub code: Option<String>,
    /// The title.
    pub title: String,
    /// What will exist when it is done.
    pub output: Option<String>,
    /// What that will change.
    pub outcome: Option<String>,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The start as the source words it.
    pub starts_said: Option<When>,
    /// The due date.
    pub due_on: Option<Date>,
    /// The due date as the source words it.
    pub due_said: Option<When>,
    /// Start and due date in one text, as the source words them.
    pub dates_said: Option<String>,
    /// The state that the city reports. Overdue is never stored: it is computed.
    pub state: MilestoneState,
    /// Reported progress, 0 to 100.
    pub percent: Option<i32>,
    /// When it was completed.
    pub completed_on: Option<Date>,
    /// Why it is stuck or withdrawn.
    pub reason: Option<String>,
    /// When progress was last reported.
    pub reported_at: Option<OffsetDateTime>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

crate::db::owned!(Id);

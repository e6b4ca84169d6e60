//! An assessment by the monitoring body.

use crate::assessments::{Answers, AssessmentKind, AssessmentState, Evaluators, Subjects};
use crate::ids::{AssessmentId, BodyId, CommitmentId, PlanId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// An assessment by the monitoring body.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "assessment")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AssessmentId,
    /// The plan it is about.
    pub plan_id: PlanId,
    /// The commitment, for an end-of-commitment assessment.
    pub commitment_id: Option<CommitmentId>,
    /// The assessment that this one is a new edition of.
    pub replaces_id: Option<AssessmentId>,
    /// The monitoring body that it belongs to.
    pub body_id: BodyId,
    /// The name of the body when it last wrote.
    pub body: Option<String>,
    /// Its kind.
    pub kind: AssessmentKind,
    /// The version of the rule set whose questions it answers.
    pub rules: String,
    /// Its state. Only the monitoring body sees a draft.
    pub state: AssessmentState,
    /// The number of the edition, from 1.
    pub edition: i32,
    /// The evaluators. Their e-mail addresses are never public.
    pub evaluators: Evaluators,
    /// Their statement on conflicts of interest.
    pub interests: Option<String>,
    /// The commitments it covers, with their numbers and titles at that time.
    pub subjects: Subjects,
    /// The answers.
    pub answers: Answers,
    /// The day it was submitted, in the city's time zone.
    pub submitted_on: Option<Date>,
    /// The deadline for the city's reply.
    pub reply_by: Option<Date>,
    /// The city's reply.
    pub reply: Option<String>,
    /// The day of the reply.
    pub replied_on: Option<Date>,
    /// The day it was published.
    pub published_on: Option<Date>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

crate::db::owned!(Id);

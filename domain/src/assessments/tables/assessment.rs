//! An assessment of the monitoring body.

use crate::assessments::{Answers, AssessmentKind, AssessmentState, Evaluators, Subjects};
use crate::ids::{AssessmentId, CommitmentId, PlanId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// An assessment of the monitoring body.
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
    /// The commitment, of an end-of-commitment assessment.
    pub commitment_id: Option<CommitmentId>,
    /// The one that this is a new edition of.
    pub replaces_id: Option<AssessmentId>,
    /// Which.
    pub kind: AssessmentKind,
    /// The rule set whose questions it answers.
    pub rules: String,
    /// Where it stands. A draft is the monitoring body's alone.
    pub state: AssessmentState,
    /// Which edition it is, from 1.
    pub edition: i32,
    /// Who evaluates. Their addresses are never public.
    pub evaluators: Evaluators,
    /// What they say of conflicts of interest.
    pub interests: Option<String>,
    /// The commitments it speaks of, as they were called.
    pub subjects: Subjects,
    /// What was answered.
    pub answers: Answers,
    /// The city's day on which it was submitted.
    pub submitted_on: Option<Date>,
    /// The day by which the city replies.
    pub reply_by: Option<Date>,
    /// What the city says of it.
    pub reply: Option<String>,
    /// The day of that.
    pub replied_on: Option<Date>,
    /// The day since which anybody reads it.
    pub published_on: Option<Date>,
    /// Bumped by each change.
    pub version: i32,
    /// When it was begun.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
}

crate::db::owned!(Id);

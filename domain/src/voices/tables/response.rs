//! The city's reasoned answer to a voice.

use crate::ids::{AccountId, CommitmentId, MilestoneId, PlanId, ResponseId, TenantId, VoiceId};
use crate::voices::responses::Outcome;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The city's reasoned answer to a voice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "response")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResponseId,
    /// The voice that it answers.
    pub voice_id: VoiceId,
    /// What the city decided.
    pub outcome: Outcome,
    /// The reason, in Markdown.
    pub reason: Option<String>,
    /// What changed.
    pub changed: Option<String>,
    /// The plan that changed.
    pub plan_id: Option<PlanId>,
    /// The commitment that changed.
    pub commitment_id: Option<CommitmentId>,
    /// The milestone that changed.
    pub milestone_id: Option<MilestoneId>,
    /// The office that answers.
    pub office: Option<String>,
    /// The account of its author. Never shown.
    pub account_id: Option<AccountId>,
    /// Incremented by each correction, for optimistic locking.
    pub version: i32,
    /// When it was given.
    pub created_at: OffsetDateTime,
    /// When it was last corrected.
    pub updated_at: OffsetDateTime,
}

crate::db::owned!(Id);

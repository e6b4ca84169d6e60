//! A comment or a proposal.

use crate::ids::{AuthorId, CommitmentId, MilestoneId, OrganisationId, PlanId, ReportId, TenantId, VoiceId};
use crate::voices::{HideRule, VoiceKind, VoiceState};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A comment or a proposal.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "voice")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VoiceId,
    /// Comment or proposal.
    pub kind: VoiceKind,
    /// The author.
    pub author_id: AuthorId,
    /// The organisation that the author speaks for.
    pub organisation_id: Option<OrganisationId>,
    /// The plan it belongs to; `None` for a proposal about no plan.
    pub plan_id: Option<PlanId>,
    /// The commitment it is about, or whose milestone it is about.
    pub commitment_id: Option<CommitmentId>,
    /// The milestone it is about.
    pub milestone_id: Option<MilestoneId>,
    /// The report it is about.
    pub report_id: Option<ReportId>,
    /// The comment it replies to.
    pub parent_id: Option<VoiceId>,
    /// The title of a proposal.
    pub title: Option<String>,
    /// The text, in Markdown.
    pub body: String,
    /// The language of the page it was written on.
    pub language: String,
    /// Whether an answer is asked for.
    pub asks: bool,
    /// Its state.
    pub state: VoiceState,
    /// The deadline for the city's answer.
    pub due_on: Option<Date>,
    /// The commitment that a proposal became.
    pub became_id: Option<CommitmentId>,
    /// When it was received: sent by a signed-in user, or its address confirmed.
    pub received_at: Option<OffsetDateTime>,
    /// When it was first answered.
    pub answered_at: Option<OffsetDateTime>,
    /// The rule by which it is hidden.
    pub hidden_rule: Option<HideRule>,
    /// The explanation why it is hidden.
    pub hidden_words: Option<String>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
    /// When it was sent.
    pub created_at: OffsetDateTime,
}

crate::db::owned!(Id);

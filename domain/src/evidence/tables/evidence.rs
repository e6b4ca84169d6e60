//! A file or a link that proves something.

use crate::evidence::EvidenceKind;
use crate::ids::{CommitmentId, EvidenceId, MilestoneId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A file or a link that proves something.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvidenceId,
    /// The commitment.
    pub commitment_id: CommitmentId,
    /// The milestone, where it is about one.
    pub milestone_id: Option<MilestoneId>,
    /// The title.
    pub title: String,
    /// What it is.
    pub kind: EvidenceKind,
    /// The address, for a link.
    pub link: Option<String>,
    /// The name the file came with.
    pub file_name: Option<String>,
    /// Its media type, by its first bytes.
    pub file_type: Option<String>,
    /// Its size in bytes.
    pub file_size: Option<i64>,
    /// Its SHA-256, in hex.
    pub file_sha256: Option<String>,
    /// Where it is kept.
    #[serde(skip)]
    pub file_key: Option<String>,
    /// The language it is in.
    pub language: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Under which terms.
    pub licence: Option<String>,
    /// What a picture shows, or what a reader should know.
    pub description: Option<String>,
    /// The day it is from.
    pub dated_on: Option<Date>,
    /// Who added it, as the log names her.
    pub actor: String,
    /// When it was added.
    pub added_at: OffsetDateTime,
    /// When it was taken back.
    pub withdrawn_at: Option<OffsetDateTime>,
    /// Why.
    pub withdrawn_reason: Option<String>,
    /// Bumped by each change.
    pub version: i32,
}

crate::db::owned!(Id);

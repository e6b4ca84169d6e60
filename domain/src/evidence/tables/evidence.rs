//! A piece of evidence: a file or a link.

use crate::evidence::EvidenceKind;
use crate::ids::{CommitmentId, EvidenceId, MilestoneId, TenantId};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// A piece of evidence: a file or a link.
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
    /// The milestone; `None` when it is about the commitment.
    pub milestone_id: Option<MilestoneId>,
    /// The title.
    pub title: String,
    /// Its kind.
    pub kind: EvidenceKind,
    /// The URL, for a link.
    pub link: Option<String>,
    /// The original file name.
    pub file_name: Option<String>,
    /// The file's media type, detected from its content.
    pub file_type: Option<String>,
    /// The file's size in bytes.
    pub file_size: Option<i64>,
    /// The file's SHA-256, in hex.
    pub file_sha256: Option<String>,
    /// The SHA-256 of the uploaded picture, when place, time, device or owner were removed from it.
    pub original_sha256: Option<String>,
    /// The key in the file store.
    #[serde(skip)]
    pub file_key: Option<String>,
    /// The language it is in.
    pub language: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The licence.
    pub licence: Option<String>,
    /// What a picture shows, or what a reader should know.
    pub description: Option<String>,
    /// The date of the evidence.
    pub dated_on: Option<Date>,
    /// Who added it, as the event log names them.
    pub actor: String,
    /// When it was added.
    pub added_at: OffsetDateTime,
    /// When it was withdrawn; `None` when it was not.
    pub withdrawn_at: Option<OffsetDateTime>,
    /// Why it was withdrawn.
    pub withdrawn_reason: Option<String>,
    /// Incremented by each change, for optimistic locking.
    pub version: i32,
}

crate::db::owned!(Id);

//! An import under review, or done.

use crate::ids::{ImportId, TenantId};
use crate::imports::ImportState;
use sea_orm::FromQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An import under review, or done.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "import")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    /// The name the file came with.
    pub file_name: String,
    /// Its SHA-256, in hex.
    pub file_sha256: String,
    /// Under review, confirmed or cancelled.
    pub state: ImportState,
    /// What the file says, as JSON.
    pub draft: String,
    /// Every doubtful cell, as JSON.
    pub notes: String,
    /// What would be made, or was, as JSON.
    pub outcome: String,
    /// Who brought it, as the log names her.
    pub actor: String,
    /// When.
    pub created_at: OffsetDateTime,
    /// When it was confirmed.
    pub confirmed_at: Option<OffsetDateTime>,
}

/// The columns of [`Listed`].
pub(crate) const LISTED: [Column; 8] = [
    Column::Id,
    Column::FileName,
    Column::FileSha256,
    Column::State,
    Column::Outcome,
    Column::Actor,
    Column::CreatedAt,
    Column::ConfirmedAt,
];

/// An import without what its file says, and without its notes.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Listed {
    pub(crate) id: ImportId,
    pub(crate) file_name: String,
    pub(crate) file_sha256: String,
    pub(crate) state: ImportState,
    pub(crate) outcome: String,
    pub(crate) actor: String,
    pub(crate) created_at: OffsetDateTime,
    pub(crate) confirmed_at: Option<OffsetDateTime>,
}

/// The notes of an import.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Noted {
    pub(crate) notes: String,
}

crate::db::owned!(Id);

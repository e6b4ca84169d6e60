//! An import, under review or finished.

use crate::ids::{ImportId, TenantId};
use crate::imports::ImportState;
use sea_orm::FromQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// An import, under review or finished.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "import")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ImportId,
    /// The name of the file at upload.
    pub file_name: String,
    /// Its SHA-256, in hex.
    pub file_sha256: String,
    /// Under review, or what became of it.
    pub state: ImportState,
    /// The file as it was read, as JSON; empty once the import is finished.
    pub source: String,
    /// What a person decided, as JSON; empty once the import is finished.
    pub decisions: String,
    /// The records of the file as a person reviews them, as JSON; empty once the import is finished.
    pub review: String,
    /// The ids of the records that it made, as JSON; empty before and once it was undone.
    pub made: String,
    /// All notes about the file, as JSON.
    pub notes: String,
    /// What would be created, or was, as JSON.
    pub outcome: String,
    /// Who imported the file, as the log names them.
    pub actor: String,
    /// When it was created.
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

/// An import without its parsed file and its notes.
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

/// The file and the decisions of an import.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Held {
    pub(crate) source: String,
    pub(crate) decisions: String,
}

/// The review of an import.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Reviewed {
    pub(crate) review: String,
}

crate::db::owned!(Id);

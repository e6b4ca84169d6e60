//! A file in the store: what it should be, and how much room it takes.

use crate::error::FileFault;
use crate::ids::{StoredFileId, TenantId};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A file in the store.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stored_file")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StoredFileId,
    /// Where it is kept.
    pub file_key: String,
    /// Its size in bytes; while it is being written, the room that is reserved for it.
    pub size: i64,
    /// Its SHA-256, in hex; none while it is being written.
    pub sha256: Option<String>,
    /// When it began to be written.
    pub stored_at: OffsetDateTime,
    /// Whether a record points at it. Until then it is thrown away after a day.
    pub kept: bool,
    /// What is wrong with it, as it was last seen.
    pub fault: Option<FileFault>,
}

crate::db::owned!(Id);

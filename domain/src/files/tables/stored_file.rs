//! A file in the file store: its hash and the space it takes.

use crate::error::FileFault;
use crate::ids::{StoredFileId, TenantId};
use sea_orm::entity::prelude::*;
use time::OffsetDateTime;

/// A file in the file store.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stored_file")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StoredFileId,
    /// The key in the file store.
    pub file_key: String,
    /// Its size in bytes; while it is being written, the space reserved for it.
    pub size: i64,
    /// Its SHA-256, in hex; `None` while it is being written, and for data kept in the database instead.
    pub sha256: Option<String>,
    /// When writing began.
    pub stored_at: OffsetDateTime,
    /// Whether a record refers to it. Otherwise it is removed after a day.
    pub kept: bool,
    /// What is wrong with it, as of its last check; `None` when nothing is.
    pub fault: Option<FileFault>,
}

crate::db::owned!(Id);

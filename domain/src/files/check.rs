//! Checks that stored files are unchanged.

use super::row;
use crate::access::{CleanUp, Permit};
use crate::db::{Db, Scoped};
use crate::error::FileFault;
use crate::error::{Error, Result};
use crate::files::tables::stored_file;
use crate::ids::TenantId;
use crate::ports::Files;
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use sea_orm::{ColumnTrait, QueryFilter};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use time::OffsetDateTime;

/// Opens a file of a city and returns its size in bytes and its content. The whole file is read and
/// hashed first, so that not even the beginning of a changed file is served. `sha256` is the expected
/// hash from the file's record; `None` to use the hash stored with the file.
///
/// # Errors
/// `NotFound("file")` when no such file was stored; `Damaged` when it is missing or changed, which is
/// logged and shown to the city; errors of the file store.
pub async fn open(
    db: &Db,
    files: &dyn Files,
    tenant: TenantId,
    key: &str,
    sha256: Option<&str>,
) -> Result<(u64, BoxStream<'static, Result<Bytes>>)> {
    let city = db.read(&Permit::<CleanUp>::system(tenant)).await?;
    let stored = row(&city, key).await?.ok_or(Error::NotFound("file"))?;
    drop(city);
    db.release_page().await;
    let wanted = sha256.or(stored.sha256.as_deref()).ok_or(Error::NotFound("file"))?;
    match fault(files, key, wanted).await? {
        None => files.open(key).await,
        Some(fault) => {
            note(db, &stored, Some(fault)).await?;
            Err(Error::Damaged(fault))
        }
    }
}

/// Returns what is wrong with a file; `None` when nothing is.
async fn fault(files: &dyn Files, key: &str, sha256: &str) -> Result<Option<FileFault>> {
    let (_, mut bytes) = match files.open(key).await {
        Err(Error::NotFound(_)) => return Ok(Some(FileFault::Missing)),
        opened => opened?,
    };
    let mut hash = Sha256::new();
    while let Some(chunk) = bytes.next().await {
        hash.update(chunk?);
    }
    let same = hex::encode(hash.finalize()) == sha256;
    Ok((!same).then_some(FileFault::Changed))
}

/// Saves the result of a check if it has changed. This increments the city's revision, because its
/// pages show the fault.
async fn note(db: &Db, seen: &stored_file::Model, fault: Option<FileFault>) -> Result<()> {
    if let Some(fault) = fault {
        tracing::error!(city = %seen.tenant_id, key = seen.file_key, %fault, "stored file damaged");
    }
    if seen.fault == fault {
        return Ok(());
    }
    db.change(&Permit::<CleanUp>::system(seen.tenant_id), None, async |tx| {
        if let Some(old) = row(tx, &seen.file_key).await? {
            tx.save(stored_file::Model { fault, ..old }).await?;
        }
        Ok(())
    })
    .await
}

/// Reads every file of a city, and returns the damaged ones by key.
///
/// # Errors
/// Errors of the database and of the file store.
pub async fn check_all(db: &Db, files: &dyn Files, permit: &Permit<CleanUp>) -> Result<BTreeMap<String, FileFault>> {
    let city = db.read(permit).await?;
    let rows = city.find::<stored_file::Entity>();
    let rows = rows.filter(stored_file::Column::Sha256.is_not_null()).all().await?;
    drop(city);
    let mut damaged = BTreeMap::new();
    for stored in rows {
        let wanted = stored.sha256.as_deref().unwrap_or_default();
        let mut found = fault(files, &stored.file_key, wanted).await?;
        // It may have been removed since the rows were read.
        let removed = found.is_some() && row(&db.read(permit).await?, &stored.file_key).await?.is_none();
        if removed {
            found = None;
        } else {
            note(db, &stored, found).await?;
        }
        if let Some(fault) = found {
            damaged.insert(stored.file_key, fault);
        }
    }
    Ok(damaged)
}

/// Removes uploads that began before `before` and were never finished, which frees their space.
pub(crate) async fn forget_unfinished(
    db: &Db,
    files: &dyn Files,
    permit: &Permit<CleanUp>,
    before: OffsetDateTime,
) -> Result<()> {
    let city = db.read(permit).await?;
    let rows = city.find::<stored_file::Entity>();
    let rows = rows.filter(stored_file::Column::Sha256.is_null());
    let rows = rows.filter(stored_file::Column::StoredAt.lt(before)).all().await?;
    drop(city);
    for row in rows {
        super::discard(db, files, permit, &row.file_key).await?;
    }
    Ok(())
}

/// Returns the damaged files of a city by key, as of their last check.
pub(crate) async fn faults(city: &Scoped) -> Result<BTreeMap<String, FileFault>> {
    let rows = city.find::<stored_file::Entity>();
    let rows = rows.filter(stored_file::Column::Fault.is_not_null()).all().await?;
    let faults = rows.into_iter().filter_map(|row| Some((row.file_key, row.fault?)));
    Ok(faults.collect())
}

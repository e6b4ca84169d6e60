//! Files in the file store. Each has a row with its size and hash. The sizes, also those of unfinished
//! uploads, count against the city's quota; the hash shows whether a file has changed.

mod boxes;
mod check;
pub(crate) mod kinds;
pub(crate) mod picture;
pub(crate) mod tables;
mod tiff;

pub use check::{check_all, open};
pub(crate) use check::{faults, forget_unfinished};
pub use kinds::{FileKind, KINDS, taken};

use crate::access::{Action, CleanUp, CreateTenant, Permit};
use crate::db::{Db, Scoped, Tx};
use crate::error::{Error, Full, OrLog, Result};
use crate::files::tables::{storage_limit, stored_file};
use crate::ids::{StoredFileId, TenantId};
use crate::ports::{FileWriter, Files};
use bytes::Bytes;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// Space is reserved in steps of this many bytes, so that concurrent uploads cannot exceed the quota
/// together, and no upload blocks the others for long.
const STEP: i64 = 1_000_000;

/// Size in bytes and SHA-256 (hex) of a file that was written.
pub(crate) type Written = (i64, String);

/// A file that is being written. Dropping it unfinished frees its space.
pub(crate) struct Writing<'f> {
    db: Db,
    files: &'f dyn Files,
    tenant: TenantId,
    key: String,
    reserved: i64,
    size: i64,
    hash: Sha256,
    writer: Option<Box<dyn FileWriter>>,
}

impl<'f> Writing<'f> {
    /// Begins to write a file of the permit's city.
    ///
    /// # Errors
    /// `Full`; errors of the file store.
    pub(crate) async fn begin<A: Action>(
        db: &Db,
        files: &'f dyn Files,
        permit: &Permit<A>,
        key: String,
    ) -> Result<Self> {
        let mut writing = Self {
            db: db.clone(),
            files,
            tenant: permit.tenant(),
            key,
            reserved: 0,
            size: 0,
            hash: Sha256::new(),
            writer: None,
        };
        writing.reserve(1).await?;
        writing.writer = Some(files.create(&writing.key).await?);
        Ok(writing)
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// `Full`; errors of the file store.
    pub(crate) async fn add(&mut self, bytes: Bytes) -> Result<()> {
        self.size = self.size.saturating_add(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        if self.size > self.reserved {
            self.reserve(self.size - self.reserved).await?;
        }
        self.hash.update(&bytes);
        self.writer()?.write(bytes).await
    }

    /// Finishes the file, which makes it visible, and saves its size and hash.
    ///
    /// # Errors
    /// Errors of the file store and of the database.
    pub(crate) async fn finish(mut self) -> Result<Written> {
        self.writer()?.finish().await?;
        let sha256 = hex::encode(std::mem::take(&mut self.hash).finalize());
        let save = async |tx: &mut Tx| {
            let row = row(tx, &self.key).await?.ok_or(Error::NotFound("file"))?;
            let row = stored_file::Model {
                size: self.size,
                sha256: Some(sha256.clone()),
                ..row
            };
            tx.save(row).await?;
            Ok(())
        };
        self.db.change_unlogged(&self.permit(), None, save).await?;
        self.writer = None;
        self.reserved = 0;
        Ok((self.size, sha256))
    }

    /// Discards what was written.
    ///
    /// # Errors
    /// Errors of the file store and of the database.
    pub(crate) async fn abort(mut self) -> Result<()> {
        if let Some(mut writer) = self.writer.take() {
            writer.abort().await?;
        }
        self.reserved = 0;
        forget(&self.db, self.tenant, &self.key).await
    }

    fn writer(&mut self) -> Result<&mut Box<dyn FileWriter>> {
        self.writer.as_mut().ok_or(Error::NotFound("file"))
    }

    /// Returns the permit for the bookkeeping. Besa does it itself, for a caller who showed a permit to
    /// [`Writing::begin`].
    fn permit(&self) -> Permit<CleanUp> {
        Permit::system(self.tenant)
    }

    /// Reserves space for at least `needed` more bytes.
    async fn reserve(&mut self, needed: i64) -> Result<()> {
        let limits = self.files.limits();
        let wanted = needed.max(STEP);
        if let Some(free) = self.files.free().await?
            && free < limits.reserve.saturating_add(wanted.unsigned_abs())
        {
            return Err(Error::Full(Full::Platform));
        }
        let reserve = async |tx: &mut Tx| {
            if self.reserved == 0 {
                // A retried job writes the same file again.
                tx.remove::<stored_file::Entity>(stored_file::Column::FileKey, self.key.as_str())
                    .await?;
            }
            let granted = granted(tx, limits.city, needed, wanted).await?;
            match row(tx, &self.key).await? {
                Some(old) => {
                    let size = old.size + granted;
                    tx.save(stored_file::Model { size, ..old }).await?;
                }
                None => {
                    tx.add(blank(tx, &self.key, granted, false)).await?;
                }
            }
            Ok(granted)
        };
        self.reserved += self.db.change_unlogged(&self.permit(), None, reserve).await?;
        Ok(())
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if self.reserved == 0 {
            return;
        }
        // The request was aborted. Without a runtime, the nightly clean-up frees the space.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let (db, tenant, key) = (self.db.clone(), self.tenant, std::mem::take(&mut self.key));
            runtime.spawn(async move {
                forget(&db, tenant, &key)
                    .await
                    .or_log("space of an aborted upload not released: the nightly clean-up releases it");
            });
        }
    }
}

/// Writes a small file from memory. Returns its size in bytes and its SHA-256 in hex.
///
/// # Errors
/// `Full`; errors of the file store and of the database.
pub async fn write<A: Action>(
    db: &Db,
    files: &dyn Files,
    permit: &Permit<A>,
    key: String,
    bytes: Bytes,
) -> Result<(i64, String)> {
    let mut writing = Writing::begin(db, files, permit, key).await?;
    match writing.add(bytes).await {
        Ok(()) => writing.finish().await,
        Err(error) => {
            writing.abort().await?;
            Err(error)
        }
    }
}

/// Removes a file and frees its space. A file to which a record refers stays: when the result of a
/// commit is lost, the caller cannot know whether the record exists.
///
/// # Errors
/// Errors of the file store and of the database.
pub async fn discard<A: Action>(db: &Db, files: &dyn Files, permit: &Permit<A>, key: &str) -> Result<()> {
    let stored = row(&db.read(permit).await?, key).await?;
    if stored.is_some_and(|stored| stored.kept) {
        return Ok(());
    }
    files.remove(key).await?;
    forget(db, permit.tenant(), key).await
}

/// Stores, inside a running change, whether a record refers to a file.
pub(crate) async fn keep(tx: &Tx, key: &str, kept: bool) -> Result<()> {
    if let Some(old) = row(tx, key).await? {
        tx.save(stored_file::Model { kept, ..old }).await?;
    }
    Ok(())
}

/// Returns those of the keys to which no record refers.
pub(crate) async fn unkept(city: &Scoped, keys: Vec<String>) -> Result<Vec<String>> {
    let rows = city.find::<stored_file::Entity>();
    let rows = rows.filter(stored_file::Column::Kept.eq(true));
    let rows = rows
        .among(stored_file::Column::FileKey, keys.iter().cloned())
        .all()
        .await?;
    let kept: HashSet<String> = rows.into_iter().map(|row| row.file_key).collect();
    Ok(keys.into_iter().filter(|key| !kept.contains(key)).collect())
}

async fn forget(db: &Db, tenant: TenantId, key: &str) -> Result<()> {
    db.change_unlogged(&Permit::<CleanUp>::system(tenant), None, async |tx| {
        tx.remove::<stored_file::Entity>(stored_file::Column::FileKey, key)
            .await?;
        Ok(())
    })
    .await
}

async fn row(city: &Scoped, key: &str) -> Result<Option<stored_file::Model>> {
    let rows = city.find::<stored_file::Entity>();
    rows.filter(stored_file::Column::FileKey.eq(key)).one().await
}

/// Checks that a city may store this many more bytes. `usual` is the default quota.
///
/// # Errors
/// `Full` when it may not.
pub(crate) async fn room_for(tx: &Tx, usual: i64, bytes: i64) -> Result<()> {
    granted(tx, usual, bytes, bytes).await.map(drop)
}

/// Counts data against the quota that is kept in the database instead of the file store, such as the
/// text of an import.
pub(crate) async fn occupy(tx: &Tx, key: &str, bytes: i64) -> Result<()> {
    match row(tx, key).await? {
        Some(old) => tx.save(stored_file::Model { size: bytes, ..old }).await?,
        None => tx.add(blank(tx, key, bytes, true)).await?,
    };
    Ok(())
}

fn blank(tx: &Tx, key: &str, size: i64, kept: bool) -> stored_file::Model {
    stored_file::Model {
        tenant_id: tx.tenant(),
        id: tx.id::<StoredFileId>(),
        file_key: key.to_owned(),
        size,
        sha256: None,
        stored_at: tx.now(),
        kept,
        fault: None,
    }
}

/// Returns how many of the `wanted` bytes the quota allows, at least `needed`. The transaction holds
/// the lock on the city's head, so that no other one is granted the same space.
///
/// # Errors
/// `Full` when the quota allows fewer than `needed`.
async fn granted(tx: &Tx, usual: i64, needed: i64, wanted: i64) -> Result<i64> {
    let limit = limit(tx, usual).await?;
    let left = limit.saturating_sub(usage(tx).await?);
    if left < needed {
        return Err(Error::Full(Full::City { limit }));
    }
    Ok(wanted.min(left))
}

/// Returns the city's quota in bytes; `usual` when no other one was set.
async fn limit(city: &Scoped, usual: i64) -> Result<i64> {
    let platform = city.platform();
    let select = platform.find::<storage_limit::Entity>();
    let found = platform
        .one(select.filter(storage_limit::Column::TenantId.eq(city.tenant())))
        .await?;
    Ok(found.map_or(usual, |limit| limit.bytes))
}

#[derive(Debug, FromQueryResult)]
struct Sum {
    bytes: i64,
}

/// Returns how many bytes the city stores or has reserved.
async fn usage(city: &Scoped) -> Result<i64> {
    use sea_orm::sea_query::ExprTrait as _;
    // On PostgreSQL, the sum of a `bigint` column has another type (`numeric`).
    let sum = |column: Expr| Func::coalesce([column.sum(), Expr::val(0_i64)]).cast_as("bigint");
    let stored = sum(Expr::col(stored_file::Column::Size));
    let stored = city
        .find::<stored_file::Entity>()
        .figure::<Sum>(stored, "bytes")
        .await?;
    Ok(stored.map_or(0, |sum| sum.bytes))
}

/// Returns how many bytes a city stores, and its quota in bytes.
///
/// # Errors
/// Database errors.
pub async fn storage(db: &Db, files: &dyn Files, permit: &Permit<CleanUp>) -> Result<(i64, i64)> {
    let city = db.read(permit).await?;
    Ok((usage(&city).await?, limit(&city, files.limits().city).await?))
}

/// Sets a city's quota in bytes; `None` for the platform's default.
///
/// # Errors
/// `NotFound("record")` when there is no such city.
pub async fn set_limit(db: &Db, permit: &Permit<CreateTenant>, city: TenantId, bytes: Option<i64>) -> Result<()> {
    db.change_unlogged(permit, None, async |tx| {
        let platform = tx.platform();
        platform
            .remove::<storage_limit::Entity>(storage_limit::Column::TenantId.eq(city))
            .await?;
        if let Some(bytes) = bytes {
            let row = storage_limit::Model { tenant_id: city, bytes };
            platform.add(row).await?;
        }
        Ok(())
    })
    .await
}

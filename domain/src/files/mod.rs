//! Files in the store. Each has a row with its size and hash: the sizes are counted against the
//! city's quota, unfinished uploads among them, and the hash tells a file that changed.

mod check;
pub(crate) mod picture;
pub(crate) mod tables;

pub use check::{check_all, open};
pub(crate) use check::{faults, forget_unfinished};

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

/// Room is reserved in steps of this many bytes, so that uploads at the same time cannot together
/// pass the quota, and one does not block the others for long.
const STEP: i64 = 1_000_000;

/// Size and SHA-256 (hex) of a file that was written.
pub(crate) type Written = (i64, String);

/// A file that is being written. Dropping it unfinished frees its room.
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
    /// `Full`; the store's own.
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

    /// Adds bytes at the end.
    ///
    /// # Errors
    /// `Full`; the store's own.
    pub(crate) async fn add(&mut self, bytes: Bytes) -> Result<()> {
        self.size = self.size.saturating_add(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        if self.size > self.reserved {
            self.reserve(self.size - self.reserved).await?;
        }
        self.hash.update(&bytes);
        self.writer()?.write(bytes).await
    }

    /// Makes the file visible, and keeps what it is.
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
        self.db.aside(&self.permit(), None, save).await?;
        self.writer = None;
        self.reserved = 0;
        Ok((self.size, sha256))
    }

    /// Throws away what was written.
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

    /// Storing is done by Besa itself, for somebody who showed a permit to [`Writing::begin`].
    fn permit(&self) -> Permit<CleanUp> {
        Permit::system(self.tenant)
    }

    /// Reserves room for at least so many bytes more.
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
                // A second attempt of a job writes the same file anew.
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
        self.reserved += self.db.aside(&self.permit(), None, reserve).await?;
        Ok(())
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if self.reserved == 0 {
            return;
        }
        // The request broke off. Without a runtime, the night's round frees the room.
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

/// Writes a small file that is at hand.
///
/// # Errors
/// As [`Writing`].
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

/// Removes a file, and frees its room. A file that a record points at stays: a caller who lost the
/// answer to a commit does not know that the record is there.
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

/// Says in a change whether a record points at a file.
pub(crate) async fn keep(tx: &Tx, key: &str, kept: bool) -> Result<()> {
    if let Some(old) = row(tx, key).await? {
        tx.save(stored_file::Model { kept, ..old }).await?;
    }
    Ok(())
}

/// Of these keys, those that no record points at.
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
    db.aside(&Permit::<CleanUp>::system(tenant), None, async |tx| {
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

/// That a city may store so many bytes more.
pub(crate) async fn room_for(tx: &Tx, usual: i64, bytes: i64) -> Result<()> {
    granted(tx, usual, bytes, bytes).await.map(drop)
}

/// Counts what is kept in the database instead of the store, such as the text of an import.
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

/// How many of the wanted bytes there is room for; at least as many as are needed. The city's head
/// is locked by the transaction, so nobody else is granted the same room.
async fn granted(tx: &Tx, usual: i64, needed: i64, wanted: i64) -> Result<i64> {
    let limit = limit(tx, usual).await?;
    let left = limit.saturating_sub(usage(tx).await?);
    if left < needed {
        return Err(Error::Full(Full::City { limit }));
    }
    Ok(wanted.min(left))
}

/// How many bytes the city may store.
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

/// How many bytes the city stores, and has reserved.
async fn usage(city: &Scoped) -> Result<i64> {
    use sea_orm::sea_query::ExprTrait as _;
    // PostgreSQL adds up to a type of its own.
    let sum = |column: Expr| Func::coalesce([column.sum(), Expr::val(0_i64)]).cast_as("bigint");
    let stored = sum(Expr::col(stored_file::Column::Size));
    let stored = city
        .find::<stored_file::Entity>()
        .figure::<Sum>(stored, "bytes")
        .await?;
    Ok(stored.map_or(0, |sum| sum.bytes))
}

/// How many bytes a city stores, and how many it may.
///
/// # Errors
/// Database errors.
pub async fn storage(db: &Db, files: &dyn Files, permit: &Permit<CleanUp>) -> Result<(i64, i64)> {
    let city = db.read(permit).await?;
    Ok((usage(&city).await?, limit(&city, files.limits().city).await?))
}

/// Sets how many bytes a city may store; none is the platform's default.
///
/// # Errors
/// `NotFound("city")`.
pub async fn set_limit(db: &Db, permit: &Permit<CreateTenant>, city: TenantId, bytes: Option<i64>) -> Result<()> {
    db.aside(permit, None, async |tx| {
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

//! Files in the store. Each has a row with its size and hash: the sizes are counted against the
//! city's quota, unfinished uploads among them, and the hash tells a file that changed.

mod check;
pub(crate) mod picture;

pub use check::{check_all, open};
pub(crate) use check::{faults, forget_unfinished};

use crate::access::{Action, CleanUp, CreateTenant, Permit};
use crate::coded::coded;
use crate::db::entity::{evidence, exhibit, import, stored_file, tenant};
use crate::db::{Db, Scoped, Tx};
use crate::error::{Error, Full, OrLog, Result};
use crate::ids::{StoredFileId, TenantId};
use crate::ports::{FileWriter, Files};
use bytes::Bytes;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use sha2::{Digest, Sha256};

coded! {
    /// What is wrong with a stored file.
    FileFault {
        /// It is not in the store.
        Missing = "missing",
        /// Its bytes are not those that were stored.
        Changed = "changed",
    }
}

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
    /// The store's own, and the database's.
    pub(crate) async fn finish(mut self) -> Result<Written> {
        self.writer()?.finish().await?;
        let sha256 = hex::encode(std::mem::take(&mut self.hash).finalize());
        let tx = self.db.begin(&self.permit()).await?;
        let row = row(&tx, &self.key).await?.ok_or(Error::NotFound("file"))?;
        let row = stored_file::Model {
            size: self.size,
            sha256: Some(sha256.clone()),
            ..row
        };
        tx.save(row).await?;
        tx.commit_aside().await?;
        self.writer = None;
        self.reserved = 0;
        Ok((self.size, sha256))
    }

    /// Throws away what was written.
    ///
    /// # Errors
    /// The store's own, and the database's.
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
        let tx = self.db.begin(&self.permit()).await?;
        if self.reserved == 0 {
            // A second attempt of a job writes the same file anew.
            tx.remove::<stored_file::Entity>(stored_file::Column::FileKey, self.key.as_str())
                .await?;
        }
        let granted = granted(&tx, limits.city, needed, wanted).await?;
        match row(&tx, &self.key).await? {
            Some(old) => {
                let size = old.size + granted;
                tx.save(stored_file::Model { size, ..old }).await?;
            }
            None => {
                let new = stored_file::Model {
                    tenant_id: self.tenant,
                    id: tx.id::<StoredFileId>(),
                    file_key: self.key.clone(),
                    size: granted,
                    sha256: None,
                    stored_at: tx.now(),
                    fault: None,
                };
                tx.add(new).await?;
            }
        }
        tx.commit_aside().await?;
        self.reserved += granted;
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
                    .or_log("the room of an upload that broke off is freed by the night's round");
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

/// Removes a file, and frees its room. A file that evidence or an assessment points at stays: whoever
/// lost the answer to a commit does not know that the row is there.
///
/// # Errors
/// The store's own, and the database's.
pub async fn discard<A: Action>(db: &Db, files: &dyn Files, permit: &Permit<A>, key: &str) -> Result<()> {
    let city = db.read(permit).await?;
    let evidence = city.find::<evidence::Entity>();
    let evidence = evidence.filter(evidence::Column::FileKey.eq(key)).count().await?;
    let exhibits = city.find::<exhibit::Entity>();
    let exhibits = exhibits.filter(exhibit::Column::FileKey.eq(key)).count().await?;
    drop(city);
    if evidence + exhibits > 0 {
        return Ok(());
    }
    files.remove(key).await?;
    forget(db, permit.tenant(), key).await
}

async fn forget(db: &Db, tenant: TenantId, key: &str) -> Result<()> {
    let tx = db.begin(&Permit::<CleanUp>::system(tenant)).await?;
    tx.remove::<stored_file::Entity>(stored_file::Column::FileKey, key)
        .await?;
    tx.commit_aside().await
}

async fn row(city: &Scoped, key: &str) -> Result<Option<stored_file::Model>> {
    let rows = city.find::<stored_file::Entity>();
    rows.filter(stored_file::Column::FileKey.eq(key)).one().await
}

/// That a city may store so many bytes more. Imports under review count too.
pub(crate) async fn room_for(tx: &Tx, files: i64, bytes: i64) -> Result<()> {
    granted(tx, files, bytes, bytes).await.map(drop)
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
    let select = platform.find::<tenant::Entity>();
    let found = platform
        .one(select.filter(tenant::Column::Id.eq(city.tenant())))
        .await?;
    Ok(found.and_then(|tenant| tenant.storage_limit).unwrap_or(usual))
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
    let imported = sum(Expr::col(import::Column::Size));
    let imported = city.find::<import::Entity>().figure::<Sum>(imported, "bytes").await?;
    let both = stored.into_iter().chain(imported);
    Ok(both.map(|sum| sum.bytes).fold(0, i64::saturating_add))
}

/// How many bytes a city stores, and how many it may.
///
/// # Errors
/// The database's own.
pub async fn storage(db: &Db, files: &dyn Files, permit: &Permit<CleanUp>) -> Result<(i64, i64)> {
    let city = db.read(permit).await?;
    Ok((usage(&city).await?, limit(&city, files.limits().city).await?))
}

/// Sets how many bytes a city may store; none is the platform's default.
///
/// # Errors
/// `NotFound("city")`.
pub async fn set_limit(db: &Db, permit: &Permit<CreateTenant>, city: TenantId, bytes: Option<i64>) -> Result<()> {
    let tx = db.begin(permit).await?;
    let matching = tenant::Column::Id.eq(city);
    tx.platform()
        .set::<tenant::Entity>(tenant::Column::StorageLimit, bytes, matching)
        .await?;
    tx.commit_aside().await
}

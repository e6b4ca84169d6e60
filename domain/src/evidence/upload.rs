//! Uploads: a file is counted, hashed and its type detected while it is streamed into the file store.

use crate::access::{Action, AddEvidence, Assess, Permit};
use crate::db::Db;
use crate::error::{Error, FieldError, Result, code};
use crate::files::kinds::{SNIFFED, media_type};
use crate::files::picture::{self, CLEANED};
use crate::files::{self, Writing, discard};
use crate::ids::{EvidenceId, TenantId};
use crate::input::{self, Check};
use crate::ports::Files;
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use time::OffsetDateTime;
use tokio::sync::Semaphore;

/// Maximum size of an evidence file: 20 MB, Besa's own limit (docs/RULES.md, `evidence-bytes`).
pub const MAX_BYTES: i64 = 20_000_000;

/// Maximum size of a file attached to an assessment: 10 MB, OGP's limit (docs/RULES.md, `exhibit-bytes`).
pub const EXHIBIT_BYTES: i64 = 10_000_000;

/// An action that includes uploading files, with their maximum size.
pub trait Stores: Action {
    /// Maximum size of a file in bytes.
    const MAX: i64;
}

impl Stores for AddEvidence {
    const MAX: i64 = MAX_BYTES;
}

impl Stores for Assess {
    const MAX: i64 = EXHIBIT_BYTES;
}

/// A file in the file store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The key in the file store.
    pub key: String,
    /// The original file name.
    pub name: String,
    /// Its media type, detected from its content.
    pub media_type: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its SHA-256, in hex.
    pub sha256: String,
    /// The SHA-256 of the uploaded picture, when place, time, device or owner were removed from it.
    pub original_sha256: Option<String>,
}

/// Streams a file into the file store, at most [`Stores::MAX`] bytes. Nothing stays in the store when
/// the file is rejected. The metadata of pictures (place, time, device) is removed; the hash is that of
/// the stored file.
///
/// # Errors
/// `file` / `file_too_large`, `file_empty`, `file_type_refused` (programs, web pages, SVG and other
/// kinds than [`files::KINDS`]), `picture_refused` (a damaged picture); `Full`; errors of the stream.
pub async fn store<A, S>(db: &Db, files: &dyn Files, permit: &Permit<A>, name: &str, mut bytes: S) -> Result<Stored>
where
    A: Stores,
    S: Stream<Item = Result<Bytes>> + Send + Unpin,
{
    let mut check = Check::new();
    let name = check.line("file", base_name(name), input::TITLE);
    check.done()?;
    let key = new_key(db, permit.tenant());
    let mut writing = Writing::begin(db, files, permit, key.clone()).await?;
    let media_type = match write(&mut writing, &mut bytes, (&name, A::MAX)).await {
        Ok(media_type) => media_type,
        Err(error) => {
            writing.abort().await?;
            return Err(error);
        }
    };
    let (size, sha256) = writing.finish().await?;
    let stored = Stored {
        key,
        name,
        media_type,
        size,
        sha256,
        original_sha256: None,
    };
    if !CLEANED.contains(&stored.media_type.as_str()) {
        return Ok(stored);
    }
    let clean = clean(db, files, permit, &stored).await;
    discard(db, files, permit, &stored.key).await?;
    clean
}

/// Limits how many pictures are in memory at a time to be cleaned.
static CLEANING: Semaphore = Semaphore::const_new(2);

/// Stores a copy of a picture without the place, time and device that photographs contain. The original
/// is streamed to the store first, because a slow upload must not hold memory; no record ever refers to
/// it.
async fn clean<A: Stores>(db: &Db, files: &dyn Files, permit: &Permit<A>, stored: &Stored) -> Result<Stored> {
    let _place = CLEANING.acquire().await.map_err(Error::internal)?;
    let (_, mut bytes) = files.open(&stored.key).await?;
    let mut whole = Vec::with_capacity(usize::try_from(stored.size).unwrap_or_default());
    while let Some(chunk) = bytes.next().await {
        whole.extend_from_slice(&chunk?);
    }
    let damaged = || Error::field("file", code::PICTURE_REFUSED);
    let picture = picture::cleaned(&stored.media_type, &whole).ok_or_else(damaged)?;
    drop(whole);
    let key = new_key(db, permit.tenant());
    let (size, sha256) = files::write(db, files, permit, key.clone(), picture).await?;
    Ok(Stored {
        key,
        size,
        original_sha256: (sha256 != stored.sha256).then(|| stored.sha256.clone()),
        sha256,
        ..stored.clone()
    })
}

/// Copies a file that [`store`] stored for a form that was rejected, when the form is sent again. The
/// copy has a new key, and its size, hash and type are determined again, because a form may only name a
/// file. So each file belongs to one request, which may remove it, and is never older than that
/// request.
///
/// # Errors
/// `file` / `not_found` when the city has no such file; those of [`store`].
pub async fn again<A: Stores>(db: &Db, files: &dyn Files, permit: &Permit<A>, key: &str, name: &str) -> Result<Stored> {
    let unknown = || Error::field("file", code::UNKNOWN_RECORD);
    stored_at(&folder(permit.tenant()), key).ok_or_else(unknown)?;
    let (_, bytes) = files.open(key).await.map_err(|error| {
        if matches!(error, Error::NotFound(_)) {
            unknown()
        } else {
            error
        }
    })?;
    store(db, files, permit, name, bytes).await
}

/// Returns the folder of a city's uploads in the file store.
pub(super) fn folder(tenant: TenantId) -> String {
    format!("{tenant}/evidence")
}

/// Creates a key from the current time, so that it shows the age of the file, and a new id.
fn new_key(db: &Db, tenant: TenantId) -> String {
    let id: EvidenceId = db.ids().next();
    format!("{}/{}-{id}", folder(tenant), db.clock().now().unix_timestamp())
}

/// Returns when a file was stored, read from its key; `None` for a key that [`store`] did not create.
pub(super) fn stored_at(folder: &str, key: &str) -> Option<OffsetDateTime> {
    let (at, id) = key.strip_prefix(folder)?.strip_prefix('/')?.split_once('-')?;
    id.parse::<EvidenceId>().ok()?;
    OffsetDateTime::from_unix_timestamp(at.parse().ok()?).ok()
}

async fn write<S>(writing: &mut Writing<'_>, bytes: &mut S, (name, most): (&str, i64)) -> Result<String>
where
    S: Stream<Item = Result<Bytes>> + Send + Unpin,
{
    let mut seen = Seen::new();
    while let Some(chunk) = bytes.next().await {
        let chunk = chunk?;
        seen.take(&chunk, most)?;
        writing.add(chunk).await?;
    }
    seen.done(name)
}

/// What is known of a file while it is streamed.
struct Seen {
    size: i64,
    first: BytesMut,
}

impl Seen {
    fn new() -> Self {
        Self {
            size: 0,
            first: BytesMut::with_capacity(SNIFFED),
        }
    }

    fn take(&mut self, chunk: &[u8], most: i64) -> Result<()> {
        self.size += i64::try_from(chunk.len()).unwrap_or(i64::MAX);
        if self.size > most {
            return Err(Error::Invalid(vec![FieldError::limited(
                "file",
                code::FILE_TOO_LARGE,
                most,
            )]));
        }
        let missing = SNIFFED.saturating_sub(self.first.len()).min(chunk.len());
        self.first.extend_from_slice(chunk.get(..missing).unwrap_or_default());
        Ok(())
    }

    /// Returns the media type.
    ///
    /// # Errors
    /// `file` / `file_empty`, `file_type_refused`.
    fn done(self, name: &str) -> Result<String> {
        if self.size == 0 {
            return Err(Error::field("file", code::FILE_EMPTY));
        }
        let kind = media_type(&self.first, name).ok_or_else(|| Error::field("file", code::FILE_TYPE_REFUSED))?;
        Ok(kind.to_owned())
    }
}

/// Returns the last part of a file name, because some browsers send it with a path.
fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_name_is_cut() {
        assert_eq!(base_name("C:\\Users\\x\\raport.pdf"), "raport.pdf");
        assert_eq!(base_name("../../etc/passwd"), "passwd");
    }
}

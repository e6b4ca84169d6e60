//! Removal of files that no record refers to: the form was never saved, or the upload was aborted.

use super::upload;
use crate::access::{CleanUp, Permit};
use crate::db::{BATCH, Db};
use crate::error::{Error, Result};
use crate::files::{self, discard, forget_unfinished};
use crate::ports::Files;
use futures_util::{StreamExt as _, TryStreamExt as _};
use time::Duration;

/// How long a file may exist without a record. Normally the request that uploads the file also saves
/// the record, within minutes. A form that was rejected can be sent again during this time.
const KEPT: Duration = Duration::hours(24);

/// Removes the files of a city that are older than [`KEPT`] and to which neither evidence (withdrawn or
/// not) nor an assessment refers. Returns how many. The age is read from the key, which has the time of
/// Besa's clock; files that are not named as [`store`](super::store) names them are left alone.
///
/// # Errors
/// Errors of the database and of the file store.
pub(crate) async fn forget_abandoned(db: &Db, files: &dyn Files, permit: &Permit<CleanUp>) -> Result<u64> {
    let before = db.clock().now() - KEPT;
    let folder = upload::folder(permit.tenant());
    let old = |key: &String| upload::stored_at(&folder, key).is_some_and(|at| at < before);
    let keys = files.list(&folder).await?;
    let mut batches = keys
        .try_filter(|key| std::future::ready(old(key)))
        .try_chunks(usize::try_from(BATCH).unwrap_or(usize::MAX));
    let mut gone = 0;
    while let Some(batch) = batches.next().await {
        let batch = batch.map_err(|ended| -> Error { ended.1 })?;
        let city = db.read(permit).await?;
        let unkept = files::unkept(&city, batch).await?;
        drop(city);
        for key in &unkept {
            discard(db, files, permit, key).await?;
            gone += 1;
        }
    }
    forget_unfinished(db, files, permit, before).await?;
    Ok(gone)
}

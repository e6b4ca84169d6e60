//! Enqueues jobs, and lists those that were given up.

use super::Job;
use crate::access::{Permit, SeeJobs};
use crate::db::Db;
use crate::error::Result;
use crate::ids::{JobId, TenantId};
use crate::jobs::tables::job;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;

/// A job that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The job.
    pub id: JobId,
    /// Its city.
    pub tenant: TenantId,
    /// Its kind.
    pub kind: String,
    /// The number of its last attempt.
    pub attempts: i32,
    /// When it was given up.
    pub failed_at: OffsetDateTime,
    /// Why.
    pub last_error: String,
}

/// Returns how many jobs wait or run.
///
/// # Errors
/// Database errors.
pub async fn waiting(db: &Db) -> Result<u64> {
    let platform = db.platform();
    let select = platform.find::<job::Entity>().filter(job::Column::FailedAt.is_null());
    platform.count(select).await
}

/// Lists jobs that were given up, newest first, maximum 200.
///
/// # Errors
/// Database errors.
pub async fn failed(db: &Db, _permit: &Permit<SeeJobs>) -> Result<Vec<Failed>> {
    let platform = db.platform();
    let select = platform
        .find::<job::Entity>()
        .filter(job::Column::FailedAt.is_not_null())
        .order_by_desc(job::Column::FailedAt)
        .limit(200);
    let rows = platform.all(select).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Failed {
                id: row.id,
                tenant: row.tenant_id,
                kind: row.kind,
                attempts: row.attempts,
                failed_at: row.failed_at?,
                last_error: row.last_error.unwrap_or_default(),
            })
        })
        .collect())
}

/// Enqueues a scheduled job, outside any change.
///
/// # Errors
/// Database errors.
pub async fn schedule(db: &Db, tenant: TenantId, job: &Job, key: &str, run_at: OffsetDateTime) -> Result<()> {
    let row = super::row(db.ids().next(), tenant, job, key, run_at, db.clock().now())?;
    put(db.queue(), row).await?;
    db.doorbell().ring().await;
    Ok(())
}

/// Makes the refreshes of figures that wait for further changes due now, and returns their number. For a
/// caller that does not wait, such as a test.
///
/// # Errors
/// Database errors.
pub async fn hasten_figures(db: &Db) -> Result<u64> {
    let sql = "UPDATE job SET run_at = $1 WHERE kind = $2 AND run_at > $1 AND attempts = 0 AND failed_at IS NULL";
    let values = vec![db.clock().now().into(), Job::RefreshFigures.kind().into()];
    Ok(db.queue().execute_raw(db.statement(sql, values)).await?.rows_affected())
}

/// Enqueues a job unless one of the same city, kind and key is waiting. A running job may have read
/// what changes now, and a job that was given up is never run again: neither is waiting, so the new job
/// replaces it. The new job has an id of its own, so the running one cannot settle it.
pub(crate) async fn put<C: ConnectionTrait>(connection: &C, row: job::Model) -> Result<()> {
    put_all(connection, vec![row]).await
}

/// Enqueues several jobs like [`put`]. Their keys must differ.
pub(crate) async fn put_all<C: ConnectionTrait>(connection: &C, rows: Vec<job::Model>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let replaceable = Expr::col((job::Entity, job::Column::FailedAt))
        .is_not_null()
        .or(Expr::col((job::Entity, job::Column::LeasedUntil)).is_not_null());
    #[expect(clippy::disallowed_methods, reason = "jobs are a table of the platform; the row carries its city")]
    job::Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
        .on_conflict(
            OnConflict::columns([job::Column::TenantId, job::Column::Kind, job::Column::Dedup])
                .update_columns([
                    job::Column::Id,
                    job::Column::Payload,
                    job::Column::RunAt,
                    job::Column::Attempts,
                    job::Column::LeasedUntil,
                    job::Column::FailedAt,
                    job::Column::LastError,
                    job::Column::CreatedAt,
                    job::Column::SendingAt,
                    job::Column::Doubts,
                    job::Column::Lane,
                    job::Column::Host,
                    job::Column::BegunAt,
                    job::Column::CutOffs,
                ])
                .action_and_where(replaceable)
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

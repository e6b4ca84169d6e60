//! Progress reports with evidence.

use super::{Evidence, NewEvidence, insert};
use crate::access::{AddEvidence, Permit, ReportProgress};
use crate::commitments;
use crate::db::{Db, Tx};
use crate::error::{Result, fresh};
use crate::ids::MilestoneId;
use crate::milestones::tables::milestone;
use crate::milestones::{Milestone, Report, apply_report};
use crate::once::Once;
use crate::plans::open_for_change;
use time::Date;

/// A progress report on a milestone, with evidence.
#[derive(Debug, Clone)]
pub struct Update {
    /// The progress report.
    pub report: Report,
    /// The evidence for it.
    pub evidence: Vec<NewEvidence>,
}

/// Reports progress and adds evidence, in one transaction. Returns the evidence that was added; none
/// for a repeated request.
///
/// # Errors
/// Those of [`report`](crate::milestones::report) and [`add`](super::add).
pub async fn update(
    db: &Db,
    (permit, _proves): (&Permit<ReportProgress>, &Permit<AddEvidence>),
    once: Option<&Once>,
    id: MilestoneId,
    version: i32,
    today: Date,
    with: Update,
) -> Result<(Milestone, Vec<Evidence>)> {
    let mut added = Vec::with_capacity(with.evidence.len());
    let find = async |tx: &Tx| {
        let found = tx.get::<milestone::Entity>(id, "milestone").await?;
        commitments::within_assignment(tx, permit, found.commitment_id).await?;
        Ok(found)
    };
    let saved = db.change_of(permit, once, find, async |tx, old| {
        let (commitment, plan) = commitments::plan_of(tx, old.commitment_id).await?;
        fresh(old.version, version)?;
        open_for_change(&plan)?;
        let saved = apply_report(tx, &plan, old, today, with.report).await?;
        for piece in with.evidence {
            added.push(insert(tx, &plan, (commitment.id, Some(id)), piece).await?);
        }
        tx.refresh_figures().await?;
        Ok(saved)
    });
    let saved = saved.await?;
    Ok((saved, added))
}

//! Reports of progress. The newest one sets the milestone's state; all are kept.

use super::{Milestone, MilestoneState, Progress, plan_of, visible};
use crate::access::{Permit, ReportProgress, SeePlan};
use crate::commitments;
use crate::copy_fields;
use crate::db::{Db, Scoped, Tx};
use crate::error::{Result, code, fresh};
use crate::ids::{MilestoneId, ProgressId};
use crate::input::Check;
use crate::log::Event;
use crate::milestones::tables::progress;
use crate::once::Once;
use crate::plans::{Plan, open_for_change};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use time::Date;

/// A report of progress on a milestone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The new state.
    pub state: MilestoneState,
    /// Progress, 0 to 100; for `in_progress`.
    pub percent: Option<i32>,
    /// When it was completed; required for `complete`.
    pub completed_on: Option<Date>,
    /// What was done.
    pub done: Option<String>,
    /// What made it difficult.
    pub challenges: Option<String>,
    /// What comes next.
    pub next_step: Option<String>,
    /// Why; required for `stuck` and `withdrawn`.
    pub reason: Option<String>,
}

impl Report {
    /// Returns the report validated and normalised, as it is stored. `today` is the current day in the
    /// city.
    ///
    /// # Errors
    /// `Invalid` with all field errors.
    pub fn checked(self, today: Date) -> Result<Self> {
        let mut check = Check::new();
        check.must(self.state != MilestoneState::NotReported, "state", code::UNKNOWN_CHOICE);
        check.must(
            self.percent.is_none_or(|percent| (0..=100).contains(&percent)),
            "percent",
            code::OUT_OF_RANGE,
        );
        let complete = self.state == MilestoneState::Complete;
        check.must(!complete || self.completed_on.is_some(), "completed_on", code::REQUIRED);
        check.must(
            self.completed_on.is_none_or(|day| day <= today),
            "completed_on",
            code::DATE_IN_FUTURE,
        );
        let reason = check.prose("reason", self.reason.as_deref());
        let needs_reason = matches!(self.state, MilestoneState::Stuck | MilestoneState::Withdrawn);
        check.must(!needs_reason || reason.is_some(), "reason", code::REASON_MISSING);
        let report = Self {
            state: self.state,
            percent: if complete { Some(100) } else { self.percent },
            completed_on: self.completed_on.filter(|_| complete),
            done: check.prose("done", self.done.as_deref()),
            challenges: check.prose("challenges", self.challenges.as_deref()),
            next_step: check.prose("next_step", self.next_step.as_deref()),
            reason: reason.filter(|_| needs_reason),
        };
        check.done()?;
        Ok(report)
    }
}

/// Reports progress on a milestone. `today` is the current day in the city.
///
/// # Errors
/// `NotFound`; `Forbidden` for an implementer who is not assigned to the commitment; `StaleVersion`,
/// `PlanClosed`, and the field errors of the report.
pub async fn report(
    db: &Db,
    permit: &Permit<ReportProgress>,
    once: Option<&Once>,
    id: MilestoneId,
    version: i32,
    today: Date,
    report: Report,
) -> Result<Milestone> {
    let find = async |tx: &Tx| {
        let (old, plan) = plan_of(tx, id).await?;
        commitments::within_assignment(tx, permit, old.commitment_id).await?;
        Ok((old, plan))
    };
    db.change_of(permit, once, find, async |tx, (old, plan)| {
        fresh(old.version, version)?;
        open_for_change(&plan)?;
        let saved = apply(tx, &plan, old, today, report).await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

/// Reports progress inside a running change.
pub(crate) async fn apply(tx: &mut Tx, plan: &Plan, old: Milestone, today: Date, report: Report) -> Result<Milestone> {
    let report = report.checked(today)?;
    let (from, from_percent) = (old.state, old.percent);
    let new = Milestone {
        state: report.state,
        percent: report.percent,
        completed_on: report.completed_on,
        reason: report.reason.clone(),
        reported_at: Some(tx.now()),
        version: old.version + 1,
        updated_at: tx.now(),
        ..old
    };
    let saved = tx.save(new).await?;
    let row = copy_fields!(report => Progress {
        state, percent, completed_on, done, challenges, next_step, reason,
    } with {
        tenant_id: tx.tenant(),
        id: tx.id(),
        milestone_id: saved.id,
        actor: tx.signature().to_owned(),
        at: tx.now(),
    });
    let reported = tx.add(row).await?;
    let event = Event::MilestoneReport {
        title: saved.title.clone(),
        from: from.to_string(),
        to: saved.state.to_string(),
        from_percent,
        percent: saved.percent,
        report: Some(reported.id),
    };
    tx.record(event.about(saved.id).published(plan.published_at.is_some()))
        .await?;
    Ok(saved)
}

/// Lists the reports on a milestone, newest first.
///
/// # Errors
/// `NotFound("milestone")` when the caller may not see it or it does not exist.
pub async fn history(db: &Db, permit: &Permit<SeePlan>, id: MilestoneId) -> Result<Vec<Progress>> {
    let city = db.read(permit).await?;
    visible(&city, id).await?;
    reports(&city, id).await
}

/// Lists the reports on a milestone that was read already, newest first.
///
/// # Errors
/// Database errors.
pub async fn history_of(db: &Db, permit: &Permit<SeePlan>, milestone: &Milestone) -> Result<Vec<Progress>> {
    reports(&db.read(permit).await?, milestone.id).await
}

async fn reports(city: &Scoped, of: MilestoneId) -> Result<Vec<Progress>> {
    city.find::<progress::Entity>()
        .filter(progress::Column::MilestoneId.eq(of))
        .order_by_desc(progress::Column::Id)
        .all()
        .await
}

/// Lists the reports on all milestones that the caller may see, oldest first: at most `most`, after the
/// id `after`. Also returns how many there are in total.
///
/// # Errors
/// Database errors.
pub async fn every_report(
    db: &Db,
    permit: &Permit<SeePlan>,
    after: Option<ProgressId>,
    most: u64,
) -> Result<(Vec<Progress>, u64)> {
    let city = db.read(permit).await?;
    let rows = || {
        city.find::<progress::Entity>()
            .filter(progress::Column::MilestoneId.in_subquery(super::rows(&city).ids()))
    };
    let total = rows().count().await?;
    let page = rows()
        .narrowed(after.map(|id| progress::Column::Id.gt(id)))
        .order_by_asc(progress::Column::Id)
        .at_most(most)
        .all()
        .await?;
    Ok((page, total))
}

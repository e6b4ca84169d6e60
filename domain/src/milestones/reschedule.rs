//! Changes of due dates. The old date is kept with the reason (docs/RULES.md, `due-date-moves`).

use super::{DueChange, Milestone, plan_of, visible};
use crate::access::{EditMilestone, Permit, SeePlan};
use crate::db::{Db, Tx};
use crate::error::{Result, code, fresh};
use crate::ids::MilestoneId;
use crate::input::{self, Check};
use crate::log::Event;
use crate::milestones::tables::due_change;
use crate::once::Once;
use crate::plans::{Plan, open_for_change};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use time::Date;

/// A new due date, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The new due date.
    pub due_on: Date,
    /// Why; residents read it.
    pub reason: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// At which meeting it was decided.
    pub meeting: Option<String>,
}

/// Moves a milestone's due date.
///
/// # Errors
/// `NotFound`, `StaleVersion`, `PlanClosed`, and the field errors of the move.
pub async fn reschedule(
    db: &Db,
    permit: &Permit<EditMilestone>,
    once: Option<&Once>,
    id: MilestoneId,
    version: i32,
    to: Move,
) -> Result<Milestone> {
    let find = async |tx: &Tx| plan_of(tx, id).await;
    db.change_of(permit, once, find, async |tx, (old, plan)| {
        fresh(old.version, version)?;
        open_for_change(&plan)?;
        let saved = apply(tx, &plan, old, to).await?;
        tx.refresh_figures().await?;
        Ok(saved)
    })
    .await
}

/// Moves a due date inside a running change.
pub(super) async fn apply(tx: &mut Tx, plan: &Plan, old: Milestone, to: Move) -> Result<Milestone> {
    let mut check = Check::new();
    let reason = check.reason(Some(&to.reason));
    check.must(old.due_on != Some(to.due_on), "due_on", code::DATE_SAME);
    check.must(
        old.starts_on.is_none_or(|start| start <= to.due_on),
        "due_on",
        code::DATE_ORDER,
    );
    let decided_by = check.maybe_line("decided_by", to.decided_by.as_deref(), input::TITLE);
    let meeting = check.maybe_line("meeting", to.meeting.as_deref(), input::TITLE);
    check.done()?;
    let row = DueChange {
        tenant_id: tx.tenant(),
        id: tx.id(),
        milestone_id: old.id,
        old_due_on: old.due_on,
        old_due_said: old.due_said.clone(),
        new_due_on: to.due_on,
        reason: reason.unwrap_or_default(),
        decided_by,
        meeting,
        at: tx.now(),
    };
    let change = tx.add(row).await?;
    let new = Milestone {
        due_on: Some(to.due_on),
        due_said: None,
        version: old.version + 1,
        updated_at: tx.now(),
        ..old
    };
    let saved = tx.save(new).await?;
    let event = Event::MilestoneReschedule {
        title: saved.title.clone(),
        from: change.old_due_on,
        to: change.new_due_on,
        reason: change.reason,
    };
    tx.record(event.about(saved.id).published(plan.published_at.is_some()))
        .await?;
    Ok(saved)
}

/// Lists the changes of a milestone's due date, oldest first.
///
/// # Errors
/// `NotFound("milestone")` when the caller may not see it or it does not exist.
pub async fn moves(db: &Db, permit: &Permit<SeePlan>, id: MilestoneId) -> Result<Vec<DueChange>> {
    let city = db.read(permit).await?;
    visible(&city, id).await?;
    city.find::<due_change::Entity>()
        .filter(due_change::Column::MilestoneId.eq(id))
        .order_by_asc(due_change::Column::Id)
        .all()
        .await
}

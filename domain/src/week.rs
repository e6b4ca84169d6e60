//! This week: what needs a coordinator's attention, overdue milestones first, because residents see those.

use crate::access::{Permit, SeePlan, SeeWeek};
use crate::calendar::{days_after, days_between};
use crate::commitments::tables::commitment;
use crate::db::Db;
use crate::error::Result;
use crate::evidence::tables::evidence;
use crate::ids::MilestoneId;
use crate::milestones::tables::{milestone, progress};
use crate::milestones::{ComputedState, Milestone, MilestoneCounts, MilestoneState};
use crate::plans::{self, PlanState};
use crate::whole;
use crate::whole::PlanRecords;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait, Condition, FromQueryResult, QueryFilter, QueryOrder};
use std::collections::{HashMap, HashSet};
use time::{Date, OffsetDateTime};

/// The number of days ahead within which a milestone is due soon.
pub const SOON: i64 = 30;

/// The current plan, and what in it needs attention.
#[derive(Debug, Clone)]
pub struct Week {
    /// The plan with all its records.
    pub plan: PlanRecords,
    /// The number of its milestones in each state.
    pub tally: MilestoneCounts,
    /// The milestones that need attention.
    pub needs: Needs,
}

/// The milestones that need attention.
#[derive(Debug, Clone)]
pub struct Needs {
    /// Overdue milestones, the earliest due date first.
    pub late: Vec<Milestone>,
    /// Milestones that were due and never reported on, the earliest due date first.
    pub unknown: Vec<Milestone>,
    /// Stuck milestones that are not overdue.
    pub stuck: Vec<Milestone>,
    /// Open milestones that are due within [`SOON`] days, the earliest due date first: stuck ones and those
    /// that were never reported on included.
    pub soon: Vec<Milestone>,
    /// Complete milestones without evidence.
    pub unproven: Vec<Milestone>,
    /// The seven days from today on, each with the open milestones due on it.
    pub days: Vec<(Date, Vec<Milestone>)>,
}

impl Needs {
    fn of(all: &[Milestone], is_proven: impl Fn(&Milestone) -> bool, today: Date) -> Self {
        let chosen = |wanted: &dyn Fn(&Milestone, ComputedState) -> bool| -> Vec<Milestone> {
            let chosen = all.iter().filter(|one| wanted(one, one.standing(today)));
            chosen.cloned().collect()
        };
        let mut late = chosen(&|_, standing| matches!(standing, ComputedState::Late(_)));
        late.sort_by_key(|milestone| milestone.due_on);
        let mut unknown = chosen(&|_, standing| matches!(standing, ComputedState::Unknown(_)));
        unknown.sort_by_key(|milestone| milestone.due_on);
        let mut soon = chosen(&|milestone, standing| standing.is_ahead() && is_within(milestone.due_on, today, SOON));
        soon.sort_by_key(|milestone| milestone.due_on);
        let due = |day| soon.iter().filter(move |milestone| milestone.due_on == Some(day));
        Self {
            stuck: chosen(&|_, standing| standing == ComputedState::Stuck),
            unproven: chosen(&|milestone, standing| standing == ComputedState::Done && !is_proven(milestone)),
            days: (0..7)
                .map(|ahead| days_after(today, ahead))
                .map(|day| (day, due(day).cloned().collect()))
                .collect(),
            late,
            unknown,
            soon,
        }
    }

    /// Returns the number in the page's heading: milestones that are overdue, were due without a report, are
    /// stuck or are due this week, each counted once.
    pub fn count(&self) -> usize {
        let this_week = self.days.iter().flat_map(|(_, due)| due);
        let past = self.late.iter().chain(&self.unknown);
        past.chain(&self.stuck)
            .chain(this_week)
            .map(|milestone| milestone.id)
            .collect::<HashSet<_>>()
            .len()
    }
}

/// Whether a due date falls on `today` or one of this many days after it.
fn is_within(due_on: Option<Date>, today: Date, days: i64) -> bool {
    due_on.is_some_and(|due| (0..=days).contains(&days_between(today, due)))
}

/// Returns the coordinator's week in the city's current plan; `None` when there is no plan.
///
/// # Errors
/// Database errors.
pub async fn week(db: &Db, permit: &Permit<SeeWeek>, see: &Permit<SeePlan>, today: Date) -> Result<Option<Week>> {
    debug_assert_eq!(permit.tenant(), see.tenant(), "one city");
    let Some(plan) = whole::for_current(db, see, today).await? else {
        return Ok(None);
    };
    let is_proven = |milestone: &Milestone| plan.evidence_on(milestone.id).next().is_some();
    // A closed plan takes no reports: it needs nothing.
    let open = plan.milestones.as_slice();
    let open = if plan.plan.state == PlanState::Closed {
        &[]
    } else {
        open
    };
    Ok(Some(Week {
        tally: MilestoneCounts::of(&plan.milestones, plan.plan.counted_on(today)),
        needs: Needs::of(open, is_proven, today),
        plan,
    }))
}

/// The numbers beside the menu of the workspace.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Milestones that need somebody, each counted once; see [`Needs::count`].
    pub needs: usize,
    /// Complete milestones without evidence.
    pub unproven: usize,
}

impl From<&Needs> for Counts {
    fn from(needs: &Needs) -> Self {
        Self {
            needs: needs.count(),
            unproven: needs.unproven.len(),
        }
    }
}

/// What the numbers are counted from.
#[derive(Debug, FromQueryResult)]
struct Countable {
    state: MilestoneState,
    due_on: Option<Date>,
}

/// Counts the milestones of the city's current plan that need attention; 0 when there is no plan.
///
/// # Errors
/// Database errors.
pub async fn counts(db: &Db, permit: &Permit<SeeWeek>, see: &Permit<SeePlan>, today: Date) -> Result<Counts> {
    let plan = plans::current(db, see, today).await?;
    let Some(plan) = plan.filter(|plan| plan.state != PlanState::Closed) else {
        return Ok(Counts::default());
    };
    let city = db.read(permit).await?;
    let commitments = city
        .find::<commitment::Entity>()
        .filter(commitment::Column::PlanId.eq(plan.id));
    let proven = city
        .find::<evidence::Entity>()
        .filter(evidence::Column::WithdrawnAt.is_null())
        .filter(Expr::col(evidence::Column::MilestoneId.as_column_ref()).equals(milestone::Column::Id.as_column_ref()));
    let unproven = Expr::exists(proven.ids()).not();
    let rows = city
        .find::<milestone::Entity>()
        .filter(milestone::Column::CommitmentId.in_subquery(commitments.ids()))
        .filter(milestone::Column::State.ne(MilestoneState::Complete).or(unproven))
        .some::<Countable>([milestone::Column::State, milestone::Column::DueOn])
        .await?;
    let needs = |row: &&Countable| match ComputedState::of(row.state, row.due_on, today) {
        ComputedState::Late(_) | ComputedState::Unknown(_) | ComputedState::Stuck => true,
        ComputedState::InProgress | ComputedState::NotStarted | ComputedState::NotReported => {
            is_within(row.due_on, today, 6)
        }
        ComputedState::Done | ComputedState::Withdrawn => false,
    };
    Ok(Counts {
        needs: rows.iter().filter(needs).count(),
        unproven: rows.iter().filter(|row| row.state == MilestoneState::Complete).count(),
    })
}

/// Returns the overdue milestones of a week that have an explanation for residents, each with the time of
/// the latest one.
///
/// # Errors
/// Database errors.
pub async fn explained(db: &Db, permit: &Permit<SeeWeek>, week: &Week) -> Result<HashMap<MilestoneId, OffsetDateTime>> {
    let city = db.read(permit).await?;
    let reports = city
        .find::<progress::Entity>()
        .among(
            progress::Column::MilestoneId,
            week.needs.late.iter().map(|late| late.id),
        )
        .filter(
            Condition::any()
                .add(progress::Column::Challenges.is_not_null())
                .add(progress::Column::Reason.is_not_null()),
        )
        .order_by_asc(progress::Column::Id)
        .all()
        .await?;
    Ok(reports.into_iter().map(|row| (row.milestone_id, row.at)).collect())
}

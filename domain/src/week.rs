//! This week: what needs a coordinator's attention, overdue milestones first, because residents see those.

use crate::access::{Permit, SeePlan, SeeWeek};
use crate::calendar::{days_after, days_between};
use crate::commitments;
use crate::db::Db;
use crate::error::Result;
use crate::evidence::tables::evidence;
use crate::ids::MilestoneId;
use crate::milestones::tables::{milestone, progress};
use crate::milestones::{ComputedState, Milestone, MilestoneCounts};
use crate::plans;
use crate::whole;
use crate::whole::PlanRecords;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};
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
    /// Stuck milestones that are not overdue.
    pub stuck: Vec<Milestone>,
    /// Open milestones that are due within [`SOON`] days, stuck ones included, the earliest due date first.
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
        let mut soon = chosen(&|milestone, standing| {
            let open = matches!(
                standing,
                ComputedState::InProgress | ComputedState::NotStarted | ComputedState::Stuck
            );
            let due = milestone.due_on.map(|due| days_between(today, due));
            open && due.is_some_and(|days| (0..=SOON).contains(&days))
        });
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
            soon,
        }
    }

    /// Returns the number in the page's heading: milestones that are overdue, stuck or due this week, each
    /// counted once.
    pub fn count(&self) -> usize {
        let this_week = self.days.iter().flat_map(|(_, due)| due);
        let all = self.late.iter().chain(&self.stuck).chain(this_week);
        all.map(|milestone| milestone.id).collect::<HashSet<_>>().len()
    }
}

/// Returns the coordinator's week in the city's current plan; `None` when there is no plan.
///
/// # Errors
/// Database errors.
pub async fn week(db: &Db, permit: &Permit<SeeWeek>, see: &Permit<SeePlan>, today: Date) -> Result<Option<Week>> {
    debug_assert_eq!(permit.tenant(), see.tenant(), "one city");
    let Some(plan) = whole::current(db, see, today).await? else {
        return Ok(None);
    };
    let is_proven = |milestone: &Milestone| plan.evidence_on(milestone.id).next().is_some();
    Ok(Some(Week {
        tally: MilestoneCounts::of(&plan.milestones, today),
        needs: Needs::of(&plan.milestones, is_proven, today),
        plan,
    }))
}

/// Returns only the milestones of the city's current plan that need attention; `None` when there is no plan.
///
/// # Errors
/// Database errors.
pub async fn needs(db: &Db, permit: &Permit<SeeWeek>, see: &Permit<SeePlan>, today: Date) -> Result<Option<Needs>> {
    let Some(plan) = plans::current(db, see, today).await? else {
        return Ok(None);
    };
    let commitments = commitments::of_plan(db, see, plan.id).await?;
    let city = db.read(permit).await?;
    let all = city
        .find::<milestone::Entity>()
        .among(milestone::Column::CommitmentId, commitments.iter().map(|row| row.id))
        .order_by_asc(milestone::Column::Number)
        .all()
        .await?;
    let done = all
        .iter()
        .filter(|milestone| milestone.standing(today) == ComputedState::Done);
    let proofs = city
        .find::<evidence::Entity>()
        .among(evidence::Column::MilestoneId, done.map(|milestone| milestone.id))
        .filter(evidence::Column::WithdrawnAt.is_null())
        .all()
        .await?;
    let proven: HashSet<Option<MilestoneId>> = proofs.into_iter().map(|proof| proof.milestone_id).collect();
    let is_proven = |milestone: &Milestone| proven.contains(&Some(milestone.id));
    Ok(Some(Needs::of(&all, is_proven, today)))
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

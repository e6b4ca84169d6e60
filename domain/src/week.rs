//! This week: what needs a coordinator, by consequence. Public lateness comes first.

use crate::access::{Permit, SeePlan, SeeWeek};
use crate::calendar::{days_after, days_between};
use crate::db::Db;
use crate::error::Result;
use crate::ids::MilestoneId;
use crate::milestones::tables::progress;
use crate::milestones::{Milestone, Standing, Tally};
use crate::whole;
use crate::whole::Whole;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};
use std::collections::HashMap;
use time::{Date, OffsetDateTime};

/// How many days ahead "due soon" looks.
pub const SOON: i64 = 30;

/// What needs somebody, and how the plan is.
#[derive(Debug, Clone)]
pub struct Week {
    /// The plan and all of it.
    pub plan: Whole,
    /// How its milestones stand.
    pub tally: Tally,
    /// Late milestones, the longest late first.
    pub late: Vec<Milestone>,
    /// Stuck ones whose day has not passed.
    pub stuck: Vec<Milestone>,
    /// Due within [`SOON`] days, the next first.
    pub soon: Vec<Milestone>,
    /// Complete ones without any evidence.
    pub unproven: Vec<Milestone>,
    /// Seven days from today, with the milestones due on each.
    pub days: Vec<(Date, Vec<Milestone>)>,
}

impl Week {
    /// How many things need somebody: the number in the page's heading.
    pub fn needs(&self) -> usize {
        let this_week = self.days.iter().map(|(_, due)| due.len()).sum::<usize>();
        self.late.len() + self.stuck.len() + this_week
    }
}

/// The coordinator's week in the city's present plan, if it has one.
///
/// # Errors
/// The database's own.
pub async fn week(db: &Db, permit: &Permit<SeeWeek>, see: &Permit<SeePlan>, today: Date) -> Result<Option<Week>> {
    debug_assert_eq!(permit.tenant(), see.tenant(), "one city");
    let Some(plan) = whole::present(db, see, today).await? else {
        return Ok(None);
    };
    let tally = Tally::of(&plan.milestones, today);
    let standing = |wanted: fn(Standing) -> bool| -> Vec<Milestone> {
        plan.milestones
            .iter()
            .filter(|milestone| wanted(milestone.standing(today)))
            .cloned()
            .collect()
    };
    let mut late = standing(|standing| matches!(standing, Standing::Late(_)));
    late.sort_by_key(|milestone| milestone.due_on);
    let stuck = standing(|standing| standing == Standing::Stuck);
    let open = |milestone: &&Milestone| {
        matches!(
            milestone.standing(today),
            Standing::InProgress | Standing::NotStarted | Standing::Stuck
        )
    };
    let within = |milestone: &&Milestone| {
        milestone
            .due_on
            .is_some_and(|due| (0..=SOON).contains(&days_between(today, due)))
    };
    let mut soon: Vec<Milestone> = plan.milestones.iter().filter(open).filter(within).cloned().collect();
    soon.sort_by_key(|milestone| milestone.due_on);
    let unproven = plan
        .milestones
        .iter()
        .filter(|milestone| {
            milestone.standing(today) == Standing::Done && plan.evidence_on(milestone.id).next().is_none()
        })
        .cloned()
        .collect();
    let days = (0..7)
        .map(|ahead| days_after(today, ahead))
        .map(|day| {
            (
                day,
                soon.iter()
                    .filter(|milestone| milestone.due_on == Some(day))
                    .cloned()
                    .collect(),
            )
        })
        .collect();
    Ok(Some(Week {
        tally,
        late,
        stuck,
        soon,
        unproven,
        days,
        plan,
    }))
}

/// Of which late milestones of a week residents were told why, and when last.
///
/// # Errors
/// The database's own.
pub async fn explained(db: &Db, permit: &Permit<SeeWeek>, week: &Week) -> Result<HashMap<MilestoneId, OffsetDateTime>> {
    let city = db.read(permit).await?;
    let told = city
        .find::<progress::Entity>()
        .among(progress::Column::MilestoneId, week.late.iter().map(|late| late.id))
        .filter(
            Condition::any()
                .add(progress::Column::Challenges.is_not_null())
                .add(progress::Column::Reason.is_not_null()),
        )
        .order_by_asc(progress::Column::Id)
        .all()
        .await?;
    Ok(told.into_iter().map(|row| (row.milestone_id, row.at)).collect())
}

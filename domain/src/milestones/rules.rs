//! States of a milestone, and what is late. Pure.

use super::Milestone;
use crate::calendar::days_between;
use crate::coded::coded;
use time::Date;

coded! {
    /// What the city reports of a milestone.
    MilestoneState {
        /// Nothing was ever reported: neither done nor late.
        NotReported = "not_reported",
        /// Not begun.
        NotStarted = "not_started",
        /// Begun.
        InProgress = "in_progress",
        /// Done.
        Complete = "complete",
        /// Stuck, with a reason.
        Stuck = "stuck",
        /// Taken back, with a reason.
        Withdrawn = "withdrawn",
    }
}

/// How a milestone stands on a day: what was reported, and whether its day has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Done.
    Done,
    /// Begun, and its day has not passed.
    InProgress,
    /// Not begun, and its day has not passed.
    NotStarted,
    /// Its day has passed, this many days ago, and it is not done.
    Late(i64),
    /// Stuck, and its day has not passed.
    Stuck,
    /// Nothing was reported.
    NotReported,
    /// Taken back.
    Withdrawn,
}

impl Milestone {
    /// How it stands on `today`, a day of the city. A due day passes at its end.
    pub fn standing(&self, today: Date) -> Standing {
        Standing::of(self.state, self.due_on, today)
    }
}

impl Standing {
    /// How something reported like this and due on that day stands on `today`.
    pub fn of(state: MilestoneState, due_on: Option<Date>, today: Date) -> Self {
        let late = due_on.map(|due| days_between(due, today)).filter(|days| *days > 0);
        match (state, late) {
            (MilestoneState::Complete, _) => Self::Done,
            (MilestoneState::Withdrawn, _) => Self::Withdrawn,
            (MilestoneState::NotReported, _) => Self::NotReported,
            (MilestoneState::NotStarted | MilestoneState::InProgress | MilestoneState::Stuck, Some(days)) => {
                Self::Late(days)
            }
            (MilestoneState::NotStarted, None) => Self::NotStarted,
            (MilestoneState::InProgress, None) => Self::InProgress,
            (MilestoneState::Stuck, None) => Self::Stuck,
        }
    }

    /// Its code, as pages and texts know it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "complete",
            Self::InProgress => "in_progress",
            Self::NotStarted => "not_started",
            Self::Late(_) => "late",
            Self::Stuck => "stuck",
            Self::NotReported => "not_reported",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// How many milestones stand how. Withdrawn ones are counted apart and not in `all`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All that are promised: everything but the withdrawn.
    pub all: usize,
    /// Done.
    pub done: usize,
    /// In progress, not late.
    pub in_progress: usize,
    /// Not started, not late.
    pub not_started: usize,
    /// Late.
    pub late: usize,
    /// Stuck, not late.
    pub stuck: usize,
    /// Nothing was reported.
    pub not_reported: usize,
    /// Taken back.
    pub withdrawn: usize,
}

impl Tally {
    /// Counts milestones as they stand on `today`.
    pub fn of<'m>(milestones: impl IntoIterator<Item = &'m Milestone>, today: Date) -> Self {
        Self::counted(milestones.into_iter().map(|milestone| milestone.standing(today)))
    }

    /// Counts standings.
    pub fn counted(standings: impl IntoIterator<Item = Standing>) -> Self {
        let mut tally = Self::default();
        for standing in standings {
            let count = match standing {
                Standing::Done => &mut tally.done,
                Standing::InProgress => &mut tally.in_progress,
                Standing::NotStarted => &mut tally.not_started,
                Standing::Late(_) => &mut tally.late,
                Standing::Stuck => &mut tally.stuck,
                Standing::NotReported => &mut tally.not_reported,
                Standing::Withdrawn => &mut tally.withdrawn,
            };
            *count += 1;
        }
        tally.all = tally.done + tally.in_progress + tally.not_started + tally.late + tally.stuck + tally.not_reported;
        tally
    }
}

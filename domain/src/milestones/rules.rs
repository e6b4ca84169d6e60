//! States of a milestone, and which milestone is overdue. Pure functions.

use super::Milestone;
use crate::calendar::days_between;
use crate::coded::coded;
use time::Date;

coded! {
    /// The state that the city reports for a milestone.
    MilestoneState {
        /// Nothing was ever reported: neither done nor overdue.
        NotReported = "not_reported",
        /// Not started.
        NotStarted = "not_started",
        /// Started.
        InProgress = "in_progress",
        /// Done.
        Complete = "complete",
        /// Stuck, with a reason.
        Stuck = "stuck",
        /// Withdrawn, with a reason.
        Withdrawn = "withdrawn",
    }
}

/// The computed state of a milestone on a day: the reported state, and whether it is overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComputedState {
    /// Done.
    Done,
    /// Started, not overdue.
    InProgress,
    /// Not started, not overdue.
    NotStarted,
    /// Overdue: its due date was this many days ago, and it is not done.
    Late(i64),
    /// Stuck, not overdue.
    Stuck,
    /// Nothing was reported.
    NotReported,
    /// Withdrawn.
    Withdrawn,
}

impl Milestone {
    /// Returns its computed state on `today`, the current day in the city. It is overdue from the day
    /// after its due date.
    pub fn standing(&self, today: Date) -> ComputedState {
        ComputedState::of(self.state, self.due_on, today)
    }
}

impl ComputedState {
    /// Returns the computed state on `today` of something with this reported state and due date.
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

    /// Returns the code that pages and texts use.
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

/// How many milestones are in each computed state. Withdrawn ones are not part of `all`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MilestoneCounts {
    /// All milestones except the withdrawn ones.
    pub all: usize,
    /// Done.
    pub done: usize,
    /// Started, not overdue.
    pub in_progress: usize,
    /// Not started, not overdue.
    pub not_started: usize,
    /// Overdue.
    pub late: usize,
    /// Stuck, not overdue.
    pub stuck: usize,
    /// Nothing was reported.
    pub not_reported: usize,
    /// Withdrawn.
    pub withdrawn: usize,
}

impl MilestoneCounts {
    /// Counts milestones by their computed state on `today`.
    pub fn of<'m>(milestones: impl IntoIterator<Item = &'m Milestone>, today: Date) -> Self {
        Self::counted(milestones.into_iter().map(|milestone| milestone.standing(today)))
    }

    /// Counts computed states.
    pub fn counted(standings: impl IntoIterator<Item = ComputedState>) -> Self {
        let mut tally = Self::default();
        for standing in standings {
            let count = match standing {
                ComputedState::Done => &mut tally.done,
                ComputedState::InProgress => &mut tally.in_progress,
                ComputedState::NotStarted => &mut tally.not_started,
                ComputedState::Late(_) => &mut tally.late,
                ComputedState::Stuck => &mut tally.stuck,
                ComputedState::NotReported => &mut tally.not_reported,
                ComputedState::Withdrawn => &mut tally.withdrawn,
            };
            *count += 1;
        }
        tally.all = tally.done + tally.in_progress + tally.not_started + tally.late + tally.stuck + tally.not_reported;
        tally
    }
}

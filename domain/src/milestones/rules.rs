//! States of a milestone, and which milestone is overdue. Pure functions.

use super::Milestone;
use crate::calendar::days_between;
use crate::coded::coded;
use time::Date;

coded! {
    /// The state that the city reports for a milestone.
    MilestoneState {
        /// Nothing was ever reported: whether it is done is not known.
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
    /// Nothing was reported, and it is not yet due.
    NotReported,
    /// Nothing was reported, and its due date was this many days ago: whether it is late is not known.
    Unknown(i64),
    /// Withdrawn.
    Withdrawn,
}

impl MilestoneState {
    /// Whether there is still something to do or to report: neither complete nor withdrawn. What was never
    /// reported on is open like any other.
    pub const fn is_open(self) -> bool {
        match self {
            Self::NotReported | Self::NotStarted | Self::InProgress | Self::Stuck => true,
            Self::Complete | Self::Withdrawn => false,
        }
    }
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
            (MilestoneState::NotReported, Some(days)) => Self::Unknown(days),
            (MilestoneState::NotReported, None) => Self::NotReported,
            (MilestoneState::NotStarted | MilestoneState::InProgress | MilestoneState::Stuck, Some(days)) => {
                Self::Late(days)
            }
            (MilestoneState::NotStarted, None) => Self::NotStarted,
            (MilestoneState::InProgress, None) => Self::InProgress,
            (MilestoneState::Stuck, None) => Self::Stuck,
        }
    }

    /// Whether there is still something to do or to report: neither done nor withdrawn.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Withdrawn)
    }

    /// Whether its due date may still be met: open, and the date has not passed.
    pub const fn is_ahead(self) -> bool {
        self.is_open() && !matches!(self, Self::Late(_) | Self::Unknown(_))
    }

    /// Returns the code that pages and texts use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Done => "complete",
            Self::InProgress => "in_progress",
            Self::NotStarted => "not_started",
            Self::Late(_) => "late",
            Self::Stuck => "stuck",
            Self::NotReported | Self::Unknown(_) => "not_reported",
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
    /// Those of `not_reported` whose due date has passed.
    pub unknown: usize,
    /// Withdrawn.
    pub withdrawn: usize,
    /// Open, and without a due date: nobody can say whether they are late.
    pub undated: usize,
}

impl MilestoneCounts {
    /// Counts milestones by their computed state on `today`.
    pub fn of<'m>(milestones: impl IntoIterator<Item = &'m Milestone>, today: Date) -> Self {
        let of = |milestone: &'m Milestone| (milestone.standing(today), milestone.due_on);
        Self::counted(milestones.into_iter().map(of))
    }

    /// Counts computed states, each with the due date.
    pub fn counted(standings: impl IntoIterator<Item = (ComputedState, Option<Date>)>) -> Self {
        let mut tally = Self::default();
        for (standing, due_on) in standings {
            tally.undated += usize::from(due_on.is_none() && standing.is_open());
            let count = match standing {
                ComputedState::Done => &mut tally.done,
                ComputedState::InProgress => &mut tally.in_progress,
                ComputedState::NotStarted => &mut tally.not_started,
                ComputedState::Late(_) => &mut tally.late,
                ComputedState::Stuck => &mut tally.stuck,
                ComputedState::Unknown(_) => {
                    tally.unknown += 1;
                    &mut tally.not_reported
                }
                ComputedState::NotReported => &mut tally.not_reported,
                ComputedState::Withdrawn => &mut tally.withdrawn,
            };
            *count += 1;
        }
        tally.all = tally.done + tally.in_progress + tally.not_started + tally.late + tally.stuck + tally.not_reported;
        tally
    }

    /// Whether they may be called on schedule: work has begun, nothing is late or stuck, the state of each is
    /// known, and each open one has a due date.
    pub const fn is_on_schedule(&self) -> bool {
        let known = self.not_reported == 0 && self.undated == 0;
        known && self.late == 0 && self.stuck == 0 && self.done + self.in_progress > 0
    }
}

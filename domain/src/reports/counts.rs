//! How many commitments and milestones of a self-assessment are in which state.

use super::self_assessment::{Commitment, Completion, Milestone, State};
use serde::{Deserialize, Serialize};

/// The number of milestones in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Complete.
    pub done: u32,
    /// In progress.
    pub in_progress: u32,
    /// Not started.
    pub not_started: u32,
    /// Past the due date and not complete.
    pub late: u32,
    /// Stuck.
    pub stuck: u32,
    /// Nothing was reported.
    pub not_reported: u32,
    /// Withdrawn.
    pub withdrawn: u32,
}

impl Counts {
    /// Counts these milestones by state.
    pub fn of<'a>(milestones: impl IntoIterator<Item = &'a Milestone>) -> Self {
        let mut counts = Self::default();
        for milestone in milestones {
            *counts.slot(milestone.state) += 1;
        }
        counts
    }

    /// Returns how many are in this state.
    #[must_use]
    pub fn get(mut self, state: State) -> u32 {
        *self.slot(state)
    }

    /// Returns how many there are without the withdrawn ones: the total of "5 of 12 are done".
    #[must_use]
    pub fn all(self) -> u32 {
        State::ALL
            .into_iter()
            .filter(|state| *state != State::Withdrawn)
            .map(|state| self.get(state))
            .sum()
    }

    fn slot(&mut self, state: State) -> &mut u32 {
        match state {
            State::Done => &mut self.done,
            State::InProgress => &mut self.in_progress,
            State::NotStarted => &mut self.not_started,
            State::Late => &mut self.late,
            State::Stuck => &mut self.stuck,
            State::NotReported => &mut self.not_reported,
            State::Withdrawn => &mut self.withdrawn,
        }
    }
}

/// The number of commitments by completion, in the terms of OGP's template.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletionCounts {
    /// Completed.
    pub fully: u32,
    /// Substantial.
    pub partially: u32,
    /// Limited.
    pub in_process: u32,
    /// Not started.
    pub not_implemented: u32,
    /// Nothing was reported.
    pub not_stated: u32,
}

impl CompletionCounts {
    /// Counts these commitments by completion.
    pub fn of<'a>(commitments: impl IntoIterator<Item = &'a Commitment>) -> Self {
        let mut counts = Self::default();
        for commitment in commitments {
            match commitment.completion {
                Some(Completion::Completed) => counts.fully += 1,
                Some(Completion::Substantial) => counts.partially += 1,
                Some(Completion::Limited) => counts.in_process += 1,
                Some(Completion::NotStarted) => counts.not_implemented += 1,
                None => counts.not_stated += 1,
            }
        }
        counts
    }
}

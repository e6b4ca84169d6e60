//! States as tags: always text and an icon, never colour alone.

use besa_domain::commitments::{Commitment, CommitmentState};
use besa_domain::milestones::{ComputedState, Milestone, MilestoneCounts};
use besa_text::{Language, Words, codes, numbers, words};
use time::Date;

use crate::wall::State;

/// A status tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The suffix of the class name: `done`.
    pub class: &'static str,
    /// The icon's name.
    pub icon: &'static str,
    /// The text.
    pub words: String,
}

impl Status {
    /// Returns the tag of a state, with the given text.
    pub fn new(state: State, words: String) -> Self {
        Self {
            class: match state {
                State::None | State::Gone => "plain",
                State::Done | State::Prog | State::Todo | State::Late | State::Stuck => state.class(),
            },
            icon: icon(state),
            words,
        }
    }

    /// Returns a milestone's tag on a day: "23 days late", "In progress, 55%".
    pub fn of(milestone: &Milestone, today: Date, language: Language) -> Self {
        let standing = milestone.standing(today);
        Self::new(state(standing), text(milestone, standing, language))
    }
}

/// Returns the brick state of a milestone's standing.
pub fn state(standing: ComputedState) -> State {
    match standing {
        ComputedState::Done => State::Done,
        ComputedState::InProgress => State::Prog,
        ComputedState::NotStarted => State::Todo,
        ComputedState::Late(_) => State::Late,
        ComputedState::Stuck => State::Stuck,
        ComputedState::NotReported | ComputedState::Unknown(_) => State::None,
        ComputedState::Withdrawn => State::Gone,
    }
}

/// Returns the icon of a state.
pub fn icon(state: State) -> &'static str {
    match state {
        State::Done => "circle-check",
        State::Prog => "circle-dot",
        State::Todo => "circle-dashed",
        State::Late => "clock-alert",
        State::Stuck => "circle-pause",
        State::None => "circle-help",
        State::Gone => "circle-slash",
    }
}

/// Returns a milestone's standing as text, with days late or percent.
fn text(milestone: &Milestone, standing: ComputedState, language: Language) -> String {
    let w = words(language);
    match (standing, milestone.percent) {
        (ComputedState::Late(days), _) => w.common_days_late(usize::try_from(days).unwrap_or_default()),
        (ComputedState::Unknown(days), _) => {
            w.status_milestone_not_reported_due(usize::try_from(days).unwrap_or_default())
        }
        (ComputedState::InProgress, Some(percent)) => {
            w.status_milestone_in_progress_percent(numbers::percent(language, percent.into()))
        }
        _ => codes::milestone_state(w, standing.code()),
    }
}

/// Returns the state that a commitment's tag shows: withdrawn or carried forward, else the most urgent state
/// of its milestones, lateness first.
pub fn state_of(commitment: &Commitment, tally: &MilestoneCounts) -> State {
    if matches!(
        commitment.state,
        CommitmentState::Withdrawn | CommitmentState::CarriedForward
    ) {
        State::Gone
    } else if tally.late > 0 {
        State::Late
    } else if tally.stuck > 0 {
        State::Stuck
    } else if tally.all > 0 && tally.done == tally.all {
        State::Done
    } else if tally.unknown > 0 || tally.not_reported == tally.all {
        State::None
    } else if tally.done + tally.in_progress > 0 {
        State::Prog
    } else {
        State::Todo
    }
}

/// Returns a commitment's tag for lists: "4 of 6 complete", "1 milestone overdue".
pub fn summary(w: &Words, commitment: &Commitment, tally: &MilestoneCounts) -> Status {
    let state = state_of(commitment, tally);
    let words = match state {
        State::Gone => codes::commitment_state(w, commitment.state.code()),
        State::Late => w.plan_commitment_late(tally.late),
        State::Stuck => w.plan_commitment_stuck(tally.stuck),
        State::None if tally.all > 0 => w.plan_commitment_not_reported(tally.not_reported, tally.all),
        State::None => w.commitment_no_milestones(),
        State::Done | State::Prog | State::Todo => w.plan_commitment_done(tally.done, tally.all),
    };
    Status::new(state, words)
}

/// Returns a commitment's tag for its own page: one word.
pub fn word(w: &Words, commitment: &Commitment, tally: &MilestoneCounts) -> Status {
    let state = state_of(commitment, tally);
    let words = match state {
        State::Gone => codes::commitment_state(w, commitment.state.code()),
        State::Late => w.status_milestone_late(),
        State::Stuck => w.status_milestone_stuck(),
        State::None => w.status_milestone_not_reported(),
        State::Done => w.status_milestone_complete(),
        State::Prog => w.status_milestone_in_progress(),
        State::Todo => w.status_milestone_not_started(),
    };
    Status::new(state, words)
}

/// Returns the sentence beside that tag; `None` without milestones.
pub fn sentence(w: &Words, tally: &MilestoneCounts) -> Option<String> {
    match tally {
        MilestoneCounts { all: 0, .. } => None,
        MilestoneCounts { late: 1.., .. } => Some(w.commitment_done_late(tally.done, tally.all, tally.late)),
        MilestoneCounts { not_reported: 1.., .. } => {
            Some(w.plan_commitment_not_reported(tally.not_reported, tally.all))
        }
        _ if tally.is_on_schedule() => Some(w.commitment_done_on_schedule(tally.done, tally.all)),
        _ => Some(w.plan_commitment_done(tally.done, tally.all)),
    }
}

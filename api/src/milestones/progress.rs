//! Reports of progress and moves of a due date: sent and read.

use crate::examples::example;
use crate::problem::Problem;
use crate::values::{Code, Day, Said};
use besa_domain::code;
use besa_domain::copy_fields;
use besa_domain::milestones::{DueChange, MilestoneState, Move, Progress, Report};
use poem_openapi::Object;
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// What is reported of a milestone. It needs a `state`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewReport", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ReportSent {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// The state now; anything but `not_reported`.
    state: Option<Code<MilestoneState>>,
    /// Progress, 0 to 100.
    percent: Option<i32>,
    /// When it was completed; needed for `complete`.
    completed_on: Option<Day>,
    /// What was done.
    done: Option<String>,
    /// What stood in the way.
    challenges: Option<String>,
    /// What comes next.
    next_step: Option<String>,
    /// Why; needed for `stuck` and `withdrawn`. Residents read it.
    reason: Option<String>,
}

example!(ReportSent {
    "version": 2,
    "state": "in_progress",
    "percent": 40,
    "done": "The data set is drafted.",
    "next_step": "Review with the forum."
});

impl ReportSent {
    pub(super) fn report(self) -> Result<Report, Problem> {
        let state = self.state.ok_or_else(|| Problem::field("state", code::REQUIRED))?;
        Ok(Report {
            state: state.0,
            percent: self.percent,
            completed_on: self.completed_on.map(|day| day.0),
            done: self.done,
            challenges: self.challenges,
            next_step: self.next_step,
            reason: self.reason,
        })
    }
}

/// A report of progress.
#[derive(Debug, Object)]
#[oai(rename = "Report")]
pub(crate) struct ReportView {
    /// The id.
    id: Uuid,
    /// The state reported.
    state: Code<MilestoneState>,
    /// Progress reported, 0 to 100.
    percent: Option<i32>,
    /// When it was completed.
    completed_on: Option<Day>,
    /// What was done.
    done: Option<String>,
    /// What stood in the way.
    challenges: Option<String>,
    /// What comes next.
    next_step: Option<String>,
    /// Why it is stuck or withdrawn.
    reason: Option<String>,
    /// When it was reported.
    at: OffsetDateTime,
}

impl From<Progress> for ReportView {
    fn from(progress: Progress) -> Self {
        copy_fields!(progress => Self {
            percent, done, challenges, next_step, reason, at,
        } with {
            id: progress.id.into(),
            state: Code(progress.state),
            completed_on: progress.completed_on.map(Day),
        })
    }
}

/// A report of progress, and the milestone it is about.
#[derive(Debug, Object)]
#[oai(rename = "ReportOf")]
pub(crate) struct ReportOf {
    #[oai(flatten)]
    report: ReportView,
    /// The milestone.
    milestone: Uuid,
}

impl From<Progress> for ReportOf {
    fn from(progress: Progress) -> Self {
        Self {
            milestone: progress.milestone_id.into(),
            report: progress.into(),
        }
    }
}

/// A new due date. It needs `due_on` and `reason`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewMove", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct MoveSent {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// The day it is promised for now.
    due_on: Option<Day>,
    /// Why; residents read it.
    reason: Option<String>,
    /// Who decided.
    decided_by: Option<String>,
    /// At which meeting.
    meeting: Option<String>,
}

example!(MoveSent {
    "version": 2,
    "due_on": "2027-05-31",
    "reason": "The tender had no bidder and is repeated.",
    "decided_by": "Municipal council"
});

impl MoveSent {
    pub(super) fn into_move(self) -> Result<Move, Problem> {
        let due_on = self.due_on.ok_or_else(|| Problem::field("due_on", code::REQUIRED))?;
        Ok(Move {
            due_on: due_on.0,
            reason: self.reason.unwrap_or_default(),
            decided_by: self.decided_by,
            meeting: self.meeting,
        })
    }
}

/// A move of a due date.
#[derive(Debug, Object)]
#[oai(rename = "Move")]
pub(crate) struct MoveView {
    /// The id.
    id: Uuid,
    /// The day it was promised for.
    old_due_on: Option<Day>,
    /// That day as the source says it.
    old_due_said: Option<Said>,
    /// The day it is promised for since.
    new_due_on: Day,
    /// Why.
    reason: String,
    /// Who decided.
    decided_by: Option<String>,
    /// At which meeting.
    meeting: Option<String>,
    /// When it was moved.
    at: OffsetDateTime,
}

impl From<DueChange> for MoveView {
    fn from(change: DueChange) -> Self {
        Self {
            id: change.id.into(),
            old_due_on: change.old_due_on.map(Day),
            old_due_said: change.old_due_said.map(Said::from),
            new_due_on: Day(change.new_due_on),
            reason: change.reason,
            decided_by: change.decided_by,
            meeting: change.meeting,
            at: change.at,
        }
    }
}

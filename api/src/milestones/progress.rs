//! Progress reports and moves of due dates: request bodies and responses.

use crate::examples::example;
use crate::problem::Problem;
use crate::values::{Code, Day, SourceDate};
use besa_domain::code;
use besa_domain::copy_fields;
use besa_domain::milestones::{DueChange, MilestoneState, Move, Progress, Report};
use poem_openapi::Object;
use serde::Deserialize;
use time::OffsetDateTime;
use uuid::Uuid;

/// A new progress report. `state` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewReport", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ReportSent {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The current state; any state except `not_reported`.
    state: Option<Code<MilestoneState>>,
    /// Progress in percent, 0 to 100. Always 100 for `complete`.
    percent: Option<i32>,
    /// The day it was completed, not in the future. Required for `complete`, ignored for other
    /// states.
    completed_on: Option<Day>,
    /// What was done. Maximum 50,000 characters.
    done: Option<String>,
    /// The obstacles. Maximum 50,000 characters.
    challenges: Option<String>,
    /// The next step. Maximum 50,000 characters.
    next_step: Option<String>,
    /// The public reason. Required for `stuck` and `withdrawn`, ignored for other states. Maximum
    /// 50,000 characters.
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

/// A progress report. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Report")]
pub(crate) struct ReportView {
    /// The id.
    id: Uuid,
    /// The reported state.
    state: Code<MilestoneState>,
    /// The reported progress in percent, 0 to 100.
    percent: Option<i32>,
    /// The day it was completed.
    completed_on: Option<Day>,
    /// What was done.
    done: Option<String>,
    /// The obstacles.
    challenges: Option<String>,
    /// The next step.
    next_step: Option<String>,
    /// The reason for the state `stuck` or `withdrawn`; `null` for other states.
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

/// A progress report with the id of its milestone.
#[derive(Debug, Object)]
#[oai(rename = "ReportOf")]
pub(crate) struct ReportOf {
    #[oai(flatten)]
    report: ReportView,
    /// The id of the milestone.
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

/// A move of a due date. `due_on` and `reason` are required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewMove", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct MoveSent {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The new due date; different from the present one and not before the first day.
    due_on: Option<Day>,
    /// The public reason. Maximum 50,000 characters.
    reason: Option<String>,
    /// Who decided it. Maximum 300 characters.
    decided_by: Option<String>,
    /// The meeting at which it was decided. Maximum 300 characters.
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

/// A move of a due date. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Move")]
pub(crate) struct MoveView {
    /// The id.
    id: Uuid,
    /// The previous due date; `null` if there was none.
    old_due_on: Option<Day>,
    /// The previous due date as the source states it.
    old_due_said: Option<SourceDate>,
    /// The new due date.
    new_due_on: Day,
    /// The reason.
    reason: String,
    /// Who decided it.
    decided_by: Option<String>,
    /// The meeting at which it was decided.
    meeting: Option<String>,
    /// When it was moved.
    at: OffsetDateTime,
}

impl From<DueChange> for MoveView {
    fn from(change: DueChange) -> Self {
        Self {
            id: change.id.into(),
            old_due_on: change.old_due_on.map(Day),
            old_due_said: change.old_due_said.map(SourceDate::from),
            new_due_on: Day(change.new_due_on),
            reason: change.reason,
            decided_by: change.decided_by,
            meeting: change.meeting,
            at: change.at,
        }
    }
}

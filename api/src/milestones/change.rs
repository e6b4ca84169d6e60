//! The request body that changes a milestone: its fields, its due date, and a progress report.

use super::sent::ResponsibleSent;
use crate::examples::example;
use crate::values::{Code, Day, put, put_day, set};
use besa_domain::milestones::Responsible;
use besa_domain::milestones::{Amendment, Milestone, MilestoneDraft, MilestoneState, Move, Report, ResponsibleDraft};
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::Deserialize;

/// A change of a milestone. Fields that are not sent keep their values; `null` clears an optional
/// field. Progress fields (`state`, `percent`, `completed_on`, `done`, `challenges`, `next_step`,
/// and `reason` without `due_on`) are a report. `due_on` with `reason` is a move of the due date.
/// Everything else is an edit.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "MilestoneChange", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Change {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// Its position in the commitment, 1 to 9,999.
    number: Option<i32>,
    /// Its number as the source states it, for example `4.1`. Maximum 60 characters.
    code: MaybeUndefined<String>,
    /// The title. Maximum 1,000 characters.
    title: Option<String>,
    /// The output: what exists once the milestone is complete. Maximum 50,000 characters.
    output: MaybeUndefined<String>,
    /// The outcome: what the output will change. Maximum 50,000 characters.
    outcome: MaybeUndefined<String>,
    /// The first day.
    starts_on: MaybeUndefined<Day>,
    /// The due date. In a published plan, an existing due date can be changed only as a move, with
    /// `reason`, and cannot be cleared.
    due_on: MaybeUndefined<Day>,
    /// Who is responsible. Replaces the whole list.
    responsible: Option<Vec<ResponsibleSent>>,
    /// For a move: who decided it. Maximum 300 characters. Ignored without a move.
    decided_by: Option<String>,
    /// For a move: the meeting at which it was decided. Maximum 300 characters. Ignored without a
    /// move.
    meeting: Option<String>,
    /// Report: the current state; any state except `not_reported`. When the state changes,
    /// `percent`, `completed_on` and `reason` are cleared unless they are sent.
    state: Option<Code<MilestoneState>>,
    /// Report: progress in percent, 0 to 100. Always 100 for `complete`.
    percent: MaybeUndefined<i32>,
    /// Report: the day it was completed, not in the future. Required for `complete`, ignored for
    /// other states.
    completed_on: MaybeUndefined<Day>,
    /// Report: what was done. Maximum 50,000 characters.
    done: Option<String>,
    /// Report: the obstacles. Maximum 50,000 characters.
    challenges: Option<String>,
    /// Report: the next step. Maximum 50,000 characters.
    next_step: Option<String>,
    /// The public reason for a move, or for the state `stuck` or `withdrawn`. Required for a move
    /// and when the state changes to one of these two. Maximum 50,000 characters.
    reason: Option<String>,
}

example!(Change {
    "version": 2,
    "due_on": "2027-05-31",
    "reason": "The tender had no bidder and is repeated.",
    "state": "in_progress",
    "percent": 40
});

/// The kind of change that was requested; it determines the required permission.
#[derive(Debug)]
pub(super) enum Step {
    /// A progress report and nothing else.
    Report(Report),
    /// An edit or a move of the due date, optionally with a report.
    Amend(Box<Amendment>),
    /// Nothing: no field was sent that could change the milestone, or only an unchanged `due_on`.
    Nothing,
}

impl Change {
    /// Returns the kind of change that this body requests for the milestone `old`.
    pub(super) fn apply_to(self, old: &Milestone, responsible: &[Responsible]) -> Step {
        let report = self.reports().then(|| self.report(old));
        let to = self.moves(old);
        // A due date without a reason is an edit, not a move. The domain accepts it in a draft plan
        // or where there was no due date, and otherwise refuses it.
        let differs = match self.due_on {
            MaybeUndefined::Undefined => false,
            MaybeUndefined::Null => old.due_on.is_some(),
            MaybeUndefined::Value(Day(due_on)) => old.due_on != Some(due_on),
        };
        let writes_due = to.is_none() && differs;
        let says = self.number.is_some()
            || self.title.is_some()
            || self.responsible.is_some()
            || !matches!(self.starts_on, MaybeUndefined::Undefined)
            || [&self.code, &self.output, &self.outcome]
                .iter()
                .any(|text| !matches!(text, MaybeUndefined::Undefined));
        let draft = (says || writes_due).then(|| self.draft(old, responsible, writes_due));
        match (draft, to, report) {
            (None, None, None) => Step::Nothing,
            (None, None, Some(report)) => Step::Report(report),
            (draft, to, report) => Step::Amend(Box::new(Amendment { draft, to, report })),
        }
    }

    fn reports(&self) -> bool {
        let texts = [&self.done, &self.challenges, &self.next_step];
        let reason_alone = self.reason.is_some() && matches!(self.due_on, MaybeUndefined::Undefined);
        self.state.is_some()
            || reason_alone
            || texts.iter().any(|text| text.is_some())
            || !matches!(self.percent, MaybeUndefined::Undefined)
            || !matches!(self.completed_on, MaybeUndefined::Undefined)
    }

    /// Builds the report. `percent`, `completed_on` and `reason` keep their stored values if they
    /// are not sent and the state does not change.
    fn report(&self, old: &Milestone) -> Report {
        let state = self.state.map_or(old.state, |state| state.0);
        let stays = state == old.state;
        let mut percent = old.percent.filter(|_| stays);
        let mut completed_on = old.completed_on.filter(|_| stays);
        put(&mut percent, self.percent);
        put_day(&mut completed_on, &self.completed_on);
        Report {
            state,
            percent,
            completed_on,
            done: self.done.clone(),
            challenges: self.challenges.clone(),
            next_step: self.next_step.clone(),
            reason: self.reason.clone().or_else(|| old.reason.clone().filter(|_| stays)),
        }
    }

    fn moves(&self, old: &Milestone) -> Option<Move> {
        let MaybeUndefined::Value(Day(due_on)) = self.due_on else {
            return None;
        };
        let reason = self.reason.clone()?;
        // An unchanged due date that comes with a report is not a move. Without a report it is passed
        // on as a move, which the domain refuses (`date_same`).
        (old.due_on != Some(due_on) || !self.reports()).then(|| Move {
            due_on,
            reason,
            decided_by: self.decided_by.clone(),
            meeting: self.meeting.clone(),
        })
    }

    fn draft(self, old: &Milestone, responsible: &[Responsible], writes_due: bool) -> MilestoneDraft {
        let mut draft = MilestoneDraft::of(old, responsible);
        if let Some(number) = self.number {
            draft.number = Some(number);
        }
        put(&mut draft.code, self.code);
        set(&mut draft.title, self.title);
        put(&mut draft.output, self.output);
        put(&mut draft.outcome, self.outcome);
        put_day(&mut draft.starts_on, &self.starts_on);
        if writes_due {
            put_day(&mut draft.due_on, &self.due_on);
            draft.due_said = None;
        }
        let responsible = self
            .responsible
            .map(|who| who.into_iter().map(ResponsibleDraft::from).collect());
        set(&mut draft.responsible, responsible);
        draft
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use besa_domain::Ids;
    use time::OffsetDateTime;
    use time::macros::date;

    fn milestone() -> Milestone {
        let ids = Ids::counted();
        Milestone {
            tenant_id: ids.next(),
            id: ids.next(),
            commitment_id: ids.next(),
            number: 1,
            code: None,
            title: "Publish every contract".to_owned(),
            output: None,
            outcome: None,
            starts_on: None,
            starts_said: None,
            due_on: Some(date!(2027 - 02 - 28)),
            due_said: None,
            dates_said: None,
            state: MilestoneState::InProgress,
            percent: Some(40),
            completed_on: None,
            reason: None,
            reported_at: None,
            version: 1,
            created_at: OffsetDateTime::UNIX_EPOCH,
            updated_at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    fn step(json: serde_json::Value) -> Step {
        serde_json::from_value::<Change>(json)
            .unwrap()
            .apply_to(&milestone(), &[])
    }

    fn amendment(json: serde_json::Value) -> Amendment {
        let Step::Amend(amendment) = step(json) else {
            panic!("expected an amendment");
        };
        *amendment
    }

    #[test]
    fn what_is_reported_alone_is_a_report() {
        let Step::Report(report) = step(serde_json::json!({ "percent": 60, "due_on": "2027-02-28" })) else {
            panic!("expected a report");
        };
        assert_eq!((report.state, report.percent), (MilestoneState::InProgress, Some(60)));
        let Step::Report(report) = step(serde_json::json!({ "state": "stuck", "reason": "No bidder" })) else {
            panic!("expected a report");
        };
        assert_eq!((report.percent, report.reason.as_deref()), (None, Some("No bidder")));
    }

    #[test]
    fn a_day_with_a_reason_is_a_move() {
        let change = amendment(serde_json::json!({ "due_on": "2027-05-31", "reason": "No bidder", "title": "T" }));
        assert_eq!(change.to.unwrap().due_on, date!(2027 - 05 - 31));
        assert!(change.report.is_none());
        let draft = change.draft.unwrap();
        assert_eq!((draft.title.as_str(), draft.due_on), ("T", Some(date!(2027 - 02 - 28))));
    }

    #[test]
    fn a_day_without_a_reason_is_written_for_the_domain_to_judge() {
        let change = amendment(serde_json::json!({ "due_on": "2027-05-31" }));
        assert_eq!(change.draft.unwrap().due_on, Some(date!(2027 - 05 - 31)));
        let change = amendment(serde_json::json!({ "due_on": null }));
        assert_eq!(change.draft.unwrap().due_on, None);
    }

    #[test]
    fn nothing_new_is_nothing() {
        assert!(matches!(
            step(serde_json::json!({ "version": 1, "due_on": "2027-02-28" })),
            Step::Nothing
        ));
    }
}

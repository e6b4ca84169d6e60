//! A change of a milestone: any of what it says, when it is due, and what is reported of it.

use super::sent::ResponsibleSent;
use crate::examples::example;
use crate::values::{Code, Day, put, put_day, set};
use besa_domain::milestones::Responsible;
use besa_domain::milestones::{Amendment, Milestone, MilestoneDraft, MilestoneState, Move, Report, ResponsibleDraft};
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::Deserialize;

/// A change of a milestone. What is not sent stays, and `null` empties.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "MilestoneChange", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Change {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// Its place in the commitment, from 1.
    number: Option<i32>,
    /// Its number as a source says it.
    code: MaybeUndefined<String>,
    /// The title.
    title: Option<String>,
    /// What will be there when it is done.
    output: MaybeUndefined<String>,
    /// What that will change.
    outcome: MaybeUndefined<String>,
    /// The first day.
    starts_on: MaybeUndefined<Day>,
    /// The day by which it is promised. In a published plan a move, with a `reason`.
    due_on: MaybeUndefined<Day>,
    /// Who answers for it; written anew.
    responsible: Option<Vec<ResponsibleSent>>,
    /// Who decided the move.
    decided_by: Option<String>,
    /// At which meeting.
    meeting: Option<String>,
    /// What is reported: the state now; anything but `not_reported`.
    state: Option<Code<MilestoneState>>,
    /// Reported: progress, 0 to 100.
    percent: MaybeUndefined<i32>,
    /// Reported: when it was completed; needed for `complete`.
    completed_on: MaybeUndefined<Day>,
    /// Reported: what was done.
    done: Option<String>,
    /// Reported: what stood in the way.
    challenges: Option<String>,
    /// Reported: what comes next.
    next_step: Option<String>,
    /// Why it is moved, stuck or withdrawn. Residents read it.
    reason: Option<String>,
}

example!(Change {
    "version": 2,
    "due_on": "2027-05-31",
    "reason": "The tender had no bidder and is repeated.",
    "state": "in_progress",
    "percent": 40
});

/// What a change comes to, and so who may make it.
#[derive(Debug)]
pub(super) enum Step {
    /// A report alone.
    Report(Report),
    /// Something of what it says or when it is due, perhaps with a report.
    Amend(Box<Amendment>),
    /// What was sent is what is there.
    Nothing,
}

impl Change {
    /// What the change comes to for a milestone.
    pub(super) fn over(self, old: &Milestone, responsible: &[Responsible]) -> Step {
        let report = self.reports().then(|| self.report(old));
        let to = self.moves(old);
        // A due date that is not moved with a reason is written: for drafts, and for the domain
        // to refuse.
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

    /// The report that results: what is not sent of it stays as long as the state does.
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
        // With a report, the day it has is no wish to move it; alone it is refused as no move.
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
        serde_json::from_value::<Change>(json).unwrap().over(&milestone(), &[])
    }

    fn amendment(json: serde_json::Value) -> Amendment {
        let Step::Amend(amendment) = step(json) else {
            panic!("an amendment");
        };
        *amendment
    }

    #[test]
    fn what_is_reported_alone_is_a_report() {
        let Step::Report(report) = step(serde_json::json!({ "percent": 60, "due_on": "2027-02-28" })) else {
            panic!("a report");
        };
        assert_eq!((report.state, report.percent), (MilestoneState::InProgress, Some(60)));
        let Step::Report(report) = step(serde_json::json!({ "state": "stuck", "reason": "No bidder" })) else {
            panic!("a report");
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

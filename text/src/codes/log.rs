//! The public log: what happened.

use super::{coded, commitment_state, milestone_state, plan_state};
use crate::{Language, dates, numbers, words};

/// What a sentence of the log may mention. What does not apply stays empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change<'a> {
    /// The title or name of the thing that changed.
    pub subject: &'a str,
    /// The earlier state or date, in the reader's words.
    pub from: &'a str,
    /// The new state or date, in the reader's words.
    pub to: &'a str,
}

coded! {
    /// What happened, as one sentence.
    pub fn log_event(w, change: Change<'_>) in LOG_EVENTS {
        "tenant.create" => log_event_tenant_created(change.subject),
        "tenant.edit" => log_event_tenant_changed(change.subject),
        "tenant.logo" => log_event_tenant_logo(change.subject),
        "tenant.remove_logo" => log_event_tenant_logo_removed(change.subject),
        "plan.create" => log_event_plan_created(change.subject),
        "plan.edit" => log_event_plan_changed(change.subject),
        "plan.state" => log_event_plan_state_changed(change.subject, change.from, change.to),
        "commitment.create" => log_event_commitment_created(change.subject),
        "commitment.edit" => log_event_commitment_changed(change.subject),
        "milestone.create" => log_event_milestone_created(change.subject),
        "milestone.edit" => log_event_milestone_changed(change.subject),
        "milestone.report" => log_event_milestone_state_changed(change.subject, change.from, change.to),
        "milestone.reschedule" => log_event_milestone_rescheduled(change.subject, change.from, change.to),
        "evidence.add" => log_event_evidence_added(change.subject),
        "evidence.verify" => log_event_evidence_verified(change.subject),
        "evidence.question" => log_event_evidence_questioned(change.subject),
        "evidence.answer" => log_event_evidence_answered(change.subject),
        "assessment.submit" => log_event_assessment_submitted(change.subject),
        "assessment.reply" => log_event_assessment_replied(change.subject),
        "assessment.publish" => log_event_assessment_published(change.subject),
        "evidence.withdraw" => log_event_evidence_withdrawn(change.subject),
        "stakeholder.create" => log_event_stakeholder_added(change.subject),
        "stakeholder.edit" => log_event_stakeholder_changed(change.subject),
        "forum.create" => log_event_forum_created(change.subject),
        "forum.edit" => log_event_forum_changed(change.subject),
        "forum.add_seat" => log_event_forum_seat_added(change.subject),
        "forum.edit_seat" => log_event_forum_seat_changed(change.subject),
        "meeting.create" => log_event_meeting_called(change.subject),
        "meeting.edit" => log_event_meeting_changed(change.subject),
        "meeting.move" => log_event_meeting_moved(change.subject),
        "meeting.hold" => log_event_meeting_held(change.subject),
        "meeting.cancel" => log_event_meeting_cancelled(change.subject),
        "meeting.add_paper" => log_event_paper_added(change.subject),
        "meeting.edit_paper" => log_event_paper_changed(change.subject),
        "meeting.add_decision" => log_event_decision_added(change.subject),
        "meeting.edit_decision" => log_event_decision_changed(change.subject),
        "strategy.create" => log_event_strategy_added(change.subject),
        "strategy.edit" => log_event_strategy_changed(change.subject),
        "strategy.add_round" => log_event_round_added(change.subject),
        "strategy.edit_round" => log_event_round_changed(change.subject),
        "import.confirm" => log_event_import_confirmed(change.subject),
        "report.start" => log_event_report_started(change.subject),
        "report.write" => log_event_report_written(change.subject),
        "report.consult" => log_event_report_consulted(change.subject, change.to),
        "report.finish" => log_event_report_finished(change.subject),
        "report.build" => log_event_report_built(change.subject),
        "comment.add" => log_event_comment_added(change.subject),
        "comment.publish" => log_event_comment_published(change.subject),
        "comment.hide" => log_event_comment_hidden(change.subject),
        "proposal.add" => log_event_proposal_added(change.subject),
        "proposal.publish" => log_event_proposal_published(change.subject),
        "proposal.hide" => log_event_proposal_hidden(change.subject),
        "response.add" => log_event_response_added(change.subject),
        "response.edit" => log_event_response_corrected(change.subject),
        "voice.rules" => log_event_voice_rules_changed(change.subject),
        "voice.add_holiday" => log_event_holiday_added(change.subject, change.to),
        "voice.remove_holiday" => log_event_holiday_removed(change.subject, change.to),
        "review.read" => log_event_review_read(change.subject),
        "review.query" => log_event_review_query(change.subject),
        "review.answer" => log_event_review_answer(change.subject),
        "plan.endorse" => log_event_plan_endorsed(change.subject),
        "plan.decline" => log_event_plan_declined(change.subject),
        "people.appoint" => log_event_person_appointed(change.subject),
        "people.invite" => log_event_person_invited(change.subject),
        "people.join" => log_event_role_given(change.subject),
        "people.leave" => log_event_role_taken(change.subject),
        "monitor.begin" => log_event_monitor_given(change.subject),
        "monitor.join" => log_event_monitor_joined(change.subject),
        "monitor.leave" => log_event_monitor_left(change.subject),
        "monitor.end" => log_event_monitor_taken(change.subject),
    }
}

/// An entry of the log, as far as a sentence tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entry<'a> {
    /// What was done: `milestone.report`.
    pub action: &'a str,
    /// To what kind of record: `milestone`.
    pub subject: &'a str,
    /// The record's title.
    pub title: &'a str,
    /// The earlier state by its code, or the earlier day.
    pub from: Option<&'a str>,
    /// The new one.
    pub to: Option<&'a str>,
    /// How far it was, in percent.
    pub from_percent: Option<i64>,
    /// How far it is.
    pub percent: Option<i64>,
    /// Of an answer: what kind of voice it answers.
    pub kind: Option<&'a str>,
}

impl Entry<'_> {
    /// The earlier and the new value in the reader's words, where there is a new one.
    #[must_use]
    pub fn values(&self, language: Language) -> Option<(String, String)> {
        let w = words(language);
        let day = |value: &str| dates::parse(value).map_or_else(|| value.to_owned(), |day| dates::day(language, day));
        let told = |value: &str, percent: Option<i64>| match (self.subject, value, percent) {
            ("plan", _, _) => plan_state(w, value),
            ("commitment", _, _) => commitment_state(w, value),
            ("holiday", _, _) => day(value),
            _ if ["milestone.reschedule", "report.consult"].contains(&self.action) => day(value),
            (_, "in_progress", Some(percent)) => {
                w.status_milestone_in_progress_percent(numbers::percent(language, percent))
            }
            _ => milestone_state(w, value),
        };
        let to = told(self.to?, self.percent);
        let from = self.from.map(|from| told(from, self.from_percent));
        Some((from.unwrap_or_default(), to))
    }

    /// What happened, as one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let w = words(language);
        let subject = self.title;
        let (from, to) = self.values(language).unwrap_or_default();
        match (self.action, self.from, self.to) {
            ("plan.state", Some("draft"), Some(_)) => w.log_event_plan_published(subject),
            ("commitment.edit", Some(_), Some("withdrawn")) => w.log_event_commitment_withdrawn(subject),
            ("commitment.edit", Some(_), Some(_)) => w.log_event_commitment_state_changed(subject, from, to),
            ("milestone.report", _, Some("withdrawn")) => w.log_event_milestone_withdrawn(subject),
            ("milestone.report", _, _) if from == to => w.log_event_milestone_updated(subject),
            ("response.add" | "response.edit", _, _) if self.kind == Some("proposal") => {
                w.log_event_proposal_answered(subject)
            }
            ("milestone.reschedule", None, _) => w.log_event_milestone_dated(subject, to),
            _ => log_event(
                w,
                self.action,
                Change {
                    subject,
                    from: &from,
                    to: &to,
                },
            ),
        }
    }
}

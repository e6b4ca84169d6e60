//! The public log: what happened.

use super::coded;

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
        "evidence.withdraw" => log_event_evidence_withdrawn(change.subject),
        "stakeholder.create" => log_event_stakeholder_added(change.subject),
        "stakeholder.edit" => log_event_stakeholder_changed(change.subject),
        "import.confirm" => log_event_import_confirmed(change.subject),
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
        "review.read" => log_event_review_read(change.subject),
        "review.query" => log_event_review_query(change.subject),
        "review.answer" => log_event_review_answer(change.subject),
        "people.invite" => log_event_person_invited(change.subject),
        "people.join" => log_event_role_given(change.subject),
        "people.leave" => log_event_role_taken(change.subject),
    }
}

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
        "tenant_created" => log_event_tenant_created(change.subject),
        "tenant_changed" => log_event_tenant_changed(change.subject),
        "plan_created" => log_event_plan_created(change.subject),
        "plan_changed" => log_event_plan_changed(change.subject),
        "plan_published" => log_event_plan_published(change.subject),
        "plan_state_changed" => log_event_plan_state_changed(change.subject, change.from, change.to),
        "commitment_created" => log_event_commitment_created(change.subject),
        "commitment_changed" => log_event_commitment_changed(change.subject),
        "commitment_withdrawn" => log_event_commitment_withdrawn(change.subject),
        "milestone_created" => log_event_milestone_created(change.subject),
        "milestone_changed" => log_event_milestone_changed(change.subject),
        "milestone_updated" => log_event_milestone_updated(change.subject),
        "milestone_state_changed" => log_event_milestone_state_changed(change.subject, change.from, change.to),
        "milestone_rescheduled" => log_event_milestone_rescheduled(change.subject, change.from, change.to),
        "milestone_withdrawn" => log_event_milestone_withdrawn(change.subject),
        "evidence_added" => log_event_evidence_added(change.subject),
        "evidence_withdrawn" => log_event_evidence_withdrawn(change.subject),
        "evidence_verified" => log_event_evidence_verified(change.subject),
        "stakeholder_added" => log_event_stakeholder_added(change.subject),
        "stakeholder_changed" => log_event_stakeholder_changed(change.subject),
        "stakeholder_removed" => log_event_stakeholder_removed(change.subject),
        "import_confirmed" => log_event_import_confirmed(change.subject),
        "report_built" => log_event_report_built(change.subject),
        "person_invited" => log_event_person_invited(change.subject),
        "role_given" => log_event_role_given(change.subject),
        "role_taken" => log_event_role_taken(change.subject),
    }
}

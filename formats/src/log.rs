//! Events of the log as sentences.

use besa_domain::log::{Event, ReadingBody, StateChange};
use besa_text::codes::{commitment_state, milestone_state, plan_state};
use besa_text::{Language, Words, codes, dates, numbers, words};

/// Returns the old and the new value in the reader's language, for an event that changes a value. The old
/// value is empty if there was none.
#[must_use]
pub fn values(language: Language, event: &Event) -> Option<(String, String)> {
    let w = words(language);
    let day = |day| dates::day(language, day);
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other events have no old and new value")]
    match event {
        Event::PlanState { from, to, .. } => Some((plan_state(w, from), plan_state(w, to))),
        Event::CommitmentEdit { change, .. } => {
            let StateChange { from, to, .. } = change.as_ref()?;
            Some((commitment_state(w, from), commitment_state(w, to)))
        }
        Event::MilestoneReport {
            from,
            to,
            from_percent,
            percent,
            ..
        } => Some((
            progress(w, language, from, *from_percent),
            progress(w, language, to, *percent),
        )),
        Event::MilestoneReschedule { from, to, .. } => Some((from.map(day).unwrap_or_default(), day(*to))),
        Event::ReportConsult { to, .. } | Event::VoiceAddHoliday { to, .. } | Event::VoiceRemoveHoliday { to, .. } => {
            Some((String::new(), day(*to)))
        }
        _ => None,
    }
}

fn progress(w: &Words, language: Language, state: &str, percent: Option<i32>) -> String {
    match percent {
        Some(percent) if state == "in_progress" => {
            w.status_milestone_in_progress_percent(numbers::percent(language, percent.into()))
        }
        Some(_) | None => milestone_state(w, state),
    }
}

/// Returns the value of a reading with its unit.
fn measured(language: Language, read: &ReadingBody) -> String {
    crate::values::with_unit(language, &read.value, read.unit.as_deref())
}

/// Returns what happened, as one sentence. `title` is the title of the record: the one in the event, possibly
/// shortened, or the city's name when the event has none.
#[must_use]
pub fn sentence(language: Language, event: &Event, title: &str) -> String {
    let w = words(language);
    let (from, to) = values(language, event).unwrap_or_default();
    match event {
        Event::PlanState { from: before, .. } if before == "draft" => w.log_event_plan_published(title),
        Event::PlanState { .. } => w.log_event_plan_state_changed(title, from, to),
        Event::CommitmentEdit { change: None, .. } => w.log_event_commitment_changed(title),
        Event::CommitmentEdit {
            change: Some(change), ..
        } if change.to == "withdrawn" => w.log_event_commitment_withdrawn(title),
        Event::CommitmentEdit { change: Some(_), .. } => w.log_event_commitment_state_changed(title, from, to),
        Event::MilestoneReport { to: after, .. } if after == "withdrawn" => w.log_event_milestone_withdrawn(title),
        Event::MilestoneReport { .. } if from == to => w.log_event_milestone_updated(title),
        Event::MilestoneReport { .. } => w.log_event_milestone_state_changed(title, from, to),
        Event::MilestoneReschedule { from: None, .. } => w.log_event_milestone_dated(title, to),
        Event::MilestoneReschedule { .. } => w.log_event_milestone_rescheduled(title, from, to),
        Event::ResponseAdd { kind, .. } | Event::ResponseEdit { kind, .. } if kind == "proposal" => {
            w.log_event_proposal_answered(title)
        }
        Event::ResponseAdd { .. } => w.log_event_response_added(title),
        Event::ResponseEdit { .. } => w.log_event_response_corrected(title),
        Event::ReportConsult { .. } => w.log_event_report_consulted(title, to),
        Event::ReportStop { .. } => w.log_event_report_stopped(title),
        Event::VoiceAddHoliday { .. } => w.log_event_holiday_added(title, to),
        Event::VoiceRemoveHoliday { .. } => w.log_event_holiday_removed(title, to),
        Event::TenantCreate { .. } => w.log_event_tenant_created(title),
        Event::TenantEdit { .. } => w.log_event_tenant_changed(title),
        Event::TenantLogo { .. } => w.log_event_tenant_logo(title),
        Event::TenantRemoveLogo { .. } => w.log_event_tenant_logo_removed(title),
        Event::PlanCreate { .. } => w.log_event_plan_created(title),
        Event::PlanRemove { .. } => w.log_event_plan_removed(title),
        Event::PlanEdit { .. } => w.log_event_plan_changed(title),
        Event::PlanEndorse { .. } => w.log_event_plan_endorsed(title),
        Event::PlanDecline { .. } => w.log_event_plan_declined(title),
        Event::CommitmentCreate { .. } => w.log_event_commitment_created(title),
        Event::CommitmentRemove { .. } => w.log_event_commitment_removed(title),
        Event::CommitmentAssign { .. } => w.log_event_commitment_assigned(),
        Event::CommitmentUnassign { .. } => w.log_event_commitment_unassigned(),
        Event::MilestoneCreate { .. } => w.log_event_milestone_created(title),
        Event::MilestoneRemove { .. } => w.log_event_milestone_removed(title),
        Event::MilestoneEdit { .. } => w.log_event_milestone_changed(title),
        Event::IndicatorCreate { .. } => w.log_event_indicator_created(title),
        Event::IndicatorEdit { .. } => w.log_event_indicator_changed(title),
        Event::IndicatorRemove { .. } => w.log_event_indicator_removed(title),
        Event::IndicatorRead(read) => {
            w.log_event_indicator_read(title, measured(language, read), dates::day(language, read.on))
        }
        Event::IndicatorCorrect { was, reading } => w.log_event_indicator_corrected(
            title,
            numbers::decimal(language, was),
            measured(language, reading),
            dates::day(language, reading.on),
        ),
        Event::IndicatorWithdraw(read) => {
            w.log_event_indicator_withdrawn(title, measured(language, read), dates::day(language, read.on))
        }
        Event::EvidenceAdd { .. } => w.log_event_evidence_added(title),
        Event::EvidenceRemove { .. } => w.log_event_evidence_removed(title),
        Event::EvidenceWithdraw { .. } => w.log_event_evidence_withdrawn(title),
        Event::EvidenceVerify { .. } => w.log_event_evidence_verified(title),
        Event::EvidenceQuestion { .. } => w.log_event_evidence_questioned(title),
        Event::EvidenceAnswer { .. } => w.log_event_evidence_answered(title),
        Event::AssessmentSubmit { .. } => w.log_event_assessment_submitted(title),
        Event::AssessmentReply { .. } => w.log_event_assessment_replied(title),
        Event::AssessmentPublish { .. } => w.log_event_assessment_published(title),
        Event::StakeholderCreate { .. } => w.log_event_stakeholder_added(title),
        Event::StakeholderEdit { .. } => w.log_event_stakeholder_changed(title),
        Event::StakeholderMerge { merged, .. } => w.log_event_stakeholder_merged(merged, title),
        Event::StakeholderCreateContact { .. } => w.log_event_contact_added(),
        Event::StakeholderEditContact { .. } => w.log_event_contact_changed(),
        Event::ForumCreate { .. } => w.log_event_forum_created(title),
        Event::ForumEdit { .. } => w.log_event_forum_changed(title),
        Event::ForumAddSeat { .. } => w.log_event_forum_seat_added(title),
        Event::ForumEditSeat { .. } => w.log_event_forum_seat_changed(title),
        Event::MeetingCreate { .. } => w.log_event_meeting_called(title),
        Event::MeetingEdit { .. } => w.log_event_meeting_changed(title),
        Event::MeetingMove { .. } => w.log_event_meeting_moved(title),
        Event::MeetingHold { .. } => w.log_event_meeting_held(title),
        Event::MeetingCancel { .. } => w.log_event_meeting_cancelled(title),
        Event::MeetingAddPaper { .. } => w.log_event_paper_added(title),
        Event::MeetingEditPaper { .. } => w.log_event_paper_changed(title),
        Event::MeetingAddDecision { .. } => w.log_event_decision_added(title),
        Event::MeetingEditDecision { .. } => w.log_event_decision_changed(title),
        Event::StrategyCreate { .. } => w.log_event_strategy_added(title),
        Event::StrategyEdit { .. } => w.log_event_strategy_changed(title),
        Event::StrategyAddRound { .. } => w.log_event_round_added(title),
        Event::StrategyEditRound { .. } => w.log_event_round_changed(title),
        Event::ImportConfirm { file, .. } => w.log_event_import_confirmed(file),
        Event::ImportCancel { .. } => w.log_event_import_cancelled(),
        Event::ImportUndo { .. } => w.log_event_import_undone(),
        Event::ReportStart { .. } => w.log_event_report_started(title),
        Event::ReportWrite { .. } => w.log_event_report_written(title),
        Event::ReportFinish { .. } => w.log_event_report_finished(title),
        Event::ReportBuild { .. } => w.log_event_report_built(title),
        Event::CommentAdd { .. } => w.log_event_comment_added(title),
        Event::CommentPublish { .. } => w.log_event_comment_published(title),
        Event::CommentHide { .. } => w.log_event_comment_hidden(title),
        Event::ProposalAdd { .. } => w.log_event_proposal_added(title),
        Event::ProposalPublish { .. } => w.log_event_proposal_published(title),
        Event::ProposalHide { .. } => w.log_event_proposal_hidden(title),
        Event::VoiceRules { .. } => w.log_event_voice_rules_changed(title),
        Event::ReviewRead { .. } => w.log_event_review_read(title),
        Event::ReviewQuery { .. } => w.log_event_review_query(title),
        Event::ReviewAnswer { .. } => w.log_event_review_answer(title),
        Event::PeopleAppoint { .. } => w.log_event_person_appointed(title),
        Event::PeopleInvite { role, .. } => w.log_event_person_invited(codes::role(w, role)),
        Event::PeopleWithdrawInvitation { .. } => w.log_event_invitation_withdrawn(),
        Event::PeopleJoin { role, .. } => w.log_event_role_given(codes::role(w, role)),
        Event::PeopleLeave { role, .. } => w.log_event_role_taken(codes::role(w, role)),
        Event::PeopleReach { .. } => w.log_event_reach_changed(),
        Event::PeopleSignOut { .. } => w.log_event_person_signed_out(),
        Event::PeopleStaff { .. } => w.log_event_staff_role_given(),
        Event::PeopleStaffRemove { .. } => w.log_event_staff_role_taken(),
        Event::MonitorBegin { .. } => w.log_event_monitor_given(title),
        Event::MonitorJoin { .. } => w.log_event_monitor_joined(title),
        Event::MonitorLeave { .. } => w.log_event_monitor_left(title),
        Event::MonitorEnd { .. } => w.log_event_monitor_taken(title),
        Event::MonitorRename { .. } => w.log_event_monitor_renamed(title),
        Event::TokenCreate { .. } => w.log_event_token_made(),
        Event::TokenRevoke { .. } => w.log_event_token_revoked(),
    }
}

//! Everything that can happen to the records of a city, and what the log says about it. All code that
//! shows events matches on [`Event`], so a new event does not compile before it is handled everywhere.
//!
//! Bodies hold no personal data. Coded values are stored as their codes.
//!
//! Long because every event of the product is listed here, once.

use super::Entry;
use crate::error::Result;
use crate::ids::{OrganisationId, PlanId, ProgressId, TenantId, VoiceId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::Date;
use uuid::Uuid;

/// A coded value of a feature, by its code: `in_progress`.
pub type Code = String;

macro_rules! events {
    ($(
        $($variant:ident = $action:literal),+ on $subject:literal $body:tt
    )*) => {
        /// Something that happened, with what the log says about it.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "action", content = "body")]
        #[expect(missing_docs, reason = "the fields are named as in the records they are taken from")]
        pub enum Event {
            $($(
                #[serde(rename = $action)]
                $variant $body,
            )+)*
        }

        /// The kind of an event, without its body: for selecting entries before they are parsed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "named as the events")]
        pub enum Action {
            $($($variant,)+)*
        }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$($(Self::$variant),+),*];

            /// Returns the stable code: `milestone.report`.
            pub const fn code(self) -> &'static str {
                match self {
                    $($(Self::$variant => $action,)+)*
                }
            }
        }

        impl Event {
            /// Returns the action.
            pub const fn action(&self) -> Action {
                match self {
                    $($(Self::$variant { .. } => Action::$variant,)+)*
                }
            }

            /// Returns the kind of record that it happened to: `milestone`.
            pub fn subject(&self) -> &'static str {
                match self {
                    $($(Self::$variant { .. } => $subject,)+)*
                }
            }
        }
    };
}

events! {
    TenantCreate = "tenant.create" on "tenant" { slug: String }
    TenantEdit = "tenant.edit" on "tenant" {}
    TenantLogo = "tenant.logo", TenantRemoveLogo = "tenant.remove_logo" on "tenant" { sha256: Option<String> }

    PlanCreate = "plan.create", PlanEdit = "plan.edit" on "plan" { title: String }
    PlanRemove = "plan.remove" on "plan" {
        title: String,
        reference: String,
        commitments: usize,
        milestones: usize,
        evidence: usize,
        #[serde(default, skip_serializing_if = "is_zero")]
        indicators: usize,
    }
    PlanState = "plan.state" on "plan" { title: String, from: Code, to: Code }
    PlanEndorse = "plan.endorse", PlanDecline = "plan.decline" on "endorsement" {
        title: String,
        plan: PlanId,
        reason: Option<String>,
    }

    CommitmentCreate = "commitment.create" on "commitment" { number: i32, title: String }
    CommitmentRemove = "commitment.remove" on "commitment" {
        number: i32,
        title: String,
        milestones: usize,
        evidence: usize,
        #[serde(default, skip_serializing_if = "is_zero")]
        indicators: usize,
    }
    CommitmentEdit = "commitment.edit" on "commitment" {
        number: i32,
        title: String,
        /// Present when the state was changed.
        #[serde(flatten)]
        change: Option<StateChange>,
    }
    CommitmentAssign = "commitment.assign", CommitmentUnassign = "commitment.unassign" on "commitment" {}

    MilestoneCreate = "milestone.create" on "milestone" { title: String, due: Option<Date> }
    MilestoneEdit = "milestone.edit" on "milestone" { title: String }
    MilestoneRemove = "milestone.remove" on "milestone" {
        number: i32,
        title: String,
        evidence: usize,
        #[serde(default, skip_serializing_if = "is_zero")]
        indicators: usize,
    }
    MilestoneReport = "milestone.report" on "milestone" {
        title: String,
        from: Code,
        to: Code,
        from_percent: Option<i32>,
        percent: Option<i32>,
        /// The report of progress; entries of earlier versions do not name it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<ProgressId>,
    }
    MilestoneReschedule = "milestone.reschedule" on "milestone" {
        title: String,
        from: Option<Date>,
        to: Date,
        reason: String,
    }

    IndicatorCreate = "indicator.create", IndicatorEdit = "indicator.edit" on "indicator" { title: String }
    IndicatorRemove = "indicator.remove" on "indicator" { number: i32, title: String, readings: usize }
    IndicatorRead = "indicator.read", IndicatorWithdraw = "indicator.withdraw" on "indicator" (ReadingBody)
    IndicatorCorrect = "indicator.correct" on "indicator" {
        /// The value that was corrected.
        was: String,
        #[serde(flatten)]
        reading: ReadingBody,
    }

    EvidenceAdd = "evidence.add" on "evidence" { title: String, sha256: Option<String>, link: Option<String> }
    EvidenceRemove = "evidence.remove" on "evidence" { title: String, sha256: Option<String> }
    EvidenceWithdraw = "evidence.withdraw" on "evidence" { title: String, reason: Option<String> }
    EvidenceVerify = "evidence.verify",
    EvidenceQuestion = "evidence.question" on "evidence" {
        title: String,
        reason: Option<String>,
        /// The monitoring body that wrote it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<String>,
    }
    EvidenceAnswer = "evidence.answer" on "evidence" { title: String, reason: Option<String> }

    AssessmentSubmit = "assessment.submit",
    AssessmentReply = "assessment.reply",
    AssessmentPublish = "assessment.publish" on "assessment" (AssessmentBody)

    StakeholderCreate = "stakeholder.create", StakeholderEdit = "stakeholder.edit" on "organisation" { name: String }
    StakeholderMerge = "stakeholder.merge" on "organisation" {
        name: String,
        merged: String,
        former: OrganisationId,
    }
    StakeholderCreateContact = "stakeholder.create_contact",
    StakeholderEditContact = "stakeholder.edit_contact" on "contact" {}

    ForumCreate = "forum.create", ForumEdit = "forum.edit" on "forum" { title: String }
    ForumAddSeat = "forum.add_seat", ForumEditSeat = "forum.edit_seat" on "forum" (SeatBody)

    MeetingCreate = "meeting.create",
    MeetingEdit = "meeting.edit",
    MeetingMove = "meeting.move",
    MeetingHold = "meeting.hold",
    MeetingCancel = "meeting.cancel" on "meeting" (MeetingBody)
    MeetingAddPaper = "meeting.add_paper", MeetingEditPaper = "meeting.edit_paper" on "meeting" {
        title: String,
        link: String,
        shared_on: Date,
    }
    MeetingAddDecision = "meeting.add_decision",
    MeetingEditDecision = "meeting.edit_decision" on "meeting" (DecisionBody)

    StrategyCreate = "strategy.create", StrategyEdit = "strategy.edit" on "strategy" { title: String }
    StrategyAddRound = "strategy.add_round", StrategyEditRound = "strategy.edit_round" on "strategy" (RoundBody)

    ImportConfirm = "import.confirm" on "import" {
        file: String,
        sha256: String,
        plans: usize,
        commitments: usize,
        milestones: usize,
        findings: usize,
        organisations: usize,
        people: usize,
        #[serde(default, skip_serializing_if = "is_zero")]
        indicators: usize,
    }
    ImportCancel = "import.cancel" on "import" {}
    ImportUndo = "import.undo" on "import" { file: String, kept: usize }

    ReportStart = "report.start", ReportBuild = "report.build" on "report" { title: String, kind: Code }
    ReportWrite = "report.write" on "report" { title: String, kind: Code, section: Code }
    ReportConsult = "report.consult" on "report" { title: String, kind: Code, to: Date }
    ReportStop = "report.stop" on "report" { title: String, kind: Code, reason: Option<String> }
    ReportFinish = "report.finish" on "report" { title: String, kind: Code, sha256: Option<String> }

    CommentAdd = "comment.add" on "comment" (VoiceBody)
    CommentPublish = "comment.publish" on "comment" { title: Option<String> }
    CommentHide = "comment.hide" on "comment" { title: Option<String>, rule: Code, reason: Option<String> }
    ProposalAdd = "proposal.add" on "proposal" (VoiceBody)
    ProposalPublish = "proposal.publish" on "proposal" { title: Option<String> }
    ProposalHide = "proposal.hide" on "proposal" { title: Option<String>, rule: Code, reason: Option<String> }
    ResponseAdd = "response.add", ResponseEdit = "response.edit" on "response" {
        title: Option<String>,
        /// Whether it responds to a comment or to a proposal.
        kind: Code,
        voice: VoiceId,
        outcome: Code,
    }
    VoiceRules = "voice.rules" on "voice_rules" { pre_moderation: bool, reply_days: i32, weekend: Vec<Code> }
    VoiceAddHoliday = "voice.add_holiday", VoiceRemoveHoliday = "voice.remove_holiday" on "holiday" {
        title: String,
        to: Date,
    }

    ReviewRead = "review.read" on "review" {}
    ReviewQuery = "review.query", ReviewAnswer = "review.answer" on "query" {}

    PeopleAppoint = "people.appoint" on "membership" { title: Option<String> }
    PeopleInvite = "people.invite" on "invitation" { role: Code }
    PeopleWithdrawInvitation = "people.withdraw_invitation" on "invitation" {}
    PeopleJoin = "people.join" on "membership" { role: Code, person: String }
    PeopleLeave = "people.leave" on "membership" { role: Code }
    PeopleReach = "people.reach" on "staff" { person: String, cities: Option<Vec<String>> }
    PeopleSignOut = "people.sign_out" on "account" { person: String }
    PeopleStaff = "people.staff", PeopleStaffRemove = "people.staff_remove" on "staff" { role: Code, person: String }
    MonitorBegin = "monitor.begin", MonitorJoin = "monitor.join" on "membership" {
        title: Option<String>,
        role: Code,
        person: String,
    }
    MonitorLeave = "monitor.leave", MonitorEnd = "monitor.end" on "membership" {
        title: Option<String>,
        role: Code,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }
    MonitorRename = "monitor.rename" on "body" {
        title: Option<String>,
        from: Option<String>,
        reason: Option<String>,
    }

    TokenCreate = "token.create" on "token" {
        scope: Code,
        city: Option<TenantId>,
        platform: bool,
        /// The owner as the log names them; present when an operator created the token.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<String>,
    }
    TokenRevoke = "token.revoke" on "token" {}
}

macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[expect(missing_docs, reason = "the fields are named as in the records they are taken from")]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }
    )*};
}

bodies! {
    /// The body of events of an indicator's readings.
    ReadingBody { title: String, on: Date, value: String, unit: Option<String>, reason: Option<String>, }
    /// The body of events of assessments.
    AssessmentBody {
        title: String,
        kind: Code,
        edition: i32,
        reply: Option<String>,
        /// The monitoring body that wrote it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<String>,
    }
    /// The body of events of a forum's seats.
    SeatBody { title: String, seat: String, side: Code, organisation: Option<OrganisationId>, ends_on: Option<Date>, }
    /// The body of events of meetings.
    MeetingBody {
        title: String,
        forum: String,
        /// Unix time in seconds.
        starts_at: i64,
        reason: Option<String>,
    }
    /// The body of events of a meeting's decisions.
    DecisionBody {
        title: String,
        decision: String,
        organisation: Option<OrganisationId>,
        due_on: Option<Date>,
        done_on: Option<Date>,
    }
    /// The body of events of budget rounds.
    RoundBody { title: String, year: i32, amount: i64, currency: String, source: String, }
    /// The body of events of new comments and proposals.
    VoiceBody {
        title: Option<String>,
        author: String,
        /// A salted digest of the text.
        words: String,
        state: Code,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde needs")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A change of state, and the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateChange {
    /// The state before.
    pub from: Code,
    /// The state after.
    pub to: Code,
    /// The reason; `None` when none was given.
    pub reason: Option<String>,
}

impl Event {
    /// Returns the log entry of this event about the record `subject`.
    pub(crate) fn about(self, subject: impl Into<Uuid>) -> Entry {
        Entry::new(self, subject.into())
    }

    /// Returns the title or name of the record at that time; `None` when the log does not hold it.
    pub fn title(&self) -> Option<&str> {
        match self {
            Self::PlanCreate { title, .. }
            | Self::PlanEdit { title, .. }
            | Self::PlanRemove { title, .. }
            | Self::PlanState { title, .. }
            | Self::PlanEndorse { title, .. }
            | Self::PlanDecline { title, .. }
            | Self::CommitmentCreate { title, .. }
            | Self::CommitmentEdit { title, .. }
            | Self::CommitmentRemove { title, .. }
            | Self::MilestoneCreate { title, .. }
            | Self::MilestoneEdit { title, .. }
            | Self::MilestoneRemove { title, .. }
            | Self::MilestoneReport { title, .. }
            | Self::MilestoneReschedule { title, .. }
            | Self::IndicatorCreate { title, .. }
            | Self::IndicatorEdit { title, .. }
            | Self::IndicatorRemove { title, .. }
            | Self::IndicatorRead(ReadingBody { title, .. })
            | Self::IndicatorWithdraw(ReadingBody { title, .. })
            | Self::IndicatorCorrect {
                reading: ReadingBody { title, .. },
                ..
            }
            | Self::EvidenceAdd { title, .. }
            | Self::EvidenceRemove { title, .. }
            | Self::EvidenceWithdraw { title, .. }
            | Self::EvidenceVerify { title, .. }
            | Self::EvidenceQuestion { title, .. }
            | Self::EvidenceAnswer { title, .. }
            | Self::AssessmentSubmit(AssessmentBody { title, .. })
            | Self::AssessmentReply(AssessmentBody { title, .. })
            | Self::AssessmentPublish(AssessmentBody { title, .. })
            | Self::ForumCreate { title, .. }
            | Self::ForumEdit { title, .. }
            | Self::ForumAddSeat(SeatBody { title, .. })
            | Self::ForumEditSeat(SeatBody { title, .. })
            | Self::MeetingCreate(MeetingBody { title, .. })
            | Self::MeetingEdit(MeetingBody { title, .. })
            | Self::MeetingMove(MeetingBody { title, .. })
            | Self::MeetingHold(MeetingBody { title, .. })
            | Self::MeetingCancel(MeetingBody { title, .. })
            | Self::MeetingAddPaper { title, .. }
            | Self::MeetingEditPaper { title, .. }
            | Self::MeetingAddDecision(DecisionBody { title, .. })
            | Self::MeetingEditDecision(DecisionBody { title, .. })
            | Self::StrategyCreate { title, .. }
            | Self::StrategyEdit { title, .. }
            | Self::StrategyAddRound(RoundBody { title, .. })
            | Self::StrategyEditRound(RoundBody { title, .. })
            | Self::ReportStart { title, .. }
            | Self::ReportWrite { title, .. }
            | Self::ReportConsult { title, .. }
            | Self::ReportStop { title, .. }
            | Self::ReportFinish { title, .. }
            | Self::ReportBuild { title, .. }
            | Self::VoiceAddHoliday { title, .. }
            | Self::VoiceRemoveHoliday { title, .. } => Some(title),
            Self::StakeholderCreate { name } | Self::StakeholderEdit { name } | Self::StakeholderMerge { name, .. } => {
                Some(name)
            }
            Self::CommentAdd(VoiceBody { title, .. })
            | Self::CommentPublish { title, .. }
            | Self::CommentHide { title, .. }
            | Self::ProposalAdd(VoiceBody { title, .. })
            | Self::ProposalPublish { title, .. }
            | Self::ProposalHide { title, .. }
            | Self::ResponseAdd { title, .. }
            | Self::ResponseEdit { title, .. }
            | Self::PeopleAppoint { title, .. }
            | Self::MonitorBegin { title, .. }
            | Self::MonitorJoin { title, .. }
            | Self::MonitorLeave { title, .. }
            | Self::MonitorEnd { title, .. }
            | Self::MonitorRename { title, .. } => title.as_deref(),
            Self::TenantCreate { .. }
            | Self::TenantEdit { .. }
            | Self::TenantLogo { .. }
            | Self::TenantRemoveLogo { .. }
            | Self::CommitmentAssign { .. }
            | Self::CommitmentUnassign { .. }
            | Self::StakeholderCreateContact { .. }
            | Self::StakeholderEditContact { .. }
            | Self::ImportConfirm { .. }
            | Self::ImportCancel { .. }
            | Self::ImportUndo { .. }
            | Self::VoiceRules { .. }
            | Self::ReviewRead { .. }
            | Self::ReviewQuery { .. }
            | Self::ReviewAnswer { .. }
            | Self::PeopleInvite { .. }
            | Self::PeopleWithdrawInvitation { .. }
            | Self::PeopleJoin { .. }
            | Self::PeopleLeave { .. }
            | Self::PeopleReach { .. }
            | Self::PeopleSignOut { .. }
            | Self::PeopleStaff { .. }
            | Self::PeopleStaffRemove { .. }
            | Self::TokenCreate { .. }
            | Self::TokenRevoke { .. } => None,
        }
    }

    /// Returns the reason; `None` when none was given.
    pub fn reason(&self) -> Option<&str> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "other events have no reason")]
        let reason = match self {
            Self::PlanEndorse { reason, .. }
            | Self::PlanDecline { reason, .. }
            | Self::IndicatorRead(ReadingBody { reason, .. })
            | Self::IndicatorWithdraw(ReadingBody { reason, .. })
            | Self::IndicatorCorrect {
                reading: ReadingBody { reason, .. },
                ..
            }
            | Self::EvidenceWithdraw { reason, .. }
            | Self::EvidenceVerify { reason, .. }
            | Self::EvidenceQuestion { reason, .. }
            | Self::EvidenceAnswer { reason, .. }
            | Self::MeetingCreate(MeetingBody { reason, .. })
            | Self::MeetingEdit(MeetingBody { reason, .. })
            | Self::MeetingMove(MeetingBody { reason, .. })
            | Self::MeetingHold(MeetingBody { reason, .. })
            | Self::MeetingCancel(MeetingBody { reason, .. })
            | Self::CommentHide { reason, .. }
            | Self::ProposalHide { reason, .. }
            | Self::ReportStop { reason, .. }
            | Self::MonitorLeave { reason, .. }
            | Self::MonitorEnd { reason, .. }
            | Self::MonitorRename { reason, .. } => reason.as_deref(),
            Self::MilestoneReschedule { reason, .. } => Some(reason.as_str()),
            Self::CommitmentEdit { change, .. } => change.as_ref().and_then(|change| change.reason.as_deref()),
            _ => None,
        };
        reason.filter(|reason| !reason.is_empty())
    }

    /// Returns whether the monitoring body did it, and the name of the body where the log holds it.
    pub fn monitor(&self) -> Option<Option<&str>> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "others do everything else")]
        match self {
            Self::EvidenceVerify { body, .. }
            | Self::EvidenceQuestion { body, .. }
            | Self::AssessmentSubmit(AssessmentBody { body, .. })
            | Self::AssessmentPublish(AssessmentBody { body, .. }) => Some(body.as_deref()),
            _ => None,
        }
    }

    /// Parses a stored event.
    ///
    /// # Errors
    /// When another version wrote it, which has other events or other bodies.
    pub fn read(action: &str, body: &str) -> Result<Self> {
        let body: Value = serde_json::from_str(body)?;
        Ok(serde_json::from_value(json!({ "action": action, "body": body }))?)
    }

    /// Returns the body as it is stored: canonical JSON (RFC 8785).
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn body(&self) -> Result<String> {
        let stored = serde_json::to_value(self)?;
        let body = stored.get("body").cloned().unwrap_or_else(|| json!({}));
        Ok(serde_json_canonicalizer::to_string(&body)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Bodies as they are in logs: what was written once must always be parsed and written in the same
    /// way.
    const GOLDEN: &str = include_str!("events.golden.tsv");

    #[test]
    fn every_event_is_written_as_it_always_was() {
        let mut seen = BTreeSet::new();
        for line in GOLDEN.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [action, subject, body] = fields[..] else {
                panic!("{line}")
            };
            let event = Event::read(action, body).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert_eq!((event.action().code(), event.subject()), (action, subject));
            assert_eq!(event.body().unwrap(), body, "{action}");
            seen.insert(action);
        }
        let known: BTreeSet<&str> = Action::ALL.iter().map(|action| action.code()).collect();
        assert_eq!(seen, known, "each event has a golden body");
    }

    #[test]
    fn what_another_version_wrote_is_refused() {
        assert!(Event::read("plan.vanish", "{}").is_err());
        assert!(Event::read("plan.create", "{}").is_err());
    }
}

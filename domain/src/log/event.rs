//! What can happen to the records of a city, and what the log tells of each. Every place that tells of
//! events matches on [`Event`], so a new one does not compile before it is told everywhere.
//!
//! Bodies hold no personal data. Coded values stand as their codes.
//!
//! Long because every event of the product is listed here, once.

use super::Entry;
use crate::error::Result;
use crate::ids::{OrganisationId, PlanId, TenantId, VoiceId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::Date;
use uuid::Uuid;

/// A coded value of a feature, by its code: `in_progress`.
pub type Code = String;

macro_rules! events {
    ($(
        $(#[$doc:meta])*
        $variant:ident = $action:literal on $subject:literal { $($(#[$attribute:meta])* $field:ident: $type:ty),* $(,)? }
    )*) => {
        /// Something that happened, with what the log tells of it.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "action", content = "body")]
        #[expect(missing_docs, reason = "the fields are named as in the records they are taken from")]
        pub enum Event {
            $(
                $(#[$doc])*
                #[serde(rename = $action)]
                $variant { $($(#[$attribute])* $field: $type),* },
            )*
        }

        /// What was done, without what is told of it: for choosing entries before they are read.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "named as the events")]
        pub enum Action {
            $($(#[$doc])* $variant,)*
        }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable code: `milestone.report`.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $action,)*
                }
            }
        }

        impl Event {
            /// What was done.
            pub const fn action(&self) -> Action {
                match self {
                    $(Self::$variant { .. } => Action::$variant,)*
                }
            }

            /// The kind of record that it happened to: `milestone`.
            pub fn subject(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $subject,)*
                }
            }
        }
    };
}

events! {
    TenantCreate = "tenant.create" on "tenant" { slug: String }
    TenantEdit = "tenant.edit" on "tenant" {}
    TenantLogo = "tenant.logo" on "tenant" { sha256: Option<String> }
    TenantRemoveLogo = "tenant.remove_logo" on "tenant" { sha256: Option<String> }

    PlanCreate = "plan.create" on "plan" { title: String }
    PlanEdit = "plan.edit" on "plan" { title: String }
    PlanState = "plan.state" on "plan" { title: String, from: Code, to: Code }
    PlanEndorse = "plan.endorse" on "endorsement" { title: String, plan: PlanId, reason: Option<String> }
    PlanDecline = "plan.decline" on "endorsement" { title: String, plan: PlanId, reason: Option<String> }

    CommitmentCreate = "commitment.create" on "commitment" { number: i32, title: String }
    CommitmentEdit = "commitment.edit" on "commitment" {
        number: i32,
        title: String,
        /// Where its state was changed.
        #[serde(flatten)]
        change: Option<StateChange>,
    }
    CommitmentAssign = "commitment.assign" on "commitment" {}
    CommitmentUnassign = "commitment.unassign" on "commitment" {}

    MilestoneCreate = "milestone.create" on "milestone" { title: String, due: Option<Date> }
    MilestoneEdit = "milestone.edit" on "milestone" { title: String }
    MilestoneReport = "milestone.report" on "milestone" {
        title: String,
        from: Code,
        to: Code,
        from_percent: Option<i32>,
        percent: Option<i32>,
    }
    MilestoneReschedule = "milestone.reschedule" on "milestone" {
        title: String,
        from: Option<Date>,
        to: Date,
        reason: String,
    }

    EvidenceAdd = "evidence.add" on "evidence" { title: String, sha256: Option<String>, link: Option<String> }
    EvidenceWithdraw = "evidence.withdraw" on "evidence" { title: String, reason: Option<String> }
    EvidenceVerify = "evidence.verify" on "evidence" { title: String, reason: Option<String> }
    EvidenceQuestion = "evidence.question" on "evidence" { title: String, reason: Option<String> }
    EvidenceAnswer = "evidence.answer" on "evidence" { title: String, reason: Option<String> }

    AssessmentSubmit = "assessment.submit" on "assessment" {
        title: String,
        kind: Code,
        edition: i32,
        reply: Option<String>,
    }
    AssessmentReply = "assessment.reply" on "assessment" {
        title: String,
        kind: Code,
        edition: i32,
        reply: Option<String>,
    }
    AssessmentPublish = "assessment.publish" on "assessment" {
        title: String,
        kind: Code,
        edition: i32,
        reply: Option<String>,
    }

    StakeholderCreate = "stakeholder.create" on "organisation" { name: String }
    StakeholderEdit = "stakeholder.edit" on "organisation" { name: String }
    StakeholderCreateContact = "stakeholder.create_contact" on "contact" {}
    StakeholderEditContact = "stakeholder.edit_contact" on "contact" {}

    ForumCreate = "forum.create" on "forum" { title: String }
    ForumEdit = "forum.edit" on "forum" { title: String }
    ForumAddSeat = "forum.add_seat" on "forum" {
        title: String,
        seat: String,
        side: Code,
        organisation: Option<OrganisationId>,
        ends_on: Option<Date>,
    }
    ForumEditSeat = "forum.edit_seat" on "forum" {
        title: String,
        seat: String,
        side: Code,
        organisation: Option<OrganisationId>,
        ends_on: Option<Date>,
    }

    MeetingCreate = "meeting.create" on "meeting" {
        title: String,
        forum: String,
        /// Seconds since 1970.
        starts_at: i64,
        reason: Option<String>,
    }
    MeetingEdit = "meeting.edit" on "meeting" {
        title: String,
        forum: String,
        starts_at: i64,
        reason: Option<String>,
    }
    MeetingMove = "meeting.move" on "meeting" {
        title: String,
        forum: String,
        starts_at: i64,
        reason: Option<String>,
    }
    MeetingHold = "meeting.hold" on "meeting" {
        title: String,
        forum: String,
        starts_at: i64,
        reason: Option<String>,
    }
    MeetingCancel = "meeting.cancel" on "meeting" {
        title: String,
        forum: String,
        starts_at: i64,
        reason: Option<String>,
    }
    MeetingAddPaper = "meeting.add_paper" on "meeting" { title: String, link: String, shared_on: Date }
    MeetingEditPaper = "meeting.edit_paper" on "meeting" { title: String, link: String, shared_on: Date }
    MeetingAddDecision = "meeting.add_decision" on "meeting" {
        title: String,
        decision: String,
        organisation: Option<OrganisationId>,
        due_on: Option<Date>,
        done_on: Option<Date>,
    }
    MeetingEditDecision = "meeting.edit_decision" on "meeting" {
        title: String,
        decision: String,
        organisation: Option<OrganisationId>,
        due_on: Option<Date>,
        done_on: Option<Date>,
    }

    StrategyCreate = "strategy.create" on "strategy" { title: String }
    StrategyEdit = "strategy.edit" on "strategy" { title: String }
    StrategyAddRound = "strategy.add_round" on "strategy" {
        title: String,
        year: i32,
        amount: i64,
        currency: String,
        source: String,
    }
    StrategyEditRound = "strategy.edit_round" on "strategy" {
        title: String,
        year: i32,
        amount: i64,
        currency: String,
        source: String,
    }

    ImportConfirm = "import.confirm" on "import" {
        file: String,
        sha256: String,
        plans: usize,
        commitments: usize,
        milestones: usize,
        findings: usize,
        organisations: usize,
        people: usize,
    }
    ImportCancel = "import.cancel" on "import" {}

    ReportStart = "report.start" on "report" { title: String, kind: Code }
    ReportWrite = "report.write" on "report" { title: String, kind: Code, section: Code }
    ReportConsult = "report.consult" on "report" { title: String, kind: Code, to: Date }
    ReportFinish = "report.finish" on "report" { title: String, kind: Code, sha256: Option<String> }
    ReportBuild = "report.build" on "report" { title: String, kind: Code }

    CommentAdd = "comment.add" on "comment" {
        title: Option<String>,
        author: String,
        /// A salted digest of what was said.
        words: String,
        state: Code,
    }
    CommentPublish = "comment.publish" on "comment" { title: Option<String> }
    CommentHide = "comment.hide" on "comment" { title: Option<String>, rule: Code, reason: Option<String> }
    ProposalAdd = "proposal.add" on "proposal" {
        title: Option<String>,
        author: String,
        words: String,
        state: Code,
    }
    ProposalPublish = "proposal.publish" on "proposal" { title: Option<String> }
    ProposalHide = "proposal.hide" on "proposal" { title: Option<String>, rule: Code, reason: Option<String> }
    ResponseAdd = "response.add" on "response" {
        title: Option<String>,
        /// What kind of voice it answers.
        kind: Code,
        voice: VoiceId,
        outcome: Code,
    }
    ResponseEdit = "response.edit" on "response" {
        title: Option<String>,
        kind: Code,
        voice: VoiceId,
        outcome: Code,
    }
    VoiceRules = "voice.rules" on "voice_rules" { pre_moderation: bool, reply_days: i32, weekend: Vec<Code> }
    VoiceAddHoliday = "voice.add_holiday" on "holiday" { title: String, to: Date }
    VoiceRemoveHoliday = "voice.remove_holiday" on "holiday" { title: String, to: Date }

    ReviewRead = "review.read" on "review" {}
    ReviewQuery = "review.query" on "query" {}
    ReviewAnswer = "review.answer" on "query" {}

    PeopleAppoint = "people.appoint" on "membership" { title: Option<String> }
    PeopleInvite = "people.invite" on "invitation" { role: Code }
    PeopleWithdrawInvitation = "people.withdraw_invitation" on "invitation" {}
    PeopleJoin = "people.join" on "membership" { role: Code, person: String }
    PeopleLeave = "people.leave" on "membership" { role: Code }
    PeopleReach = "people.reach" on "staff" { person: String, cities: Option<Vec<String>> }
    PeopleSignOut = "people.sign_out" on "account" { person: String }
    PeopleStaff = "people.staff" on "staff" { role: Code, person: String }
    PeopleStaffRemove = "people.staff_remove" on "staff" { role: Code, person: String }
    MonitorBegin = "monitor.begin" on "membership" { title: Option<String>, role: Code, person: String }
    MonitorJoin = "monitor.join" on "membership" { title: Option<String>, role: Code, person: String }
    MonitorLeave = "monitor.leave" on "membership" { title: Option<String>, role: Code }
    MonitorEnd = "monitor.end" on "membership" { title: Option<String>, role: Code }

    TokenCreate = "token.create" on "token" {
        scope: Code,
        city: Option<TenantId>,
        platform: bool,
        /// For whom, where an operator made it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<String>,
    }
    TokenRevoke = "token.revoke" on "token" {}
}

/// A state that was changed with the record, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateChange {
    /// The state before.
    pub from: Code,
    /// The state after.
    pub to: Code,
    /// The reason, where one was given.
    pub reason: Option<String>,
}

impl Event {
    /// The entry that tells of it.
    pub(crate) fn of(self, subject: impl Into<Uuid>) -> Entry {
        Entry::new(self, subject.into())
    }

    /// The title or name of what it happened to, as it was then; none where the log does not tell it.
    pub fn title(&self) -> Option<&str> {
        match self {
            Self::PlanCreate { title, .. }
            | Self::PlanEdit { title, .. }
            | Self::PlanState { title, .. }
            | Self::PlanEndorse { title, .. }
            | Self::PlanDecline { title, .. }
            | Self::CommitmentCreate { title, .. }
            | Self::CommitmentEdit { title, .. }
            | Self::MilestoneCreate { title, .. }
            | Self::MilestoneEdit { title, .. }
            | Self::MilestoneReport { title, .. }
            | Self::MilestoneReschedule { title, .. }
            | Self::EvidenceAdd { title, .. }
            | Self::EvidenceWithdraw { title, .. }
            | Self::EvidenceVerify { title, .. }
            | Self::EvidenceQuestion { title, .. }
            | Self::EvidenceAnswer { title, .. }
            | Self::AssessmentSubmit { title, .. }
            | Self::AssessmentReply { title, .. }
            | Self::AssessmentPublish { title, .. }
            | Self::ForumCreate { title, .. }
            | Self::ForumEdit { title, .. }
            | Self::ForumAddSeat { title, .. }
            | Self::ForumEditSeat { title, .. }
            | Self::MeetingCreate { title, .. }
            | Self::MeetingEdit { title, .. }
            | Self::MeetingMove { title, .. }
            | Self::MeetingHold { title, .. }
            | Self::MeetingCancel { title, .. }
            | Self::MeetingAddPaper { title, .. }
            | Self::MeetingEditPaper { title, .. }
            | Self::MeetingAddDecision { title, .. }
            | Self::MeetingEditDecision { title, .. }
            | Self::StrategyCreate { title, .. }
            | Self::StrategyEdit { title, .. }
            | Self::StrategyAddRound { title, .. }
            | Self::StrategyEditRound { title, .. }
            | Self::ReportStart { title, .. }
            | Self::ReportWrite { title, .. }
            | Self::ReportConsult { title, .. }
            | Self::ReportFinish { title, .. }
            | Self::ReportBuild { title, .. }
            | Self::VoiceAddHoliday { title, .. }
            | Self::VoiceRemoveHoliday { title, .. } => Some(title),
            Self::StakeholderCreate { name } | Self::StakeholderEdit { name } => Some(name),
            Self::CommentAdd { title, .. }
            | Self::CommentPublish { title, .. }
            | Self::CommentHide { title, .. }
            | Self::ProposalAdd { title, .. }
            | Self::ProposalPublish { title, .. }
            | Self::ProposalHide { title, .. }
            | Self::ResponseAdd { title, .. }
            | Self::ResponseEdit { title, .. }
            | Self::PeopleAppoint { title, .. }
            | Self::MonitorBegin { title, .. }
            | Self::MonitorJoin { title, .. }
            | Self::MonitorLeave { title, .. }
            | Self::MonitorEnd { title, .. } => title.as_deref(),
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

    /// Why, where a reason was given.
    pub fn reason(&self) -> Option<&str> {
        #[expect(clippy::wildcard_enum_match_arm, reason = "the others are told without a reason")]
        let reason = match self {
            Self::PlanEndorse { reason, .. }
            | Self::PlanDecline { reason, .. }
            | Self::EvidenceWithdraw { reason, .. }
            | Self::EvidenceVerify { reason, .. }
            | Self::EvidenceQuestion { reason, .. }
            | Self::EvidenceAnswer { reason, .. }
            | Self::MeetingCreate { reason, .. }
            | Self::MeetingEdit { reason, .. }
            | Self::MeetingMove { reason, .. }
            | Self::MeetingHold { reason, .. }
            | Self::MeetingCancel { reason, .. }
            | Self::CommentHide { reason, .. }
            | Self::ProposalHide { reason, .. } => reason.as_deref(),
            Self::MilestoneReschedule { reason, .. } => Some(reason.as_str()),
            Self::CommitmentEdit { change, .. } => change.as_ref().and_then(|change| change.reason.as_deref()),
            _ => None,
        };
        reason.filter(|reason| !reason.is_empty())
    }

    /// Reads an event from what was stored of it.
    ///
    /// # Errors
    /// When it was written by another version, which knows other events or other bodies.
    pub fn read(action: &str, body: &str) -> Result<Self> {
        let body: Value = serde_json::from_str(body)?;
        Ok(serde_json::from_value(json!({ "action": action, "body": body }))?)
    }

    /// The body as it is stored: canonical JSON (RFC 8785).
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn body(&self) -> Result<String> {
        let told = serde_json::to_value(self)?;
        let body = told.get("body").cloned().unwrap_or_else(|| json!({}));
        Ok(serde_json_canonicalizer::to_string(&body)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Bodies as they stand in logs: what was written once must be read and written the same for ever.
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

//! Ids: UUIDv7 newtypes, one for each table, so that ids of different tables cannot be mixed up.

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// The generator of ids.
#[derive(Clone, Debug)]
pub enum Ids {
    /// UUIDv7: time-ordered and random.
    System,
    /// 1, 2, 3 … in the form of a UUIDv7, for tests and samples.
    Counted(Arc<AtomicU64>),
}

impl Ids {
    /// Creates a generator that counts from 1.
    pub fn counted() -> Self {
        Self::Counted(Arc::new(AtomicU64::new(0)))
    }

    /// Returns a new id of any kind.
    pub fn next<T: From<Uuid>>(&self) -> T {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place where ids are made")]
            Self::System => Uuid::now_v7().into(),
            Self::Counted(last) => {
                let count = u128::from(last.fetch_add(1, Ordering::Relaxed) + 1);
                Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | count).into()
            }
        }
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize, DeriveValueType)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        // sea-orm requires this of every primary key; ours are never numbers.
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

ids! {
    /// A tenant, which is a city. [`TenantId::PLATFORM`] stands for the platform itself.
    TenantId;
    /// A person who can sign in.
    AccountId;
    /// A person's membership in a city, with a role.
    MembershipId;
    /// An invitation to a role in a city.
    InvitationId;
    /// An API token.
    ApiTokenId;
    /// An action plan.
    PlanId;
    /// A commitment in a plan.
    CommitmentId;
    /// A milestone of a commitment.
    MilestoneId;
    /// A progress report on a milestone.
    ProgressId;
    /// A move of a due date.
    DueChangeId;
    /// A finding of a monitoring body.
    FindingId;
    /// An indicator of a commitment or a milestone.
    IndicatorId;
    /// A reading of an indicator.
    ReadingId;
    /// An organisation that takes part.
    OrganisationId;
    /// A person in an organisation. Private.
    ContactId;
    /// An organisation's part in a commitment.
    PartId;
    /// An organisation or person responsible for a milestone.
    ResponsibleId;
    /// The assignment of a commitment to an implementer.
    AssignmentId;
    /// A person's appointment to act for an organisation.
    DelegateId;
    /// A monitoring body.
    BodyId;
    /// A person of a monitoring body.
    BodyMemberId;
    /// An organisation's statement for or against a plan.
    EndorsementId;
    /// A piece of evidence: a file or a link.
    EvidenceId;
    /// An import, under review or finished.
    ImportId;
    /// A choice for a heading of imported files.
    ImportHeadingId;
    /// The place of an imported value in its source.
    ProvenanceId;
    /// A reminder that was sent.
    ReminderId;
    /// A report.
    ReportId;
    /// A section of a report that is being written.
    ReportSectionId;
    /// A subscription of an e-mail address to a city's plan.
    SubscriptionId;
    /// A commitment that a subscription follows.
    FollowId;
    /// A link in a mail to a subscriber.
    SubscriptionLinkId;
    /// The digest of one subscription for one period.
    DigestId;
    /// The author of comments and proposals: an account or an e-mail address. Private.
    AuthorId;
    /// A link in a mail with which an author confirms their e-mail address.
    AuthorLinkId;
    /// A comment or a proposal.
    VoiceId;
    /// The city's response to a comment or proposal.
    ResponseId;
    /// A city's rules for comments and proposals.
    VoiceRulesId;
    /// A day on which the city does not work.
    HolidayId;
    /// One of the municipality's other plans.
    StrategyId;
    /// The alignment of a commitment with one of the municipality's other plans.
    AlignmentId;
    /// A past round of participatory budgeting.
    BudgetRoundId;
    /// A forum: a standing body.
    ForumId;
    /// A seat in a forum.
    SeatId;
    /// A meeting of a forum.
    MeetingId;
    /// A paper for a meeting.
    PaperId;
    /// The attendance of an organisation at a meeting.
    AttendanceId;
    /// A decision of a meeting.
    DecisionId;
    /// A reviewer's note about a city.
    ReviewNoteId;
    /// A reviewer's query to a city.
    ReviewQueryId;
    /// An assessment by the monitoring body.
    AssessmentId;
    /// A file attached to an assessment.
    ExhibitId;
    /// A verdict of the monitoring body on a piece of evidence.
    VerdictId;
    /// A reminder of a date in OGP's calendar.
    ObligationReminderId;
    /// A file in the file store.
    StoredFileId;
    /// A job in the queue.
    JobId;
    /// An event in the event log.
    EventId;
}

/// The mail of a digest uses the digest's id, so that its Message-ID is the same at every attempt.
impl From<DigestId> for JobId {
    fn from(digest: DigestId) -> Self {
        Self(digest.0)
    }
}

impl TenantId {
    /// The platform itself, which has its own event log and jobs.
    pub const PLATFORM: Self = Self(Uuid::nil());
}

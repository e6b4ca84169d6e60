//! Ids: UUIDv7 newtypes, one for each table, so that no two kinds can be mixed up.

use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Where new ids come from.
#[derive(Clone, Debug)]
pub enum Ids {
    /// UUIDv7: time-ordered and random.
    System,
    /// 1, 2, 3 … in the shape of a UUIDv7, for tests and samples.
    Counted(Arc<AtomicU64>),
}

impl Ids {
    /// Counts from one.
    pub fn counted() -> Self {
        Self::Counted(Arc::new(AtomicU64::new(0)))
    }

    /// A new id of any kind.
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

        // sea-orm asks this of every primary key; ours are never numbers.
        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )*};
}

ids! {
    /// A city. [`TenantId::PLATFORM`] stands for the platform itself.
    TenantId;
    /// A person who can sign in.
    AccountId;
    /// What ties a person to a city, with a role.
    MembershipId;
    /// An invitation to a role in a city.
    InvitationId;
    /// A token for programs.
    ApiTokenId;
    /// An action plan.
    PlanId;
    /// A commitment in a plan.
    CommitmentId;
    /// A milestone of a commitment.
    MilestoneId;
    /// One report of progress on a milestone.
    ProgressId;
    /// One move of a due date.
    DueChangeId;
    /// What a monitoring body found.
    FindingId;
    /// An organisation that takes part.
    OrganisationId;
    /// A person in an organisation. Private.
    ContactId;
    /// An organisation's part in a commitment.
    PartId;
    /// Who answers for a milestone.
    ResponsibleId;
    /// An implementer's scope: one commitment.
    AssignmentId;
    /// Who acts for which organisation.
    DelegateId;
    /// An organisation's word on a plan.
    EndorsementId;
    /// A file or link that proves something.
    EvidenceId;
    /// An import under review, or done.
    ImportId;
    /// Where an imported value stood.
    ProvenanceId;
    /// A reminder that was sent.
    ReminderId;
    /// A report.
    ReportId;
    /// A section of a report, as it is written.
    ReportSectionId;
    /// A mailbox that follows a city's plan.
    SubscriptionId;
    /// A commitment that a subscription follows.
    FollowId;
    /// A link in a mail to a subscriber.
    SubscriptionLinkId;
    /// A digest for one subscription and one period.
    DigestId;
    /// Who spoke: an account, or an address. Private.
    AuthorId;
    /// A link in a mail that asks an address whether it spoke.
    AuthorLinkId;
    /// A comment or a proposal.
    VoiceId;
    /// The city's answer to a voice.
    ResponseId;
    /// A city's rules for voices.
    VoiceRulesId;
    /// A day on which the city does not work.
    HolidayId;
    /// One of the municipality's other plans.
    StrategyId;
    /// A commitment and another plan that go the same way.
    AlignmentId;
    /// A past round of participatory budgeting.
    BudgetRoundId;
    /// A standing body.
    ForumId;
    /// A seat in a standing body.
    SeatId;
    /// A meeting of a standing body.
    MeetingId;
    /// A paper for a meeting.
    PaperId;
    /// An organisation that was at a meeting.
    AttendanceId;
    /// What a meeting decided.
    DecisionId;
    /// What a reviewer noted of a city.
    ReviewNoteId;
    /// What a reviewer asked a city.
    ReviewQueryId;
    /// An assessment of the monitoring body.
    AssessmentId;
    /// A file that goes with an assessment.
    ExhibitId;
    /// What the monitoring body says of a piece of evidence.
    VerdictId;
    /// A reminder of what OGP's calendar asks for.
    ObligationReminderId;
    /// A file in the store.
    StoredFileId;
    /// A job in the queue.
    JobId;
    /// An entry of the log.
    EventId;
}

/// A digest's mail bears the digest's id, however often its job is tried.
impl From<DigestId> for JobId {
    fn from(digest: DigestId) -> Self {
        Self(digest.0)
    }
}

impl TenantId {
    /// The platform's own chain and jobs.
    pub const PLATFORM: Self = Self(Uuid::nil());
}

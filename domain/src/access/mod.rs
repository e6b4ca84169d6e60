//! Who may do what. [`Gate`] alone makes a [`Permit`], a permit alone opens a connection, and a
//! connection only makes queries of the permit's city.

mod actions;
mod gate;
mod program;

pub use actions::{
    ALL as ALL_ACTIONS, Action, AddEvidence, AnswerAssessment, AnswerQuery, Assess, CleanUp, CreateTenant,
    EditCommitment, EditForums, EditMilestone, EditPlan, EditStakeholders, EditStrategies, EditTenant, Endorse,
    ImportPlan, InviteMonitor, KeepTokens, ListTenants, ManagePeople, ModerateVoices, OwnAction, PublicAction,
    ReportProgress, Respond, Review, SeeAssessments, SeeContacts, SeeDrafts, SeeForums, SeeJobs, SeeLog, SeePlan,
    SeeQueries, SeeReport, SeeStakeholders, SeeStandards, SeeStrategies, SeeSubscriptions, SeeVoices, SeeWeek,
    SendDigests, SendReminders, Speak, Subscribe, SystemAction, WithdrawEvidence, WriteReports,
};
pub use gate::{Gate, Standing};
pub use program::Program;

use crate::coded::coded;
use crate::ids::{AccountId, TenantId};
use std::marker::PhantomData;

coded! {
    /// A role in a city, after the roles that OGP Local knows (docs/RULES.md, `city-roles`).
    Role {
        /// Decides who may do what, and how the city appears.
        Admin = "admin",
        /// OGP's point of contact: keeps the plan.
        Coordinator = "coordinator",
        /// Reports on the commitments she is assigned to.
        Implementer = "implementer",
        /// Civil society, for an organisation.
        Cocreator = "cocreator",
        /// The independent monitoring body.
        Monitor = "monitor",
        /// Reads drafts and changes nothing.
        Viewer = "viewer",
    }
    /// A role across cities.
    StaffRole {
        /// OGP's Support Unit.
        Reviewer = "reviewer",
        /// Runs the platform, never touches content.
        Operator = "operator",
    }
    /// What a token of a program is for.
    TokenScope {
        /// Reads what its owner may read.
        Read = "read",
        /// Also reports progress and adds evidence.
        Report = "report",
        /// Everything that its owner may do.
        Write = "write",
    }
}

/// Who sends a request, before anything is known of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Nobody is signed in.
    Nobody,
    /// A person, by session.
    Person(AccountId),
    /// A program that acts for a person, by a token.
    Program(Program),
}

impl Caller {
    /// The person who asks, or for whom a program does.
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Nobody => None,
            Self::Person(account) => Some(account),
            Self::Program(program) => Some(program.account),
        }
    }
}

/// Who does something, as the log keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who is not signed in.
    Anyone,
    /// A person.
    Person(AccountId),
    /// Besa itself.
    System,
}

impl Actor {
    /// The person, where it is one.
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Person(account) => Some(account),
            Self::Anyone | Self::System => None,
        }
    }
}

/// What of a city may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// What is published.
    Public,
    /// Drafts too.
    Member,
}

/// Proof that somebody may do `A` in one city.
#[derive(Debug)]
pub struct Permit<A: Action> {
    actor: Actor,
    tenant: TenantId,
    audience: Audience,
    /// Only commitments she is assigned to.
    assigned_only: bool,
    action: PhantomData<fn() -> A>,
}

impl<A: Action> Permit<A> {
    /// The city it holds in.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// What may be seen.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Whether the right ends at the commitments the person is assigned to.
    pub(crate) fn assigned_only(&self) -> bool {
        self.assigned_only
    }
}

impl<A: PublicAction> Permit<A> {
    /// Anybody, for what is published.
    pub fn public(tenant: TenantId) -> Self {
        Self {
            actor: Actor::Anyone,
            tenant,
            audience: Audience::Public,
            assigned_only: false,
            action: PhantomData,
        }
    }
}

impl<A: OwnAction> Permit<A> {
    /// A person who is signed in, for what is hers alone. It belongs to no city.
    pub fn own(account: AccountId) -> Self {
        Self {
            actor: Actor::Person(account),
            tenant: TenantId::PLATFORM,
            audience: Audience::Public,
            assigned_only: false,
            action: PhantomData,
        }
    }
}

impl<A: SystemAction> Permit<A> {
    /// Besa itself: a job, or the operator at the command line.
    pub fn system(tenant: TenantId) -> Self {
        Self {
            actor: Actor::System,
            tenant,
            audience: Audience::Member,
            assigned_only: false,
            action: PhantomData,
        }
    }
}

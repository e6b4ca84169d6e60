//! Access control. [`Gate`] makes a [`Permit`] for a caller; only a permit opens a connection to a
//! city, and such a connection only runs queries on the permit's city. Public actions, own actions and
//! Besa itself have constructors of [`Permit`] instead.

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
pub use gate::{CallerInCity, Gate};
pub use program::Program;

use crate::coded::coded;
use crate::ids::{AccountId, TenantId};
use std::marker::PhantomData;

coded! {
    /// A role in a city, after the roles that OGP Local knows (docs/RULES.md, `city-roles`).
    Role {
        /// Manages people, roles and the city's settings.
        Admin = "admin",
        /// OGP's point of contact: maintains the plan.
        Coordinator = "coordinator",
        /// Reports on the commitments assigned to them.
        Implementer = "implementer",
        /// Civil society, on behalf of an organisation.
        Cocreator = "cocreator",
        /// The independent monitoring body.
        Monitor = "monitor",
        /// Reads drafts and changes nothing.
        Viewer = "viewer",
    }
    /// A platform role, which applies across cities.
    StaffRole {
        /// OGP's Support Unit.
        Reviewer = "reviewer",
        /// Runs the platform, without any right to edit content.
        Operator = "operator",
    }
    /// What an API token may be used for.
    TokenScope {
        /// Reads what its owner may read.
        Read = "read",
        /// Also reports progress and adds evidence.
        Report = "report",
        /// Does everything that its owner may do.
        Write = "write",
    }
}

/// Who sends a request, before rights are checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Nobody is signed in.
    Nobody,
    /// A person, signed in with a session.
    Person(AccountId),
    /// A program that acts for a person, with an API token.
    Program(Program),
}

impl Caller {
    /// Returns the account that sends the request, or for which a program sends it. `None` when nobody
    /// is signed in.
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Nobody => None,
            Self::Person(account) => Some(account),
            Self::Program(program) => Some(program.account),
        }
    }
}

/// Who does something, as the event log records it.
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
    /// Returns the account; `None` unless the actor is a person.
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Person(account) => Some(account),
            Self::Anyone | Self::System => None,
        }
    }
}

/// Which records of a city may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Published records only.
    Public,
    /// Published records and drafts.
    Member,
}

/// Proof that an actor may do `A` in one city.
#[derive(Debug)]
pub struct Permit<A: Action> {
    actor: Actor,
    tenant: TenantId,
    audience: Audience,
    /// Whether the right is limited to commitments assigned to the person.
    assigned_only: bool,
    action: PhantomData<fn() -> A>,
}

impl<A: Action> Permit<A> {
    /// Returns the city in which it is valid.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// Returns who acts.
    pub fn actor(&self) -> Actor {
        self.actor
    }

    /// Returns which records may be seen.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// Returns whether the right is limited to commitments assigned to the person.
    pub(crate) fn assigned_only(&self) -> bool {
        self.assigned_only
    }
}

impl<A: PublicAction> Permit<A> {
    /// Creates a permit for an anonymous caller, for published records.
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
    /// Creates a permit for a signed-in person, for their own records only. It belongs to no city.
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
    /// Creates a permit for Besa itself: a job, or the operator at the command line.
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

//! OGP's requirements checked against a city's records (OGP Local, Inception Assessment Form, parts 1 and
//! 2; docs/RULES.md). The result always names the records used, or what is missing. The monitoring body's
//! own finding is kept apart.

mod facts;
mod rules;

pub(crate) use facts::last_word;
pub use facts::{EndorsementFact, Facts, ForumFact, MeetingFact, PaperFact, SeatFact, VoiceFact, WordFact};
pub use rules::judge;

use crate::access::{Permit, SeePlan, SeeStandards};
use crate::coded::coded;
use crate::db::Db;
use crate::error::Result;
use crate::ids::PlanId;
use crate::tenants::Tenant;
use crate::whole;
use crate::whole::PlanRecords;
use time::Date;
use uuid::Uuid;

coded! {
    /// Requirements and recommended practices, in OGP's order.
    Requirement {
        /// 1.1: a forum that meets regularly.
        Forum = "forum",
        /// 1.2: the forum is multi-stakeholder.
        MultiStakeholder = "multi_stakeholder",
        /// 1.3: a meeting with civil society during co-creation.
        Meeting = "meeting",
        /// 1.4: the forum endorsed the plan.
        Endorsed = "endorsed",
        /// 2.1: a website, refreshed every four months.
        Website = "website",
        /// 2.2: papers are shared before meetings.
        PapersBefore = "papers_before",
        /// 2.3: anybody can give input and see decisions.
        OpenInput = "open_input",
        /// 2.4: the city reports back on contributions.
        ReportedBack = "reported_back",
        /// 2.5: a dialogue with shared decisions.
        Dialogue = "dialogue",
        /// 2.6: the forum is inclusive and diverse.
        Inclusive = "inclusive",
    }
    /// The state of a requirement, according to the records.
    RequirementState {
        /// Nothing is missing.
        Met = "met",
        /// Something is missing, but some records support it or there is still time.
        InProgress = "in_progress",
        /// Something is missing, and no record supports it or the time is over.
        NotMet = "not_met",
        /// There are no records to check it against.
        NotCheckable = "not_checkable",
    }
    /// The kind of a record that supports a requirement.
    RecordKind {
        /// A forum.
        Forum = "forum",
        /// A seat in the forum.
        Seat = "seat",
        /// A meeting.
        Meeting = "meeting",
        /// A paper of a meeting.
        Paper = "paper",
        /// A decision of a meeting.
        Decision = "decision",
        /// An organisation's endorsement of the plan.
        Endorsement = "endorsement",
        /// A comment or a proposal.
        Comment = "comment",
        /// Something that was published.
        Publication = "publication",
    }
    /// What is missing.
    MissingItem {
        /// There is no multi-stakeholder forum.
        Forum = "forum",
        /// The forum has no remit.
        Remit = "remit",
        /// The forum has no rules of procedure.
        Rules = "rules",
        /// The forum has no current seats.
        Seats = "seats",
        /// No meeting within the maximum gap between regular meetings.
        RegularMeeting = "regular_meeting",
        /// The government has no seat.
        GovernmentSeat = "government_seat",
        /// Nobody outside government has a seat.
        OtherSeat = "other_seat",
        /// No meeting with organisations outside government during co-creation.
        Meeting = "meeting",
        /// Too few organisations with a seat in the forum endorsed the plan.
        Endorsement = "endorsement",
        /// The plan is not published.
        Publication = "publication",
        /// Nothing was published for too many months.
        Refreshment = "refreshment",
        /// No papers were shared early enough before a meeting.
        Papers = "papers",
        /// No contribution from residents or organisations.
        Contribution = "contribution",
        /// No recent meeting with minutes or decisions.
        Minutes = "minutes",
        /// A contribution whose answer is overdue.
        Answers = "answers",
        /// Too few recent meetings; for the dialogue, with an agenda and organisations outside government.
        Meetings = "meetings",
        /// No decision that an organisation outside government carries out.
        SharedDecision = "shared_decision",
        /// Too few sides have a seat.
        Sides = "sides",
    }
}

/// A record that supports a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Its kind.
    pub kind: RecordKind,
    /// Its id; of a paper or a decision, the id of the meeting. `None` for a publication, which is not a
    /// single record.
    pub id: Option<Uuid>,
    /// Its title; empty for a comment.
    pub title: String,
    /// Its day.
    pub on: Option<Date>,
}

/// Something that is missing, with its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// What is missing.
    pub what: MissingItem,
    /// The day by which it is required; `None` when there is no such day.
    pub by: Option<Date>,
    /// The id of the record to complete; `None` when there is none.
    pub at: Option<Uuid>,
}

/// The result of checking one requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementResult {
    /// The requirement.
    pub requirement: Requirement,
    /// Its state.
    pub state: RequirementState,
    /// The records that support it.
    pub used: Vec<Used>,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// The result of checking all requirements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The id and title of the plan; `None` when the city has none that the caller may see.
    pub plan: Option<(PlanId, String)>,
    /// The version of the rule set.
    pub rules: String,
    /// The result of each requirement, in OGP's order.
    pub judged: Vec<RequirementResult>,
}

impl Requirement {
    /// Returns its number in OGP's form.
    pub fn number(self) -> &'static str {
        match self {
            Self::Forum => "1.1",
            Self::MultiStakeholder => "1.2",
            Self::Meeting => "1.3",
            Self::Endorsed => "1.4",
            Self::Website => "2.1",
            Self::PapersBefore => "2.2",
            Self::OpenInput => "2.3",
            Self::ReportedBack => "2.4",
            Self::Dialogue => "2.5",
            Self::Inclusive => "2.6",
        }
    }

    /// Returns whether it is a minimum requirement rather than a recommended practice.
    pub fn is_minimum(self) -> bool {
        self.number().starts_with('1')
    }
}

impl Checklist {
    /// Counts the requirements among `those` that are met.
    pub fn met(&self, those: impl Fn(Requirement) -> bool) -> usize {
        let met = |one: &&RequirementResult| one.state == RequirementState::Met && those(one.requirement);
        self.judged.iter().filter(met).count()
    }
}

/// Checks the requirements against the records of the city's current plan. The number of queries does not
/// depend on the number of records.
///
/// # Errors
/// Database errors.
pub async fn check(
    db: &Db,
    permit: &Permit<SeeStandards>,
    see: &Permit<SeePlan>,
    tenant: &Tenant,
    today: Date,
) -> Result<Checklist> {
    debug_assert_eq!(permit.tenant(), see.tenant(), "one city");
    crate::people::seen(db, permit).await?;
    let present = whole::current(db, see, today).await?;
    of_plan(db, permit, tenant, present.as_ref(), today).await
}

/// Same as [`check`], for a plan that is already read.
pub(crate) async fn of_plan(
    db: &Db,
    permit: &Permit<SeeStandards>,
    tenant: &Tenant,
    present: Option<&PlanRecords>,
    today: Date,
) -> Result<Checklist> {
    let facts = facts::read(db, permit, tenant, present, today).await?;
    let set = crate::rules::on(today);
    Ok(Checklist {
        plan: present.map(|whole| (whole.plan.id, whole.plan.title.clone())),
        rules: set.version.clone(),
        judged: judge(&set.requirements, &facts),
    })
}

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
use crate::whole::Whole;
use time::Date;
use uuid::Uuid;

coded! {
    /// Requirements and recommended practices, in OGP's order.
    Requirement {
        /// 1.1: a forum that meets regularly.
        Forum = "forum",
        /// 1.2: it is of many stakeholders.
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
        /// 2.4: what came of contributions is reported back.
        ReportedBack = "reported_back",
        /// 2.5: a dialogue with shared decisions.
        Dialogue = "dialogue",
        /// 2.6: the forum is inclusive and diverse.
        Inclusive = "inclusive",
    }
    /// How a requirement stands, by the records.
    RequirementState {
        /// The records show it.
        Met = "met",
        /// Some of it is there.
        InProgress = "in_progress",
        /// The records show that it is not so.
        NotMet = "not_met",
        /// The records say nothing of it.
        NotCheckable = "not_checkable",
    }
    /// What speaks for a requirement.
    RecordKind {
        /// A standing body.
        Forum = "forum",
        /// A seat in it.
        Seat = "seat",
        /// A meeting.
        Meeting = "meeting",
        /// A paper of a meeting.
        Paper = "paper",
        /// What a meeting decided.
        Decision = "decision",
        /// An organisation's word on the plan.
        Endorsement = "endorsement",
        /// A comment or a proposal.
        Comment = "comment",
        /// Something that was published.
        Publication = "publication",
    }
    /// What is missing.
    Lack {
        /// There is no forum of many stakeholders.
        Forum = "forum",
        /// The forum does not say what it is for.
        Remit = "remit",
        /// The forum does not say how it works.
        Rules = "rules",
        /// Nobody sits in the forum.
        Seats = "seats",
        /// No meeting within the months that make it regular.
        RegularMeeting = "regular_meeting",
        /// No seat of government.
        GovernmentSeat = "government_seat",
        /// No seat of anybody else.
        OtherSeat = "other_seat",
        /// No meeting with others than government during co-creation.
        Meeting = "meeting",
        /// No organisation of the forum endorsed the plan.
        Endorsement = "endorsement",
        /// The plan is not published.
        Publication = "publication",
        /// Nothing was published for months.
        Refreshment = "refreshment",
        /// A meeting without papers that were shared before it.
        Papers = "papers",
        /// No contribution from residents.
        Contribution = "contribution",
        /// No minutes and no decisions to be read.
        Minutes = "minutes",
        /// Contributions whose day has passed without an answer.
        Answers = "answers",
        /// Too few meetings with others, with an agenda.
        Meetings = "meetings",
        /// No decision that others than government carry out.
        SharedDecision = "shared_decision",
        /// Too few sides have seats.
        Sides = "sides",
    }
}

/// A record that speaks for a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// What it is.
    pub kind: RecordKind,
    /// Its id; none of what is no single record.
    pub id: Option<Uuid>,
    /// What it is called.
    pub title: String,
    /// Its day.
    pub on: Option<Date>,
}

/// Something missing, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// What.
    pub what: Lack,
    /// The day by which it is asked for, where one can be told.
    pub by: Option<Date>,
    /// The record where it is to be mended, where there is one.
    pub at: Option<Uuid>,
}

/// How one requirement stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Which.
    pub requirement: Requirement,
    /// How it stands.
    pub state: RequirementState,
    /// The records that were used.
    pub used: Vec<Used>,
    /// What is missing.
    pub missing: Vec<Missing>,
}

/// How the requirements stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The plan they are about.
    pub plan: Option<(PlanId, String)>,
    /// The version of the rules.
    pub rules: String,
    /// Each of them, in OGP's order.
    pub judged: Vec<Judged>,
}

impl Requirement {
    /// Its number in OGP's form.
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

    /// Whether it is a minimum requirement, and no recommended practice.
    pub fn is_minimum(self) -> bool {
        self.number().starts_with('1')
    }
}

impl Checklist {
    /// How many of them the records show.
    pub fn met(&self) -> usize {
        let met = |one: &&Judged| one.state == RequirementState::Met;
        self.judged.iter().filter(met).count()
    }
}

/// Requirements checked against the records of the city's present plan: as many queries, however
/// many records there are.
///
/// # Errors
/// The database's own.
pub async fn check(
    db: &Db,
    permit: &Permit<SeeStandards>,
    see: &Permit<SeePlan>,
    tenant: &Tenant,
    today: Date,
) -> Result<Checklist> {
    debug_assert_eq!(permit.tenant(), see.tenant(), "one city");
    crate::people::seen(db, permit).await?;
    let present = whole::present(db, see, today).await?;
    of_plan(db, permit, tenant, present.as_ref(), today).await
}

/// The same, for a plan that was read already.
pub(crate) async fn of_plan(
    db: &Db,
    permit: &Permit<SeeStandards>,
    tenant: &Tenant,
    present: Option<&Whole>,
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

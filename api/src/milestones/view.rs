//! A milestone as it is read. Nothing here but [`Responsible`] names a person.

use super::progress::MoveView;
use crate::commitments::{Finding, OrganisationName};
use crate::values::{Code, Day, Said};
use besa_domain::copy_fields;
use besa_domain::milestones;
use besa_domain::milestones::{Milestone, MilestoneState, Standing};
use besa_domain::stakeholders::PartKind;
use besa_domain::whole::Whole;
use poem_openapi::Object;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A milestone.
#[derive(Debug, Object)]
#[oai(rename = "Milestone")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The commitment it is in.
    commitment: Uuid,
    /// Its place in the commitment, from 1.
    number: i32,
    /// Its number as the source says it: `4.1`.
    code: Option<String>,
    /// The title.
    title: String,
    /// What will be there when it is done.
    output: Option<String>,
    /// What that will change.
    outcome: Option<String>,
    /// The first day.
    starts_on: Option<Day>,
    /// The start as the source says it.
    starts_said: Option<Said>,
    /// The day by which it is promised.
    due_on: Option<Day>,
    /// The due day as the source says it.
    due_said: Option<Said>,
    /// Both dates in one text, as the source says them.
    dates_said: Option<String>,
    /// What the city reported last.
    state: Code<MilestoneState>,
    /// How it stands today, a day of the city: the state, or `late` when its day has passed.
    standing: String,
    /// Days since its day passed, when it is late.
    days_late: Option<i64>,
    /// Reported progress, 0 to 100.
    percent: Option<i32>,
    /// When it was completed.
    completed_on: Option<Day>,
    /// Why it is stuck or withdrawn.
    reason: Option<String>,
    /// When progress was last reported.
    reported_at: Option<OffsetDateTime>,
    /// Bumped by each change.
    version: i32,
    /// When it was made.
    created_at: OffsetDateTime,
    /// When it was last changed.
    updated_at: OffsetDateTime,
}

/// A milestone, and the city's day.
impl From<(Milestone, Date)> for View {
    fn from((milestone, today): (Milestone, Date)) -> Self {
        let standing = milestone.standing(today);
        let days_late = match standing {
            Standing::Late(days) => Some(days),
            Standing::Done
            | Standing::InProgress
            | Standing::NotStarted
            | Standing::Stuck
            | Standing::NotReported
            | Standing::Withdrawn => None,
        };
        copy_fields!(milestone => Self {
            number, code, title, output, outcome, dates_said, percent, reason, reported_at, version,
            created_at, updated_at,
        } with {
            id: milestone.id.into(),
            commitment: milestone.commitment_id.into(),
            starts_on: milestone.starts_on.map(Day),
            starts_said: milestone.starts_said.map(Said::from),
            due_on: milestone.due_on.map(Day),
            due_said: milestone.due_said.map(Said::from),
            state: Code(milestone.state),
            standing: standing.code().to_owned(),
            days_late,
            completed_on: milestone.completed_on.map(Day),
        })
    }
}

/// A milestone, and what hangs on it.
#[derive(Debug, Object)]
#[oai(rename = "MilestoneDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    milestone: View,
    /// The plan it is in.
    plan: Uuid,
    /// The organisations that answer for it.
    responsible: Vec<OrganisationName>,
    /// Moves of its due date, oldest first.
    moves: Vec<MoveView>,
    /// What the monitoring body found.
    findings: Vec<Finding>,
}

impl Detail {
    pub(super) fn of(whole: &Whole, milestone: &Milestone, today: Date) -> Self {
        let who = whole.responsible.iter().filter(|who| who.milestone_id == milestone.id);
        let findings = whole.findings_of(milestone.commitment_id);
        Self {
            plan: whole.plan.id.into(),
            responsible: who
                .filter_map(|who| {
                    Some(OrganisationName::of(
                        whole.organisation(who.organisation_id?)?,
                        who.part,
                    ))
                })
                .collect(),
            moves: whole.moves_of(milestone.id).cloned().map(MoveView::from).collect(),
            findings: findings
                .filter(|finding| finding.milestone_id == Some(milestone.id))
                .map(Finding::from)
                .collect(),
            milestone: (milestone.clone(), today).into(),
        }
    }
}

/// Who answers for a milestone: an organisation, a person, or both.
#[derive(Debug, Object)]
pub(crate) struct Responsible {
    /// The organisation.
    organisation: Option<Uuid>,
    /// The person, who is reminded.
    contact: Option<Uuid>,
    /// Which part.
    part: Code<PartKind>,
}

impl From<milestones::Responsible> for Responsible {
    fn from(who: milestones::Responsible) -> Self {
        Self {
            organisation: who.organisation_id.map(Uuid::from),
            contact: who.contact_id.map(Uuid::from),
            part: Code(who.part),
        }
    }
}

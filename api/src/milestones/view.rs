//! A milestone as a response. Only [`Responsible`] refers to people.

use super::progress::MoveView;
use crate::commitments::{Finding, OrganisationName};
use crate::values::{Code, Day, SourceDate};
use besa_domain::copy_fields;
use besa_domain::milestones;
use besa_domain::milestones::{ComputedState, Milestone, MilestoneState};
use besa_domain::stakeholders::PartKind;
use besa_domain::whole::PlanRecords;
use poem_openapi::Object;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A milestone. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Milestone")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The id of the commitment it belongs to.
    commitment: Uuid,
    /// Its position in the commitment, from 1.
    number: i32,
    /// Its number as the source states it, for example `4.1`.
    code: Option<String>,
    /// The title.
    title: String,
    /// The output: what exists once the milestone is complete.
    output: Option<String>,
    /// The outcome: what the output will change.
    outcome: Option<String>,
    /// The first day.
    starts_on: Option<Day>,
    /// The first day as the source states it.
    starts_said: Option<SourceDate>,
    /// The due date.
    due_on: Option<Day>,
    /// The due date as the source states it.
    due_said: Option<SourceDate>,
    /// Both dates in one text, as the source states them.
    dates_said: Option<String>,
    /// The state that the city reported last.
    state: Code<MilestoneState>,
    /// The state today, in the city's time zone: `late` if the due date has passed and `state` is
    /// `not_started`, `in_progress` or `stuck`; otherwise the same as `state`. Computed. In a closed plan, the state on
    /// the day on which it was closed.
    standing: String,
    /// Days since the due date, in a closed plan up to the day on which it was closed; `null` unless `standing` is
    /// `late`.
    days_late: Option<i64>,
    /// The reported progress in percent, 0 to 100.
    percent: Option<i32>,
    /// The day it was completed.
    completed_on: Option<Day>,
    /// The reason for the state `stuck` or `withdrawn`; `null` for other states.
    reason: Option<String>,
    /// When progress was last reported; `null` if never.
    reported_at: Option<OffsetDateTime>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
    created_at: OffsetDateTime,
    /// When it was last changed.
    updated_at: OffsetDateTime,
}

/// Converts a milestone; the date is today in the city's time zone, or the day on which its plan was closed.
impl From<(Milestone, Date)> for View {
    fn from((milestone, today): (Milestone, Date)) -> Self {
        let standing = milestone.standing(today);
        let days_late = match standing {
            ComputedState::Late(days) => Some(days),
            ComputedState::Done
            | ComputedState::InProgress
            | ComputedState::NotStarted
            | ComputedState::Stuck
            | ComputedState::NotReported
            | ComputedState::Unknown(_)
            | ComputedState::Withdrawn => None,
        };
        copy_fields!(milestone => Self {
            number, code, title, output, outcome, dates_said, percent, reason, reported_at, version,
            created_at, updated_at,
        } with {
            id: milestone.id.into(),
            commitment: milestone.commitment_id.into(),
            starts_on: milestone.starts_on.map(Day),
            starts_said: milestone.starts_said.map(SourceDate::from),
            due_on: milestone.due_on.map(Day),
            due_said: milestone.due_said.map(SourceDate::from),
            state: Code(milestone.state),
            standing: standing.code().to_owned(),
            days_late,
            completed_on: milestone.completed_on.map(Day),
        })
    }
}

/// A milestone with its organisations, moves and findings.
#[derive(Debug, Object)]
#[oai(rename = "MilestoneDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    milestone: View,
    /// The id of the plan it belongs to.
    plan: Uuid,
    /// The responsible organisations. Responsible people are not public; see
    /// `milestones_responsible`.
    responsible: Vec<OrganisationName>,
    /// Moves of its due date, oldest first.
    moves: Vec<MoveView>,
    /// The findings of the monitoring body.
    findings: Vec<Finding>,
}

impl Detail {
    pub(super) fn of(whole: &PlanRecords, milestone: &Milestone, today: Date) -> Self {
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
            milestone: (milestone.clone(), whole.plan.counted_on(today)).into(),
        }
    }
}

/// Who is responsible for a milestone: an organisation, a person, or both.
#[derive(Debug, Object)]
pub(crate) struct Responsible {
    /// The id of the organisation; `null` if none is named.
    organisation: Option<Uuid>,
    /// The id of the person, who receives reminders; `null` if none is named.
    contact: Option<Uuid>,
    /// The role in the milestone.
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

//! A plan as it is read.

use crate::values::{Code, Counts, Day, Said, count};
use besa_domain::copy_fields;
use besa_domain::milestones::Tally;
use besa_domain::plans::{Plan, PlanState, next_states};
use besa_domain::whole::Whole;
use poem_openapi::Object;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// An action plan.
#[derive(Debug, Object)]
#[oai(rename = "Plan")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The years it is known by; unique in the city.
    reference: String,
    /// The title.
    title: String,
    /// The language its texts are written in.
    language: String,
    /// Where it stands.
    state: Code<PlanState>,
    /// The states that can follow.
    next_states: Vec<Code<PlanState>>,
    /// The first day.
    starts_on: Option<Day>,
    /// The last day.
    ends_on: Option<Day>,
    /// The end as the source says it.
    ends_said: Option<Said>,
    /// The last day of the administration's term.
    term_ends_on: Option<Day>,
    /// The term's end as the source says it.
    term_ends_said: Option<Said>,
    /// When the council adopted it.
    adopted_on: Option<Day>,
    /// When it was submitted to OGP.
    submitted_on: Option<Day>,
    /// The mayor's word.
    foreword: Option<String>,
    /// The open-government vision.
    vision: Option<String>,
    /// Challenges and areas to improve.
    challenges: Option<String>,
    /// Engagement and coordination.
    engagement: Option<String>,
    /// How progress is checked and shared.
    monitoring: Option<String>,
    /// The independent monitoring body.
    monitoring_body: Option<String>,
    /// Institutions that lead the plan.
    lead_institutions: Vec<String>,
    /// Where its facts were taken from.
    source: Option<String>,
    /// Since when residents see it.
    published_at: Option<OffsetDateTime>,
    /// Bumped by each change.
    version: i32,
    /// When it was made.
    created_at: OffsetDateTime,
    /// When it was last changed.
    updated_at: OffsetDateTime,
}

impl From<Plan> for View {
    fn from(plan: Plan) -> Self {
        copy_fields!(plan => Self {
            reference, title, language, foreword, vision, challenges, engagement, monitoring, monitoring_body,
            source, published_at, version, created_at, updated_at,
        } with {
            id: plan.id.into(),
            state: Code(plan.state),
            next_states: next_states(plan.state).iter().copied().map(Code).collect(),
            starts_on: plan.starts_on.map(Day),
            ends_on: plan.ends_on.map(Day),
            ends_said: plan.ends_said.map(Said::from),
            term_ends_on: plan.term_ends_on.map(Day),
            term_ends_said: plan.term_ends_said.map(Said::from),
            adopted_on: plan.adopted_on.map(Day),
            submitted_on: plan.submitted_on.map(Day),
            lead_institutions: plan.lead_institutions.0,
        })
    }
}

/// An action plan, and how it goes.
#[derive(Debug, Object)]
#[oai(rename = "PlanDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    plan: View,
    /// How many commitments it has.
    commitments: u64,
    /// How its milestones stand today.
    milestones: Counts,
}

impl Detail {
    pub(super) fn of(whole: Whole, today: Date) -> Self {
        Self {
            commitments: count(whole.commitments.len()),
            milestones: Tally::of(&whole.milestones, today).into(),
            plan: whole.plan.into(),
        }
    }
}

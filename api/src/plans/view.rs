//! An action plan as a response.

use crate::values::{Code, Counts, Day, SourceDate, count};
use besa_domain::copy_fields;
use besa_domain::milestones::MilestoneCounts;
use besa_domain::plans::{Plan, PlanState, next_states};
use besa_domain::whole::PlanRecords;
use poem_openapi::Object;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// An action plan. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Plan")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The reference: usually the years of the plan. Unique in the city.
    reference: String,
    /// The title.
    title: String,
    /// The code of the language in which its texts are written.
    language: String,
    /// The state.
    state: Code<PlanState>,
    /// The states that can follow; empty for a closed plan.
    next_states: Vec<Code<PlanState>>,
    /// The first day.
    starts_on: Option<Day>,
    /// The last day.
    ends_on: Option<Day>,
    /// The last day as the source states it.
    ends_said: Option<SourceDate>,
    /// The last day of the administration's term.
    term_ends_on: Option<Day>,
    /// The end of the term as the source states it.
    term_ends_said: Option<SourceDate>,
    /// The day the council adopted it.
    adopted_on: Option<Day>,
    /// The day it was submitted to OGP.
    submitted_on: Option<Day>,
    /// The mayor's foreword.
    foreword: Option<String>,
    /// The open-government vision.
    vision: Option<String>,
    /// Challenges and areas to improve.
    challenges: Option<String>,
    /// Engagement and coordination.
    engagement: Option<String>,
    /// How progress is monitored and shared.
    monitoring: Option<String>,
    /// The name of the independent monitoring body.
    monitoring_body: Option<String>,
    /// The institutions that lead the plan.
    lead_institutions: Vec<String>,
    /// The source of these facts.
    source: Option<String>,
    /// When it was published; `null` for a draft.
    published_at: Option<OffsetDateTime>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
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
            ends_said: plan.ends_said.map(SourceDate::from),
            term_ends_on: plan.term_ends_on.map(Day),
            term_ends_said: plan.term_ends_said.map(SourceDate::from),
            adopted_on: plan.adopted_on.map(Day),
            submitted_on: plan.submitted_on.map(Day),
            lead_institutions: plan.lead_institutions.0,
        })
    }
}

/// An action plan with the counts of its milestones.
#[derive(Debug, Object)]
#[oai(rename = "PlanDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    plan: View,
    /// The number of commitments.
    commitments: u64,
    /// The number of milestones by their state today.
    milestones: Counts,
}

impl Detail {
    pub(super) fn of(whole: PlanRecords, today: Date) -> Self {
        Self {
            commitments: count(whole.commitments.len()),
            milestones: MilestoneCounts::of(&whole.milestones, whole.plan.counted_on(today)).into(),
            plan: whole.plan.into(),
        }
    }
}

//! A commitment as it is read. Nothing here names a person.

use crate::values::{Code, Counts, Day, Said};
use besa_domain::commitments::{Commitment, CommitmentState};
use besa_domain::copy_fields;
use besa_domain::milestones::{self, Tally};
use besa_domain::records::{OgpValue, ValueWhy};
use besa_domain::stakeholders::{Organisation, OrganisationKind, PartKind};
use besa_domain::whole::Whole;
use poem_openapi::Object;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A commitment.
#[derive(Debug, Object)]
#[oai(rename = "Commitment")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The plan it is in.
    plan: Uuid,
    /// Its place in the plan, from 1.
    number: i32,
    /// OGP's id, as written.
    ogp_id: Option<String>,
    /// The title.
    title: String,
    /// A shorter one.
    short_title: Option<String>,
    /// Where it stands.
    state: Code<CommitmentState>,
    /// Why it was withdrawn or carried forward.
    state_reason: Option<String>,
    /// The first day.
    starts_on: Option<Day>,
    /// The start as the source says it.
    starts_said: Option<Said>,
    /// The last day.
    ends_on: Option<Day>,
    /// The end as the source says it.
    ends_said: Option<Said>,
    /// The problem it answers.
    problem: Option<String>,
    /// The situation now.
    status_quo: Option<String>,
    /// What will be done.
    action: Option<String>,
    /// How that solves the problem.
    solution: Option<String>,
    /// The goal of the vision it serves.
    long_term_goal: Option<String>,
    /// The primary policy area, by its code.
    policy_area: Option<String>,
    /// The policy area as the source says it, where it is not in OGP's list.
    policy_area_said: Option<String>,
    /// The primary sector.
    sector: Option<String>,
    /// OGP values, with why.
    ogp_values: Vec<Value>,
    /// Goals and targets of the 2030 Agenda: `16`, `16.7`.
    sdg_targets: Vec<String>,
    /// Budget, staff, time.
    resources: Option<String>,
    /// Anything else.
    additional: Option<String>,
    /// Where its facts were taken from.
    source: Option<String>,
    /// Bumped by each change.
    version: i32,
    /// When it was made.
    created_at: OffsetDateTime,
    /// When it was last changed.
    updated_at: OffsetDateTime,
}

/// An OGP value and why the commitment is relevant to it.
#[derive(Debug, Object)]
#[oai(rename = "CommitmentValue")]
pub(crate) struct Value {
    /// The value.
    value: Code<OgpValue>,
    /// Why.
    why: Option<String>,
}

impl From<ValueWhy> for Value {
    fn from(value: ValueWhy) -> Self {
        Self {
            value: Code(value.value),
            why: value.why,
        }
    }
}

impl From<Commitment> for View {
    fn from(commitment: Commitment) -> Self {
        copy_fields!(commitment => Self {
            number, ogp_id, title, short_title, state_reason, problem, status_quo, action, solution,
            long_term_goal, policy_area, policy_area_said, sector, resources, additional, source, version,
            created_at, updated_at,
        } with {
            id: commitment.id.into(),
            plan: commitment.plan_id.into(),
            state: Code(commitment.state),
            starts_on: commitment.starts_on.map(Day),
            starts_said: commitment.starts_said.map(Said::from),
            ends_on: commitment.ends_on.map(Day),
            ends_said: commitment.ends_said.map(Said::from),
            ogp_values: commitment.ogp_values.0.into_iter().map(Value::from).collect(),
            sdg_targets: commitment.sdg_targets.0,
        })
    }
}

/// An organisation, where it takes part in something.
#[derive(Debug, Object)]
pub(crate) struct OrganisationName {
    /// The id.
    id: Uuid,
    /// The name.
    name: String,
    /// What kind it is.
    kind: Code<OrganisationKind>,
    /// Its site.
    website: Option<String>,
    /// Which part it takes.
    part: Code<PartKind>,
}

impl OrganisationName {
    pub(crate) fn of(organisation: &Organisation, part: PartKind) -> Self {
        Self {
            id: organisation.id.into(),
            name: organisation.name.clone(),
            kind: Code(organisation.kind),
            website: organisation.website.clone(),
            part: Code(part),
        }
    }
}

/// What a monitoring body found.
#[derive(Debug, Object)]
pub(crate) struct Finding {
    /// The milestone, where it is about one.
    milestone: Option<Uuid>,
    /// What was assessed: `completion`.
    scheme: String,
    /// By which version of the scale.
    scheme_version: String,
    /// The value, as its scale writes it.
    value: String,
    /// Where it was published.
    source: Option<String>,
    /// When it came to be here.
    at: OffsetDateTime,
}

impl From<&milestones::Finding> for Finding {
    fn from(finding: &milestones::Finding) -> Self {
        Self {
            milestone: finding.milestone_id.map(Uuid::from),
            scheme: finding.scheme.clone(),
            scheme_version: finding.scheme_version.clone(),
            value: finding.value.clone(),
            source: finding.source.clone(),
            at: finding.at,
        }
    }
}

/// A commitment, and how it goes.
#[derive(Debug, Object)]
#[oai(rename = "CommitmentDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    commitment: View,
    /// Who takes part; at most one leads.
    parts: Vec<OrganisationName>,
    /// What the monitoring body found.
    findings: Vec<Finding>,
    /// How its milestones stand today.
    milestones: Counts,
}

impl Detail {
    pub(super) fn of(whole: &Whole, commitment: &Commitment, today: Date) -> Self {
        Self {
            parts: whole
                .parts_in(commitment.id)
                .map(|(part, organisation)| OrganisationName::of(organisation, part.part))
                .collect(),
            findings: whole.findings_of(commitment.id).map(Finding::from).collect(),
            milestones: Tally::of(whole.milestones_of(commitment.id), today).into(),
            commitment: commitment.clone().into(),
        }
    }
}

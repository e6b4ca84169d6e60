//! A commitment as a response. No field refers to a person.

use crate::values::{Code, Counts, Day, SourceDate};
use besa_domain::commitments::{Commitment, CommitmentState};
use besa_domain::copy_fields;
use besa_domain::milestones::{self, MilestoneCounts};
use besa_domain::records::{OgpValue, ValueWhy};
use besa_domain::stakeholders::{Organisation, OrganisationKind, PartKind};
use besa_domain::whole::PlanRecords;
use poem_openapi::Object;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

/// A commitment. A field without a value is `null`.
#[derive(Debug, Object)]
#[oai(rename = "Commitment")]
pub(crate) struct View {
    /// The id.
    id: Uuid,
    /// The id of the plan it belongs to.
    plan: Uuid,
    /// Its number in the plan, from 1.
    number: i32,
    /// OGP's id, for example `ALBSN0001`.
    ogp_id: Option<String>,
    /// The title.
    title: String,
    /// A shorter title.
    short_title: Option<String>,
    /// The state.
    state: Code<CommitmentState>,
    /// The reason for the state; never `null` for `withdrawn` and `carried_forward`.
    state_reason: Option<String>,
    /// The first day.
    starts_on: Option<Day>,
    /// The first day in the words of the imported file or of OGP's data; `null` if it was entered in Besa.
    starts_said: Option<SourceDate>,
    /// The last day.
    ends_on: Option<Day>,
    /// The last day in the words of the imported file or of OGP's data; `null` if it was entered in Besa.
    ends_said: Option<SourceDate>,
    /// The problem that it addresses.
    problem: Option<String>,
    /// The present situation.
    status_quo: Option<String>,
    /// What will be done.
    action: Option<String>,
    /// How the action solves the problem.
    solution: Option<String>,
    /// The goal of the plan's vision that it serves.
    long_term_goal: Option<String>,
    /// The code of the primary policy area, for example `public-participation`.
    policy_area: Option<String>,
    /// The policy area as the source states it, if it is not in OGP's list.
    policy_area_said: Option<String>,
    /// The primary sector.
    sector: Option<String>,
    /// The OGP values that it is relevant to.
    ogp_values: Vec<Value>,
    /// Goals and targets of the 2030 Agenda, for example `16` and `16.7`.
    sdg_targets: Vec<String>,
    /// The resources: budget, staff, time.
    resources: Option<String>,
    /// Additional information.
    additional: Option<String>,
    /// The source of its data.
    source: Option<String>,
    /// The version of the record; increases with each change.
    version: i32,
    /// When it was created.
    created_at: OffsetDateTime,
    /// When it was last changed.
    updated_at: OffsetDateTime,
}

/// An OGP value and why the commitment is relevant to it.
#[derive(Debug, Object)]
#[oai(rename = "CommitmentValue")]
pub(crate) struct Value {
    /// The OGP value.
    value: Code<OgpValue>,
    /// Why it is relevant; `null` if no reason was given.
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
            starts_said: commitment.starts_said.map(SourceDate::from),
            ends_on: commitment.ends_on.map(Day),
            ends_said: commitment.ends_said.map(SourceDate::from),
            ogp_values: commitment.ogp_values.0.into_iter().map(Value::from).collect(),
            sdg_targets: commitment.sdg_targets.0,
        })
    }
}

/// An organisation that takes part in a commitment or a milestone.
#[derive(Debug, Object)]
pub(crate) struct OrganisationName {
    /// The id.
    id: Uuid,
    /// The name.
    name: String,
    /// The kind of organisation.
    kind: Code<OrganisationKind>,
    /// The address of its website; `null` if none is known.
    website: Option<String>,
    /// The part that it takes.
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

/// A finding of a monitoring body about a commitment or a milestone.
#[derive(Debug, Object)]
pub(crate) struct Finding {
    /// The id of the milestone; `null` for a finding about the commitment.
    milestone: Option<Uuid>,
    /// What was assessed, for example `completion`. OGP's Independent Reporting Mechanism also codes `verifiable`,
    /// `specificity`, `relevant`, `value_access_to_information`, `value_civic_participation`,
    /// `value_public_accountability`, `value_technology`, `potential_impact`, `potential_for_results`,
    /// `completion_progress`, `early_results`, `did_it_open_government`, `opened_access_to_information`,
    /// `opened_civic_participation`, `opened_public_accountability` and `carried_forward`.
    scheme: String,
    /// The version of the scale.
    scheme_version: String,
    /// The value, as it is written in the scale; `NR` when it was not reviewed.
    value: String,
    /// Where it was published; `null` if it is not known.
    source: Option<String>,
    /// When it was stored in Besa.
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

/// A commitment with its organisations, findings and counts of milestones.
#[derive(Debug, Object)]
#[oai(rename = "CommitmentDetail")]
pub(crate) struct Detail {
    #[oai(flatten)]
    commitment: View,
    /// The organisations that take part, at most one as `lead`.
    parts: Vec<OrganisationName>,
    /// The findings of the monitoring body.
    findings: Vec<Finding>,
    /// The counts of its milestones today.
    milestones: Counts,
}

impl Detail {
    pub(super) fn of(whole: &PlanRecords, commitment: &Commitment, today: Date) -> Self {
        Self {
            parts: whole
                .parts_in(commitment.id)
                .map(|(part, organisation)| OrganisationName::of(organisation, part.part))
                .collect(),
            findings: whole.findings_of(commitment.id).map(Finding::from).collect(),
            milestones: MilestoneCounts::of(whole.milestones_of(commitment.id), whole.plan.counted_on(today)).into(),
            commitment: commitment.clone().into(),
        }
    }
}

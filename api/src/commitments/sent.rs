//! What is sent of a commitment.

use crate::examples::example;
use crate::problem::Problem;
use crate::values::{Code, Day, Said, put, put_day, set};
use besa_domain::commitments::{CommitmentDraft, CommitmentState, PartDraft};
use besa_domain::records::{OgpValue, ValueWhy};
use besa_domain::stakeholders::PartKind;
use besa_domain::{PlanId, code};
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::Deserialize;
use uuid::Uuid;

macro_rules! fields {
    ($(#[$attribute:meta])* $name:ident { $($(#[$own:meta])* $field:ident: $type:ty,)* }) => {
        #[derive(Debug, Default, Object, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        $(#[$attribute])*
        pub(crate) struct $name {
            $($(#[$own])* $field: $type,)*
            /// Its place in the plan, from 1; the next free one when none is sent with a new one.
            number: Option<i32>,
            /// OGP's id; unique in the city.
            ogp_id: MaybeUndefined<String>,
            /// The title.
            title: Option<String>,
            /// A shorter one.
            short_title: MaybeUndefined<String>,
            /// Where it stands.
            state: Option<Code<CommitmentState>>,
            /// Why; needed for `withdrawn` and `carried_forward`.
            state_reason: MaybeUndefined<String>,
            /// The first day.
            starts_on: MaybeUndefined<Day>,
            /// The start as a source says it.
            starts_said: MaybeUndefined<Said>,
            /// The last day.
            ends_on: MaybeUndefined<Day>,
            /// The end as a source says it.
            ends_said: MaybeUndefined<Said>,
            /// The problem it answers.
            problem: MaybeUndefined<String>,
            /// The situation now.
            status_quo: MaybeUndefined<String>,
            /// What will be done.
            action: MaybeUndefined<String>,
            /// How that solves the problem.
            solution: MaybeUndefined<String>,
            /// The goal of the vision it serves.
            long_term_goal: MaybeUndefined<String>,
            /// The primary policy area, by its code.
            policy_area: MaybeUndefined<String>,
            /// The policy area as a source says it.
            policy_area_said: MaybeUndefined<String>,
            /// The primary sector.
            sector: MaybeUndefined<String>,
            /// OGP values, with why; written anew.
            ogp_values: Option<Vec<ValueSent>>,
            /// Goals and targets of the 2030 Agenda; written anew.
            sdg_targets: Option<Vec<String>>,
            /// Budget, staff, time.
            resources: MaybeUndefined<String>,
            /// Anything else.
            additional: MaybeUndefined<String>,
            /// Where its facts were taken from.
            source: MaybeUndefined<String>,
            /// Who takes part, at most one leads; written anew.
            parts: Option<Vec<PartSent>>,
        }

        impl $name {
            pub(super) fn over(self, mut draft: CommitmentDraft) -> CommitmentDraft {
                if let Some(number) = self.number {
                    draft.number = Some(number);
                }
                put(&mut draft.ogp_id, self.ogp_id);
                set(&mut draft.title, self.title);
                put(&mut draft.short_title, self.short_title);
                set(&mut draft.state, self.state.map(|state| state.0));
                put(&mut draft.state_reason, self.state_reason);
                put_day(&mut draft.starts_on, &self.starts_on);
                put(&mut draft.starts_said, self.starts_said);
                put_day(&mut draft.ends_on, &self.ends_on);
                put(&mut draft.ends_said, self.ends_said);
                put(&mut draft.problem, self.problem);
                put(&mut draft.status_quo, self.status_quo);
                put(&mut draft.action, self.action);
                put(&mut draft.solution, self.solution);
                put(&mut draft.long_term_goal, self.long_term_goal);
                put(&mut draft.policy_area, self.policy_area);
                put(&mut draft.policy_area_said, self.policy_area_said);
                put(&mut draft.sector, self.sector);
                let values = self.ogp_values.map(|values| values.into_iter().map(ValueWhy::from).collect());
                set(&mut draft.ogp_values, values);
                set(&mut draft.sdg_targets, self.sdg_targets);
                put(&mut draft.resources, self.resources);
                put(&mut draft.additional, self.additional);
                put(&mut draft.source, self.source);
                let parts = self.parts.map(|parts| parts.into_iter().map(PartDraft::from).collect());
                set(&mut draft.parts, parts);
                draft
            }
        }
    };
}

fields! {
    /// A change of a commitment. What is not sent stays, and `null` empties.
    #[oai(rename = "CommitmentChange", deny_unknown_fields, skip_serializing_if_is_none, example)]
    Fields {
        /// The version that was read, unless `If-Match` says it.
        version: Option<i32>,
    }
}

fields! {
    /// A new commitment. It needs `plan` and `title`.
    #[oai(rename = "NewCommitment", deny_unknown_fields, skip_serializing_if_is_none, example)]
    New {
        /// The plan it is added to, by its id.
        plan: Option<Uuid>,
    }
}

example!(Fields {
    "version": 1,
    "short_title": "Citizens' Forum",
    "state": "active",
    "ogp_values": [{ "value": "civic_participation", "why": "Residents set the agenda." }]
});

example!(New {
    "plan": "01900000-0000-7000-8000-000000000001",
    "title": "Establish a permanent mechanism for dialogue",
    "ogp_id": "ALBSN0001",
    "starts_on": "2026-09-01",
    "ends_on": "2028-08-31",
    "policy_area": "public-participation",
    "sdg_targets": ["16.7"]
});

impl New {
    pub(super) fn into_draft(self) -> Result<(PlanId, CommitmentDraft), Problem> {
        let plan = self.plan.ok_or_else(|| Problem::field("plan", code::REQUIRED))?;
        Ok((plan.into(), self.over(CommitmentDraft::default())))
    }
}

/// An OGP value, and why the commitment is relevant to it.
#[derive(Debug, Object, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValueSent {
    /// The value.
    value: Code<OgpValue>,
    /// Why.
    #[serde(default)]
    why: Option<String>,
}

impl From<ValueSent> for ValueWhy {
    fn from(sent: ValueSent) -> Self {
        Self {
            value: sent.value.0,
            why: sent.why,
        }
    }
}

/// An organisation's part in a commitment.
#[derive(Debug, Object, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartSent {
    /// The organisation, by its id.
    organisation: Uuid,
    /// Which part it takes.
    part: Code<PartKind>,
}

impl From<PartSent> for PartDraft {
    fn from(sent: PartSent) -> Self {
        Self {
            organisation: sent.organisation.into(),
            part: sent.part.0,
        }
    }
}

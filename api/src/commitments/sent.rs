//! Request bodies that create and change a commitment.

use crate::examples::example;
use crate::problem::Problem;
use crate::values::{Code, Day, SourceDate, put, put_day, set};
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
            /// Its number in the plan, 1 to 9,999; unique in the plan. Default for a new commitment: one
            /// more than the highest number in the plan.
            number: Option<i32>,
            /// OGP's id, for example `ALBSN0001`. Unique in the city, ignoring case. Maximum 60 characters.
            ogp_id: MaybeUndefined<String>,
            /// The title. Maximum 300 characters.
            title: Option<String>,
            /// A shorter title. Maximum 300 characters.
            short_title: MaybeUndefined<String>,
            /// The state. Default for a new commitment: `proposed`.
            state: Option<Code<CommitmentState>>,
            /// The reason for the state. Required for `withdrawn` and `carried_forward`. Maximum 50,000
            /// characters.
            state_reason: MaybeUndefined<String>,
            /// The first day.
            starts_on: MaybeUndefined<Day>,
            /// The first day as the source states it.
            starts_said: MaybeUndefined<SourceDate>,
            /// The last day; not before `starts_on`.
            ends_on: MaybeUndefined<Day>,
            /// The last day as the source states it.
            ends_said: MaybeUndefined<SourceDate>,
            /// The problem that it addresses. Maximum 50,000 characters.
            problem: MaybeUndefined<String>,
            /// The present situation. Maximum 50,000 characters.
            status_quo: MaybeUndefined<String>,
            /// What will be done. Maximum 50,000 characters.
            action: MaybeUndefined<String>,
            /// How the action solves the problem. Maximum 50,000 characters.
            solution: MaybeUndefined<String>,
            /// The goal of the plan's vision that it serves. Maximum 50,000 characters.
            long_term_goal: MaybeUndefined<String>,
            /// The code of the primary policy area, for example `public-participation`.
            policy_area: MaybeUndefined<String>,
            /// The policy area as the source states it, if it is not in OGP's list. Maximum 1,000 characters.
            policy_area_said: MaybeUndefined<String>,
            /// The primary sector. Maximum 300 characters.
            sector: MaybeUndefined<String>,
            /// The OGP values that it is relevant to, each at most once. Replaces the whole list.
            ogp_values: Option<Vec<ValueSent>>,
            /// Goals and targets of the 2030 Agenda, for example `16` and `16.7`. Replaces the whole list.
            sdg_targets: Option<Vec<String>>,
            /// The resources: budget, staff, time. Maximum 50,000 characters.
            resources: MaybeUndefined<String>,
            /// Additional information. Maximum 50,000 characters.
            additional: MaybeUndefined<String>,
            /// The source of its data. Maximum 1,000 characters.
            source: MaybeUndefined<String>,
            /// The organisations that take part, at most one as `lead`. Replaces the whole list.
            parts: Option<Vec<PartSent>>,
        }

        impl $name {
            pub(super) fn apply_to(self, mut draft: CommitmentDraft) -> CommitmentDraft {
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
    /// A change of a commitment. Fields that are not sent keep their values; `null` clears an optional field.
    #[oai(rename = "CommitmentChange", deny_unknown_fields, skip_serializing_if_is_none, example)]
    Fields {
        /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
        version: Option<i32>,
    }
}

fields! {
    /// A new commitment. `plan` and `title` are required.
    #[oai(rename = "NewCommitment", deny_unknown_fields, skip_serializing_if_is_none, example)]
    New {
        /// The id of the plan. Required.
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
        Ok((plan.into(), self.apply_to(CommitmentDraft::default())))
    }
}

/// An OGP value, and why the commitment is relevant to it.
#[derive(Debug, Object, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValueSent {
    /// The OGP value.
    value: Code<OgpValue>,
    /// Why it is relevant. Maximum 50,000 characters.
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
    /// The id of the organisation.
    organisation: Uuid,
    /// The part that it takes.
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

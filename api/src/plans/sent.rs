//! Request bodies that create and change action plans.

use crate::examples::example;
use crate::problem::Problem;
use crate::values::{Code, Day, SourceDate, put, put_day, set};
use besa_domain::code;
use besa_domain::plans::{PlanDraft, PlanState};
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::Deserialize;

/// The fields of an action plan. A new plan requires `reference` and `title`. In a change, fields
/// that are not sent keep their values; `null` clears an optional field.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "PlanFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fields {
    /// For a change: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored when a record is created.
    version: Option<i32>,
    /// The reference: usually the years of the plan, for example `2026-2028`. Unique in the city.
    /// Letters, digits and hyphens; maximum 60 characters.
    reference: Option<String>,
    /// The title. Maximum 300 characters.
    title: Option<String>,
    /// The code of the language in which its texts are written. Default: the city's default
    /// language.
    language: Option<String>,
    /// The first day.
    starts_on: MaybeUndefined<Day>,
    /// The last day; not before `starts_on`.
    ends_on: MaybeUndefined<Day>,
    /// The last day as the source states it.
    ends_said: MaybeUndefined<SourceDate>,
    /// The last day of the administration's term.
    term_ends_on: MaybeUndefined<Day>,
    /// The end of the term as the source states it.
    term_ends_said: MaybeUndefined<SourceDate>,
    /// The day the council adopted it.
    adopted_on: MaybeUndefined<Day>,
    /// The day it was submitted to OGP.
    submitted_on: MaybeUndefined<Day>,
    /// The mayor's foreword. Maximum 50,000 characters.
    foreword: MaybeUndefined<String>,
    /// The open-government vision. Maximum 50,000 characters.
    vision: MaybeUndefined<String>,
    /// Challenges and areas to improve. Maximum 50,000 characters.
    challenges: MaybeUndefined<String>,
    /// Engagement and coordination. Maximum 50,000 characters.
    engagement: MaybeUndefined<String>,
    /// How progress is monitored and shared. Maximum 50,000 characters.
    monitoring: MaybeUndefined<String>,
    /// The name of the independent monitoring body. Maximum 300 characters.
    monitoring_body: MaybeUndefined<String>,
    /// The institutions that lead the plan. Replaces the whole list. Maximum 1,000 characters each.
    lead_institutions: Option<Vec<String>>,
    /// The source of these facts. Maximum 1,000 characters.
    source: MaybeUndefined<String>,
}

example!(Fields {
    "reference": "2026-2028",
    "title": "Open Government Action Plan 2026-2028",
    "language": "en",
    "starts_on": "2026-09-01",
    "ends_on": "2028-08-31",
    "term_ends_on": "2027-05-31",
    "lead_institutions": ["Municipality of Elbasan"]
});

impl Fields {
    pub(super) fn apply_to(self, mut draft: PlanDraft) -> PlanDraft {
        set(&mut draft.reference, self.reference);
        set(&mut draft.title, self.title);
        set(&mut draft.language, self.language);
        put_day(&mut draft.starts_on, &self.starts_on);
        put_day(&mut draft.ends_on, &self.ends_on);
        put(&mut draft.ends_said, self.ends_said);
        put_day(&mut draft.term_ends_on, &self.term_ends_on);
        put(&mut draft.term_ends_said, self.term_ends_said);
        put_day(&mut draft.adopted_on, &self.adopted_on);
        put_day(&mut draft.submitted_on, &self.submitted_on);
        put(&mut draft.foreword, self.foreword);
        put(&mut draft.vision, self.vision);
        put(&mut draft.challenges, self.challenges);
        put(&mut draft.engagement, self.engagement);
        put(&mut draft.monitoring, self.monitoring);
        put(&mut draft.monitoring_body, self.monitoring_body);
        set(&mut draft.lead_institutions, self.lead_institutions);
        put(&mut draft.source, self.source);
        draft
    }
}

/// A state change of an action plan. `state` is required.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "PlanStep", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Step {
    /// The version that was read. Required unless `If-Match` is sent, which takes precedence.
    version: Option<i32>,
    /// The new state; one of the plan's `next_states`.
    state: Option<Code<PlanState>>,
}

example!(Step { "state": "implementing", "version": 3 });

impl Step {
    pub(super) fn state(&self) -> Result<PlanState, Problem> {
        let state = self.state.as_ref().map(|state| state.0);
        state.ok_or_else(|| Problem::field("state", code::REQUIRED))
    }
}

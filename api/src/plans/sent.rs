//! What is sent of a plan.

use crate::examples::example;
use crate::problem::Problem;
use crate::values::{Code, Day, Said, put, put_day, set};
use besa_domain::code;
use besa_domain::plans::{PlanDraft, PlanState};
use poem_openapi::Object;
use poem_openapi::types::MaybeUndefined;
use serde::Deserialize;

/// What a plan says. A new one needs `reference` and `title`; with a change, what is not sent
/// stays, and `null` empties.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "PlanFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fields {
    /// With a change: the version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// The years it is known by; unique in the city. Letters, digits and hyphens.
    reference: Option<String>,
    /// The title.
    title: Option<String>,
    /// The language its texts are written in; the city's own when none is sent.
    language: Option<String>,
    /// The first day.
    starts_on: MaybeUndefined<Day>,
    /// The last day.
    ends_on: MaybeUndefined<Day>,
    /// The end as a source says it.
    ends_said: MaybeUndefined<Said>,
    /// The last day of the administration's term.
    term_ends_on: MaybeUndefined<Day>,
    /// The term's end as a source says it.
    term_ends_said: MaybeUndefined<Said>,
    /// When the council adopted it.
    adopted_on: MaybeUndefined<Day>,
    /// When it was submitted to OGP.
    submitted_on: MaybeUndefined<Day>,
    /// The mayor's word.
    foreword: MaybeUndefined<String>,
    /// The open-government vision.
    vision: MaybeUndefined<String>,
    /// Challenges and areas to improve.
    challenges: MaybeUndefined<String>,
    /// Engagement and coordination.
    engagement: MaybeUndefined<String>,
    /// How progress is checked and shared.
    monitoring: MaybeUndefined<String>,
    /// The independent monitoring body.
    monitoring_body: MaybeUndefined<String>,
    /// Institutions that lead the plan; written anew.
    lead_institutions: Option<Vec<String>>,
    /// Where its facts were taken from.
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
    pub(super) fn over(self, mut draft: PlanDraft) -> PlanDraft {
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

/// A step of a plan.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "PlanStep", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Step {
    /// The version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// The state to go to.
    state: Option<Code<PlanState>>,
}

example!(Step { "state": "implementing", "version": 3 });

impl Step {
    pub(super) fn state(&self) -> Result<PlanState, Problem> {
        let state = self.state.as_ref().map(|state| state.0);
        state.ok_or_else(|| Problem::field("state", code::REQUIRED))
    }
}

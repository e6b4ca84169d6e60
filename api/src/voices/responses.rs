//! Answers to many at once, and how the city answers.

use super::view::{FiguresView, ResponseView};
use crate::body::Sent;
use crate::city::City;
use crate::examples::example;
use crate::paging::List;
use crate::params::Repeat;
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::{Code, count, put};
use besa_domain::access::{Respond, SeeVoices};
use besa_domain::responses::{self, Outcome, Response, ResponseDraft};
use besa_domain::voices::{self, About};
use besa_domain::{VoiceId, code};
use poem_openapi::payload::Json;
use poem_openapi::types::MaybeUndefined;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

/// What an answer says. A new one needs `outcome`, and a `reason` unless it is `accepted`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ResponseFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fields {
    /// With a correction: the version that was read, unless `If-Match` says it.
    version: Option<i32>,
    /// To many at once: the comments and proposals, by their ids.
    voices: Option<Vec<Uuid>>,
    /// What the city decided.
    outcome: Option<Code<Outcome>>,
    /// Why, in Markdown.
    reason: MaybeUndefined<String>,
    /// What changed.
    changed: MaybeUndefined<String>,
    /// The commitment in which it changed, by its id; of a proposal: the one it became.
    commitment: MaybeUndefined<Uuid>,
    /// The milestone in which it changed, by its id.
    milestone: MaybeUndefined<Uuid>,
    /// The office that answers; the city's own unit when none is sent.
    office: MaybeUndefined<String>,
}

example!(Fields {
    "outcome": "partly_accepted",
    "reason": "Monthly tests would double the budget. The four villages next to the plant are tested every three months.",
    "changed": "Four sampling points moved to a quarterly calendar."
});

impl Fields {
    /// The answer: a new one, or the `old` one with what was sent written over it.
    pub(super) fn draft(self, old: Option<&Response>) -> Result<ResponseDraft, Problem> {
        let outcome = self.outcome.map(|outcome| outcome.0);
        let outcome = outcome.or(old.map(|old| old.outcome));
        let outcome = outcome.ok_or_else(|| Problem::field("outcome", code::REQUIRED))?;
        let mut draft = old.map_or(
            ResponseDraft {
                outcome,
                reason: None,
                changed: None,
                about: None,
                office: None,
            },
            ResponseDraft::of,
        );
        draft.outcome = outcome;
        put(&mut draft.reason, self.reason);
        put(&mut draft.changed, self.changed);
        put(&mut draft.office, self.office);
        match (self.milestone, self.commitment) {
            (MaybeUndefined::Value(id), _) => draft.about = Some(About::Milestone(id.into())),
            (_, MaybeUndefined::Value(id)) => draft.about = Some(About::Commitment(id.into())),
            (MaybeUndefined::Undefined, MaybeUndefined::Undefined) => {}
            (MaybeUndefined::Null | MaybeUndefined::Undefined, _) => draft.about = None,
        }
        Ok(draft)
    }
}

#[derive(Debug)]
pub(crate) struct Responses;

#[OpenApi(tag = "Tag::Responses")]
impl Responses {
    /// Answer many at once, in the same words
    ///
    /// All of `voices`, or none. Each has its own answer, its own entry in the log and its own mail.
    #[oai(path = "/tenants/:tenant/responses", method = "post", operation_id = "responses_create")]
    async fn create(
        &self,
        tenant: City<Respond>,
        key: Repeat,
        sent: Sent<Fields>,
    ) -> Result<Json<List<ResponseView>>, Problem> {
        let once = sent.once(key.as_deref(), "responses_create", "")?;
        let mut fields = sent.read()?;
        let to: Vec<VoiceId> = fields
            .voices
            .take()
            .unwrap_or_default()
            .into_iter()
            .map(VoiceId::from)
            .collect();
        let draft = fields.draft(None)?;
        let made = responses::respond(tenant.db(), &tenant.permit, once.as_ref(), &to, draft).await?;
        Ok(Json(List {
            total: count(made.len()),
            items: made.into_iter().map(ResponseView::from).collect(),
            next: None,
        }))
    }

    /// Read how the city answers
    ///
    /// The same figures as on the public page.
    #[oai(path = "/tenants/:tenant/responses/figures", method = "get", operation_id = "responses_figures")]
    async fn figures(&self, tenant: City<SeeVoices>) -> Result<Json<FiguresView>, Problem> {
        let public = besa_domain::access::Permit::<SeeVoices>::public(tenant.visit.tenant.id);
        Ok(Json(
            voices::figures(tenant.db(), &public, tenant.today()).await?.into(),
        ))
    }
}

//! Answers to several comments and proposals at once, and figures on how the city answers.

use super::view::{FiguresView, ResponseView};
use crate::body::JsonBody;
use crate::city::City;
use crate::examples::example;
use crate::paging::List;
use crate::params::IdempotencyKey;
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

/// The fields of an answer. A new answer requires `outcome`, and `reason` unless the outcome is
/// `accepted`. In a correction, fields that are not sent keep their values; `null` clears an
/// optional field.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "ResponseFields", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Fields {
    /// For a correction: the version that was read. Required unless `If-Match` is sent, which takes
    /// precedence. Ignored for a new answer.
    version: Option<i32>,
    /// For `responses_create` only: the ids of the comments and proposals to answer, 1 to 100.
    /// Ignored elsewhere.
    voices: Option<Vec<Uuid>>,
    /// What the city decided.
    outcome: Option<Code<Outcome>>,
    /// The reason, in Markdown. Maximum 5,000 characters and 3 links.
    reason: MaybeUndefined<String>,
    /// What changed as a result. Maximum 5,000 characters and 3 links.
    changed: MaybeUndefined<String>,
    /// The id of the commitment that changed; for an accepted proposal, the commitment that it
    /// became. Ignored if `milestone` has a value. `null` clears the reference to the commitment
    /// and the milestone.
    commitment: MaybeUndefined<Uuid>,
    /// The id of the milestone that changed. `null` clears the reference to the commitment and the
    /// milestone, unless `commitment` has a value.
    milestone: MaybeUndefined<Uuid>,
    /// The office that answers. Maximum 300 characters. Default: the office in charge (`unit`) of
    /// the city.
    office: MaybeUndefined<String>,
}

example!(Fields {
    "outcome": "partly_accepted",
    "reason": "Monthly tests would double the budget. The four villages next to the plant are tested every three months.",
    "changed": "Four sampling points moved to a quarterly calendar."
});

impl Fields {
    /// Builds the draft of an answer: a new one, or a correction of `old`.
    ///
    /// # Errors
    /// `outcome` / `required` for a new answer without it.
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
    /// Answer several comments and proposals with the same text
    ///
    /// Answers all of `voices` or none. Each gets its own answer, its own log entry and its own
    /// e-mail. For coordinators, and for implementers of the commitments.
    #[oai(path = "/tenants/:tenant/responses", method = "post", operation_id = "responses_create")]
    async fn create(
        &self,
        tenant: City<Respond>,
        key: IdempotencyKey,
        sent: JsonBody<Fields>,
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

    /// Read figures on how the city answers
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

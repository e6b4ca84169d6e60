//! Proposals: ideas of residents for the plan.

use super::responses::Fields;
use super::view::{Hiding, ResponseView, View};
use super::{Submitted, answer, correct, hide, list, publish, read, respond, speak};
use crate::answer::{Created, Versioned};
use crate::body::JsonBody;
use crate::city::{City, Id};
use crate::examples::example;
use crate::paging::{List, PageRequest};
use crate::params::{IdempotencyKey, IfMatch};
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::Code;
use besa_domain::VoiceId;
use besa_domain::access::{ModerateVoices, Respond, SeeVoices, Speak};
use besa_domain::voices::{About, Draft, Filter, InboxSection, VoiceKind};
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

const KIND: VoiceKind = VoiceKind::Proposal;

/// A new proposal. `title` and `body` are required; without authentication, also `name` and
/// `email`. A proposal always asks for an answer.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewProposal", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct New {
    /// The id of the plan that it is for. Optional.
    plan: Option<Uuid>,
    /// The title. Maximum 300 characters.
    title: Option<String>,
    /// The text, in Markdown. Maximum 10,000 characters and 3 links.
    body: Option<String>,
    /// The language of the e-mails about it: one of the city's languages, or `en`. Default: the
    /// city's default language.
    language: Option<String>,
    /// The name to display. Maximum 100 characters, no links. Default for a signed-in person: first
    /// name and initial.
    name: Option<String>,
    /// The e-mail address that confirms the proposal. Never shown. Ignored for a signed-in person.
    email: Option<String>,
}

example!(New {
    "title": "A bench at every bus stop",
    "body": "Older people stand for half an hour. A bench at each stop would change that.",
    "name": "Ana K.",
    "email": "ana@example.org"
});

impl New {
    fn draft(self, tenant: &City<Speak>) -> Result<Draft, Problem> {
        Ok(Draft {
            kind: KIND,
            about: self.plan.map(|id| About::Plan(id.into())),
            parent: None,
            title: self.title,
            body: self.body.unwrap_or_default(),
            asks: true,
            language: tenant.language(self.language)?,
            name: self.name,
            email: self.email,
        })
    }
}

#[derive(Debug)]
pub(crate) struct Proposals;

#[OpenApi(tag = "Tag::Proposals")]
impl Proposals {
    /// List proposals
    ///
    /// Returns published proposals and, in place of hidden ones, the rule and reason for hiding;
    /// oldest first.
    #[oai(path = "/tenants/:tenant/proposals", method = "get", operation_id = "proposals_list")]
    async fn list(
        &self,
        tenant: City<SeeVoices>,
        /// Return only proposals for this plan (id).
        plan: Query<Option<Uuid>>,
        /// Return only published ones that wait for an answer (`waiting`), are overdue (`overdue`,
        /// also in `waiting`) or are answered (`answered`). `held` and `hidden` are for members who
        /// may answer; at most 1,000 are considered.
        shelf: Query<Option<Code<InboxSection>>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = PageRequest::new(limit.0, after.0)?;
        let filter = Filter {
            kind: Some(KIND),
            about: plan.0.map(|id| About::Plan(id.into())),
            shelf: shelf.0.map(|shelf| shelf.0),
            became: None,
        };
        Ok(Json(list(&tenant, part, filter).await?))
    }

    /// Read a proposal with its answer
    #[oai(path = "/tenants/:tenant/proposals/:id", method = "get", operation_id = "proposals_read")]
    async fn read(&self, tenant: City<SeeVoices>, id: Id<VoiceId>) -> Result<Versioned<View>, Problem> {
        read(&tenant, KIND, id.0).await
    }

    /// Write a proposal
    ///
    /// With authentication it is received at once: the response is 201, or 202 if the city reviews
    /// it before publication. Without authentication, `name` and `email` are required; an e-mail
    /// asks the author to confirm, and the response is always 202, whatever the address.
    #[oai(path = "/tenants/:tenant/proposals", method = "post", operation_id = "proposals_create")]
    async fn create(
        &self,
        tenant: City<Speak>,
        key: IdempotencyKey,
        sent: JsonBody<New>,
    ) -> Result<Submitted, Problem> {
        let once = sent.once(key.as_deref(), "proposals_create", "")?;
        let draft = sent.read()?.draft(&tenant)?;
        speak(&tenant, once, draft).await
    }

    /// Publish a proposal that is held or hidden
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/proposals/:id/publish", method = "post", operation_id = "proposals_publish")]
    async fn publish(
        &self,
        tenant: City<ModerateVoices>,
        id: Id<VoiceId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<Hiding>,
    ) -> Result<Versioned<View>, Problem> {
        publish(&tenant, KIND, id.0, (if_match.as_deref(), key.as_deref()), &sent).await
    }

    /// Hide a proposal
    ///
    /// Residents see the rule and the reason (`words`) instead of the text; the log records both.
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/proposals/:id/hide", method = "post", operation_id = "proposals_hide")]
    async fn hide(
        &self,
        tenant: City<ModerateVoices>,
        id: Id<VoiceId>,
        if_match: IfMatch,
        key: IdempotencyKey,
        sent: JsonBody<Hiding>,
    ) -> Result<Versioned<View>, Problem> {
        hide(&tenant, KIND, id.0, (if_match.as_deref(), key.as_deref()), &sent).await
    }

    /// Read the answer to a proposal
    #[oai(path = "/tenants/:tenant/proposals/:id/response", method = "get", operation_id = "proposals_response")]
    async fn response(&self, tenant: City<SeeVoices>, id: Id<VoiceId>) -> Result<Versioned<ResponseView>, Problem> {
        answer(&tenant, KIND, id.0).await
    }

    /// Answer a proposal
    ///
    /// Sends the answer to the author by e-mail. A second answer is a 409 (`answered`). For
    /// coordinators.
    #[oai(path = "/tenants/:tenant/proposals/:id/response", method = "post", operation_id = "proposals_respond")]
    async fn respond(
        &self,
        tenant: City<Respond>,
        id: Id<VoiceId>,
        key: IdempotencyKey,
        sent: JsonBody<Fields>,
    ) -> Result<Created<ResponseView>, Problem> {
        respond(&tenant, KIND, id.0, key.as_deref(), &sent).await
    }

    /// Correct the answer to a proposal
    ///
    /// Sends the corrected answer to the author by e-mail. For coordinators.
    #[oai(path = "/tenants/:tenant/proposals/:id/response", method = "patch", operation_id = "proposals_correct")]
    async fn correct(
        &self,
        tenant: City<Respond>,
        id: Id<VoiceId>,
        if_match: IfMatch,
        sent: JsonBody<Fields>,
    ) -> Result<Versioned<ResponseView>, Problem> {
        correct(&tenant, KIND, id.0, if_match.as_deref(), &sent).await
    }
}

//! Proposals: ideas of residents for the plan.

use super::responses::Fields;
use super::view::{Hiding, ResponseView, View};
use super::{Heard, answer, correct, hide, list, publish, read, respond, speak};
use crate::answer::{Made, One};
use crate::body::Sent;
use crate::city::{City, Id};
use crate::examples::example;
use crate::paging::{List, Part};
use crate::params::{IfMatch, Repeat};
use crate::problem::Problem;
use crate::tag::Tag;
use crate::values::Code;
use besa_domain::VoiceId;
use besa_domain::access::{ModerateVoices, Respond, SeeVoices, Speak};
use besa_domain::voices::{About, Draft, Filter, Shelf, VoiceKind};
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

const KIND: VoiceKind = VoiceKind::Proposal;

/// A new proposal. It needs `title` and `body`; of somebody without a token also `name` and `email`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewProposal", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct New {
    /// The plan it is for, by its id.
    plan: Option<Uuid>,
    /// The title.
    title: Option<String>,
    /// The words, in Markdown: at most 10,000 characters and 3 links.
    body: Option<String>,
    /// The language of the mails about it; the city's own when none is sent.
    language: Option<String>,
    /// The name to show.
    name: Option<String>,
    /// The address that is asked to confirm. Never shown.
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
    /// List the proposals
    ///
    /// Those that are shown, and the places of those that are hidden; in the order they were written.
    #[oai(path = "/tenants/:tenant/proposals", method = "get", operation_id = "proposals_list")]
    async fn list(
        &self,
        tenant: City<SeeVoices>,
        /// For this plan, by its id.
        plan: Query<Option<Uuid>>,
        /// Those that wait for an answer, are overdue or answered; `held` and `hidden` are for the city's people.
        shelf: Query<Option<Code<Shelf>>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = Part::new(limit.0, after.0)?;
        let filter = Filter {
            kind: Some(KIND),
            about: plan.0.map(|id| About::Plan(id.into())),
            shelf: shelf.0.map(|shelf| shelf.0),
            became: None,
        };
        Ok(Json(list(&tenant, part, filter).await?))
    }

    /// Read a proposal, with its answer
    #[oai(path = "/tenants/:tenant/proposals/:id", method = "get", operation_id = "proposals_read")]
    async fn read(&self, tenant: City<SeeVoices>, id: Id<VoiceId>) -> Result<One<View>, Problem> {
        read(&tenant, KIND, id.0).await
    }

    /// Propose
    ///
    /// With a token it is received at once: 201, or 202 where the city looks at it first. Without one
    /// it needs `name` and `email`; a mail asks the address, and the answer is 202 whatever the address.
    #[oai(path = "/tenants/:tenant/proposals", method = "post", operation_id = "proposals_create")]
    async fn create(&self, tenant: City<Speak>, key: Repeat, sent: Sent<New>) -> Result<Heard, Problem> {
        let once = sent.once(key.as_deref(), "proposals_create", "")?;
        let draft = sent.read()?.draft(&tenant)?;
        speak(&tenant, once, draft).await
    }

    /// Publish a proposal that is held or hidden
    #[oai(path = "/tenants/:tenant/proposals/:id/publish", method = "post", operation_id = "proposals_publish")]
    async fn publish(
        &self,
        tenant: City<ModerateVoices>,
        id: Id<VoiceId>,
        if_match: IfMatch,
        key: Repeat,
        sent: Sent<Hiding>,
    ) -> Result<One<View>, Problem> {
        publish(&tenant, KIND, id.0, (if_match.as_deref(), key.as_deref()), &sent).await
    }

    /// Hide a proposal by a rule
    ///
    /// Residents see the rule and the words in its place; the log keeps both.
    #[oai(path = "/tenants/:tenant/proposals/:id/hide", method = "post", operation_id = "proposals_hide")]
    async fn hide(
        &self,
        tenant: City<ModerateVoices>,
        id: Id<VoiceId>,
        if_match: IfMatch,
        key: Repeat,
        sent: Sent<Hiding>,
    ) -> Result<One<View>, Problem> {
        hide(&tenant, KIND, id.0, (if_match.as_deref(), key.as_deref()), &sent).await
    }

    /// Read the answer to a proposal
    #[oai(path = "/tenants/:tenant/proposals/:id/response", method = "get", operation_id = "proposals_response")]
    async fn response(&self, tenant: City<SeeVoices>, id: Id<VoiceId>) -> Result<One<ResponseView>, Problem> {
        answer(&tenant, KIND, id.0).await
    }

    /// Answer a proposal
    ///
    /// Its author gets the answer by mail.
    #[oai(path = "/tenants/:tenant/proposals/:id/response", method = "post", operation_id = "proposals_respond")]
    async fn respond(
        &self,
        tenant: City<Respond>,
        id: Id<VoiceId>,
        key: Repeat,
        sent: Sent<Fields>,
    ) -> Result<Made<ResponseView>, Problem> {
        respond(&tenant, KIND, id.0, key.as_deref(), &sent).await
    }

    /// Correct the answer to a proposal
    #[oai(path = "/tenants/:tenant/proposals/:id/response", method = "patch", operation_id = "proposals_correct")]
    async fn correct(
        &self,
        tenant: City<Respond>,
        id: Id<VoiceId>,
        if_match: IfMatch,
        sent: Sent<Fields>,
    ) -> Result<One<ResponseView>, Problem> {
        correct(&tenant, KIND, id.0, if_match.as_deref(), &sent).await
    }
}

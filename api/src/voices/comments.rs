//! Comments on plans, commitments, milestones and reports.

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
use besa_domain::access::{ModerateVoices, Respond, SeeVoices, Speak};
use besa_domain::voices::{About, Draft, Filter, InboxSection, VoiceKind};
use besa_domain::{VoiceId, code};
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

const KIND: VoiceKind = VoiceKind::Comment;

/// A new comment. `body` and exactly one of `plan`, `commitment`, `milestone` and `report` are
/// required; without authentication, also `name` and `email`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewComment", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct New {
    /// The id of the plan that it is about.
    plan: Option<Uuid>,
    /// The id of the commitment that it is about.
    commitment: Option<Uuid>,
    /// The id of the milestone that it is about.
    milestone: Option<Uuid>,
    /// The id of the report that it is about; its consultation must be open.
    report: Option<Uuid>,
    /// The id of the comment that it replies to; it must be published and about the same record.
    parent: Option<Uuid>,
    /// The text, in Markdown. Maximum 5,000 characters and 3 links.
    body: Option<String>,
    /// Whether the author asks for an answer. Default `true`.
    asks: Option<bool>,
    /// The language of the e-mails about it: one of the city's languages, or `en`. Default: the
    /// city's default language.
    language: Option<String>,
    /// The name to display. Maximum 100 characters, no links. Default for a signed-in person: first
    /// name and initial.
    name: Option<String>,
    /// The e-mail address that confirms the comment. Never shown. Ignored for a signed-in person.
    email: Option<String>,
}

example!(New {
    "commitment": "01900000-0000-7000-8000-000000000001",
    "body": "Please post the results at the village shop, too.",
    "name": "Ana K.",
    "email": "ana@example.org"
});

impl New {
    fn draft(self, tenant: &City<Speak>) -> Result<Draft, Problem> {
        let abouts = [
            self.plan.map(|id| About::Plan(id.into())),
            self.commitment.map(|id| About::Commitment(id.into())),
            self.milestone.map(|id| About::Milestone(id.into())),
            self.report.map(|id| About::Report(id.into())),
        ];
        let mut abouts = abouts.into_iter().flatten();
        let about = abouts.next();
        if abouts.next().is_some() {
            return Err(Problem::field("commitment", code::UNKNOWN_CHOICE));
        }
        Ok(Draft {
            kind: KIND,
            about,
            parent: self.parent.map(VoiceId::from),
            title: None,
            body: self.body.unwrap_or_default(),
            asks: self.asks.unwrap_or(true),
            language: tenant.language(self.language)?,
            name: self.name,
            email: self.email,
        })
    }
}

#[derive(Debug)]
pub(crate) struct Comments;

#[OpenApi(tag = "Tag::Comments")]
impl Comments {
    /// List comments
    ///
    /// Returns published comments and, in place of hidden ones, the rule and reason for hiding;
    /// oldest first.
    #[oai(path = "/tenants/:tenant/comments", method = "get", operation_id = "comments_list")]
    async fn list(
        &self,
        tenant: City<SeeVoices>,
        /// Return only comments on this commitment and its milestones (id). Ignored if `milestone` is sent.
        commitment: Query<Option<Uuid>>,
        /// Return only comments on this milestone (id).
        milestone: Query<Option<Uuid>>,
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
            about: milestone
                .0
                .map(|id| About::Milestone(id.into()))
                .or(commitment.0.map(|id| About::Commitment(id.into()))),
            shelf: shelf.0.map(|shelf| shelf.0),
            became: None,
        };
        Ok(Json(list(&tenant, part, filter).await?))
    }

    /// Read a comment with its answer
    #[oai(path = "/tenants/:tenant/comments/:id", method = "get", operation_id = "comments_read")]
    async fn read(&self, tenant: City<SeeVoices>, id: Id<VoiceId>) -> Result<Versioned<View>, Problem> {
        read(&tenant, KIND, id.0).await
    }

    /// Write a comment
    ///
    /// With authentication it is received at once: the response is 201, or 202 if the city reviews
    /// it before publication. Without authentication, `name` and `email` are required; an e-mail
    /// asks the author to confirm, and the response is always 202, whatever the address.
    #[oai(path = "/tenants/:tenant/comments", method = "post", operation_id = "comments_create")]
    async fn create(
        &self,
        tenant: City<Speak>,
        key: IdempotencyKey,
        sent: JsonBody<New>,
    ) -> Result<Submitted, Problem> {
        let once = sent.once(key.as_deref(), "comments_create", "")?;
        let draft = sent.read()?.draft(&tenant)?;
        speak(&tenant, once, draft).await
    }

    /// Publish a held or hidden comment
    ///
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/comments/:id/publish", method = "post", operation_id = "comments_publish")]
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

    /// Hide a comment
    ///
    /// Residents see the rule and the reason (`words`) instead of the text; the log records both.
    /// For coordinators.
    #[oai(path = "/tenants/:tenant/comments/:id/hide", method = "post", operation_id = "comments_hide")]
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

    /// Read the answer to a comment
    #[oai(path = "/tenants/:tenant/comments/:id/response", method = "get", operation_id = "comments_response")]
    async fn response(&self, tenant: City<SeeVoices>, id: Id<VoiceId>) -> Result<Versioned<ResponseView>, Problem> {
        answer(&tenant, KIND, id.0).await
    }

    /// Answer a comment
    ///
    /// Sends the answer to the author by e-mail. A second answer is a 409 (`answered`). For
    /// coordinators, and for implementers of the commitment.
    #[oai(path = "/tenants/:tenant/comments/:id/response", method = "post", operation_id = "comments_respond")]
    async fn respond(
        &self,
        tenant: City<Respond>,
        id: Id<VoiceId>,
        key: IdempotencyKey,
        sent: JsonBody<Fields>,
    ) -> Result<Created<ResponseView>, Problem> {
        respond(&tenant, KIND, id.0, key.as_deref(), &sent).await
    }

    /// Correct the answer to a comment
    ///
    /// Sends the corrected answer to the author by e-mail. For coordinators, and for implementers
    /// of the commitment.
    #[oai(path = "/tenants/:tenant/comments/:id/response", method = "patch", operation_id = "comments_correct")]
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

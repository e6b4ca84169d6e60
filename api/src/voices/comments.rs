//! Comments on plans, commitments, milestones and reports.

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
use besa_domain::access::{ModerateVoices, Respond, SeeVoices, Speak};
use besa_domain::voices::{About, Draft, Filter, Shelf, VoiceKind};
use besa_domain::{VoiceId, code};
use poem_openapi::param::Query;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use serde::Deserialize;
use uuid::Uuid;

const KIND: VoiceKind = VoiceKind::Comment;

/// A new comment. It needs `body` and one of `plan`, `commitment`, `milestone` and `report`; of
/// somebody without a token also `name` and `email`.
#[derive(Debug, Default, Object, Deserialize)]
#[oai(rename = "NewComment", deny_unknown_fields, skip_serializing_if_is_none, example)]
#[serde(default, deny_unknown_fields)]
pub(super) struct New {
    /// The plan it is about, by its id.
    plan: Option<Uuid>,
    /// The commitment it is about, by its id.
    commitment: Option<Uuid>,
    /// The milestone it is about, by its id.
    milestone: Option<Uuid>,
    /// The report it is about, by its id.
    report: Option<Uuid>,
    /// The comment it replies to, by its id.
    parent: Option<Uuid>,
    /// The words, in Markdown: at most 5,000 characters and 3 links.
    body: Option<String>,
    /// Whether an answer is asked for; yes unless said.
    asks: Option<bool>,
    /// The language of the mails about it; the city's own when none is sent.
    language: Option<String>,
    /// The name to show.
    name: Option<String>,
    /// The address that is asked to confirm. Never shown.
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
    /// List the comments
    ///
    /// Those that are shown, and the places of those that are hidden; in the order they were written.
    #[oai(path = "/tenants/:tenant/comments", method = "get", operation_id = "comments_list")]
    async fn list(
        &self,
        tenant: City<SeeVoices>,
        /// On this commitment and its milestones, by its id.
        commitment: Query<Option<Uuid>>,
        /// On this milestone, by its id.
        milestone: Query<Option<Uuid>>,
        /// Those that wait for an answer, are overdue or answered; `held` and `hidden` are for the city's people.
        shelf: Query<Option<Code<Shelf>>>,
        limit: Query<Option<u32>>,
        after: Query<Option<String>>,
    ) -> Result<Json<List<View>>, Problem> {
        let part = Part::new(limit.0, after.0)?;
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

    /// Read a comment, with its answer
    #[oai(path = "/tenants/:tenant/comments/:id", method = "get", operation_id = "comments_read")]
    async fn read(&self, tenant: City<SeeVoices>, id: Id<VoiceId>) -> Result<One<View>, Problem> {
        read(&tenant, KIND, id.0).await
    }

    /// Comment
    ///
    /// With a token it is received at once: 201, or 202 where the city looks at it first. Without one
    /// it needs `name` and `email`; a mail asks the address, and the answer is 202 whatever the address.
    #[oai(path = "/tenants/:tenant/comments", method = "post", operation_id = "comments_create")]
    async fn create(&self, tenant: City<Speak>, key: Repeat, sent: Sent<New>) -> Result<Heard, Problem> {
        let once = sent.once(key.as_deref(), "comments_create", "")?;
        let draft = sent.read()?.draft(&tenant)?;
        speak(&tenant, once, draft).await
    }

    /// Publish a comment that is held or hidden
    #[oai(path = "/tenants/:tenant/comments/:id/publish", method = "post", operation_id = "comments_publish")]
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

    /// Hide a comment by a rule
    ///
    /// Residents see the rule and the words in its place; the log keeps both.
    #[oai(path = "/tenants/:tenant/comments/:id/hide", method = "post", operation_id = "comments_hide")]
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

    /// Read the answer to a comment
    #[oai(path = "/tenants/:tenant/comments/:id/response", method = "get", operation_id = "comments_response")]
    async fn response(&self, tenant: City<SeeVoices>, id: Id<VoiceId>) -> Result<One<ResponseView>, Problem> {
        answer(&tenant, KIND, id.0).await
    }

    /// Answer a comment
    ///
    /// Its author gets the answer by mail.
    #[oai(path = "/tenants/:tenant/comments/:id/response", method = "post", operation_id = "comments_respond")]
    async fn respond(
        &self,
        tenant: City<Respond>,
        id: Id<VoiceId>,
        key: Repeat,
        sent: Sent<Fields>,
    ) -> Result<Made<ResponseView>, Problem> {
        respond(&tenant, KIND, id.0, key.as_deref(), &sent).await
    }

    /// Correct the answer to a comment
    #[oai(path = "/tenants/:tenant/comments/:id/response", method = "patch", operation_id = "comments_correct")]
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

//! Comments and proposals of residents, and the city's answers. Both kinds share one response type,
//! called a voice; the request bodies differ.

mod comments;
mod holidays;
mod proposals;
mod responses;
mod view;

pub(crate) use comments::Comments;
pub(crate) use holidays::Holidays;
pub(crate) use proposals::Proposals;
pub(crate) use responses::Responses;

use crate::answer::{Created, Versioned};
use crate::body::JsonBody;
use crate::city::City;
use crate::paging::{List, PageRequest, cursor};
use crate::problem::Problem;
use besa_domain::access::{Action, ModerateVoices, Respond, SeeVoices, Speak};
use besa_domain::voices::{self, Draft, Filter, InboxSection, Submission, Voice, VoiceDetails, VoiceKind, VoiceState};
use besa_domain::{Error, Once, VoiceId, code};
use poem::http::StatusCode;
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaResponse, MetaResponses, Registry};
use responses::Fields;
use view::{Hiding, View};

/// Maximum number of held or hidden comments and proposals that are read for a list.
const SHELF: u64 = 1_000;

/// The response to a new comment or proposal.
#[derive(Debug)]
pub(crate) enum Submitted {
    /// Received (201), with its path as `Location`.
    Created(Box<Created<View>>),
    /// Accepted but not published (202): to be confirmed by e-mail or reviewed by the city.
    Asked,
}

impl IntoResponse for Submitted {
    fn into_response(self) -> Response {
        match self {
            Self::Created(made) => made.into_response(),
            Self::Asked => StatusCode::ACCEPTED.into_response(),
        }
    }
}

impl ApiResponse for Submitted {
    fn meta() -> MetaResponses {
        let mut meta = Created::<View>::meta();
        meta.responses.push(MetaResponse {
            description: "Accepted, but not published yet. Without authentication, an e-mail asks the author \
                          to confirm, unless one was sent to the address in the past 24 hours or its limit \
                          is reached. With authentication, the city reviews it first. The response has no \
                          body.",
            status: Some(202),
            status_range: None,
            content: Vec::new(),
            headers: Vec::new(),
        });
        meta
    }

    fn register(registry: &mut Registry) {
        Created::<View>::register(registry);
    }
}

/// Accepts a comment or a proposal.
async fn speak(tenant: &City<Speak>, once: Option<Once>, draft: Draft) -> Result<Submitted, Problem> {
    let (app, email) = (&tenant.app, draft.email.as_deref());
    let fine = voices::count(app, &tenant.permit, once.as_ref(), tenant.from, email).await?;
    if !fine {
        return Ok(Submitted::Asked);
    }
    match voices::submit(tenant.db(), &tenant.permit, once.as_ref(), draft).await? {
        Submission::Asked => Ok(Submitted::Asked),
        // It is held for review: not even its author can read it.
        Submission::Received(received) if received.voice.state != VoiceState::Published => Ok(Submitted::Asked),
        Submission::Received(received) => Ok(Submitted::Created(Box::new(Created {
            version: received.voice.version,
            location: address(tenant, &received.voice),
            body: View::received(*received, tenant.today()),
        }))),
    }
}

fn address<A: Action>(tenant: &City<A>, voice: &Voice) -> String {
    let list = match voice.kind {
        VoiceKind::Comment => "comments",
        VoiceKind::Proposal => "proposals",
    };
    format!("/api/v1/tenants/{}/{list}/{}", tenant.visit.tenant.slug, voice.id)
}

/// Returns a page of a list.
async fn list(tenant: &City<SeeVoices>, part: PageRequest, filter: Filter) -> Result<List<View>, Problem> {
    let today = tenant.today();
    let with_day = |found: Vec<VoiceDetails>| found.into_iter().map(|told| (told, today)).collect();
    if let Some(shelf @ (InboxSection::Held | InboxSection::Hidden)) = filter.shelf {
        let permit = tenant.permit_for::<Respond>()?;
        let (mut found, _) = voices::inbox(tenant.db(), &permit, Some(shelf), None, SHELF, today).await?;
        found.retain(|told| filter.kind.is_none_or(|kind| kind == told.voice.kind));
        return part.of_whole(with_day(found), |(told, _)| cursor(told.voice.id));
    }
    let (found, total) = voices::list(tenant.db(), &tenant.permit, filter, part.after()?, part.most(), today).await?;
    Ok(part.list(with_day(found), total, |(told, _)| cursor(told.voice.id)))
}

async fn read(tenant: &City<SeeVoices>, kind: VoiceKind, id: VoiceId) -> Result<Versioned<View>, Problem> {
    let told = voices::get(tenant.db(), &tenant.permit, kind, id).await?;
    Ok(one(told, tenant))
}

fn one<A: Action>(told: VoiceDetails, tenant: &City<A>) -> Versioned<View> {
    Versioned::of(told.voice.version, (told, tenant.today()))
}

/// Returns a voice as members who may answer it see it: held and hidden ones too, with their text.
async fn held<A: Action>(tenant: &City<A>, kind: VoiceKind, id: VoiceId) -> Result<VoiceDetails, Problem> {
    let permit = tenant.permit_for::<Respond>()?;
    let (found, _) = voices::inbox(tenant.db(), &permit, None, Some(&[id]), 1, tenant.today()).await?;
    let found = found.into_iter().find(|told| told.voice.kind == kind);
    Ok(found.ok_or(Error::NotFound(kind.code()))?)
}

async fn publish(
    tenant: &City<ModerateVoices>,
    kind: VoiceKind,
    id: VoiceId,
    (if_match, key): (Option<&str>, Option<&str>),
    sent: &JsonBody<Hiding>,
) -> Result<Versioned<View>, Problem> {
    let old = held(tenant, kind, id).await?;
    let version = sent.version_of_repeatable(if_match, old.voice.version)?;
    let once = sent.once(key, "voice_publish", &id.to_string())?;
    voices::publish(tenant.db(), &tenant.permit, once.as_ref(), id, version).await?;
    Ok(one(held(tenant, kind, id).await?, tenant))
}

async fn hide(
    tenant: &City<ModerateVoices>,
    kind: VoiceKind,
    id: VoiceId,
    (if_match, key): (Option<&str>, Option<&str>),
    sent: &JsonBody<Hiding>,
) -> Result<Versioned<View>, Problem> {
    let old = held(tenant, kind, id).await?;
    let version = sent.version_of_repeatable(if_match, old.voice.version)?;
    let once = sent.once(key, "voice_hide", &id.to_string())?;
    let hiding = sent.read()?;
    let rule = hiding.rule.ok_or_else(|| Problem::field("rule", code::REQUIRED))?;
    let words = hiding.words.unwrap_or_default();
    let why = (rule.0, words.as_str());
    voices::hide(tenant.db(), &tenant.permit, once.as_ref(), id, version, why).await?;
    Ok(one(held(tenant, kind, id).await?, tenant))
}

async fn respond(
    tenant: &City<Respond>,
    kind: VoiceKind,
    id: VoiceId,
    key: Option<&str>,
    sent: &JsonBody<Fields>,
) -> Result<Created<view::ResponseView>, Problem> {
    let told = held(tenant, kind, id).await?;
    let once = sent.once(key, "response_create", &id.to_string())?;
    let draft = sent.read()?.draft(None)?;
    let made = besa_domain::responses::respond(tenant.db(), &tenant.permit, once.as_ref(), &[id], draft).await?;
    let made = made.into_iter().next().ok_or(Error::NotFound("response"))?;
    Ok(Created {
        version: made.version,
        location: format!("{}/response", address(tenant, &told.voice)),
        body: made.into(),
    })
}

async fn correct(
    tenant: &City<Respond>,
    kind: VoiceKind,
    id: VoiceId,
    if_match: Option<&str>,
    sent: &JsonBody<Fields>,
) -> Result<Versioned<view::ResponseView>, Problem> {
    let told = held(tenant, kind, id).await?;
    let old = told.response.ok_or(Error::NotFound("response"))?;
    let version = sent.version(if_match, old.version)?;
    let draft = sent.read()?.draft(Some(&old))?;
    let saved = besa_domain::responses::correct(tenant.db(), &tenant.permit, None, id, version, draft).await?;
    Ok(response(saved))
}

async fn answer(
    tenant: &City<SeeVoices>,
    kind: VoiceKind,
    id: VoiceId,
) -> Result<Versioned<view::ResponseView>, Problem> {
    let told = voices::get(tenant.db(), &tenant.permit, kind, id).await?;
    Ok(response(told.response.ok_or(Error::NotFound("response"))?))
}

fn response(found: besa_domain::responses::Response) -> Versioned<view::ResponseView> {
    Versioned::of(found.version, found)
}

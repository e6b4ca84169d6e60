//! The inbox of comments and proposals, sorted by what is to be done with them.

mod answer;
mod holidays;
mod moderate;
mod rules;

use askama::Template;
use besa_domain::VoiceId;
use besa_domain::access::{ModerateVoices, Respond};
use besa_domain::voices::{self, InboxSection, VoiceDetails, VoiceState};
use besa_text::{Words, codes};
use poem::handler;
use poem::http::StatusCode;

use super::BASE;
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use crate::error::{Fault, Result};
use crate::frame::Frame;
use crate::page::private;
use crate::pages::Pages;
use crate::public::voices::talk::{Presenter, VoiceView};

/// Maximum number of comments and proposals per page.
const MAX: u64 = 100;

/// Adds the pages of the inbox.
pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page(format!("{BASE}/voices"), list)
        .form(format!("{BASE}/voices/answer"), answer::show, answer::save)
        .form(format!("{BASE}/voices/rules"), rules::show, rules::save)
        .page(format!("{BASE}/voices/holidays"), holidays::list)
        .form(format!("{BASE}/voices/holidays/new"), holidays::new, holidays::add)
        .button(format!("{BASE}/voices/holidays/:id/remove"), holidays::remove)
        .form(format!("{BASE}/voices/:id/answer"), answer::show_one, answer::save_one)
        .form(format!("{BASE}/voices/:id/correct"), answer::show_old, answer::correct)
        .form(format!("{BASE}/voices/:id/hide"), moderate::show, moderate::hide)
        .button(format!("{BASE}/voices/:id/publish"), moderate::publish)
}

/// A comment or proposal, with its possible actions.
struct Item {
    id: VoiceId,
    version: i32,
    nonce: String,
    said: VoiceView,
    /// Whether it can be selected for a response.
    waits: bool,
    publish: Option<String>,
    acts: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "workspace/voices.html")]
struct InboxPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    shelves: Vec<(String, String, bool)>,
    list: Vec<Item>,
    shown: Option<String>,
    answer: String,
    /// The URLs of the rules and of the holidays, for members who may set them.
    rules: Option<(String, String)>,
    choose: bool,
}

#[handler]
async fn list(request: MemberRequest) -> Result {
    let permit = request.permit::<Respond>()?;
    let w = request.w();
    let moderates = request.may::<ModerateVoices>();
    let asked = request.city.visitor.request.query("shelf");
    let shelf = asked
        .and_then(|code| code.parse().ok())
        .unwrap_or(InboxSection::Waiting);
    let (found, total) = voices::inbox(request.db(), &permit, Some(shelf), None, MAX, request.today()).await?;
    let presenter = Presenter::of(&request.city).await?;
    let list: Vec<Item> = found
        .iter()
        .map(|told| item(&request, &presenter, told, moderates))
        .collect();
    let shelves = InboxSection::ALL
        .iter()
        .filter(|one| moderates || !matches!(one, InboxSection::Held | InboxSection::Hidden))
        .map(|one| {
            let href = request.at(&format!("voices?shelf={}", one.code()));
            (codes::shelf(w, one.code()), href, *one == shelf)
        });
    let page = InboxPage {
        frame: request.frame(&w.voices_inbox_title()),
        w,
        shelves: shelves.collect(),
        choose: list.iter().any(|item| item.waits),
        shown: (total > MAX).then(|| {
            let all = usize::try_from(total).unwrap_or(usize::MAX);
            w.voices_inbox_shown(list.len(), all)
        }),
        list,
        answer: request.at("voices/answer"),
        rules: moderates.then(|| (request.at("voices/rules"), request.at("voices/holidays"))),
        shell: Shell::of(&request, Open::Voices).await?,
    };
    private(StatusCode::OK, &page)
}

fn item(request: &MemberRequest, presenter: &Presenter<'_>, told: &VoiceDetails, moderates: bool) -> Item {
    let (w, voice) = (request.w(), &told.voice);
    let at = |what: &str| request.at(&format!("voices/{}/{what}", voice.id));
    let mut acts = Vec::new();
    let waits = voice.state != VoiceState::Waiting && told.response.is_none();
    if waits {
        acts.push((w.voices_answer(), at("answer")));
    }
    if told.response.is_some() {
        acts.push((w.voices_correct(), at("correct")));
    }
    let hidden = voice.state == VoiceState::Hidden;
    if moderates && !hidden {
        acts.push((w.voices_hide(), at("hide")));
    }
    Item {
        id: voice.id,
        version: voice.version,
        nonce: request.nonce(),
        said: presenter.present_to_staff(told),
        waits,
        publish: (moderates && voice.state != VoiceState::Published).then(|| at("publish")),
        acts,
    }
}

/// Returns how many wait for a response, as text, and the URL of the inbox. `None` if none does, or if the
/// member may not respond.
pub(super) async fn waiting(request: &MemberRequest) -> Result<Option<(String, String)>> {
    if !request.may::<Respond>() {
        return Ok(None);
    }
    let permit = request.permit::<Respond>()?;
    let total = voices::waiting(request.db(), &permit, request.today()).await?;
    let count = usize::try_from(total).unwrap_or(usize::MAX);
    Ok((count > 0).then(|| (request.w().voices_week_waiting(count), request.at("voices"))))
}

/// Returns comments and proposals by their ids; `NotFound` if any of them is not visible to the member.
async fn chosen(request: &MemberRequest, ids: &[VoiceId]) -> Result<Vec<VoiceDetails>> {
    let permit = request.permit::<Respond>()?;
    let (found, _) = voices::inbox(request.db(), &permit, None, Some(ids), MAX, request.today()).await?;
    let there = |id: &VoiceId| found.iter().any(|told| told.voice.id == *id);
    if !ids.iter().all(there) {
        return Err(Fault::Domain(besa_domain::Error::NotFound("comment")));
    }
    Ok(found)
}

/// Returns the comment or proposal of the URL.
async fn one(request: &MemberRequest) -> Result<VoiceDetails> {
    let found = chosen(request, &[request.id()?]).await?;
    found.into_iter().next().ok_or(Fault::Missing)
}

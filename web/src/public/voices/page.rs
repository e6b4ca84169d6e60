//! Comments and proposals that wait for a response, the city's figures, one comment with its thread, and
//! "check your mail".

use askama::Template;
use besa_domain::access::SeeVoices;
use besa_domain::voices::{self, Figures, Filter, HOLDS, InboxSection, VoiceKind};
use besa_domain::{Error, VoiceId};
use besa_text::{Words, numbers};
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;

use super::talk::{Presenter, VoiceView};
use crate::error::{Fault, Result};
use crate::frame::{Frame, Nav};
use crate::media::Format;
use crate::page::{Cache, private, see_other};
use crate::tenant::City;

/// Maximum number of entries in the list of what waits.
const WAITING: u64 = 200;
/// Number of responses shown.
const ANSWERED: u64 = 10;

#[derive(Template)]
#[template(path = "public/voices/page.html")]
struct VoicesPage {
    frame: Frame,
    w: &'static Words,
    lede: String,
    facts: Vec<(String, String)>,
    waiting: Vec<VoiceView>,
    answered: Vec<VoiceView>,
    proposals: String,
    propose: String,
    json: String,
}

#[handler]
pub(super) async fn show(city: City) -> Result {
    let cache = Cache::of(&city).await?;
    let (w, permit) = (city.w(), city.public::<SeeVoices>());
    let shelf = |shelf| Filter {
        shelf: Some(shelf),
        ..Filter::default()
    };
    let today = city.today();
    let (mut waiting, _) = voices::list(city.db(), &permit, shelf(InboxSection::Waiting), None, WAITING, today).await?;
    waiting.sort_by_key(|told| (told.voice.due_on, told.voice.id));
    let answered = voices::answered(city.db(), &permit, ANSWERED).await?;
    let figures = voices::figures(city.db(), &permit, today).await?;
    let presenter = Presenter::of(&city).await?;
    let lede = w.voices_lede(city.name());
    cache.page(&VoicesPage {
        frame: city.frame(&w.voices_title(), Nav::TakePart).described(lede.clone()),
        w,
        lede,
        facts: facts(&city, figures),
        waiting: waiting
            .iter()
            .map(|told| presenter.present_with_subject(told))
            .collect(),
        answered: answered
            .iter()
            .map(|told| presenter.present_with_subject(told))
            .collect(),
        proposals: city.links().proposals(),
        propose: city.links().propose(),
        json: city.links().api("responses/figures"),
    })
}

fn facts(city: &City, figures: Figures) -> Vec<(String, String)> {
    let (w, language) = (city.w(), city.language());
    let number = |of: u64| numbers::number(language, i64::try_from(of).unwrap_or(i64::MAX));
    let percent = |of: u64| numbers::percent(language, i64::try_from(of).unwrap_or(100));
    let rate = figures.rate.map_or_else(|| w.voices_median_none(), percent);
    let median = figures
        .median_days
        .map_or_else(|| w.voices_median_none(), |days| numbers::number(language, days));
    vec![
        (w.voices_asked(), number(figures.asked)),
        (w.voices_answered(), number(figures.answered)),
        (w.voices_rate(), rate),
        (w.voices_in_time(), number(figures.in_time)),
        (w.voices_waiting(), number(figures.waiting)),
        (w.voices_overdue(), number(figures.overdue)),
        (w.voices_median(), median),
    ]
}

#[derive(Template)]
#[template(path = "public/voices/one.html")]
struct One {
    frame: Frame,
    w: &'static Words,
    about: Option<(String, String)>,
    voices: (String, String),
    said: VoiceView,
    replies: Vec<VoiceView>,
}

/// Shows a comment with its thread. Its URL is permanent.
#[handler]
pub(super) async fn one(city: City, Path((_, _, id)): Path<(String, String, String)>) -> Result {
    let id: VoiceId = id.parse().ok().ok_or(Fault::Missing)?;
    let cache = Cache::of(&city).await?;
    let (w, permit) = (city.w(), city.public::<SeeVoices>());
    let told = match voices::get(city.db(), &permit, VoiceKind::Comment, id).await {
        // Links in mails use this URL for proposals too.
        Err(Error::NotFound(_)) => {
            voices::get(city.db(), &permit, VoiceKind::Proposal, id).await?;
            return Ok(see_other(&city.links().proposal(id)));
        }
        found => found?,
    };
    if let Some(parent) = told.voice.parent_id {
        return Ok(see_other(&format!("{}#v-{id}", city.links().voice(parent))));
    }
    let replies = voices::replies(city.db(), &permit, id).await?;
    let presenter = Presenter::of(&city).await?;
    let about = presenter.place(&told.subject);
    let title = match &about {
        Some((title, _)) => w.voices_about(title),
        None => w.voices_title(),
    };
    cache.page(&One {
        frame: city.frame(&title, Nav::TakePart).hidden().with_formats(Format::RECORD),
        w,
        about,
        voices: (w.voices_title(), city.links().voices()),
        said: presenter.present(&told),
        replies: replies.iter().map(|told| presenter.present(told)).collect(),
    })
}

#[derive(Template)]
#[template(path = "public/voices/check_mail.html")]
struct CheckMail {
    frame: Frame,
    w: &'static Words,
    text: String,
    back: String,
}

/// Asks to check one's mail. It is the same for every e-mail address, so that it does not reveal which are
/// known.
#[handler]
pub(super) fn check_mail(city: City) -> Result {
    let w = city.w();
    let page = CheckMail {
        frame: city.frame(&w.voices_check_title(), Nav::TakePart).hidden(),
        w,
        text: w.voices_check_text(usize::try_from(HOLDS.whole_days()).unwrap_or_default()),
        back: city.links().overview(),
    };
    private(StatusCode::OK, &page)
}

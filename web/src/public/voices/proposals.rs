//! The list of proposals, and each proposal with its response.

use askama::Template;
use besa_domain::VoiceId;
use besa_domain::access::SeeVoices;
use besa_domain::voices::{self, Filter, VoiceKind, VoiceState};
use besa_text::Words;
use poem::handler;
use poem::web::Path;

use super::talk::{Presenter, VoiceView};
use crate::error::{Fault, Result};
use crate::frame::{Frame, Nav};
use crate::media::Format;
use crate::page::Cache;
use crate::tenant::City;

/// Maximum number of proposals in the list.
const MAX: u64 = 500;

#[derive(Template)]
#[template(path = "public/voices/proposals.html")]
struct List {
    frame: Frame,
    w: &'static Words,
    voices: String,
    none: String,
    propose: String,
    list: Vec<VoiceView>,
}

#[handler]
pub(super) async fn list(city: City) -> Result {
    let cache = Cache::of(&city).await?;
    let (w, permit) = (city.w(), city.public::<SeeVoices>());
    let filter = Filter {
        kind: Some(VoiceKind::Proposal),
        ..Filter::default()
    };
    let (mut found, _) = voices::list(city.db(), &permit, filter, None, MAX, city.today()).await?;
    found.retain(|details| details.voice.state == VoiceState::Published);
    found.reverse();
    let rules = voices::rules(city.db(), &permit).await?;
    let presenter = Presenter::of(&city).await?;
    cache.page(&List {
        frame: city
            .frame(&w.voices_proposals_title(), Nav::TakePart)
            .described(w.voices_proposals_lede()),
        w,
        voices: city.links().voices(),
        none: w.voices_proposals_none_text(usize::try_from(rules.reply_days).unwrap_or_default()),
        propose: city.links().propose(),
        list: found.iter().map(|details| presenter.present(details)).collect(),
    })
}

#[derive(Template)]
#[template(path = "public/voices/proposal.html")]
struct One {
    frame: Frame,
    w: &'static Words,
    proposals: String,
    said: VoiceView,
}

#[handler]
pub(super) async fn one(city: City, Path((_, _, id)): Path<(String, String, String)>) -> Result {
    let id: VoiceId = id.parse().ok().ok_or(Fault::Missing)?;
    let cache = Cache::of(&city).await?;
    let w = city.w();
    let told = voices::get(city.db(), &city.public::<SeeVoices>(), VoiceKind::Proposal, id).await?;
    let said = Presenter::of(&city).await?.present(&told);
    let title = said.title.clone().unwrap_or_else(|| w.voices_proposal());
    cache.page(&One {
        frame: city.frame(&title, Nav::TakePart).hidden().with_formats(Format::RECORD),
        w,
        proposals: city.links().proposals(),
        said,
    })
}

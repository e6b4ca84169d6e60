//! The page that the link in a confirmation mail opens. A GET changes nothing: mail scanners follow links
//! before people do.

use askama::Template;
use besa_domain::VoiceId;
use besa_domain::access::{SeeVoices, Speak};
use besa_domain::tries::Who;
use besa_domain::voices::{self, VoiceState};
use besa_text::Words;
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;

use super::talk::{Presenter, VoiceView};
use crate::error::Result;
use crate::form::Form;
use crate::frame::{Frame, Nav};
use crate::page::{private, see_other};
use crate::tenant::City;

#[derive(Template)]
#[template(path = "public/voices/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    w: &'static Words,
    lede: String,
    /// Waiting for confirmation: the id that the form sends, and the comment or proposal.
    open: Vec<(String, VoiceView)>,
    /// Confirmed: whether it is published, and the comment or proposal.
    done: Vec<(bool, VoiceView)>,
}

#[handler]
pub(super) async fn show(city: City, Path((_, _, secret)): Path<(String, String, String)>) -> Result {
    let pending = voices::pending(city.db(), &city.public::<SeeVoices>(), &secret).await?;
    let (w, presenter) = (city.w(), Presenter::of(&city).await?);
    let (mut open, mut done) = (Vec::new(), Vec::new());
    for details in &pending.voices {
        let view = presenter.present_with_subject(details);
        match details.voice.state {
            VoiceState::Unconfirmed => open.push((details.voice.id.to_string(), view)),
            state @ (VoiceState::Published | VoiceState::Waiting | VoiceState::Hidden) => {
                done.push((state == VoiceState::Published, view));
            }
        }
    }
    let shown = done.iter().filter(|(shown, _)| *shown).count();
    let (title, lede) = if open.is_empty() {
        let lede = match shown {
            0 => w.voices_confirmed_held(),
            shown if shown == done.len() => w.voices_confirmed_text(),
            _ => w.voices_confirmed_mixed(),
        };
        (w.voices_confirmed_title(), lede)
    } else {
        (w.voices_confirm_title(), w.voices_confirm_lede())
    };
    let frame = city.frame(&title, Nav::TakePart).hidden();
    private(
        StatusCode::OK,
        &ConfirmPage {
            frame,
            w,
            lede,
            open,
            done,
        },
    )
}

#[handler]
pub(super) async fn submit(city: City, form: Form, Path((_, _, secret)): Path<(String, String, String)>) -> Result {
    let from = Who::From(city.visitor.request.address);
    voices::LINK_TRIES.take(&city.visitor.app, from).await?;
    let ids = |name| -> Vec<VoiceId> { form.all(name).filter_map(|id| id.parse().ok()).collect() };
    let (chosen, seen) = (ids("voice"), ids("seen"));
    voices::confirm(city.db(), &city.public::<Speak>(), &secret, &chosen, &seen).await?;
    Ok(see_other(&if chosen.is_empty() {
        city.links().voices()
    } else {
        city.visitor.request.path.clone()
    }))
}

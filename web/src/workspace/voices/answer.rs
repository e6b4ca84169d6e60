//! The forms to respond to one or several comments and proposals, and to correct a response.

use besa_domain::access::{Respond, SeePlan};
use besa_domain::responses::{self, Outcome, Response, ResponseDraft};
use besa_domain::voices::{About, VoiceDetails};
use besa_domain::whole;
use besa_domain::{Conflict, Error, FieldError, Once, VoiceId};
use besa_text::codes;
use poem::handler;

use super::super::field::{Card, Field, Kind, open};
use super::super::form_page::{FormPage, Panel};
use super::super::marks::number;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::{chosen, one};
use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::form::Form;
use crate::page::see_other;
use crate::public::voices::talk::{about, code};

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<Respond>()?;
    let ids = chosen_ids(&request, &Form::empty());
    if ids.is_empty() {
        return Ok(see_other(&request.at("voices")));
    }
    begin(&request, &chosen(&request, &ids).await?).await
}

#[handler]
pub(super) async fn save(request: MemberRequest, form: Form) -> Result {
    request.permit::<Respond>()?;
    let ids = chosen_ids(&request, &form);
    if ids.is_empty() {
        return Ok(see_other(&request.at("voices")));
    }
    let voices = chosen(&request, &ids).await?;
    let once = form.once_on(&ids)?;
    send(&request, &once, &voices, form).await
}

#[handler]
pub(super) async fn show_one(request: MemberRequest) -> Result {
    request.permit::<Respond>()?;
    begin(&request, &[one(&request).await?]).await
}

#[handler]
pub(super) async fn save_one(request: MemberRequest, form: Form) -> Result {
    request.permit::<Respond>()?;
    let voice = one(&request).await?;
    let once = form.once_on(&voice.voice.id)?;
    send(&request, &once, &[voice], form).await
}

async fn begin(request: &MemberRequest, voices: &[VoiceDetails]) -> Result {
    let office = request.city.tenant().unit.clone().unwrap_or_default();
    page(request, voices, None, Form::with([("office", office)])).await
}

async fn send(request: &MemberRequest, once: &Once, voices: &[VoiceDetails], mut form: Form) -> Result {
    let permit = request.permit::<Respond>()?;
    let ids: Vec<VoiceId> = voices.iter().map(|told| told.voice.id).collect();
    let Some(draft) = draft(&mut form) else {
        return page(request, voices, None, form).await;
    };
    match responses::respond(request.db(), &permit, Some(once), &ids, draft).await {
        Ok(_) => Ok(request.done(Flash::Answered, &request.at("voices"))),
        Err(error) => {
            form.refuse(error)?;
            page(request, voices, None, form).await
        }
    }
}

#[handler]
pub(super) async fn show_old(request: MemberRequest) -> Result {
    request.permit::<Respond>()?;
    let (told, response) = answered(&request).await?;
    let form = filled(&response);
    page(&request, &[told], Some(&response), form).await
}

#[handler]
pub(super) async fn correct(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<Respond>()?;
    let (told, response) = answered(&request).await?;
    let id = told.voice.id;
    let voices = [told];
    let Some(draft) = draft(&mut form) else {
        return page(&request, &voices, Some(&response), form).await;
    };
    let once = form.once_on(&id)?;
    match responses::correct(request.db(), &permit, Some(&once), id, form.version(), draft).await {
        Ok(_) => Ok(request.done(Flash::Answered, &request.at("voices?shelf=answered"))),
        // Another member's response is not overwritten: show it, so that it can be edited.
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            let mut fresh = filled(&response);
            fresh.note(FieldError::new("outcome", "stale_version"));
            page(&request, &voices, Some(&response), fresh).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, &voices, Some(&response), form).await
        }
    }
}

/// Returns the ids in the URL's query and in the form.
fn chosen_ids(request: &MemberRequest, form: &Form) -> Vec<VoiceId> {
    let query = Form::parse(request.city.visitor.request.query.as_bytes());
    let named = query.all("of").chain(form.all("of"));
    named.filter_map(|id| id.parse().ok()).collect()
}

async fn answered(request: &MemberRequest) -> Result<(VoiceDetails, Response)> {
    let told = one(request).await?;
    let response = told.response.clone().ok_or(Fault::Missing)?;
    Ok((told, response))
}

fn draft(form: &mut Form) -> Option<ResponseDraft> {
    let Ok(outcome) = form.value("outcome").parse::<Outcome>() else {
        form.note(FieldError::new("outcome", "not_chosen"));
        return None;
    };
    Some(ResponseDraft {
        outcome,
        reason: form.maybe("reason"),
        changed: form.maybe("changed"),
        about: about(form.value("about")),
        office: form.maybe("office"),
    })
}

fn filled(response: &Response) -> Form {
    let draft = ResponseDraft::of(response);
    Form::with([
        ("outcome", draft.outcome.code().to_owned()),
        ("reason", draft.reason.unwrap_or_default()),
        ("changed", draft.changed.unwrap_or_default()),
        ("about", draft.about.map(code).unwrap_or_default()),
        ("office", draft.office.unwrap_or_default()),
        ("version", response.version.to_string()),
    ])
}

async fn page(request: &MemberRequest, voices: &[VoiceDetails], old: Option<&Response>, form: Form) -> Result {
    let w = request.w();
    let back = request.at("voices");
    let card = |outcome: &Outcome| Card {
        value: outcome.code(),
        icon: match outcome {
            Outcome::Accepted => "check",
            Outcome::PartlyAccepted => "circle-dot",
            Outcome::NotAccepted => "x",
            Outcome::AlreadyDone => "history",
            Outcome::OutsideOurPower => "arrow-up-right",
        },
        words: codes::response(w, outcome.code()),
        hint: String::new(),
    };
    let cards = Kind::Cards(Outcome::ALL.iter().map(card).collect());
    let fields = vec![
        Field::new("outcome", w.voices_field_outcome(), cards),
        Field::prose("reason", w.voices_field_reason(), 6).hint(w.voices_hint_reason()),
        Field::prose("changed", w.voices_field_changed(), 3).hint(w.voices_hint_changed()),
        Field::new("about", w.voices_field_where(), Kind::Pick(places(request).await?)).hint(w.voices_hint_where()),
        Field::line("office", w.voices_field_office()),
    ];
    let title = match old {
        Some(_) => w.voices_correct(),
        None => w.voices_answer_title(voices.len()),
    };
    let wrote = voices.iter().map(|told| {
        let name = told.name.clone().unwrap_or_else(|| w.voices_someone());
        let words = match &told.voice.title {
            Some(title) => format!("{title}\n{}", told.voice.body),
            None => told.voice.body.clone(),
        };
        (name, words)
    });
    let mut ask = FormPage::new(request, Open::Voices, title, back.clone())
        .await?
        .under(w.voices_inbox_title(), back)
        .lede(w.voices_answer_lede(voices.len()))
        .fields(fields)
        .button(w.voices_publish_answer())
        .panel(Panel {
            title: w.voices_answer_panel(),
            rows: wrote.collect(),
            ..Panel::default()
        });
    if let Some(old) = old {
        ask = ask.version(old.version);
    }
    ask.show(form)
}

/// Returns the places where something can have changed: the current plan's commitments, with their
/// milestones.
async fn places(request: &MemberRequest) -> Result<Vec<(String, Vec<(String, String)>)>> {
    let w = request.w();
    let mut groups = vec![(String::new(), vec![open(w.voices_where_none())])];
    let Some(whole) = whole::current(request.db(), &request.permit::<SeePlan>()?, request.today()).await? else {
        return Ok(groups);
    };
    groups.extend(whole.commitments.iter().map(|commitment| {
        let title = commitment.short_title.as_ref().unwrap_or(&commitment.title);
        let itself = (
            code(About::Commitment(commitment.id)),
            w.evidence_for_commitment(commitment.number.to_string()),
        );
        let milestones = whole.milestones_of(commitment.id).map(|milestone| {
            let words = format!("{} {}", number(commitment, milestone), milestone.title);
            (code(About::Milestone(milestone.id)), words)
        });
        (
            format!("{}. {title}", commitment.number),
            std::iter::once(itself).chain(milestones).collect(),
        )
    }));
    Ok(groups)
}

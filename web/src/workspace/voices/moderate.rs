//! Hiding a comment or proposal by a rule, and publishing one that was held or hidden.

use besa_domain::access::ModerateVoices;
use besa_domain::voices::{self, HideRule, VoiceDetails};
use besa_domain::{Conflict, Error, FieldError};
use besa_text::codes;
use poem::handler;

use super::super::field::{Field, open};
use super::super::form_page::{FormPage, Panel};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::one;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<ModerateVoices>()?;
    let told = one(&request).await?;
    page(&request, &told, Form::empty()).await
}

#[handler]
pub(super) async fn hide(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<ModerateVoices>()?;
    let told = one(&request).await?;
    let Ok(rule) = form.value("rule").parse::<HideRule>() else {
        form.note(FieldError::new("rule", "not_chosen"));
        return page(&request, &told, form).await;
    };
    let words = form.value("words");
    let once = form.once_on(&told.voice.id)?;
    let why = (rule, words);
    match voices::hide(request.db(), &permit, Some(&once), told.voice.id, form.version(), why).await {
        Ok(_) => Ok(request.done(Flash::VoiceHidden, &request.at("voices"))),
        // It was hidden meanwhile, which is what was requested.
        Err(Error::Conflict(Conflict::StaleVersion { .. })) if told.voice.hidden_rule.is_some() => {
            Ok(request.done(Flash::VoiceHidden, &request.at("voices")))
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, &told, form).await
        }
    }
}

#[handler]
pub(super) async fn publish(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ModerateVoices>()?;
    let told = one(&request).await?;
    let once = form.once_on(&told.voice.id)?;
    voices::publish(request.db(), &permit, Some(&once), told.voice.id, form.version()).await?;
    Ok(request.done(Flash::VoiceShown, &request.at("voices")))
}

async fn page(request: &MemberRequest, told: &VoiceDetails, form: Form) -> Result {
    let w = request.w();
    let back = request.at("voices");
    let rules = HideRule::ALL
        .iter()
        .map(|rule| (rule.code().to_owned(), codes::hide_rule(w, rule.code())));
    let rules = std::iter::once(open(w.voices_choose())).chain(rules).collect();
    FormPage::new(request, Open::Voices, w.voices_hide_title(), back.clone())
        .await?
        .under(w.voices_inbox_title(), back)
        .lede(w.voices_hide_lede())
        .fields(vec![
            Field::pick("rule", w.voices_field_rule(), rules),
            Field::line("words", w.voices_field_words()),
        ])
        .button(w.voices_hide_title())
        .danger()
        .version(told.voice.version)
        .panel(Panel {
            title: w.voices_answer_panel(),
            rows: vec![(
                told.name.clone().unwrap_or_else(|| w.voices_someone()),
                told.voice.body.clone(),
            )],
            ..Panel::default()
        })
        .show(form)
}

//! The rules for comments and proposals: whether they are moderated first, and the days to respond.

use besa_domain::access::{ModerateVoices, SeeVoices};
use besa_domain::voices::{self, RestDay, Rules};
use besa_domain::{Conflict, Error, FieldError};
use besa_text::codes;
use poem::handler;

use super::super::field::{Field, Kind};
use super::super::form_page::{FormPage, Panel};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<ModerateVoices>()?;
    let rules = voices::rules(request.db(), &request.permit::<SeeVoices>()?).await?;
    page(&request, &rules, filled(&rules)).await
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<ModerateVoices>()?;
    let old = voices::rules(request.db(), &request.permit::<SeeVoices>()?).await?;
    let days = form.number("reply_days").unwrap_or_default();
    let rules = Rules {
        pre_moderation: !form.value("pre_moderation").is_empty(),
        reply_days: days,
        weekend: form.all("weekend").filter_map(|day| day.parse().ok()).collect(),
        version: 0,
    };
    if !form.is_fine() {
        return page(&request, &old, form).await;
    }
    let once = form.once_on(&"rules")?;
    match voices::edit_rules(request.db(), &permit, Some(&once), form.version(), rules).await {
        Ok(_) => Ok(request.done(Flash::VoiceRules, &request.at("voices"))),
        // Another member's settings are not overwritten: show them, so that they can be edited.
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            let mut fresh = filled(&old);
            fresh.note(FieldError::new("reply_days", "stale_version"));
            page(&request, &old, fresh).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, &old, form).await
        }
    }
}

fn filled(rules: &Rules) -> Form {
    let mut form = Form::with([
        ("reply_days", rules.reply_days.to_string()),
        ("version", rules.version.to_string()),
    ]);
    if rules.pre_moderation {
        form.add("pre_moderation", "yes".to_owned());
    }
    for day in &rules.weekend {
        form.add("weekend", day.code().to_owned());
    }
    form
}

async fn page(request: &MemberRequest, rules: &Rules, form: Form) -> Result {
    let w = request.w();
    let back = request.at("voices");
    let days = RestDay::ALL
        .iter()
        .map(|day| (day.code().to_owned(), codes::rest_day(w, day.code())));
    FormPage::new(request, Open::Voices, w.voices_rules_title(), back.clone())
        .await?
        .under(w.voices_inbox_title(), back)
        .fields(vec![
            Field::new("pre_moderation", w.voices_field_pre_moderation(), Kind::Tick)
                .hint(w.voices_hint_pre_moderation()),
            Field::new("reply_days", w.voices_field_reply_days(), Kind::Few).hint(w.voices_hint_reply_days()),
            Field::new("weekend", w.voices_field_weekend(), Kind::Ticks(days.collect())),
        ])
        .panel(Panel {
            title: w.voices_holidays_title(),
            text: Some(w.voices_holidays_lede()),
            links: vec![(w.voices_holidays_see(), request.at("voices/holidays"))],
            ..Panel::default()
        })
        .version(rules.version)
        .show(form)
}

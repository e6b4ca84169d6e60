//! The city's holidays, by year.

use askama::Template;
use besa_domain::HolidayId;
use besa_domain::access::{ModerateVoices, SeeVoices};
use besa_domain::voices::{self, HolidayDraft};
use besa_text::{Words, dates};
use poem::handler;
use poem::http::StatusCode;

use super::super::field::{Field, Kind};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::{Open, Shell};
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::private;

/// A holiday.
struct Row {
    day: String,
    name: String,
    remove: String,
    nonce: String,
}

#[derive(Template)]
#[template(path = "workspace/holidays.html")]
struct HolidaysPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    years: Vec<(i32, Vec<Row>)>,
    new: String,
}

#[handler]
pub(super) async fn list(request: MemberRequest) -> Result {
    request.permit::<ModerateVoices>()?;
    let w = request.w();
    let mut years: Vec<(i32, Vec<Row>)> = Vec::new();
    for holiday in voices::holidays(request.db(), &request.permit::<SeeVoices>()?).await? {
        let row = Row {
            day: dates::day_long(request.language(), holiday.day),
            name: holiday.name,
            remove: request.at(&format!("voices/holidays/{}/remove", holiday.id)),
            nonce: request.nonce(),
        };
        match years.last_mut().filter(|(year, _)| *year == holiday.day.year()) {
            Some((_, rows)) => rows.push(row),
            None => years.push((holiday.day.year(), vec![row])),
        }
    }
    // Latest year first: people look for the coming year.
    years.reverse();
    let page = HolidaysPage {
        frame: request.frame(&w.voices_holidays_title()),
        w,
        years,
        new: request.at("voices/holidays/new"),
        shell: Shell::of(&request, Open::Voices)
            .await?
            .under(w.voices_inbox_title(), request.at("voices")),
    };
    private(StatusCode::OK, &page)
}

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<ModerateVoices>()?;
    ask(&request).await?.show(Form::empty())
}

#[handler]
pub(super) async fn add(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<ModerateVoices>()?;
    let draft = HolidayDraft {
        day: form.date("day"),
        name: form.value("name").to_owned(),
    };
    let once = form.once(&draft)?;
    let write = async |draft| voices::add_holiday(request.db(), &permit, Some(&once), draft).await;
    let added = attempt(&form, draft, HolidayDraft::checked, write).await;
    let outcome = added.map(|_| request.done(Flash::HolidayAdded, &request.at("voices/holidays")));
    answer(&request, form, outcome, None, async |_| ask(&request).await).await
}

#[handler]
pub(super) async fn remove(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ModerateVoices>()?;
    let id: HolidayId = request.id()?;
    let once = form.once_on(&id)?;
    voices::remove_holiday(request.db(), &permit, Some(&once), id).await?;
    Ok(request.done(Flash::Removed, &request.at("voices/holidays")))
}

async fn ask(request: &MemberRequest) -> Result<FormPage> {
    let w = request.w();
    let back = request.at("voices/holidays");
    let ask = FormPage::new(request, Open::Voices, w.voices_holidays_new(), back.clone()).await?;
    Ok(ask
        .under(w.voices_holidays_title(), back)
        .lede(w.voices_holidays_new_lede())
        .fields(vec![
            Field::new("day", w.voices_field_holiday(), Kind::Day),
            Field::line("name", w.voices_field_holiday_name()).hint(w.voices_hint_holiday_name()),
        ]))
}

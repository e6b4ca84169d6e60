//! The city's holidays, by year.

use askama::Template;
use besa_domain::HolidayId;
use besa_domain::access::{ModerateVoices, SeeVoices};
use besa_domain::voices::{self, HolidayDraft};
use besa_text::{Words, dates};
use poem::handler;
use poem::http::StatusCode;

use super::super::ask::{Ask, answer, attempt};
use super::super::desk::Desk;
use super::super::field::{Field, Kind};
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
pub(super) async fn list(desk: Desk) -> Result {
    desk.permit::<ModerateVoices>()?;
    let w = desk.w();
    let mut years: Vec<(i32, Vec<Row>)> = Vec::new();
    for holiday in voices::holidays(desk.db(), &desk.permit::<SeeVoices>()?).await? {
        let row = Row {
            day: dates::day_long(desk.language(), holiday.day),
            name: holiday.name,
            remove: desk.at(&format!("voices/holidays/{}/remove", holiday.id)),
            nonce: desk.nonce(),
        };
        match years.last_mut().filter(|(year, _)| *year == holiday.day.year()) {
            Some((_, rows)) => rows.push(row),
            None => years.push((holiday.day.year(), vec![row])),
        }
    }
    // Latest year first: people look for the coming year.
    years.reverse();
    let page = HolidaysPage {
        frame: desk.frame(&w.voices_holidays_title()),
        w,
        years,
        new: desk.at("voices/holidays/new"),
        shell: Shell::of(&desk, Open::Voices)
            .await?
            .under(w.voices_inbox_title(), desk.at("voices")),
    };
    private(StatusCode::OK, &page)
}

#[handler]
pub(super) async fn new(desk: Desk) -> Result {
    desk.permit::<ModerateVoices>()?;
    ask(&desk).await?.show(Form::empty())
}

#[handler]
pub(super) async fn add(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<ModerateVoices>()?;
    let draft = HolidayDraft {
        day: form.date("day"),
        name: form.value("name").to_owned(),
    };
    let once = form.once(&draft)?;
    let write = async |draft| voices::add_holiday(desk.db(), &permit, Some(&once), draft).await;
    let added = attempt(&form, draft, HolidayDraft::checked, write).await;
    let outcome = added.map(|_| desk.done(Flash::HolidayAdded, &desk.at("voices/holidays")));
    answer(&desk, form, outcome, None, async |_| ask(&desk).await).await
}

#[handler]
pub(super) async fn remove(desk: Desk, form: Form) -> Result {
    let permit = desk.permit::<ModerateVoices>()?;
    let id: HolidayId = desk.id()?;
    let once = form.once_on(&id)?;
    voices::remove_holiday(desk.db(), &permit, Some(&once), id).await?;
    Ok(desk.done(Flash::Removed, &desk.at("voices/holidays")))
}

async fn ask(desk: &Desk) -> Result<Ask> {
    let w = desk.w();
    let back = desk.at("voices/holidays");
    let ask = Ask::new(desk, Open::Voices, w.voices_holidays_new(), back.clone()).await?;
    Ok(ask
        .under(w.voices_holidays_title(), back)
        .lede(w.voices_holidays_new_lede())
        .fields(vec![
            Field::new("day", w.voices_field_holiday(), Kind::Day),
            Field::line("name", w.voices_field_holiday_name()).hint(w.voices_hint_holiday_name()),
        ]))
}

//! Writing a paper of a meeting.

use besa_domain::access::{EditForums, SeeForums};
use besa_domain::forums::{self, Meeting, Paper, PaperDraft};
use besa_domain::{Conflict, Error};
use poem::handler;

use super::super::ask::Ask;
use super::super::conflict;
use super::super::desk::Desk;
use super::super::field::{Field, Kind, also};
use super::super::shell::Open;
use super::show::of_meeting;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

async fn meeting(desk: &Desk) -> Result<Meeting> {
    let permit = desk.permit::<SeeForums>()?;
    Ok(forums::meeting(desk.db(), &permit, desk.id()?).await?.meeting)
}

#[handler]
pub(super) async fn new(desk: Desk) -> Result {
    desk.permit::<EditForums>()?;
    let meeting = meeting(&desk).await?;
    page(&desk, &meeting, None, Form::empty()).await
}

#[handler]
pub(super) async fn create(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditForums>()?;
    let meeting = meeting(&desk).await?;
    let draft = draft(&mut form);
    if !form.is_fine() {
        also(&mut form, draft.checked(desk.today()))?;
        return page(&desk, &meeting, None, form).await;
    }
    let once = form.once_on(&meeting.id)?;
    match forums::add_paper(desk.db(), &permit, Some(&once), meeting.id, desk.today(), draft).await {
        Ok(_) => Ok(desk.done(Flash::Saved, &of_meeting(&desk, &meeting))),
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &meeting, None, form).await
        }
    }
}

async fn read(desk: &Desk) -> Result<(Paper, Meeting)> {
    let permit = desk.permit::<SeeForums>()?;
    Ok(forums::paper(desk.db(), &permit, desk.id()?).await?)
}

#[handler]
pub(super) async fn edit(desk: Desk) -> Result {
    desk.permit::<EditForums>()?;
    let (old, meeting) = read(&desk).await?;
    page(&desk, &meeting, Some(&old), filled(&old)).await
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditForums>()?;
    let (old, meeting) = read(&desk).await?;
    let draft = draft(&mut form);
    if !form.is_fine() {
        also(&mut form, draft.checked(desk.today()))?;
        return page(&desk, &meeting, Some(&old), form).await;
    }
    let once = form.once_on(&old.id)?;
    let seen = (old.id, form.version());
    match forums::edit_paper(desk.db(), &permit, Some(&once), seen, desk.today(), draft).await {
        Ok(_) => Ok(desk.done(Flash::Saved, &of_meeting(&desk, &meeting))),
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let both = (&form, &filled(&old));
            let fields = fields(&desk);
            let back = of_meeting(&desk, &meeting);
            conflict::page(&desk, Open::Forums, &fields, both, current, &back).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &meeting, Some(&old), form).await
        }
    }
}

fn fields(desk: &Desk) -> Vec<Field> {
    let w = desk.w();
    vec![
        Field::line("title", w.paper_field_title()),
        Field::new("link", w.paper_field_link(), Kind::Line("url")),
        Field::day("shared_on", w.paper_field_shared()).hint(w.paper_hint_shared()),
    ]
}

fn filled(paper: &Paper) -> Form {
    let mut form = Form::with([("title", paper.title.clone()), ("link", paper.link.clone())]);
    form.set_date("shared_on", Some(paper.shared_on));
    form
}

fn draft(form: &mut Form) -> PaperDraft {
    PaperDraft {
        title: form.value("title").to_owned(),
        link: form.value("link").to_owned(),
        shared_on: form.date("shared_on"),
    }
}

async fn page(desk: &Desk, meeting: &Meeting, old: Option<&Paper>, form: Form) -> Result {
    let w = desk.w();
    let back = of_meeting(desk, meeting);
    let title = old.map_or_else(|| w.paper_new(), |_| w.paper_edit());
    let mut ask = Ask::new(desk, Open::Forums, title, back.clone())
        .await?
        .under(w.forum_title(), desk.at("forums"))
        .under(meeting.title.clone(), back)
        .lede(w.forum_public_at_once())
        .fields(fields(desk));
    if let Some(old) = old {
        ask = ask.version(old.version);
    }
    ask.show(form)
}

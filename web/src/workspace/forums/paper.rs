//! The form of a meeting's paper.

use besa_domain::access::{EditForums, SeeForums};
use besa_domain::forums::{self, Meeting, Paper, PaperDraft};
use poem::handler;

use super::super::ask::{Ask, answer, attempt};
use super::super::desk::Desk;
use super::super::field::{Field, Kind};
use super::super::shell::Open;
use super::meeting_of;
use super::show::of_meeting;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(desk: Desk) -> Result {
    desk.permit::<EditForums>()?;
    let meeting = meeting_of(&desk).await?;
    ask(&desk, &meeting, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditForums>()?;
    let meeting = meeting_of(&desk).await?;
    let draft = draft(&mut form);
    let once = form.once_on(&meeting.id)?;
    let write = async |draft| forums::add_paper(desk.db(), &permit, Some(&once), meeting.id, desk.today(), draft).await;
    let made = attempt(&form, draft, |draft: PaperDraft| draft.checked(desk.today()), write).await;
    let outcome = made.map(|_| desk.done(Flash::Saved, &of_meeting(&desk, &meeting)));
    answer(&desk, form, outcome, None, async |_| ask(&desk, &meeting, None).await).await
}

async fn read(desk: &Desk) -> Result<(Paper, Meeting)> {
    let permit = desk.permit::<SeeForums>()?;
    Ok(forums::paper(desk.db(), &permit, desk.id()?).await?)
}

#[handler]
pub(super) async fn edit(desk: Desk) -> Result {
    desk.permit::<EditForums>()?;
    let (old, meeting) = read(&desk).await?;
    ask(&desk, &meeting, Some(&old)).await?.show(filled(&old))
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditForums>()?;
    let (old, meeting) = read(&desk).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write =
        async |draft| forums::edit_paper(desk.db(), &permit, Some(&once), (old.id, version), desk.today(), draft).await;
    let saved = attempt(&form, draft, |draft: PaperDraft| draft.checked(desk.today()), write).await;
    let outcome = saved.map(|_| desk.done(Flash::Saved, &of_meeting(&desk, &meeting)));
    let stored = Some(filled(&old));
    answer(&desk, form, outcome, stored, async |_| {
        ask(&desk, &meeting, Some(&old)).await
    })
    .await
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

async fn ask(desk: &Desk, meeting: &Meeting, old: Option<&Paper>) -> Result<Ask> {
    let w = desk.w();
    let back = of_meeting(desk, meeting);
    let ask = Ask::new(
        desk,
        Open::Forums,
        old.map_or_else(|| w.paper_new(), |_| w.paper_edit()),
        back.clone(),
    )
    .await?
    .under(w.forum_title(), desk.at("forums"))
    .under(meeting.title.clone(), back)
    .lede(w.forum_public_at_once())
    .fields(fields(desk));
    Ok(match old {
        Some(old) => ask.version(old.version),
        None => ask,
    })
}

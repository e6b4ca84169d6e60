//! The form of a meeting's paper.

use besa_domain::access::{EditForums, SeeForums};
use besa_domain::forums::{self, Meeting, Paper, PaperDraft};
use poem::handler;

use super::super::field::{Field, Kind};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::meeting_of;
use super::show::of_meeting;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditForums>()?;
    let meeting = meeting_of(&request).await?;
    ask(&request, &meeting, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditForums>()?;
    let meeting = meeting_of(&request).await?;
    let draft = draft(&mut form);
    let once = form.once_on(&meeting.id)?;
    let write =
        async |draft| forums::add_paper(request.db(), &permit, Some(&once), meeting.id, request.today(), draft).await;
    let made = attempt(&form, draft, |draft: PaperDraft| draft.checked(request.today()), write).await;
    let outcome = made.map(|_| request.done(Flash::Saved, &of_meeting(&request, &meeting)));
    answer(&request, form, outcome, None, async |_| {
        ask(&request, &meeting, None).await
    })
    .await
}

async fn read(request: &MemberRequest) -> Result<(Paper, Meeting)> {
    let permit = request.permit::<SeeForums>()?;
    Ok(forums::paper(request.db(), &permit, request.id()?).await?)
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditForums>()?;
    let (old, meeting) = read(&request).await?;
    ask(&request, &meeting, Some(&old)).await?.show(filled(&old))
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditForums>()?;
    let (old, meeting) = read(&request).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| {
        forums::edit_paper(
            request.db(),
            &permit,
            Some(&once),
            (old.id, version),
            request.today(),
            draft,
        )
        .await
    };
    let saved = attempt(&form, draft, |draft: PaperDraft| draft.checked(request.today()), write).await;
    let outcome = saved.map(|_| request.done(Flash::Saved, &of_meeting(&request, &meeting)));
    let stored = Some(filled(&old));
    answer(&request, form, outcome, stored, async |_| {
        ask(&request, &meeting, Some(&old)).await
    })
    .await
}

fn fields(request: &MemberRequest) -> Vec<Field> {
    let w = request.w();
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

async fn ask(request: &MemberRequest, meeting: &Meeting, old: Option<&Paper>) -> Result<FormPage> {
    let w = request.w();
    let back = of_meeting(request, meeting);
    let ask = FormPage::new(
        request,
        Open::Forums,
        old.map_or_else(|| w.paper_new(), |_| w.paper_edit()),
        back.clone(),
    )
    .await?
    .under(w.forum_title(), request.at("forums"))
    .under(meeting.title.clone(), back)
    .lede(w.forum_public_at_once())
    .fields(fields(request));
    Ok(match old {
        Some(old) => ask.version(old.version),
        None => ask,
    })
}

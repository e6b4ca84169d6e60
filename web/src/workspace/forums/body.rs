//! The form of a forum.

use besa_domain::FieldError;
use besa_domain::access::{EditForums, SeeForums};
use besa_domain::forums::{self, Forum, ForumDraft, ForumKind};
use besa_text::{Words, codes};
use poem::handler;

use super::super::field::{Field, Kind, open};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::show::of_forum;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditForums>()?;
    ask(&request, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditForums>()?;
    let draft = draft(&mut form);
    let once = form.once(&draft)?;
    let write = async |draft| forums::create(request.db(), &permit, Some(&once), draft).await;
    let made = attempt(&form, draft, ForumDraft::checked, write).await;
    let outcome = made.map(|made| request.done(Flash::Saved, &of_forum(&request, &made)));
    answer(&request, form, outcome, None, async |_| ask(&request, None).await).await
}

async fn read(request: &MemberRequest) -> Result<Forum> {
    let permit = request.permit::<SeeForums>()?;
    Ok(forums::forum(request.db(), &permit, request.id()?).await?.forum)
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditForums>()?;
    let forum = read(&request).await?;
    ask(&request, Some(&forum)).await?.show(filled(&forum))
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditForums>()?;
    let old = read(&request).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| forums::edit(request.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, ForumDraft::checked, write).await;
    let outcome = saved.map(|saved| request.done(Flash::Saved, &of_forum(&request, &saved)));
    answer(&request, form, outcome, Some(filled(&old)), async |_| {
        ask(&request, Some(&old)).await
    })
    .await
}

fn fields(w: &Words) -> Vec<Field> {
    let kinds = ForumKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), codes::forum_kind(w, kind.code())));
    let kinds = std::iter::once(open(w.forum_choose_kind())).chain(kinds);
    vec![
        Field::line("name", w.forum_field_name()),
        Field::pick("kind", w.forum_field_kind(), kinds.collect()),
        Field::prose("remit", w.forum_field_remit(), 4),
        Field::prose("rules", w.forum_field_rules(), 6).hint(w.forum_hint_rules()),
        Field::new("rules_link", w.forum_field_rules_link(), Kind::Line("url")),
        Field::day("founded_on", w.forum_field_founded()),
    ]
}

fn filled(forum: &Forum) -> Form {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut form = Form::with([
        ("name", forum.name.clone()),
        ("kind", forum.kind.code().to_owned()),
        ("remit", text(&forum.remit)),
        ("rules", text(&forum.rules)),
        ("rules_link", text(&forum.rules_link)),
    ]);
    form.set_date("founded_on", forum.founded_on);
    form
}

fn draft(form: &mut Form) -> ForumDraft {
    let kind = form.value("kind").parse().ok();
    if kind.is_none() {
        form.note(FieldError::new("kind", "not_chosen"));
    }
    ForumDraft {
        name: form.value("name").to_owned(),
        kind: kind.unwrap_or(ForumKind::Other),
        remit: form.maybe("remit"),
        rules: form.maybe("rules"),
        rules_link: form.maybe("rules_link"),
        founded_on: form.date("founded_on"),
    }
}

async fn ask(request: &MemberRequest, forum: Option<&Forum>) -> Result<FormPage> {
    let w = request.w();
    let list = request.at("forums");
    let back = forum.map_or_else(|| list.clone(), |forum| of_forum(request, forum));
    let title = forum.map_or_else(|| w.forum_new(), |_| w.forum_edit());
    let ask = FormPage::new(request, Open::Forums, title, back.clone())
        .await?
        .under(w.forum_title(), list)
        .lede(w.forum_public_at_once())
        .fields(fields(w));
    Ok(match forum {
        Some(forum) => ask.under(forum.name.clone(), back).version(forum.version),
        None => ask,
    })
}

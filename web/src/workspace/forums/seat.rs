//! The form of a seat in a forum.

use besa_domain::FieldError;
use besa_domain::access::{EditForums, SeeForums, SeeStakeholders};
use besa_domain::forums::{self, Forum, Seat, SeatDraft, Side};
use besa_domain::stakeholders;
use besa_text::codes;
use poem::handler;

use super::super::field::{Field, open};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::forum_of;
use super::show::of_forum;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditForums>()?;
    let forum = forum_of(&request).await?;
    ask(&request, &forum, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditForums>()?;
    let forum = forum_of(&request).await?;
    let draft = draft(&mut form);
    let once = form.once_on(&forum.id)?;
    let write = async |draft| forums::add_seat(request.db(), &permit, Some(&once), forum.id, draft).await;
    let made = attempt(&form, draft, SeatDraft::checked, write).await;
    let outcome = made.map(|_| request.done(Flash::Saved, &of_forum(&request, &forum)));
    answer(&request, form, outcome, None, async |_| {
        ask(&request, &forum, None).await
    })
    .await
}

async fn read(request: &MemberRequest) -> Result<(Seat, Forum)> {
    let permit = request.permit::<SeeForums>()?;
    Ok(forums::seat(request.db(), &permit, request.id()?).await?)
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditForums>()?;
    let (old, forum) = read(&request).await?;
    ask(&request, &forum, Some(&old)).await?.show(filled(&old))
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditForums>()?;
    let (old, forum) = read(&request).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| forums::edit_seat(request.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, SeatDraft::checked, write).await;
    let outcome = saved.map(|_| request.done(Flash::Saved, &of_forum(&request, &forum)));
    let stored = Some(filled(&old));
    answer(&request, form, outcome, stored, async |_| {
        ask(&request, &forum, Some(&old)).await
    })
    .await
}

async fn fields(request: &MemberRequest) -> Result<Vec<Field>> {
    let w = request.w();
    let all = stakeholders::organisations(request.db(), &request.permit::<SeeStakeholders>()?).await?;
    let holders = all.iter().map(|one| (one.id.to_string(), one.name.clone()));
    let holders = std::iter::once(open(w.seat_nobody())).chain(holders);
    let sides = Side::ALL
        .iter()
        .map(|side| (side.code().to_owned(), codes::seat_side(w, side.code())));
    let sides = std::iter::once(open(w.seat_choose_side())).chain(sides);
    Ok(vec![
        Field::line("title", w.seat_field_title()).hint(w.seat_hint_title()),
        Field::pick("side", w.seat_field_side(), sides.collect()),
        Field::pick("organisation", w.seat_field_holder(), holders.collect()),
        Field::day("starts_on", w.seat_field_starts()),
        Field::day("ends_on", w.seat_field_ends()),
    ])
}

fn filled(seat: &Seat) -> Form {
    let holder = seat.organisation_id.map(|id| id.to_string());
    let mut form = Form::with([
        ("title", seat.title.clone()),
        ("side", seat.side.code().to_owned()),
        ("organisation", holder.unwrap_or_default()),
    ]);
    form.set_date("starts_on", seat.starts_on);
    form.set_date("ends_on", seat.ends_on);
    form
}

fn draft(form: &mut Form) -> SeatDraft {
    let side = form.value("side").parse().ok();
    if side.is_none() {
        form.note(FieldError::new("side", "not_chosen"));
    }
    SeatDraft {
        title: form.value("title").to_owned(),
        side: side.unwrap_or(Side::Other),
        organisation: form.value("organisation").parse().ok(),
        starts_on: form.date("starts_on"),
        ends_on: form.date("ends_on"),
    }
}

async fn ask(request: &MemberRequest, forum: &Forum, old: Option<&Seat>) -> Result<FormPage> {
    let w = request.w();
    let back = of_forum(request, forum);
    let ask = FormPage::new(
        request,
        Open::Forums,
        old.map_or_else(|| w.seat_new(), |seat| w.seat_edit(&seat.title)),
        back.clone(),
    )
    .await?
    .under(w.forum_title(), request.at("forums"))
    .under(forum.name.clone(), back)
    .lede(w.forum_public_at_once())
    .fields(fields(request).await?);
    Ok(match old {
        Some(old) => ask.version(old.version),
        None => ask,
    })
}

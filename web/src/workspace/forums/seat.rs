//! Writing a seat in a standing body.

use besa_domain::access::{EditForums, SeeForums, SeeStakeholders};
use besa_domain::forums::{self, Forum, Seat, SeatDraft, Side};
use besa_domain::stakeholders;
use besa_domain::{Conflict, Error, FieldError};
use besa_text::codes;
use poem::handler;

use super::super::ask::Ask;
use super::super::conflict;
use super::super::desk::Desk;
use super::super::field::{Field, also, open};
use super::super::shell::Open;
use super::show::of_forum;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

async fn forum(desk: &Desk) -> Result<Forum> {
    let permit = desk.permit::<SeeForums>()?;
    Ok(forums::forum(desk.db(), &permit, desk.id()?).await?.forum)
}

#[handler]
pub(super) async fn new(desk: Desk) -> Result {
    desk.permit::<EditForums>()?;
    let forum = forum(&desk).await?;
    page(&desk, &forum, None, Form::empty()).await
}

#[handler]
pub(super) async fn create(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditForums>()?;
    let forum = forum(&desk).await?;
    let draft = draft(&mut form);
    if !form.is_fine() {
        also(&mut form, draft.checked())?;
        return page(&desk, &forum, None, form).await;
    }
    let once = form.once_on(&forum.id)?;
    match forums::add_seat(desk.db(), &permit, Some(&once), forum.id, draft).await {
        Ok(_) => Ok(desk.done(Flash::Saved, &of_forum(&desk, &forum))),
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &forum, None, form).await
        }
    }
}

async fn read(desk: &Desk) -> Result<(Seat, Forum)> {
    let permit = desk.permit::<SeeForums>()?;
    Ok(forums::seat(desk.db(), &permit, desk.id()?).await?)
}

#[handler]
pub(super) async fn edit(desk: Desk) -> Result {
    desk.permit::<EditForums>()?;
    let (seat, forum) = read(&desk).await?;
    page(&desk, &forum, Some(&seat), filled(&seat)).await
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditForums>()?;
    let (old, forum) = read(&desk).await?;
    let draft = draft(&mut form);
    if !form.is_fine() {
        also(&mut form, draft.checked())?;
        return page(&desk, &forum, Some(&old), form).await;
    }
    let once = form.once_on(&old.id)?;
    match forums::edit_seat(desk.db(), &permit, Some(&once), old.id, form.version(), draft).await {
        Ok(_) => Ok(desk.done(Flash::Saved, &of_forum(&desk, &forum))),
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let both = (&form, &filled(&old));
            let fields = fields(&desk).await?;
            let back = of_forum(&desk, &forum);
            conflict::page(&desk, Open::Forums, &fields, both, current, &back).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &forum, Some(&old), form).await
        }
    }
}

async fn fields(desk: &Desk) -> Result<Vec<Field>> {
    let w = desk.w();
    let all = stakeholders::organisations(desk.db(), &desk.permit::<SeeStakeholders>()?).await?;
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

async fn page(desk: &Desk, forum: &Forum, seat: Option<&Seat>, form: Form) -> Result {
    let w = desk.w();
    let back = of_forum(desk, forum);
    let title = seat.map_or_else(|| w.seat_new(), |seat| w.seat_edit(&seat.title));
    let mut ask = Ask::new(desk, Open::Forums, title, back.clone())
        .await?
        .under(w.forum_title(), desk.at("forums"))
        .under(forum.name.clone(), back)
        .lede(w.forum_public_at_once())
        .fields(fields(desk).await?);
    if let Some(seat) = seat {
        ask = ask.version(seat.version);
    }
    ask.show(form)
}

//! Writing a past round of participatory budgeting.

use besa_domain::access::{EditStrategies, SeeStrategies};
use besa_domain::strategies::{self, BudgetRound, RoundDraft, Strategy};
use besa_domain::{Conflict, Error, FieldError, code};
use besa_text::Words;
use poem::handler;

use super::super::ask::Ask;
use super::super::conflict;
use super::super::desk::Desk;
use super::super::field::{Field, Kind, also};
use super::super::shell::Open;
use super::there;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

async fn strategy(desk: &Desk) -> Result<Strategy> {
    let permit = desk.permit::<SeeStrategies>()?;
    Ok(strategies::strategy(desk.db(), &permit, desk.id()?).await?.strategy)
}

#[handler]
pub(super) async fn new(desk: Desk) -> Result {
    desk.permit::<EditStrategies>()?;
    let strategy = strategy(&desk).await?;
    page(&desk, &strategy, None, Form::empty()).await
}

#[handler]
pub(super) async fn create(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditStrategies>()?;
    let strategy = strategy(&desk).await?;
    let draft = draft(&mut form);
    if !form.is_fine() {
        also(&mut form, draft.checked())?;
        return page(&desk, &strategy, None, form).await;
    }
    let once = form.once_on(&strategy.id)?;
    match strategies::add_round(desk.db(), &permit, Some(&once), strategy.id, draft).await {
        Ok(_) => Ok(desk.done(Flash::Saved, &there(&desk, &strategy))),
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &strategy, None, form).await
        }
    }
}

async fn read(desk: &Desk) -> Result<(BudgetRound, Strategy)> {
    let permit = desk.permit::<SeeStrategies>()?;
    Ok(strategies::round(desk.db(), &permit, desk.id()?).await?)
}

#[handler]
pub(super) async fn edit(desk: Desk) -> Result {
    desk.permit::<EditStrategies>()?;
    let (old, strategy) = read(&desk).await?;
    page(&desk, &strategy, Some(&old), filled(&old)).await
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditStrategies>()?;
    let (old, strategy) = read(&desk).await?;
    let draft = draft(&mut form);
    if !form.is_fine() {
        also(&mut form, draft.checked())?;
        return page(&desk, &strategy, Some(&old), form).await;
    }
    let once = form.once_on(&old.id)?;
    match strategies::edit_round(desk.db(), &permit, Some(&once), old.id, form.version(), draft).await {
        Ok(_) => Ok(desk.done(Flash::Saved, &there(&desk, &strategy))),
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let both = (&form, &filled(&old));
            let back = there(&desk, &strategy);
            conflict::page(&desk, Open::Strategies, &fields(desk.w()), both, current, &back).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &strategy, Some(&old), form).await
        }
    }
}

fn fields(w: &Words) -> Vec<Field> {
    vec![
        Field::new("year", w.round_field_year(), Kind::Few),
        Field::line("amount", w.round_field_amount()).hint(w.round_hint_amount()),
        Field::line("currency", w.round_field_currency()).hint(w.round_hint_currency()),
        Field::line("source", w.round_field_source()).hint(w.round_hint_source()),
        Field::prose("note", w.round_field_note(), 3),
    ]
}

fn filled(round: &BudgetRound) -> Form {
    Form::with([
        ("year", round.year.to_string()),
        ("amount", round.amount.to_string()),
        ("currency", round.currency.clone()),
        ("source", round.source.clone()),
        ("note", round.note.clone().unwrap_or_default()),
    ])
}

fn draft(form: &mut Form) -> RoundDraft {
    let amount = form.maybe("amount");
    let amount = amount.map(|amount| amount.replace([' ', '\u{a0}'], "").parse::<i64>());
    match &amount {
        None => form.note(FieldError::new("amount", code::REQUIRED)),
        Some(Err(_)) => form.note(FieldError::new("amount", code::NOT_A_NUMBER)),
        Some(Ok(_)) => {}
    }
    let year = form.number("year");
    if year.is_none() && form.error("year").is_none() {
        form.note(FieldError::new("year", code::REQUIRED));
    }
    RoundDraft {
        year: year.unwrap_or(2000),
        amount: amount.and_then(std::result::Result::ok).unwrap_or(1),
        currency: form.value("currency").to_owned(),
        source: form.value("source").to_owned(),
        note: form.maybe("note"),
    }
}

async fn page(desk: &Desk, strategy: &Strategy, round: Option<&BudgetRound>, form: Form) -> Result {
    let w = desk.w();
    let back = there(desk, strategy);
    let title = round.map_or_else(|| w.round_new(), |_| w.round_edit());
    let mut ask = Ask::new(desk, Open::Strategies, title, back.clone())
        .await?
        .under(w.strategy_title(), desk.at("strategies"))
        .under(strategy.title.clone(), back)
        .lede(w.forum_public_at_once())
        .fields(fields(w));
    if let Some(round) = round {
        ask = ask.version(round.version);
    }
    ask.show(form)
}

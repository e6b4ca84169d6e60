//! The form of a past round of participatory budgeting.

use besa_domain::access::{EditStrategies, SeeStrategies};
use besa_domain::strategies::{self, BudgetRound, RoundDraft, Strategy};
use besa_domain::{FieldError, code};
use besa_text::Words;
use poem::handler;

use super::super::ask::{Ask, answer, attempt};
use super::super::desk::Desk;
use super::super::field::{Field, Kind};
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
    ask(&desk, &strategy, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditStrategies>()?;
    let strategy = strategy(&desk).await?;
    let draft = draft(&mut form);
    let once = form.once_on(&strategy.id)?;
    let write = async |draft| strategies::add_round(desk.db(), &permit, Some(&once), strategy.id, draft).await;
    let made = attempt(&form, draft, RoundDraft::checked, write).await;
    let outcome = made.map(|_| desk.done(Flash::Saved, &there(&desk, &strategy)));
    answer(&desk, form, outcome, None, async |_| ask(&desk, &strategy, None).await).await
}

async fn read(desk: &Desk) -> Result<(BudgetRound, Strategy)> {
    let permit = desk.permit::<SeeStrategies>()?;
    Ok(strategies::round(desk.db(), &permit, desk.id()?).await?)
}

#[handler]
pub(super) async fn edit(desk: Desk) -> Result {
    desk.permit::<EditStrategies>()?;
    let (old, strategy) = read(&desk).await?;
    ask(&desk, &strategy, Some(&old)).await?.show(filled(&old))
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditStrategies>()?;
    let (old, strategy) = read(&desk).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| strategies::edit_round(desk.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, RoundDraft::checked, write).await;
    let outcome = saved.map(|_| desk.done(Flash::Saved, &there(&desk, &strategy)));
    let stored = Some(filled(&old));
    answer(&desk, form, outcome, stored, async |_| {
        ask(&desk, &strategy, Some(&old)).await
    })
    .await
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

async fn ask(desk: &Desk, strategy: &Strategy, old: Option<&BudgetRound>) -> Result<Ask> {
    let w = desk.w();
    let back = there(desk, strategy);
    let ask = Ask::new(
        desk,
        Open::Strategies,
        old.map_or_else(|| w.round_new(), |_| w.round_edit()),
        back.clone(),
    )
    .await?
    .under(w.strategy_title(), desk.at("strategies"))
    .under(strategy.title.clone(), back)
    .lede(w.forum_public_at_once())
    .fields(fields(w));
    Ok(match old {
        Some(old) => ask.version(old.version),
        None => ask,
    })
}

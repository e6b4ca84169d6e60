//! The form of a past round of participatory budgeting.

use besa_domain::access::{EditStrategies, SeeStrategies};
use besa_domain::strategies::{self, BudgetRound, RoundDraft, Strategy};
use besa_domain::{FieldError, code};
use besa_text::Words;
use poem::handler;

use super::super::field::{Field, Kind};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::there;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

async fn strategy(request: &MemberRequest) -> Result<Strategy> {
    let permit = request.permit::<SeeStrategies>()?;
    Ok(strategies::strategy(request.db(), &permit, request.id()?)
        .await?
        .strategy)
}

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditStrategies>()?;
    let strategy = strategy(&request).await?;
    ask(&request, &strategy, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditStrategies>()?;
    let strategy = strategy(&request).await?;
    let draft = draft(&mut form);
    let once = form.once_on(&strategy.id)?;
    let write = async |draft| strategies::add_round(request.db(), &permit, Some(&once), strategy.id, draft).await;
    let made = attempt(&form, draft, RoundDraft::checked, write).await;
    let outcome = made.map(|_| request.done(Flash::Saved, &there(&request, &strategy)));
    answer(&request, form, outcome, None, async |_| {
        ask(&request, &strategy, None).await
    })
    .await
}

async fn read(request: &MemberRequest) -> Result<(BudgetRound, Strategy)> {
    let permit = request.permit::<SeeStrategies>()?;
    Ok(strategies::round(request.db(), &permit, request.id()?).await?)
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditStrategies>()?;
    let (old, strategy) = read(&request).await?;
    ask(&request, &strategy, Some(&old)).await?.show(filled(&old))
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditStrategies>()?;
    let (old, strategy) = read(&request).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| strategies::edit_round(request.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, RoundDraft::checked, write).await;
    let outcome = saved.map(|_| request.done(Flash::Saved, &there(&request, &strategy)));
    let stored = Some(filled(&old));
    answer(&request, form, outcome, stored, async |_| {
        ask(&request, &strategy, Some(&old)).await
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

async fn ask(request: &MemberRequest, strategy: &Strategy, old: Option<&BudgetRound>) -> Result<FormPage> {
    let w = request.w();
    let back = there(request, strategy);
    let ask = FormPage::new(
        request,
        Open::Strategies,
        old.map_or_else(|| w.round_new(), |_| w.round_edit()),
        back.clone(),
    )
    .await?
    .under(w.strategy_title(), request.at("strategies"))
    .under(strategy.title.clone(), back)
    .lede(w.forum_public_at_once())
    .fields(fields(w));
    Ok(match old {
        Some(old) => ask.version(old.version),
        None => ask,
    })
}

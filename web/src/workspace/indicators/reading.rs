//! The forms of a value: to add, correct and withdraw one.

use besa_domain::access::{ReportProgress, SeePlan};
use besa_domain::indicators::{self, Correction, Reading, ReadingDraft};
use poem::handler;

use super::super::field::Field;
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::{Found, there};
use crate::error::Result;
use crate::form::Form;
use crate::indicators::titles;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<ReportProgress>()?;
    let found = Found::of(&request, request.id()?).await?;
    ask_new(&request, &found).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<ReportProgress>()?;
    let found = Found::of(&request, request.id()?).await?;
    let (plan, commitment) = found.place()?;
    let (of, today) = (found.indicator.id, request.today());
    let draft = draft(&mut form);
    let once = form.once_on(&of)?;
    let write = async |draft| indicators::add_reading(request.db(), &permit, Some(&once), of, today, draft).await;
    let made = attempt(&form, draft, |draft| draft.checked(today), write).await;
    let there = there(&request, plan, commitment, &found.indicator);
    let outcome = made.map(|_| request.saved(plan, &there));
    answer(&request, form, outcome, None, async |_| ask_new(&request, &found).await).await
}

async fn read(request: &MemberRequest) -> Result<(Reading, Found)> {
    let permit = request.permit::<SeePlan>()?;
    let (reading, indicator) = indicators::reading(request.db(), &permit, request.id()?).await?;
    Ok((reading, Found::of(request, indicator.id).await?))
}

#[handler]
pub(super) async fn correct(request: MemberRequest) -> Result {
    request.permit::<ReportProgress>()?;
    let (old, found) = read(&request).await?;
    ask_correct(&request, &found, &old).await?.show(filled(&old))
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<ReportProgress>()?;
    let (old, found) = read(&request).await?;
    let (plan, commitment) = found.place()?;
    let today = request.today();
    let with = Correction {
        reading: draft(&mut form),
        reason: form.maybe("reason"),
    };
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |with| {
        indicators::correct_reading(request.db(), &permit, Some(&once), old.id, version, today, with).await
    };
    let made = attempt(&form, with, |with| with.checked(today), write).await;
    let there = there(&request, plan, commitment, &found.indicator);
    let outcome = made.map(|_| request.saved(plan, &there));
    let stored = Some(filled(&old));
    answer(&request, form, outcome, stored, async |_| {
        ask_correct(&request, &found, &old).await
    })
    .await
}

#[handler]
pub(super) async fn withdraw(request: MemberRequest) -> Result {
    request.permit::<ReportProgress>()?;
    let (old, found) = read(&request).await?;
    ask_withdraw(&request, &found, &old).await?.show(Form::empty())
}

#[handler]
pub(super) async fn remove(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ReportProgress>()?;
    let (old, found) = read(&request).await?;
    let (plan, commitment) = found.place()?;
    let reason = form.maybe("reason").unwrap_or_default();
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let ended = indicators::withdraw_reading(request.db(), &permit, Some(&once), old.id, version, &reason).await;
    let there = there(&request, plan, commitment, &found.indicator);
    let outcome = ended.map(|_| request.saved(plan, &there));
    let stored = Form::with([("reason", old.withdrawn_reason.clone().unwrap_or_default())]);
    answer(&request, form, outcome, Some(stored), async |_| {
        ask_withdraw(&request, &found, &old).await
    })
    .await
}

/// Returns a page about the values of an indicator.
async fn ask(request: &MemberRequest, found: &Found, title: String) -> Result<FormPage> {
    let w = request.w();
    let (plan, commitment) = found.place()?;
    let of_plan = request.with_plan(plan);
    let (name, _) = titles(&request.city, plan, &found.indicator);
    let back = there(request, plan, commitment, &found.indicator);
    let page = of_plan.commitment(commitment, "");
    let page = FormPage::new(request, Open::Commitments, title.clone(), back)
        .await?
        .under(w.commitments_title(), of_plan.on("commitments"))
        .under(w.commitment_page(commitment.number.to_string()), page)
        .heading(format!("{title}: {}", name.words));
    Ok(page)
}

async fn ask_new(request: &MemberRequest, found: &Found) -> Result<FormPage> {
    let w = request.w();
    let (plan, _) = found.place()?;
    let page = ask(request, found, w.reading_new())
        .await?
        .fields(fields(request, found));
    Ok(match plan.published_at {
        Some(_) => page.lede(w.indicator_public()),
        None => page,
    })
}

async fn ask_correct(request: &MemberRequest, found: &Found, old: &Reading) -> Result<FormPage> {
    let w = request.w();
    let mut fields = fields(request, found);
    fields.push(Field::prose("reason", w.reading_field_reason(), 3).hint(w.reason_hint()));
    let lede = w.reading_correct_lede(found.value(request, old), request.day(old.read_on));
    Ok(ask(request, found, w.reading_correct())
        .await?
        .lede(lede)
        .fields(fields)
        .version(old.version))
}

async fn ask_withdraw(request: &MemberRequest, found: &Found, old: &Reading) -> Result<FormPage> {
    let w = request.w();
    let lede = w.reading_withdraw_lede(found.value(request, old), request.day(old.read_on));
    Ok(ask(request, found, w.reading_withdraw())
        .await?
        .lede(lede)
        .fields(vec![
            Field::prose("reason", w.milestone_reason(), 4).hint(w.reason_hint()),
        ])
        .version(old.version)
        .button(w.reading_withdraw())
        .danger())
}

fn fields(request: &MemberRequest, found: &Found) -> Vec<Field> {
    let w = request.w();
    let value = match found.indicator.unit.as_deref() {
        Some(unit) => w.reading_field_value_in(unit),
        None => w.reading_field_value(),
    };
    vec![
        Field::day("read_on", w.reading_field_day()),
        Field::line("value", value).hint(w.reading_hint_value()),
        Field::prose("note", w.reading_field_note(), 3).hint(w.reading_hint_note()),
    ]
}

fn filled(reading: &Reading) -> Form {
    let mut form = Form::with([
        ("value", reading.value.to_string()),
        ("note", reading.note.clone().unwrap_or_default()),
    ]);
    form.set_date("read_on", Some(reading.read_on));
    form
}

fn draft(form: &mut Form) -> ReadingDraft {
    ReadingDraft {
        read_on: form.date("read_on"),
        value: form.decimal("value"),
        note: form.maybe("note"),
    }
}

//! The form of a plan.

use besa_domain::Error;
use besa_domain::access::EditPlan;
use besa_domain::plans::{self, Plan, PlanDraft};
use besa_domain::removal::Target;
use besa_text::Language;
use poem::handler;

use super::super::field::{Choice, Field, renamed};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::removal;
use super::super::shell::Open;
use crate::error::Result;
use crate::form::Form;
use crate::tenant;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditPlan>()?;
    let form = Form::with([("language", tenant::first(request.city.tenant()).code().to_owned())]);
    ask(&request, None).await?.show(form)
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditPlan>()?;
    let draft = draft(&mut form, PlanDraft::default());
    let once = form.once(&draft)?;
    let write = async |draft| plans::create(request.db(), &permit, Some(&once), draft).await;
    let made = attempt(&form, draft, PlanDraft::checked, write).await.map_err(of_form);
    let outcome = made.map(|plan| request.saved(&plan, &request.with_plan(&plan).on("plan")));
    answer(&request, form, outcome, None, async |_| ask(&request, None).await).await
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditPlan>()?;
    let plan = request.plan().await?;
    ask(&request, Some(&plan)).await?.show(filled(&plan))
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditPlan>()?;
    let old = request.plan().await?;
    let draft = draft(&mut form, PlanDraft::of(&old));
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| plans::edit(request.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, PlanDraft::checked, write).await.map_err(of_form);
    let outcome = saved.map(|plan| request.saved(&plan, &after(&request, &old, &plan)));
    let stored = Some(filled(&old));
    answer(&request, form, outcome, stored, async |_| {
        ask(&request, Some(&old)).await
    })
    .await
}

/// Returns the plan's URL after saving. A new reference changes it, unless the URL names no plan.
fn after(request: &MemberRequest, old: &Plan, saved: &Plan) -> String {
    if old.reference == saved.reference {
        request.on("plan")
    } else {
        request.with_plan(saved).on("plan")
    }
}

async fn ask(request: &MemberRequest, plan: Option<&Plan>) -> Result<FormPage> {
    let w = request.w();
    let title = plan.map_or_else(|| w.plan_form_new_title(), |_| w.plan_form_title());
    let back = request.on("plan");
    let ask = FormPage::new(request, Open::Plan, title, back.clone())
        .await?
        .under(w.workspace_nav_plan(), back)
        .fields(fields(request, plan));
    Ok(match plan {
        Some(plan) => removal::offered(request, ask, plan, Target::Plan(plan.id)).version(plan.version),
        None => ask.lede(w.plan_form_new_lede()),
    })
}

fn of_form(error: Error) -> Error {
    renamed(error, |_| None)
}

fn fields(request: &MemberRequest, plan: Option<&Plan>) -> Vec<Field> {
    let w = request.w();
    vec![
        Field::line("title", w.plan_field_title()).hint(w.plan_hint_title()),
        Field::line("reference", w.plan_field_reference()).hint(w.plan_hint_reference()),
        Field::pick(
            "language",
            w.plan_field_language(),
            languages(plan.map(|plan| plan.language.as_str())),
        )
        .hint(w.plan_hint_language()),
        Field::day("starts_on", w.plan_field_start()).hint(w.commitment_hint_month()),
        Field::day("ends_on", w.plan_field_end()).hint(w.commitment_hint_month()),
        Field::day("term_ends_on", w.plan_field_term_end()).hint(w.plan_hint_term_end()),
        Field::day("adopted_on", w.plan_field_adopted()),
        Field::day("submitted_on", w.plan_field_submitted()),
        Field::prose("lead_institutions", w.plan_field_lead(), 3).hint(w.plan_hint_lead()),
        Field::line("monitoring_body", w.plan_field_monitoring_body()).hint(w.plan_hint_monitoring_body()),
        Field::prose("foreword", w.plan_field_foreword(), 6),
        Field::prose("vision", w.plan_field_vision(), 6),
        Field::prose("challenges", w.plan_field_challenges(), 6),
        Field::prose("engagement", w.plan_field_engagement(), 6).hint(w.plan_hint_engagement()),
        Field::prose("monitoring", w.plan_field_monitoring(), 6).hint(w.plan_hint_monitoring()),
        Field::line("source", w.plan_field_source()).hint(w.plan_hint_source()),
    ]
}

/// Returns languages by their own names; also the one in `held`, if Besa does not support it.
pub(in crate::workspace) fn languages(held: Option<&str>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Language::ALL
        .into_iter()
        .map(|language| (language.code().to_owned(), language.name().to_owned()))
        .collect();
    if let Some(held) = held.filter(|held| Language::parse(held).is_none() && !held.is_empty()) {
        choices.push((held.to_owned(), held.to_owned()));
    }
    choices
}

fn filled(plan: &Plan) -> Form {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut form = Form::with([
        ("title", plan.title.clone()),
        ("reference", plan.reference.clone()),
        ("language", plan.language.clone()),
        ("lead_institutions", plan.lead_institutions.0.join("\n")),
        ("monitoring_body", text(&plan.monitoring_body)),
        ("foreword", text(&plan.foreword)),
        ("vision", text(&plan.vision)),
        ("challenges", text(&plan.challenges)),
        ("engagement", text(&plan.engagement)),
        ("monitoring", text(&plan.monitoring)),
        ("source", text(&plan.source)),
    ]);
    form.set_date("starts_on", plan.starts_on);
    form.set_date("ends_on", plan.ends_on);
    form.set_date("term_ends_on", plan.term_ends_on);
    form.set_date("adopted_on", plan.adopted_on);
    form.set_date("submitted_on", plan.submitted_on);
    form
}

fn draft(form: &mut Form, old: PlanDraft) -> PlanDraft {
    let starts_on = form.month_or_day("starts_on", false);
    let ends_on = form.month_or_day("ends_on", true);
    let term_ends_on = form.month_or_day("term_ends_on", true);
    PlanDraft {
        reference: form.value("reference").to_owned(),
        title: form.value("title").to_owned(),
        language: form.value("language").to_owned(),
        starts_on,
        // The source's wording of a date is kept only while the date stays the same.
        ends_said: old.ends_said.filter(|_| ends_on == old.ends_on),
        ends_on,
        term_ends_said: old.term_ends_said.filter(|_| term_ends_on == old.term_ends_on),
        term_ends_on,
        adopted_on: form.date("adopted_on"),
        submitted_on: form.date("submitted_on"),
        foreword: form.maybe("foreword"),
        vision: form.maybe("vision"),
        challenges: form.maybe("challenges"),
        engagement: form.maybe("engagement"),
        monitoring: form.maybe("monitoring"),
        monitoring_body: form.maybe("monitoring_body"),
        lead_institutions: form.value("lead_institutions").lines().map(str::to_owned).collect(),
        source: form.maybe("source"),
    }
}

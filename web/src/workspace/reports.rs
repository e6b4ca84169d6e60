//! Reports: asked for here, built by a job, read as a page and as PDF.

use askama::Template;
use askama::filters::Safe;
use besa_documents::html;
use besa_domain::access::{SeePlan, SeeReport, WriteReports};
use besa_domain::reports::{self, Report, ReportKind, ReportState};
use besa_domain::{Error, FieldError, PlanId, ReportId, plans};
use besa_text::{Language, Words, numbers};
use poem::handler;
use poem::http::StatusCode;

use super::BASE;
use super::ask::Ask;
use super::desk::Desk;
use super::field::Field;
use super::marks::{self, Status};
use super::shell::{Open, Shell};
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::private;
use crate::pages::Pages;
use crate::public::proof::saved_as;
use crate::tenant;

/// Pages of reports.
pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page(format!("{BASE}/reports"), list)
        .form(format!("{BASE}/reports/new"), new, ask)
        .page(format!("{BASE}/reports/:id"), show)
        .page(format!("{BASE}/reports/:id/pdf"), pdf)
}

/// A report of the list.
struct Line {
    title: String,
    state: Status,
    facts: String,
    failure: Option<String>,
    read: Option<String>,
    pdf: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "workspace/reports.html")]
struct Page {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    new: Option<String>,
    list: Vec<Line>,
    waiting: bool,
    here: String,
}

#[handler]
async fn list(desk: Desk) -> Result {
    let all = reports::list(desk.db(), &desk.permit::<SeeReport>()?).await?;
    let plans = plans::list(desk.db(), &desk.permit::<SeePlan>()?).await?;
    let w = desk.w();
    let line = |report: &Report| {
        let plan = plans.iter().find(|plan| plan.id == report.plan_id);
        let built = report.state == ReportState::Built;
        let size = report.pdf_size.filter(|_| built && report.pdf_key.is_some());
        Line {
            title: plan.map_or_else(String::new, |plan| w.reports_self_assessment(&plan.reference)),
            state: state_mark(report.state, w),
            facts: format!(
                "{} · {}",
                language_name(&report.language),
                match report.built_at {
                    Some(at) => w.report_built(desk.day_of(at)),
                    None => w.reports_asked_on(desk.day_of(report.asked_at)),
                }
            ),
            failure: report.failure.as_ref().map(|_| w.report_failed()),
            read: built.then(|| desk.at(&format!("reports/{}", report.id))),
            pdf: size.map(|size| {
                (
                    desk.at(&format!("reports/{}/pdf", report.id)),
                    w.common_file_facts("PDF", numbers::bytes(desk.language(), size.unsigned_abs())),
                )
            }),
        }
    };
    let page = Page {
        frame: desk.frame(&w.workspace_nav_reports()),
        w,
        new: (desk.may::<WriteReports>() && !plans.is_empty()).then(|| desk.at("reports/new")),
        waiting: all.iter().any(|report| report.state == ReportState::Waiting),
        list: all.iter().map(line).collect(),
        here: desk.at("reports"),
        shell: Shell::of(&desk, Open::Reports).await?,
    };
    private(StatusCode::OK, &page)
}

fn state_mark(state: ReportState, w: &Words) -> Status {
    match state {
        ReportState::Waiting => marks::plain("hourglass", w.reports_state_waiting()),
        ReportState::Built => marks::plain("file-check", w.reports_state_built()),
        ReportState::Failed => Status {
            class: "late",
            icon: "circle-alert",
            words: w.reports_state_failed(),
        },
    }
}

fn language_name(code: &str) -> String {
    Language::parse(code).map_or_else(|| code.to_owned(), |language| language.name().to_owned())
}

#[handler]
async fn new(desk: Desk) -> Result {
    desk.permit::<WriteReports>()?;
    let mut form = Form::with([("language", tenant::first(desk.city.tenant()).code().to_owned())]);
    if let Some(whole) = desk.maybe_plan().await? {
        form.add("plan", whole.plan.id.to_string());
    }
    form_page(&desk, form).await
}

#[handler]
async fn ask(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<WriteReports>()?;
    let (Ok(plan), Some(language)) = (
        form.value("plan").parse::<PlanId>(),
        Language::parse(form.value("language")),
    ) else {
        form.note(FieldError::new("plan", "not_chosen"));
        return form_page(&desk, form).await;
    };
    let kind = ReportKind::SelfAssessment;
    let once = form.once(&(plan, kind, language.code()))?;
    reports::ask(desk.db(), &permit, Some(&once), plan, kind, language.code()).await?;
    Ok(desk.done(Flash::ReportAsked, &desk.at("reports")))
}

async fn form_page(desk: &Desk, form: Form) -> Result {
    let w = desk.w();
    let plans = plans::list(desk.db(), &desk.permit::<SeePlan>()?).await?;
    let plans = plans.iter().map(|plan| (plan.id.to_string(), plan.title.clone()));
    let languages = Language::ALL
        .into_iter()
        .map(|language| (language.code().to_owned(), language.name().to_owned()));
    let back = desk.at("reports");
    Ask::new(desk, Open::Reports, w.reports_new(), back.clone())
        .await?
        .under(w.workspace_nav_reports(), back)
        .lede(w.reports_new_lede())
        .fields(vec![
            Field::pick("plan", w.workspace_nav_plan(), plans.collect()),
            Field::pick("language", w.reports_language(), languages.collect()).hint(w.reports_language_hint()),
        ])
        .button(w.reports_button())
        .show(form)
}

#[derive(Template)]
#[template(path = "workspace/report.html")]
struct Read {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    language: String,
    body: Safe<String>,
    pdf: Option<String>,
}

async fn read(desk: &Desk) -> Result<Report> {
    let id: ReportId = desk.id()?;
    Ok(reports::get(desk.db(), &desk.permit::<SeeReport>()?, id).await?)
}

#[handler]
async fn show(desk: Desk) -> Result {
    let report = read(&desk).await?;
    let figures = reports::content(&report)?;
    // Everything in it is escaped where it is written.
    let body = html::fragment(&figures).map_err(Error::internal)?;
    let w = desk.w();
    let title = w.reports_self_assessment(&figures.plan.title);
    let page = Read {
        frame: desk.frame(&title),
        w,
        language: report.language.clone(),
        body: Safe(body),
        pdf: report
            .pdf_key
            .is_some()
            .then(|| desk.at(&format!("reports/{}/pdf", report.id))),
        shell: Shell::of(&desk, Open::Reports)
            .await?
            .under(w.workspace_nav_reports(), desk.at("reports")),
    };
    private(StatusCode::OK, &page)
}

#[handler]
async fn pdf(desk: Desk) -> Result {
    let report = read(&desk).await?;
    let key = report.pdf_key.as_deref().ok_or(Error::NotFound("report"))?;
    let figures = reports::content(&report)?;
    let slug = &desk.city.tenant().slug;
    let name = format!("{slug}-self-assessment-{}-{}.pdf", figures.data_as_of, report.language);
    saved_as(&desk.city, key, "application/pdf", &name).await
}

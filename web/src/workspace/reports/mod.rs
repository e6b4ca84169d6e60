//! Reports: start one, write it section by section, consult on it, and finalise it.

mod builder;
mod stop;

use askama::Template;
use besa_domain::access::{SeePlan, SeeReport, WriteReports};
use besa_domain::reports::{self, Author, Report, ReportKind, ReportState};
use besa_domain::{FieldError, PlanId, plans};
use besa_text::{Language, Words};
use poem::handler;
use poem::http::StatusCode;

use super::BASE;
use super::field::Field;
use super::form_page::FormPage;
use super::marks::{self, Status};
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::private;
use crate::pages::Pages;
use crate::public::reports::{author, files, title};
use crate::tenant;

/// Adds the pages of reports.
pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page(format!("{BASE}/reports"), list)
        .form(format!("{BASE}/reports/new"), new, begin)
        .page(format!("{BASE}/reports/:id"), builder::show)
        .form(
            format!("{BASE}/reports/:id/edit/:section"),
            builder::edit,
            builder::save,
        )
        .button(format!("{BASE}/reports/:id/consultation"), builder::consult)
        .form(format!("{BASE}/reports/:id/stop"), stop::ask, stop::stop)
        .button(format!("{BASE}/reports/:id/final"), builder::finish)
        .page(format!("{BASE}/reports/:id/pdf"), builder::pdf)
        .page(format!("{BASE}/reports/:id/docx"), builder::docx)
        .page(format!("{BASE}/reports/:id/html"), builder::alone)
}

/// A report in the list.
struct Line {
    title: String,
    author: Option<String>,
    state: Status,
    facts: String,
    failure: Option<String>,
    read: String,
    files: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "workspace/reports/list.html")]
struct ReportsPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    new: Option<String>,
    list: Vec<Line>,
    waiting: bool,
    here: String,
}

#[handler]
async fn list(request: MemberRequest) -> Result {
    let all = reports::list(request.db(), &request.permit::<SeeReport>()?).await?;
    let plans = plans::list(request.db(), &request.permit::<SeePlan>()?).await?;
    let w = request.w();
    let line = |report: &Report| {
        let plan = plans.iter().find(|plan| plan.id == report.plan_id);
        let read = request.at(&format!("reports/{}", report.id));
        let by = report.kind.author();
        Line {
            title: plan.map_or_else(String::new, |plan| title(w, report, plan)),
            author: (by != Author::Government).then(|| author(w, by)),
            state: state_mark(&request, report),
            facts: format!(
                "{} · {}",
                Language::name_of(&report.language).to_owned(),
                match report.built_at {
                    Some(at) => w.report_built(request.day_of(at)),
                    None => w.reports_begun_on(request.day_of(report.asked_at)),
                }
            ),
            failure: report.failure.as_ref().map(|_| w.report_failed()),
            files: files(&request.city, report, &read),
            read,
        }
    };
    let page = ReportsPage {
        frame: request.frame(&w.workspace_nav_reports()),
        w,
        new: (request.may::<WriteReports>() && !plans.is_empty()).then(|| request.at("reports/new")),
        waiting: all.iter().any(|report| report.state == ReportState::Waiting),
        list: all.iter().map(line).collect(),
        here: request.at("reports"),
        shell: Shell::of(&request, Open::Reports).await?,
    };
    private(StatusCode::OK, &page)
}

fn state_mark(request: &MemberRequest, report: &Report) -> Status {
    let w = request.w();
    match report.state {
        ReportState::Draft => marks::plain("pencil", w.reports_state_draft()),
        ReportState::Consultation if report.is_open(request.today()) => Status {
            class: "prog",
            icon: "message-square",
            words: w.reports_state_consultation(),
        },
        ReportState::Consultation => marks::plain("hourglass", w.reports_state_consulted()),
        ReportState::Waiting => marks::plain("hourglass", w.reports_state_waiting()),
        ReportState::Built => marks::plain("file-check", w.reports_state_built()),
        ReportState::Failed => Status {
            class: "late",
            icon: "circle-alert",
            words: w.reports_state_failed(),
        },
    }
}

#[handler]
async fn new(request: MemberRequest) -> Result {
    request.permit::<WriteReports>()?;
    let mut form = Form::with([("language", tenant::first(request.city.tenant()).code().to_owned())]);
    if let Some(plan) = request.maybe_plan().await? {
        form.add("plan", plan.id.to_string());
    }
    form_page(&request, form).await
}

#[handler]
async fn begin(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<WriteReports>()?;
    let (Ok(plan), Some(language)) = (
        form.value("plan").parse::<PlanId>(),
        Language::parse(form.value("language")),
    ) else {
        form.note(FieldError::new("plan", "not_chosen"));
        return form_page(&request, form).await;
    };
    let kind = ReportKind::SelfAssessment;
    let once = form.once(&(plan, kind, language.code()))?;
    let begun = reports::start(request.db(), &permit, Some(&once), plan, kind, language.code()).await?;
    Ok(request.done(Flash::ReportBegun, &request.at(&format!("reports/{}", begun.id))))
}

async fn form_page(request: &MemberRequest, form: Form) -> Result {
    let w = request.w();
    let plans = plans::list(request.db(), &request.permit::<SeePlan>()?).await?;
    let plans = plans.iter().map(|plan| (plan.id.to_string(), plan.title.clone()));
    let languages = Language::ALL
        .into_iter()
        .map(|language| (language.code().to_owned(), language.name().to_owned()));
    let back = request.at("reports");
    FormPage::new(request, Open::Reports, w.reports_new(), back.clone())
        .await?
        .under(w.workspace_nav_reports(), back)
        .lede(w.reports_new_lede())
        .fields(vec![
            Field::pick("plan", w.workspace_nav_plan(), plans.collect()),
            Field::pick("language", w.reports_language(), languages.collect()).hint(w.reports_language_hint()),
        ])
        .button(w.reports_begin())
        .show(form)
}

//! Reports: those of the city and those of its monitoring body, clearly separated.

use askama::Template;
use askama::filters::Safe;
use besa_domain::access::{SeePlan, SeeReport};
use besa_domain::plans::{self, Plan};
use besa_domain::reports::{self, Author, Content, Format, Report, ReportKind, ReportState};
use besa_domain::voices::About;
use besa_domain::{Error, ReportId};
use besa_formats::{html, sheet::sheet};
use besa_text::{Words, dates, numbers};
use poem::handler;
use poem::web::Path;

use super::evidence::saved_as;
use super::voices::talk::{self, Talk, talk};
use crate::assessed;
use crate::error::{Fault, Result};
use crate::frame::{Frame, Nav};
use crate::links::Which;
use crate::media;
use crate::open::What;
use crate::page::Cache;
use crate::pages::Pages;
use crate::status::Status;
use crate::tenant::City;

pub(super) fn routes(pages: Pages) -> Pages {
    let pages = pages.page("/:city/:lang/reports", list).record(
        "/:city/:lang/reports/:id",
        show,
        What::Report,
        media::Format::RECORD,
    );
    pages
        .page("/:city/:lang/reports/:id/pdf", pdf)
        .page("/:city/:lang/reports/:id/docx", docx)
        .page("/:city/:lang/reports/:id/html", alone)
}

/// Returns the title of a report.
pub(crate) fn title(w: &Words, report: &Report, plan: &Plan) -> String {
    let subject = || match reports::frozen(report) {
        Ok(Some(Content::Assessed(assessed_report))) => assessed_report.subject().map(assessed::numbered),
        Ok(_) | Err(_) => None,
    };
    match report.kind {
        ReportKind::SelfAssessment => w.reports_self_assessment(&plan.reference),
        ReportKind::Inception => w.assessment_of_plan(&plan.title),
        ReportKind::EndOfCommitment => w.assessment_of_commitment(subject().unwrap_or_default()),
    }
}

/// Returns the name of a report's author.
pub(crate) fn author(w: &Words, author: Author) -> String {
    match author {
        Author::Government => w.reports_by_municipality(),
        Author::MonitoringBody => w.reports_by_monitor(),
    }
}

/// Returns the label and URL of each of a report's files. The URLs are below `base`.
pub(crate) fn files(city: &City, report: &Report, base: &str) -> Vec<(String, String)> {
    let w = city.w();
    let file = |format: &Format| {
        let (_, size) = format.file(report)?;
        let size = numbers::bytes(city.language(), size.unsigned_abs());
        let facts = w.common_file_facts(format.ending().to_uppercase(), size);
        Some((facts, format!("{base}/{}", format.ending())))
    };
    Format::ALL.iter().filter_map(file).collect()
}

/// Returns a file of a report as a download.
pub(crate) async fn file(city: &City, report: &Report, plan: &Plan, format: Format) -> Result {
    let (key, _) = format.file(report).ok_or(Error::NotFound("report"))?;
    let name = format.name(report, &city.tenant().slug, &plan.reference);
    saved_as(city, (key, None), format.media_type(), &name).await
}

/// Renders the content of a report as HTML. Its values are escaped. `top` is the level of the top headings.
pub(crate) fn printed(content: &Content, top: u8) -> Result<Safe<String>> {
    Ok(Safe(html::fragment(&sheet(content), top).map_err(Error::internal)?))
}

/// Returns the tag of a report's state, for its readers.
fn standing(city: &City, report: &Report) -> Status {
    let w = city.w();
    let day = |day| dates::day(city.language(), day);
    let (class, icon, words) = match (report.state, report.closes_on) {
        (ReportState::Draft | ReportState::Consultation, Some(last)) if report.is_open(city.today()) => {
            ("prog", "message-square", w.reports_open_until(day(last)))
        }
        (ReportState::Draft | ReportState::Consultation, Some(last)) => {
            ("plain", "hourglass", w.reports_closed_on(day(last)))
        }
        (ReportState::Draft | ReportState::Consultation, None) => ("plain", "hourglass", w.reports_state_draft()),
        (ReportState::Waiting | ReportState::Built | ReportState::Failed, _) => {
            let since = match report.kind.author() {
                Author::Government => report.built_at,
                Author::MonitoringBody => report.published_at,
            };
            let words = match since {
                Some(at) => w.reports_final_since(day(city.local(at).date())),
                None => w.reports_final(),
            };
            ("done", "file-check", words)
        }
    };
    Status { class, icon, words }
}

/// A report in the list.
struct Line {
    title: String,
    href: String,
    status: Status,
    files: Vec<(String, String)>,
}

/// The reports of one author.
struct Shelf {
    code: &'static str,
    author: String,
    reports: Vec<Line>,
}

#[derive(Template)]
#[template(path = "public/reports/list.html")]
struct ReportsPage {
    frame: Frame,
    w: &'static Words,
    shelves: Vec<Shelf>,
    json: String,
}

#[handler]
async fn list(city: City) -> Result {
    let cache = Cache::of(&city).await?;
    let w = city.w();
    let all = reports::list(city.db(), &city.public::<SeeReport>()).await?;
    let plans = plans::list(city.db(), &city.public::<SeePlan>()).await?;
    let line = |report: &Report| {
        let plan = plans.iter().find(|plan| plan.id == report.plan_id)?;
        let href = city.links().report(report.id);
        Some(Line {
            title: title(w, report, plan),
            status: standing(&city, report),
            files: files(&city, report, &href),
            href,
        })
    };
    let shelf = |by: &Author| {
        let of = all.iter().filter(|report| report.kind.author() == *by);
        Shelf {
            code: by.code(),
            author: author(w, *by),
            reports: of.filter_map(line).collect(),
        }
    };
    let shelves: Vec<Shelf> = Author::ALL.iter().map(shelf).collect();
    cache.page(&ReportsPage {
        frame: city.frame(&w.reports_title(), Nav::Reports).described(w.reports_lede()),
        w,
        shelves: shelves.into_iter().filter(|shelf| !shelf.reports.is_empty()).collect(),
        json: city.links().api("reports"),
    })
}

#[derive(Template)]
#[template(path = "public/reports/report.html")]
struct One {
    frame: Frame,
    w: &'static Words,
    code: &'static str,
    author: String,
    status: Status,
    open: bool,
    hash: Option<String>,
    language: String,
    body: Safe<String>,
    files: Vec<(String, String)>,
    talk: Option<Talk>,
    /// The URL of the same content as an assessment; for reports of the monitoring body.
    assessment: Option<String>,
    json: String,
}

async fn find(city: &City, id: &str) -> Result<(Report, Content, Plan)> {
    let id: ReportId = id.parse().ok().ok_or(Fault::Missing)?;
    let base = &city.visitor.app.base_url;
    let (report, content) = reports::content(city.db(), &city.public::<SeeReport>(), id, base).await?;
    let plan = plans::get(city.db(), &city.public::<SeePlan>(), report.plan_id).await?;
    Ok((report, content, plan))
}

/// Returns the comments on a report of the city.
async fn consulted(city: &City, report: &Report, plan: &Plan, which: Which<'_>, open: bool) -> Result<Talk> {
    let about = About::Report(report.id);
    let (mut talk, _) = talk(city, plan, which, about, |_| None).await?;
    // A report takes comments during its consultation, even if its plan is closed.
    talk.add = open.then(|| city.links().comment_on(&talk::code(about), None));
    talk.closed = city.w().reports_comments_closed();
    if !open {
        for (voice, _) in &mut talk.threads {
            voice.answer = None;
        }
    }
    Ok(talk)
}

#[handler]
async fn show(city: City, Path((_, _, id)): Path<(String, String, String)>) -> Result {
    let cache = Cache::of(&city).await?;
    let (report, content, plan) = find(&city, &id).await?;
    let w = city.w();
    let present = city.current_plan().await?;
    let open = report.is_open(city.today());
    let (talk, assessment) = match report.kind.author() {
        Author::Government => {
            let which = Which::of(&plan, present.map(|plan| plan.id));
            (Some(consulted(&city, &report, &plan, which, open).await?), None)
        }
        Author::MonitoringBody => (None, Some(city.links().assessment(report.id.into()))),
    };
    let href = city.links().report(report.id);
    let title = title(w, &report, &plan);
    cache.page(&One {
        frame: city.frame(&title, Nav::Reports).with_formats(media::Format::RECORD),
        w,
        code: report.kind.author().code(),
        author: author(w, report.kind.author()),
        status: standing(&city, &report),
        open,
        hash: report.sha256.as_deref().map(|hash| w.reports_hash(hash)),
        body: printed(&content, 1)?,
        files: files(&city, &report, &href),
        json: city.links().api(&format!("reports/{}", report.id)),
        language: report.language,
        talk,
        assessment,
    })
}

async fn taken(city: &City, id: &str, format: Format) -> Result {
    let id: ReportId = id.parse().ok().ok_or(Fault::Missing)?;
    let report = reports::get(city.db(), &city.public::<SeeReport>(), id).await?;
    let plan = plans::get(city.db(), &city.public::<SeePlan>(), report.plan_id).await?;
    file(city, &report, &plan, format).await
}

#[handler]
async fn pdf(city: City, Path((_, _, id)): Path<(String, String, String)>) -> Result {
    taken(&city, &id, Format::Pdf).await
}

#[handler]
async fn docx(city: City, Path((_, _, id)): Path<(String, String, String)>) -> Result {
    taken(&city, &id, Format::Docx).await
}

#[handler]
async fn alone(city: City, Path((_, _, id)): Path<(String, String, String)>) -> Result {
    taken(&city, &id, Format::Html).await
}

//! Assessments by the independent monitoring body, each with the city's reply beside it.

use askama::Template;
use besa_domain::access::{SeeAssessments, SeeReport};
use besa_domain::assessments;
use besa_domain::plans;
use besa_domain::reports;
use besa_domain::whole;
use besa_domain::{AssessmentId, Error, ExhibitId};
use besa_text::{Words, codes, numbers};
use poem::handler;
use poem::web::Path;

use super::evidence::saved_as;
use super::reports::files as printed;
use crate::assessed::{self, Part};
use crate::error::{Fault, Result};
use crate::frame::{Frame, Nav};
use crate::media::Format;
use crate::open::What;
use crate::page::Cache;
use crate::pages::Pages;
use crate::tenant::City;

type Address = Path<(String, String, String)>;

pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page("/:city/:lang/assessments", list)
        .record("/:city/:lang/assessments/:id", show, What::Assessment, Format::RECORD)
        .page("/:city/:lang/exhibits/:id/file", download)
}

#[derive(Template)]
#[template(path = "public/assessments/list.html")]
struct AssessmentsPage {
    frame: Frame,
    w: &'static Words,
    /// Title, facts and URL.
    rows: Vec<(String, String, String)>,
    json: String,
}

#[handler]
async fn list(city: City) -> Result {
    let cache = Cache::of(&city).await?;
    let w = city.w();
    let all = assessments::list(city.db(), &city.public::<SeeAssessments>(), None, None).await?;
    let plans = plans::list(city.db(), &city.public()).await?;
    let rows = all.iter().map(|row| {
        let plan = plans.iter().find(|plan| plan.id == row.plan_id);
        let kind = codes::assessment_kind(w, row.kind.code());
        let facts = format!("{kind} · {}", assessed::facts(w, city.language(), row));
        (assessed::title(w, row, plan), facts, city.links().assessment(row.id))
    });
    cache.page(&AssessmentsPage {
        frame: city
            .frame(&w.assessment_title(), Nav::Reports)
            .described(w.assessment_lede()),
        w,
        rows: rows.collect(),
        json: city.links().api("assessments"),
    })
}

#[derive(Template)]
#[template(path = "public/assessments/assessment.html")]
struct One {
    frame: Frame,
    w: &'static Words,
    assessments: String,
    kind: String,
    body: Option<String>,
    facts: String,
    evaluators: String,
    interests: Option<String>,
    /// The commitments in which the body takes part itself.
    conflicts: Vec<String>,
    parts: Vec<Part>,
    /// Name, facts and URL of each file.
    files: Vec<(String, String, String)>,
    /// The URL of its report, and the report's files.
    report: Option<String>,
    prints: Vec<(String, String)>,
    reply: Option<String>,
    newer: Option<String>,
    json: String,
}

#[handler]
async fn show(city: City, Path((_, _, id)): Address) -> Result {
    let id: AssessmentId = id.parse().ok().ok_or(Fault::Missing)?;
    let cache = Cache::of(&city).await?;
    let (w, language) = (city.w(), city.language());
    let permit = city.public::<SeeAssessments>();
    let row = assessments::get(city.db(), &permit, None, id).await?;
    let files = assessments::exhibits(city.db(), &permit, None, id).await?;
    let files = files.into_iter().map(|file| {
        let size = numbers::bytes(language, file.size.unsigned_abs());
        (file.name, size, city.links().exhibit(file.id))
    });
    let all = assessments::list(city.db(), &permit, None, Some(row.plan_id)).await?;
    let newer = all.iter().find(|one| one.replaces_id == Some(row.id));
    let report = match reports::get(city.db(), &city.public::<SeeReport>(), row.id.into()).await {
        Ok(report) => Some((city.links().report(report.id), report)),
        // It was published before assessments had printed reports.
        Err(Error::NotFound(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let prints = report.as_ref().map(|(href, report)| printed(&city, report, href));
    let whole = whole::whole(city.db(), &city.public(), row.plan_id).await?;
    let conflicts = assessed::conflicts(w, &row, &whole);
    let names: Vec<&str> = row.evaluators.0.iter().map(|one| one.name.as_str()).collect();
    cache.page(&One {
        frame: city
            .frame(&assessed::title(w, &row, Some(&whole.plan)), Nav::Reports)
            .with_formats(Format::RECORD),
        w,
        assessments: city.links().assessments(),
        kind: codes::assessment_kind(w, row.kind.code()),
        body: row.body.clone(),
        conflicts,
        facts: assessed::facts(w, language, &row),
        evaluators: names.join(", "),
        interests: row.interests.clone(),
        parts: assessed::parts(w, &row),
        files: files.collect(),
        prints: prints.unwrap_or_default(),
        report: report.map(|(href, _)| href),
        newer: newer.map(|one| city.links().assessment(one.id)),
        json: city.links().api(&format!("assessments/{id}")),
        reply: row.reply,
    })
}

#[handler]
async fn download(city: City, Path((_, _, id)): Address) -> Result {
    let id: ExhibitId = id.parse().ok().ok_or(Fault::Missing)?;
    let file = assessments::exhibit(city.db(), &city.public::<SeeAssessments>(), None, id).await?;
    let (kind, hash) = (&file.media_type, Some(file.sha256.as_str()));
    saved_as(&city, (&file.file_key, hash), kind, &file.name).await
}

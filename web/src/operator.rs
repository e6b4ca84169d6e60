//! The operators' page: the job queue of all cities, failed jobs, and whether mail can be sent.

use std::collections::HashMap;

use askama::Template;
use besa_domain::access::{ListTenants, Permit, SeeJobs};
use besa_domain::jobs::{self, JobState, Listed};
use besa_domain::{JobId, TenantId, tenants};
use besa_text::{Words, codes, dates};
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;
use time::OffsetDateTime;

use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::form::Form;
use crate::frame::Frame;
use crate::links::JOBS;
use crate::page::{private, see_other};
use crate::pages::Pages;
use crate::visitor::Visitor;

pub(crate) fn routes(pages: Pages) -> Pages {
    pages
        .form(JOBS, show, retry_all)
        .button(format!("{JOBS}/:id/retry"), retry)
}

#[derive(Template)]
#[template(path = "operator/jobs.html")]
struct JobsPage {
    frame: Frame,
    w: &'static Words,
    /// Mail cannot be sent: the message, and the error of the mail server.
    trouble: Option<(String, String)>,
    counts: Vec<(String, u64)>,
    oldest: String,
    rows: Vec<Row>,
}

/// A job that failed or waits for a retry.
struct Row {
    kind: String,
    city: String,
    state: String,
    /// Whether it is given up.
    over: bool,
    attempts: i32,
    since: String,
    why: String,
    retry: String,
}

async fn permit(visitor: &Visitor) -> Result<Permit<SeeJobs>> {
    let (gate, db) = (&visitor.app.gate, visitor.db());
    Ok(gate.platform_permit(db, visitor.caller()).await?)
}

#[handler]
async fn show(visitor: Visitor) -> Result {
    let permit = permit(&visitor).await?;
    let (w, db) = (visitor.w(), visitor.db());
    let overview = jobs::overview(db, &permit).await?;
    let list = visitor
        .app
        .gate
        .platform_permit::<ListTenants>(db, visitor.caller())
        .await?;
    let cities: HashMap<TenantId, String> = tenants::list(db, &list)
        .await?
        .into_iter()
        .map(|city| (city.id, city.name(visitor.language.code()).to_owned()))
        .collect();
    let trouble = jobs::trouble(db, &permit).await?.map(|trouble| {
        let mails = i64::try_from(trouble.mails).unwrap_or(i64::MAX);
        let since = moment(&visitor, trouble.since);
        (w.operator_mail_stuck(mails, since), w.operator_mail_why(trouble.why))
    });
    let rows = jobs::list(db, &permit).await?;
    let rows = rows.into_iter().map(|job| row(&visitor, &cities, job)).collect();
    let page = JobsPage {
        frame: visitor.frame(&w.operator_jobs_title()).hidden(),
        trouble,
        counts: overview
            .counts
            .iter()
            .map(|(state, count)| (codes::job_state(w, state.code()), *count))
            .collect(),
        oldest: match overview.oldest {
            Some(at) => w.operator_jobs_oldest(moment(&visitor, at)),
            None => w.operator_jobs_none_due(),
        },
        rows,
        w,
    };
    private(StatusCode::OK, &page)
}

fn row(visitor: &Visitor, cities: &HashMap<TenantId, String>, job: Listed) -> Row {
    let w = visitor.w();
    Row {
        kind: codes::job_kind(w, &job.kind),
        city: cities
            .get(&job.tenant)
            .cloned()
            .unwrap_or_else(|| w.operator_jobs_platform()),
        state: codes::job_state(w, job.state.code()),
        over: matches!(job.state, JobState::Failed | JobState::Unknown),
        attempts: job.attempts,
        since: moment(visitor, job.created_at),
        why: job.why.unwrap_or_default(),
        retry: format!("{JOBS}/{}/retry", job.id),
    }
}

/// Formats a moment in UTC, because operators look at cities in many time zones.
fn moment(visitor: &Visitor, at: OffsetDateTime) -> String {
    let day = dates::day(visitor.language, at.date());
    format!("{day}, {} UTC", dates::time_of_day(visitor.language, at))
}

#[handler]
async fn retry(visitor: Visitor, _form: Form, Path(id): Path<String>) -> Result {
    let permit = permit(&visitor).await?;
    let id: JobId = id.parse().map_err(|_no_id: uuid::Error| Fault::Missing)?;
    jobs::retry(visitor.db(), &permit, id).await?;
    Ok(done(&visitor))
}

#[handler]
async fn retry_all(visitor: Visitor, _form: Form) -> Result {
    let permit = permit(&visitor).await?;
    jobs::retry_all(visitor.db(), &permit).await?;
    Ok(done(&visitor))
}

fn done(visitor: &Visitor) -> poem::Response {
    Flash::Retried.leave(&visitor.app, &visitor.jar);
    see_other(JOBS)
}

//! Assessments: where the monitoring body writes them, and where the city reads and answers them.

mod body;
mod files;
mod invite;
mod section;
mod steps;
mod verdicts;

use askama::Template;
use besa_domain::access::{AnswerAssessment, Assess, InviteMonitor, Permit, SeeAssessments, SeePlan};
use besa_domain::assessments::{self, Assessment, AssessmentKind, AssessmentState, MAX_EXHIBITS, Section, missing};
use besa_domain::bodies;
use besa_domain::plans::{self, Plan};
use besa_domain::{AssessmentId, rules};
use besa_text::{Words, codes};
use poem::handler;
use poem::http::StatusCode;

use super::BASE;
use super::marks::{Status, plain};
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use crate::assessed::{self, Part};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;
use crate::pages::Pages;

/// Adds the pages of assessments, and of findings on evidence.
pub(super) fn routes(pages: Pages) -> Pages {
    let pages = pages
        .page(format!("{BASE}/assessments"), list)
        .form(format!("{BASE}/assessments/new"), steps::new, steps::begin)
        .form(format!("{BASE}/assessments/invite"), invite::show, invite::submit)
        .form(format!("{BASE}/assessments/body"), body::show, body::rename)
        .form(format!("{BASE}/assessments/body/end"), body::ask_end, body::end)
        .page(format!("{BASE}/assessments/:id"), show)
        .form(
            format!("{BASE}/assessments/:id/edit/:section"),
            section::show,
            section::save,
        )
        .form(
            format!("{BASE}/assessments/:id/submit"),
            steps::ask_submit,
            steps::submit,
        )
        .form(
            format!("{BASE}/assessments/:id/publish"),
            steps::ask_publish,
            steps::publish,
        )
        .form(format!("{BASE}/assessments/:id/renew"), steps::ask_renew, steps::renew)
        .form(
            format!("{BASE}/assessments/:id/discard"),
            steps::ask_discard,
            steps::discard,
        )
        .form(format!("{BASE}/assessments/:id/reply"), steps::ask_reply, steps::reply);
    verdicts::routes(files::routes(pages))
}

/// Returns the permit to write assessments, for those who have it.
fn own(request: &MemberRequest) -> Option<Permit<Assess>> {
    request.permit::<Assess>().ok()
}

/// Returns the assessment of the URL.
async fn find(request: &MemberRequest) -> Result<Assessment> {
    let id: AssessmentId = request.id()?;
    let permit = request.permit::<SeeAssessments>()?;
    Ok(assessments::get(request.db(), &permit, own(request).as_ref(), id).await?)
}

/// Returns the plan that an assessment is about.
async fn plan_of(request: &MemberRequest, row: &Assessment) -> Result<Plan> {
    Ok(plans::get(request.db(), &request.permit::<SeePlan>()?, row.plan_id).await?)
}

/// Returns the URL of an assessment's page, or of a page below it.
fn there(request: &MemberRequest, row: &Assessment, path: &str) -> String {
    let slash = if path.is_empty() { "" } else { "/" };
    request.at(&format!("assessments/{}{slash}{path}", row.id))
}

/// Returns the tag of an assessment's state.
fn mark(w: &Words, state: AssessmentState) -> Status {
    let words = codes::assessment_state(w, state.code());
    match state {
        AssessmentState::Draft => plain("pencil", words),
        AssessmentState::Submitted => plain("hourglass", words),
        AssessmentState::Answered => plain("message-square-reply", words),
        AssessmentState::Published => Status {
            class: "done",
            icon: "circle-check",
            words,
        },
    }
}

/// An assessment in the list.
struct Row {
    title: String,
    href: String,
    kind: String,
    state: Status,
    facts: String,
}

#[derive(Template)]
#[template(path = "workspace/assessments/list.html")]
struct AssessmentsPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    lede: String,
    new: Option<String>,
    invite: Option<String>,
    /// The monitoring body: its name, and the URLs that change its name and end it.
    body: Option<(String, Option<(String, String)>)>,
    rows: Vec<Row>,
}

#[handler]
async fn list(request: MemberRequest) -> Result {
    let w = request.w();
    let own = own(&request);
    let all = assessments::list(request.db(), &request.permit::<SeeAssessments>()?, own.as_ref(), None).await?;
    let plans = plans::list(request.db(), &request.permit::<SeePlan>()?).await?;
    let rows = all.iter().map(|row| Row {
        title: assessed::title(w, row, plans.iter().find(|plan| plan.id == row.plan_id)),
        href: there(&request, row, ""),
        kind: codes::assessment_kind(w, row.kind.code()),
        state: mark(w, row.state),
        facts: assessed::facts(w, request.language(), row),
    });
    let current = bodies::current(request.db(), &request.permit::<SeeAssessments>()?).await?;
    let changes = || (request.at("assessments/body"), request.at("assessments/body/end"));
    let body = current.map(|body| {
        let name = body.name.unwrap_or_else(|| w.common_not_given());
        (name, request.may::<InviteMonitor>().then(changes))
    });
    let page = AssessmentsPage {
        body,
        frame: request.frame(&w.assessment_title()),
        w,
        lede: if own.is_some() {
            w.assessment_lede_own()
        } else {
            w.assessment_lede()
        },
        new: own.is_some().then(|| request.at("assessments/new")),
        invite: request.may::<InviteMonitor>().then(|| request.at("assessments/invite")),
        rows: rows.collect(),
        shell: Shell::of(&request, Open::Assessments).await?,
    };
    private(StatusCode::OK, &page)
}

/// A section of a draft, for the list of sections to write.
struct Chapter {
    title: String,
    href: String,
    state: Status,
}

/// A file.
struct File {
    name: String,
    href: String,
    facts: String,
    /// The URL of the form that removes it.
    remove: Option<String>,
}

#[derive(Template)]
#[template(path = "workspace/assessments/show.html")]
struct One {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    kind: String,
    state: Status,
    facts: String,
    evaluators: String,
    interests: Option<String>,
    /// Sections of a draft.
    chapters: Vec<Chapter>,
    parts: Vec<Part>,
    files: Vec<File>,
    add_file: Option<String>,
    /// The possible actions: label and URL.
    acts: Vec<(String, String)>,
    wait: Option<String>,
    reply: Option<String>,
    /// Whether the city's time to reply has passed.
    silent: bool,
    public: Option<String>,
}

#[handler]
async fn show(request: MemberRequest) -> Result {
    let w = request.w();
    let row = find(&request).await?;
    let plan = plan_of(&request, &row).await?;
    let writes = own(&request).is_some();
    let draft = row.state == AssessmentState::Draft;
    let mut acts = Vec::new();
    let mut act = |wanted: bool, words: String, path: &str| {
        if wanted {
            acts.push((words, there(&request, &row, path)));
        }
    };
    let ripe = assessments::may_publish(&row, request.today());
    act(writes && draft, w.assessment_submit(), "submit");
    act(writes && ripe, w.assessment_publish(), "publish");
    let waits = row.state == AssessmentState::Submitted;
    act(
        waits && request.may::<AnswerAssessment>(),
        w.assessment_reply_write(),
        "reply",
    );
    act(writes && !draft, w.assessment_renew(), "renew");
    act(writes && draft, w.assessment_discard(), "discard");
    let names: Vec<&str> = row.evaluators.0.iter().map(|one| one.name.as_str()).collect();
    let files = files::list(&request, &row).await?;
    let room = u64::try_from(files.len()).is_ok_and(|there| there < MAX_EXHIBITS);
    let page = One {
        frame: request.frame(&assessed::title(w, &row, Some(&plan))),
        w,
        shell: Shell::of(&request, Open::Assessments)
            .await?
            .under(w.assessment_title(), request.at("assessments")),
        kind: codes::assessment_kind(w, row.kind.code()),
        state: mark(w, row.state),
        facts: assessed::facts(w, request.language(), &row),
        evaluators: names.join(", "),
        interests: row.interests.clone(),
        chapters: if writes && draft {
            chapters(&request, &row)
        } else {
            Vec::new()
        },
        parts: assessed::parts(w, &row),
        add_file: (writes && draft && room).then(|| there(&request, &row, "exhibits")),
        files,
        acts,
        wait: (writes && waits && !ripe).then(|| w.assessment_publish_wait()),
        silent: row.reply.is_none() && row.state == AssessmentState::Published,
        reply: row.reply.clone(),
        public: (row.state == AssessmentState::Published).then(|| request.city.links().assessment(row.id)),
    };
    private(StatusCode::OK, &page)
}

/// Returns the sections of a kind of assessment, in order.
fn sections(kind: AssessmentKind, rules: &rules::RuleSet) -> Vec<Section> {
    let mut sections: Vec<Section> = rules.questions(kind).iter().map(|asked| asked.section).collect();
    sections.dedup();
    sections
}

/// Returns the sections of a draft, each with the number of missing answers.
fn chapters(request: &MemberRequest, row: &Assessment) -> Vec<Chapter> {
    let w = request.w();
    let rules = rules::version(&row.rules);
    let open = missing(rules, row);
    let state = |open: usize| {
        if open == 0 {
            Status {
                class: "done",
                icon: "circle-check",
                words: w.assessment_open(0),
            }
        } else {
            plain(
                "circle-dashed",
                w.assessment_open(i64::try_from(open).unwrap_or_default()),
            )
        }
    };
    let header = open
        .iter()
        .filter(|error| ["evaluators", "interests"].contains(&error.field.as_ref()));
    let about = Chapter {
        title: w.assessment_section_about(),
        href: there(request, row, "edit/about"),
        state: state(header.count()),
    };
    let rest = sections(row.kind, rules).into_iter().map(|section| {
        let names = section::names(row, section);
        let mut count = open.iter().map(|error| error.field.as_ref());
        let ours = |field: &str| {
            names
                .iter()
                .any(|name| field == name || field.strip_suffix("_words") == Some(name))
        };
        let count = std::iter::from_fn(|| count.next()).filter(|field| ours(field)).count();
        Chapter {
            title: codes::assessment_section(w, section.code()),
            href: there(request, row, &format!("edit/{section}")),
            state: state(count),
        }
    });
    std::iter::once(about).chain(rest).collect()
}

//! The plan: its content and state, and the city's other plans.

mod endorse;
mod file;
mod form;
mod state;

pub(super) use form::languages;

use askama::Template;
use besa_domain::access::{EditPlan, Endorse, ImportPlan, SeePlan};
use besa_domain::milestones::MilestoneCounts;
use besa_domain::plans::{self, Plan, PlanState};
use besa_text::{Words, codes};
use poem::handler;
use poem::http::StatusCode;

use super::BASE;
use super::marks::{self, Status};
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use super::week::no_plan;
use crate::endorsements::Line;
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;
use crate::pages::Pages;

/// Adds the pages of the plan under `prefix`.
pub(super) fn routes(pages: Pages, prefix: &str) -> Pages {
    pages
        .page(format!("{prefix}/plan"), show)
        .page(format!("{prefix}/plan/xlsx"), file::workbook)
        .page(format!("{prefix}/plan/csv"), file::csv)
        .form(format!("{prefix}/plan/edit"), form::edit, form::save)
        .form(format!("{prefix}/plan/state"), state::show, state::set)
        .form(format!("{prefix}/plan/endorse"), endorse::show, endorse::save)
}

/// Adds the pages that are not about one plan.
pub(super) fn list_routes(pages: Pages) -> Pages {
    pages.form(format!("{BASE}/plans/new"), form::new, form::create)
}

#[derive(Template)]
#[template(path = "workspace/plan.html")]
struct PlanPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    state: Status,
    /// The explanation of the state.
    meaning: String,
    facts: Vec<(String, String)>,
    texts: Vec<(String, String)>,
    edit: Option<String>,
    advance: Option<String>,
    endorse: Option<String>,
    endorsements: Vec<Line>,
    new: Option<String>,
    commitments: String,
    count: String,
    /// The URLs of the plan as a workbook and as a table.
    files: Option<(String, String)>,
    /// Name, URL and state of each other plan.
    others: Vec<(String, String, String)>,
}

#[handler]
async fn show(request: MemberRequest) -> Result {
    let Some(whole) = request.maybe_whole().await? else {
        return no_plan(&request, Open::Plan).await;
    };
    let (w, plan) = (request.w(), &whole.plan);
    let all = plans::list(request.db(), &request.permit::<SeePlan>()?).await?;
    let others = all.iter().filter(|other| other.id != plan.id).map(|other| {
        (
            other.title.clone(),
            request.with_plan(other).on("plan"),
            codes::plan_state(w, other.state.code()),
        )
    });
    let tally = MilestoneCounts::of(&whole.milestones, whole.plan.counted_on(request.today()));
    let edits = request.may::<EditPlan>() && plan.state != PlanState::Closed;
    let page = PlanPage {
        frame: request.frame(&plan.title),
        w,
        shell: Shell::of(&request, Open::Plan).await?,
        state: state_mark(plan.state, w),
        meaning: state::meaning(plan.state, w),
        facts: facts(&request, plan),
        texts: texts(w, plan),
        edit: edits.then(|| request.on("plan/edit")),
        advance: (edits && !plans::next_states(plan.state).is_empty()).then(|| request.on("plan/state")),
        endorse: (request.may::<Endorse>() && plan.state != PlanState::Closed).then(|| request.on("plan/endorse")),
        endorsements: crate::endorsements::lines(&request.city, &request.permit::<SeePlan>()?, plan).await?,
        new: request.may::<EditPlan>().then(|| request.at("plans/new")),
        commitments: request.on("commitments"),
        files: request
            .may::<ImportPlan>()
            .then(|| (request.on("plan/xlsx"), request.on("plan/csv"))),
        count: format!(
            "{}, {}",
            w.common_commitments(whole.commitments.len()),
            w.common_milestones(tally.all)
        ),
        others: others.collect(),
    };
    private(StatusCode::OK, &page)
}

/// Returns the tag of a plan's state.
pub(super) fn state_mark(state: PlanState, w: &Words) -> Status {
    let icon = match state {
        PlanState::Draft => "pencil",
        PlanState::Consultation => "message-square",
        PlanState::Submitted => "send",
        PlanState::Implementing => "circle-dot",
        PlanState::Ended => "flag",
        PlanState::Closed => "lock",
    };
    marks::plain(icon, codes::plan_state(w, state.code()))
}

fn facts(request: &MemberRequest, plan: &Plan) -> Vec<(String, String)> {
    let w = request.w();
    let day = |day: Option<time::Date>, when: Option<&besa_domain::records::When>| {
        day.map(|day| request.day(day))
            .or_else(|| when.map(|when| when.said.clone()))
            .unwrap_or_else(|| w.common_not_given())
    };
    let given = |text: Option<&String>| text.cloned().unwrap_or_else(|| w.common_not_given());
    vec![
        (w.plan_field_reference(), plan.reference.clone()),
        (w.plan_field_start(), day(plan.starts_on, None)),
        (w.plan_field_end(), day(plan.ends_on, plan.ends_said.as_ref())),
        (
            w.plan_field_term_end(),
            day(plan.term_ends_on, plan.term_ends_said.as_ref()),
        ),
        (w.plan_field_adopted(), day(plan.adopted_on, None)),
        (w.plan_field_submitted(), day(plan.submitted_on, None)),
        (
            w.plan_field_lead(),
            if plan.lead_institutions.0.is_empty() {
                w.common_not_given()
            } else {
                plan.lead_institutions.0.join("\n")
            },
        ),
        (w.plan_field_monitoring_body(), given(plan.monitoring_body.as_ref())),
        (w.plan_field_source(), given(plan.source.as_ref())),
    ]
}

fn texts(w: &Words, plan: &Plan) -> Vec<(String, String)> {
    let texts = [
        (w.plan_field_foreword(), &plan.foreword),
        (w.plan_field_vision(), &plan.vision),
        (w.plan_field_challenges(), &plan.challenges),
        (w.plan_field_engagement(), &plan.engagement),
        (w.plan_field_monitoring(), &plan.monitoring),
    ];
    texts
        .into_iter()
        .filter_map(|(name, text)| Some((name, text.clone()?)))
        .collect()
}

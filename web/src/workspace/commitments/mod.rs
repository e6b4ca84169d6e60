//! Commitments: the list, the page of one, and the forms to write and end it.

mod end;
mod form;
mod show;

use askama::Template;
use askama::filters::Safe;
use besa_domain::access::EditCommitment;
use besa_domain::commitments::CommitmentState;
use besa_domain::milestones::{Milestone, MilestoneCounts};
use besa_domain::plans::PlanState;
use besa_text::{Words, codes};
use poem::handler;
use poem::http::StatusCode;

use super::marks::{self, Status};
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use super::week::no_plan;
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;
use crate::pages::Pages;

pub(super) use form::choices;

/// Adds the pages of commitments under `prefix`.
pub(super) fn routes(pages: Pages, prefix: &str) -> Pages {
    pages
        .page(format!("{prefix}/commitments"), list)
        .form(format!("{prefix}/commitments/new"), form::new, form::create)
        .page(format!("{prefix}/commitments/:number"), show::show)
        .form(format!("{prefix}/commitments/:number/edit"), form::edit, form::save)
        .form(format!("{prefix}/commitments/:number/end"), end::show, end::submit)
}

struct Line {
    title: String,
    href: String,
    lead: Option<String>,
    state: Status,
    count: String,
    next: Option<String>,
    wall: Option<Safe<String>>,
    milestones: bool,
}

#[derive(Template)]
#[template(path = "workspace/commitments.html")]
struct CommitmentsPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    plan: String,
    plan_href: String,
    new: Option<String>,
    list: Vec<Line>,
}

#[handler]
async fn list(request: MemberRequest) -> Result {
    let Some(whole) = request.maybe_whole().await? else {
        return no_plan(&request, Open::Commitments).await;
    };
    let (w, today) = (request.w(), whole.plan.counted_on(request.today()));
    let lines = whole.commitments.iter().map(|commitment| {
        let milestones = || whole.milestones_of(commitment.id);
        let tally = MilestoneCounts::of(milestones(), today);
        let waits = |one: &&Milestone| one.standing(today).is_open();
        let next = milestones().filter(waits).filter_map(|one| one.due_on).min();
        Line {
            title: format!("{}. {}", commitment.number, commitment.title),
            href: request.commitment(commitment, ""),
            lead: marks::lead(&request, &whole, commitment),
            state: state_mark(commitment.state, w),
            count: w.common_count_of(tally.done, tally.all),
            next: next.map(|day| request.day(day)),
            wall: marks::course(&request, &whole, commitment, true),
            milestones: tally.all > 0,
        }
    });
    let list = lines.collect();
    let open = whole.plan.state != PlanState::Closed;
    let page = CommitmentsPage {
        frame: request.frame(&w.commitments_title()),
        w,
        shell: Shell::of(&request, Open::Commitments).await?,
        plan: whole.plan.title.clone(),
        plan_href: request.on("plan"),
        new: (open && request.may::<EditCommitment>()).then(|| request.on("commitments/new")),
        list,
    };
    private(StatusCode::OK, &page)
}

/// Returns the tag of a commitment's state.
fn state_mark(state: CommitmentState, w: &Words) -> Status {
    let icon = match state {
        CommitmentState::Proposed => "lightbulb",
        CommitmentState::Accepted => "check",
        CommitmentState::Active => "circle-dot",
        CommitmentState::Completed => "circle-check",
        CommitmentState::Withdrawn => "circle-slash",
        CommitmentState::CarriedForward => "circle-arrow-right",
    };
    marks::plain(icon, codes::commitment_state(w, state.code()))
}

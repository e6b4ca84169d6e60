//! Moving a plan to another state, with an explanation of the consequences.

use besa_domain::access::EditPlan;
use besa_domain::plans::{self, Plan, PlanState, next_states};
use besa_domain::{Conflict, Error, FieldError};
use besa_text::{Words, codes};
use poem::handler;

use super::super::field::{Card, Field, Kind};
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::state_mark;
use crate::error::Result;
use crate::form::Form;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<EditPlan>()?;
    let plan = request.plan().await?;
    page(&request, &plan, Form::empty()).await
}

#[handler]
pub(super) async fn set(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditPlan>()?;
    let plan = request.plan().await?;
    let Ok(state) = form.value("state").parse::<PlanState>() else {
        form.note(FieldError::new("state", "not_chosen"));
        return page(&request, &plan, form).await;
    };
    let once = form.once_on(&plan.id)?;
    match plans::set_state(request.db(), &permit, Some(&once), plan.id, form.version(), state).await {
        Ok(saved) => Ok(request.saved(&saved, &request.with_plan(&saved).on("plan"))),
        // It was changed meanwhile, perhaps to another state: show the page again with the current state.
        Err(Error::Conflict(Conflict::StaleVersion { .. } | Conflict::StateStep)) => {
            form.note(FieldError::new("state", "stale_version"));
            page(&request, &plan, form).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, &plan, form).await
        }
    }
}

async fn page(request: &MemberRequest, plan: &Plan, form: Form) -> Result {
    let w = request.w();
    let back = request.on("plan");
    let cards = next_states(plan.state).iter().map(|state| Card {
        value: state.code(),
        icon: state_mark(*state, w).icon,
        words: codes::plan_state(w, state.code()),
        hint: meaning(*state, w),
    });
    let cards = Field::new("state", w.plan_state_question(), Kind::Cards(cards.collect()));
    let ask = FormPage::new(request, Open::Plan, w.plan_state_title(), back.clone())
        .await?
        .under(w.workspace_nav_plan(), back)
        .lede(w.plan_state_lede(codes::plan_state(w, plan.state.code())))
        .fields(vec![cards])
        .button(w.plan_state_button());
    // The page shows the current state, so the form gets the current version.
    let mut fresh = Form::with([("version", plan.version.to_string())]);
    if let Some(error) = form.error("state") {
        fresh.note(error.clone());
    }
    ask.version(plan.version).show(fresh)
}

/// Returns what a state means for residents and for the team.
pub(super) fn meaning(state: PlanState, w: &Words) -> String {
    match state {
        PlanState::Draft => w.plan_state_draft_means(),
        PlanState::Consultation => w.plan_state_consultation_means(),
        PlanState::Submitted => w.plan_state_submitted_means(),
        PlanState::Implementing => w.plan_state_implementing_means(),
        PlanState::Ended => w.plan_state_ended_means(),
        PlanState::Closed => w.plan_state_closed_means(),
    }
}

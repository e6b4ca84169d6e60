//! Withdrawing a milestone, with a reason.

use besa_domain::access::EditMilestone;
use besa_domain::milestones::{self, Amendment, MilestoneState, Report};
use besa_domain::whole::PlanRecords;
use poem::handler;

use super::super::field::Field;
use super::super::form_page::{FormPage, answer};
use super::super::member_request::MemberRequest;
use super::{about, there};
use crate::error::Result;
use crate::form::Form;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<EditMilestone>()?;
    let whole = request.whole().await?;
    ask(&request, &whole).await?.show(Form::empty())
}

#[handler]
pub(super) async fn save(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<EditMilestone>()?;
    let whole = request.whole().await?;
    let (commitment, old) = request.milestone_of(&whole)?;
    let report = Report {
        state: MilestoneState::Withdrawn,
        percent: old.percent,
        completed_on: None,
        done: None,
        challenges: None,
        next_step: None,
        reason: form.maybe("reason"),
    };
    let with = Amendment {
        report: Some(report),
        ..Amendment::default()
    };
    let (db, today) = (request.db(), request.today());
    let once = form.once_on(&old.id)?;
    let saved = milestones::amend(db, &permit, Some(&once), old.id, form.version(), today, with).await;
    let outcome = saved.map(|saved| request.saved(&whole.plan, &there(&request, commitment, &saved)));
    let stored = Form::with([("reason", old.reason.clone().unwrap_or_default())]);
    answer(&request, form, outcome, Some(stored), async |_| {
        ask(&request, &whole).await
    })
    .await
}

async fn ask(request: &MemberRequest, whole: &PlanRecords) -> Result<FormPage> {
    let at = request.milestone_of(whole)?;
    let w = request.w();
    let ask = about(request, whole, at, w.milestone_withdraw_title()).await?;
    Ok(ask
        .lede(w.milestone_withdraw_text())
        .fields(vec![
            Field::prose("reason", w.milestone_reason(), 4).hint(w.reason_hint()),
        ])
        .button(w.milestone_withdraw_title())
        .danger())
}

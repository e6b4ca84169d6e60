//! Withdrawing a milestone, with a reason.

use besa_domain::access::EditMilestone;
use besa_domain::milestones::{self, Amendment, MilestoneState, Report};
use besa_domain::whole::PlanRecords;
use poem::handler;

use super::super::ask::{Ask, answer};
use super::super::desk::Desk;
use super::super::field::Field;
use super::{about, there};
use crate::error::Result;
use crate::form::Form;

#[handler]
pub(super) async fn show(desk: Desk) -> Result {
    desk.permit::<EditMilestone>()?;
    let whole = desk.whole().await?;
    ask(&desk, &whole).await?.show(Form::empty())
}

#[handler]
pub(super) async fn save(desk: Desk, form: Form) -> Result {
    let permit = desk.permit::<EditMilestone>()?;
    let whole = desk.whole().await?;
    let (commitment, old) = desk.milestone_of(&whole)?;
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
    let (db, today) = (desk.db(), desk.today());
    let once = form.once_on(&old.id)?;
    let saved = milestones::amend(db, &permit, Some(&once), old.id, form.version(), today, with).await;
    let outcome = saved.map(|saved| desk.saved(&whole.plan, &there(&desk, commitment, &saved)));
    let stored = Form::with([("reason", old.reason.clone().unwrap_or_default())]);
    answer(&desk, form, outcome, Some(stored), async |_| ask(&desk, &whole).await).await
}

async fn ask(desk: &Desk, whole: &PlanRecords) -> Result<Ask> {
    let at = desk.milestone_of(whole)?;
    let w = desk.w();
    let ask = about(desk, whole, at, w.milestone_withdraw_title()).await?;
    Ok(ask
        .lede(w.milestone_withdraw_text())
        .fields(vec![
            Field::prose("reason", w.milestone_reason(), 4).hint(w.reason_hint()),
        ])
        .button(w.milestone_withdraw_title())
        .danger())
}

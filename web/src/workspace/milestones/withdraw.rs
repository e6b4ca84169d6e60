//! Withdrawing a milestone, with a reason.

use besa_domain::access::EditMilestone;
use besa_domain::milestones::{self, Amendment, MilestoneState, Report};
use besa_domain::whole::Whole;
use besa_domain::{Conflict, Error};
use besa_text::Words;
use poem::handler;

use super::super::conflict;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::shell::Open;
use super::{about, there};
use crate::error::Result;
use crate::form::Form;

#[handler]
pub(super) async fn show(desk: Desk) -> Result {
    desk.permit::<EditMilestone>()?;
    let whole = desk.plan().await?;
    page(&desk, &whole, Form::empty()).await
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditMilestone>()?;
    let whole = desk.plan().await?;
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
    match milestones::amend(db, &permit, Some(&once), old.id, form.version(), today, with).await {
        Ok(saved) => Ok(desk.saved(&whole.plan, &there(&desk, commitment, &saved))),
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let theirs = Form::with([("reason", old.reason.clone().unwrap_or_default())]);
            let back = there(&desk, commitment, old);
            let both = (&form, &theirs);
            conflict::page(&desk, Open::Commitments, &fields(desk.w()), both, current, &back).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &whole, form).await
        }
    }
}

fn fields(w: &Words) -> Vec<Field> {
    vec![Field::prose("reason", w.milestone_reason(), 4).hint(w.reason_hint())]
}

async fn page(desk: &Desk, whole: &Whole, form: Form) -> Result {
    let at = desk.milestone_of(whole)?;
    let w = desk.w();
    about(desk, whole, at, w.milestone_withdraw_title())
        .await?
        .lede(w.milestone_withdraw_text())
        .fields(fields(w))
        .button(w.milestone_withdraw_title())
        .danger()
        .show(form)
}

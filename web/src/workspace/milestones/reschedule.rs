//! Moving a due date. The old date stays visible, with the reason.

use besa_domain::access::{EditMilestone, SeePlan};
use besa_domain::milestones::{self, Milestone, Move};
use besa_domain::whole::PlanRecords;
use besa_domain::{FieldError, code};
use besa_text::Words;
use poem::handler;

use super::super::field::Field;
use super::super::form_page::{FormPage, Panel, answer};
use super::super::marks;
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
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditMilestone>()?;
    let whole = request.whole().await?;
    let (commitment, old) = request.milestone_of(&whole)?;
    let day = form.date("due_on");
    if day.is_none() && form.is_fine() {
        form.note(FieldError::new("due_on", code::REQUIRED));
    }
    let Some(due_on) = day else {
        if form.maybe("reason").is_none() {
            form.note(FieldError::new("reason", code::REASON_MISSING));
        }
        return ask(&request, &whole).await?.show(form);
    };
    let to = Move {
        due_on,
        reason: form.value("reason").to_owned(),
        decided_by: form.maybe("decided_by"),
        meeting: form.maybe("meeting"),
    };
    let version = form.version();
    let once = form.once(&(old.id, version, &to))?;
    let saved = milestones::reschedule(request.db(), &permit, Some(&once), old.id, version, to).await;
    let outcome = saved.map(|saved| request.saved(&whole.plan, &there(&request, commitment, &saved)));
    answer(&request, form, outcome, Some(filled(&whole, old)), async |_| {
        ask(&request, &whole).await
    })
    .await
}

/// Returns the form with the values of the last move.
fn filled(whole: &PlanRecords, milestone: &Milestone) -> Form {
    let mut form = Form::empty();
    form.set_date("due_on", milestone.due_on);
    if let Some(change) = whole.moves_of(milestone.id).last() {
        form.add("reason", change.reason.clone());
        form.add("decided_by", change.decided_by.clone().unwrap_or_default());
        form.add("meeting", change.meeting.clone().unwrap_or_default());
    }
    form
}

fn fields(w: &Words) -> Vec<Field> {
    vec![
        Field::day("due_on", w.reschedule_field_date()),
        Field::prose("reason", w.reschedule_field_reason(), 4).hint(w.reschedule_hint_reason()),
        Field::line("decided_by", w.reschedule_field_decided_by()).hint(w.reschedule_hint_decided_by()),
        Field::line("meeting", w.reschedule_field_meeting()).hint(w.reschedule_hint_meeting()),
    ]
}

async fn ask(request: &MemberRequest, whole: &PlanRecords) -> Result<FormPage> {
    let (commitment, milestone) = request.milestone_of(whole)?;
    let w = request.w();
    let lede = match (milestone.due_on, &milestone.due_said) {
        (Some(day), _) => w.reschedule_lede(request.day(day)),
        (None, Some(when)) => w.reschedule_lede(&when.said),
        (None, None) => w.reschedule_lede_none(),
    };
    let moves = milestones::moves(request.db(), &request.permit::<SeePlan>()?, milestone.id).await?;
    let rows = moves.iter().map(|change| {
        let was = match (change.old_due_on, &change.old_due_said) {
            (Some(day), _) => request.day(day),
            (None, Some(when)) => when.said.clone(),
            (None, None) => w.common_not_given(),
        };
        let name = w.milestone_was_due(was, request.day_of(change.at));
        (name, change.reason.clone())
    });
    let rows: Vec<(String, String)> = rows.collect();
    let title = w.reschedule_title(marks::number(commitment, milestone));
    let mut ask = about(request, whole, (commitment, milestone), title)
        .await?
        .lede(lede)
        .fields(fields(w))
        .button(w.reschedule_button());
    if !rows.is_empty() {
        ask = ask.panel(Panel {
            title: w.reschedule_earlier(),
            rows,
            ..Panel::default()
        });
    }
    Ok(ask)
}

//! The form of a meeting's decision.

use besa_domain::access::{EditForums, SeeForums, SeeStakeholders};
use besa_domain::forums::{self, Decision, DecisionDraft, Meeting};
use besa_domain::stakeholders;
use poem::handler;

use super::super::ask::{Ask, answer, attempt};
use super::super::commitments::choices;
use super::super::desk::Desk;
use super::super::field::Field;
use super::super::shell::Open;
use super::meeting_of;
use super::show::of_meeting;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(desk: Desk) -> Result {
    desk.permit::<EditForums>()?;
    let meeting = meeting_of(&desk).await?;
    ask(&desk, &meeting, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditForums>()?;
    let meeting = meeting_of(&desk).await?;
    let draft = draft(&mut form);
    let once = form.once_on(&meeting.id)?;
    let write =
        async |draft| forums::add_decision(desk.db(), &permit, Some(&once), meeting.id, desk.today(), draft).await;
    let made = attempt(&form, draft, |draft: DecisionDraft| draft.checked(desk.today()), write).await;
    let outcome = made.map(|_| desk.done(Flash::Saved, &of_meeting(&desk, &meeting)));
    answer(&desk, form, outcome, None, async |_| ask(&desk, &meeting, None).await).await
}

async fn read(desk: &Desk) -> Result<(Decision, Meeting)> {
    let permit = desk.permit::<SeeForums>()?;
    Ok(forums::decision(desk.db(), &permit, desk.id()?).await?)
}

#[handler]
pub(super) async fn edit(desk: Desk) -> Result {
    desk.permit::<EditForums>()?;
    let (old, meeting) = read(&desk).await?;
    ask(&desk, &meeting, Some(&old)).await?.show(filled(&old))
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditForums>()?;
    let (old, meeting) = read(&desk).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| {
        forums::edit_decision(desk.db(), &permit, Some(&once), (old.id, version), desk.today(), draft).await
    };
    let saved = attempt(&form, draft, |draft: DecisionDraft| draft.checked(desk.today()), write).await;
    let outcome = saved.map(|_| desk.done(Flash::Saved, &of_meeting(&desk, &meeting)));
    let stored = Some(filled(&old));
    answer(&desk, form, outcome, stored, async |_| {
        ask(&desk, &meeting, Some(&old)).await
    })
    .await
}

async fn fields(desk: &Desk) -> Result<Vec<Field>> {
    let w = desk.w();
    let all = stakeholders::organisations(desk.db(), &desk.permit::<SeeStakeholders>()?).await?;
    Ok(vec![
        Field::prose("text", w.decision_field_text(), 4),
        Field::pick("organisation", w.decision_field_owner(), choices(&all, w)),
        Field::day("due_on", w.decision_field_due()),
        Field::day("done_on", w.decision_field_done()),
    ])
}

fn filled(decision: &Decision) -> Form {
    let owner = decision.organisation_id.map(|id| id.to_string());
    let mut form = Form::with([
        ("text", decision.text.clone()),
        ("organisation", owner.unwrap_or_default()),
    ]);
    form.set_date("due_on", decision.due_on);
    form.set_date("done_on", decision.done_on);
    form
}

fn draft(form: &mut Form) -> DecisionDraft {
    DecisionDraft {
        text: form.value("text").to_owned(),
        organisation: form.value("organisation").parse().ok(),
        due_on: form.date("due_on"),
        done_on: form.date("done_on"),
    }
}

async fn ask(desk: &Desk, meeting: &Meeting, old: Option<&Decision>) -> Result<Ask> {
    let w = desk.w();
    let back = of_meeting(desk, meeting);
    let ask = Ask::new(
        desk,
        Open::Forums,
        old.map_or_else(|| w.decision_new(), |_| w.decision_edit()),
        back.clone(),
    )
    .await?
    .under(w.forum_title(), desk.at("forums"))
    .under(meeting.title.clone(), back)
    .lede(w.forum_public_at_once())
    .fields(fields(desk).await?);
    Ok(match old {
        Some(old) => ask.version(old.version),
        None => ask,
    })
}

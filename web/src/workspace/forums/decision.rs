//! Writing what a meeting decided.

use besa_domain::access::{EditForums, SeeForums, SeeStakeholders};
use besa_domain::forums::{self, Decision, DecisionDraft, Meeting};
use besa_domain::stakeholders;
use besa_domain::{Conflict, Error};
use poem::handler;

use super::super::ask::Ask;
use super::super::commitments::choices;
use super::super::conflict;
use super::super::desk::Desk;
use super::super::field::{Field, also};
use super::super::shell::Open;
use super::show::of_meeting;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

async fn meeting(desk: &Desk) -> Result<Meeting> {
    let permit = desk.permit::<SeeForums>()?;
    Ok(forums::meeting(desk.db(), &permit, desk.id()?).await?.meeting)
}

#[handler]
pub(super) async fn new(desk: Desk) -> Result {
    desk.permit::<EditForums>()?;
    let meeting = meeting(&desk).await?;
    page(&desk, &meeting, None, Form::empty()).await
}

#[handler]
pub(super) async fn create(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditForums>()?;
    let meeting = meeting(&desk).await?;
    let draft = draft(&mut form);
    if !form.is_fine() {
        also(&mut form, draft.checked(desk.today()))?;
        return page(&desk, &meeting, None, form).await;
    }
    let once = form.once_on(&meeting.id)?;
    match forums::add_decision(desk.db(), &permit, Some(&once), meeting.id, desk.today(), draft).await {
        Ok(_) => Ok(desk.done(Flash::Saved, &of_meeting(&desk, &meeting))),
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &meeting, None, form).await
        }
    }
}

async fn read(desk: &Desk) -> Result<(Decision, Meeting)> {
    let permit = desk.permit::<SeeForums>()?;
    Ok(forums::decision(desk.db(), &permit, desk.id()?).await?)
}

#[handler]
pub(super) async fn edit(desk: Desk) -> Result {
    desk.permit::<EditForums>()?;
    let (old, meeting) = read(&desk).await?;
    page(&desk, &meeting, Some(&old), filled(&old)).await
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditForums>()?;
    let (old, meeting) = read(&desk).await?;
    let draft = draft(&mut form);
    if !form.is_fine() {
        also(&mut form, draft.checked(desk.today()))?;
        return page(&desk, &meeting, Some(&old), form).await;
    }
    let once = form.once_on(&old.id)?;
    let seen = (old.id, form.version());
    match forums::edit_decision(desk.db(), &permit, Some(&once), seen, desk.today(), draft).await {
        Ok(_) => Ok(desk.done(Flash::Saved, &of_meeting(&desk, &meeting))),
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let both = (&form, &filled(&old));
            let fields = fields(&desk).await?;
            let back = of_meeting(&desk, &meeting);
            conflict::page(&desk, Open::Forums, &fields, both, current, &back).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&desk, &meeting, Some(&old), form).await
        }
    }
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

async fn page(desk: &Desk, meeting: &Meeting, old: Option<&Decision>, form: Form) -> Result {
    let w = desk.w();
    let back = of_meeting(desk, meeting);
    let title = old.map_or_else(|| w.decision_new(), |_| w.decision_edit());
    let mut ask = Ask::new(desk, Open::Forums, title, back.clone())
        .await?
        .under(w.forum_title(), desk.at("forums"))
        .under(meeting.title.clone(), back)
        .lede(w.forum_public_at_once())
        .fields(fields(desk).await?);
    if let Some(old) = old {
        ask = ask.version(old.version);
    }
    ask.show(form)
}

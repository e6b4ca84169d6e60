//! The form of a meeting's decision.

use besa_domain::access::{EditForums, SeeForums, SeeStakeholders};
use besa_domain::forums::{self, Decision, DecisionDraft, Meeting};
use besa_domain::stakeholders;
use poem::handler;

use super::super::commitments::choices;
use super::super::field::Field;
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::meeting_of;
use super::show::of_meeting;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditForums>()?;
    let meeting = meeting_of(&request).await?;
    ask(&request, &meeting, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditForums>()?;
    let meeting = meeting_of(&request).await?;
    let draft = draft(&mut form);
    let once = form.once_on(&meeting.id)?;
    let write = async |draft| {
        forums::add_decision(request.db(), &permit, Some(&once), meeting.id, request.today(), draft).await
    };
    let made = attempt(
        &form,
        draft,
        |draft: DecisionDraft| draft.checked(request.today()),
        write,
    )
    .await;
    let outcome = made.map(|_| request.done(Flash::Saved, &of_meeting(&request, &meeting)));
    answer(&request, form, outcome, None, async |_| {
        ask(&request, &meeting, None).await
    })
    .await
}

async fn read(request: &MemberRequest) -> Result<(Decision, Meeting)> {
    let permit = request.permit::<SeeForums>()?;
    Ok(forums::decision(request.db(), &permit, request.id()?).await?)
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditForums>()?;
    let (old, meeting) = read(&request).await?;
    ask(&request, &meeting, Some(&old)).await?.show(filled(&old))
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditForums>()?;
    let (old, meeting) = read(&request).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| {
        forums::edit_decision(
            request.db(),
            &permit,
            Some(&once),
            (old.id, version),
            request.today(),
            draft,
        )
        .await
    };
    let saved = attempt(
        &form,
        draft,
        |draft: DecisionDraft| draft.checked(request.today()),
        write,
    )
    .await;
    let outcome = saved.map(|_| request.done(Flash::Saved, &of_meeting(&request, &meeting)));
    let stored = Some(filled(&old));
    answer(&request, form, outcome, stored, async |_| {
        ask(&request, &meeting, Some(&old)).await
    })
    .await
}

async fn fields(request: &MemberRequest) -> Result<Vec<Field>> {
    let w = request.w();
    let all = stakeholders::organisations(request.db(), &request.permit::<SeeStakeholders>()?).await?;
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

async fn ask(request: &MemberRequest, meeting: &Meeting, old: Option<&Decision>) -> Result<FormPage> {
    let w = request.w();
    let back = of_meeting(request, meeting);
    let ask = FormPage::new(
        request,
        Open::Forums,
        old.map_or_else(|| w.decision_new(), |_| w.decision_edit()),
        back.clone(),
    )
    .await?
    .under(w.forum_title(), request.at("forums"))
    .under(meeting.title.clone(), back)
    .lede(w.forum_public_at_once())
    .fields(fields(request).await?);
    Ok(match old {
        Some(old) => ask.version(old.version),
        None => ask,
    })
}

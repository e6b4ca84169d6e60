//! The steps of an assessment: start, discard, submit, reply, publish, start a new edition.

use besa_domain::access::{AnswerAssessment, Assess, SeePlan};
use besa_domain::assessments::{self, Assessment, AssessmentKind, AssessmentState};
use besa_domain::reports;
use besa_domain::whole;
use besa_domain::{AssessmentId, CommitmentId, Conflict, Error, FieldError, OrLog as _, PlanId, files, plans};
use besa_text::codes;
use poem::handler;

use super::super::field::{Choice, Field, Kind, open};
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::{find, plan_of, there};
use crate::assessed;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<Assess>()?;
    what(&request, Form::empty()).await
}

#[handler]
pub(super) async fn begin(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<Assess>()?;
    let once = form.once_on(&"assessment")?;
    let Some((plan, commitment)) = chosen(form.value("what")) else {
        form.note(FieldError::new("what", "not_chosen"));
        return what(&request, form).await;
    };
    let kind = match commitment {
        Some(_) => AssessmentKind::EndOfCommitment,
        None => AssessmentKind::Inception,
    };
    match assessments::begin(request.db(), &permit, Some(&once), kind, plan, commitment).await {
        Ok(made) => Ok(request.done(Flash::AssessmentKept, &there(&request, &made, "edit/about"))),
        Err(Error::Invalid(_)) => {
            form.note(FieldError::new("what", "taken"));
            what(&request, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Parses a choice: a plan, and a commitment if one was chosen.
fn chosen(value: &str) -> Option<(PlanId, Option<CommitmentId>)> {
    match value.split_once('/') {
        Some((plan, commitment)) => Some((plan.parse().ok()?, Some(commitment.parse().ok()?))),
        None => Some((value.parse().ok()?, None)),
    }
}

/// Shows the choice of every plan and each of its commitments.
async fn what(request: &MemberRequest, form: Form) -> Result {
    let w = request.w();
    let see = request.permit::<SeePlan>()?;
    let mut groups: Vec<(String, Vec<Choice>)> = vec![(String::new(), vec![open(w.assessment_choose())])];
    for plan in plans::list(request.db(), &see).await? {
        let whole = whole::whole(request.db(), &see, plan.id).await?;
        let inception = codes::assessment_kind(w, AssessmentKind::Inception.code());
        let of = whole.commitments.iter().map(|one| {
            let words = w.assessment_of_commitment(format!("{}. {}", one.number, one.title));
            (format!("{}/{}", plan.id, one.id), words)
        });
        let choices = std::iter::once((plan.id.to_string(), inception)).chain(of).collect();
        groups.push((plan.title.clone(), choices));
    }
    let list = request.at("assessments");
    FormPage::new(request, Open::Assessments, w.assessment_new(), list.clone())
        .await?
        .under(w.assessment_title(), list)
        .lede(w.assessment_lede_own())
        .fields(vec![Field::new("what", w.assessment_field_what(), Kind::Pick(groups))])
        .button(w.assessment_begin())
        .show(form)
}

/// Shows a page that asks to confirm a step.
async fn sure(
    request: &MemberRequest,
    row: &Assessment,
    said: (String, String),
    fields: Vec<Field>,
    form: Form,
) -> Result {
    question(request, row, said).await?.fields(fields).show(form)
}

async fn question(request: &MemberRequest, row: &Assessment, said: (String, String)) -> Result<FormPage> {
    let w = request.w();
    let plan = plan_of(request, row).await?;
    let whole = there(request, row, "");
    Ok(FormPage::new(request, Open::Assessments, said.0.clone(), whole.clone())
        .await?
        .under(w.assessment_title(), request.at("assessments"))
        .under(assessed::title(w, row, Some(&plan)), whole)
        .lede(said.1)
        .button(said.0)
        .version(row.version))
}

#[handler]
pub(super) async fn ask_submit(request: MemberRequest) -> Result {
    request.permit::<Assess>()?;
    let row = find(&request).await?;
    let w = request.w();
    let said = (w.assessment_submit(), w.assessment_submit_text());
    sure(&request, &row, said, Vec::new(), Form::empty()).await
}

#[handler]
pub(super) async fn submit(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<Assess>()?;
    let row = find(&request).await?;
    let once = form.once_on(&row.id)?;
    let at = (row.id, form.version());
    match assessments::submit(request.db(), &permit, Some(&once), at, request.today()).await {
        Ok(_) => Ok(request.done(Flash::AssessmentSubmitted, &there(&request, &row, ""))),
        // The assessment's page shows which sections are incomplete.
        Err(Error::Invalid(_)) => Ok(request.done(Flash::AssessmentNotWhole, &there(&request, &row, ""))),
        Err(error) => Err(error.into()),
    }
}

#[handler]
pub(super) async fn ask_publish(request: MemberRequest) -> Result {
    request.permit::<Assess>()?;
    let row = find(&request).await?;
    let w = request.w();
    let said = (w.assessment_publish(), w.assessment_publish_text());
    sure(&request, &row, said, Vec::new(), Form::empty()).await
}

#[handler]
pub(super) async fn publish(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<Assess>()?;
    let row = find(&request).await?;
    let once = form.once_on(&row.id)?;
    let at = (row.id, form.version());
    let base = &request.city.visitor.app.base_url;
    reports::publish_assessment(request.db(), &permit, Some(&once), at, request.today(), base).await?;
    Ok(request.done(Flash::AssessmentPublished, &there(&request, &row, "")))
}

#[handler]
pub(super) async fn ask_renew(request: MemberRequest) -> Result {
    request.permit::<Assess>()?;
    let row = find(&request).await?;
    let w = request.w();
    let said = (w.assessment_renew(), w.assessment_renew_text());
    sure(&request, &row, said, Vec::new(), Form::empty()).await
}

#[handler]
pub(super) async fn renew(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<Assess>()?;
    let row = find(&request).await?;
    let once = form.once_on(&row.id)?;
    let made = assessments::renew(request.db(), &permit, Some(&once), row.id).await?;
    Ok(request.done(Flash::AssessmentRenewed, &there(&request, &made, "")))
}

#[handler]
pub(super) async fn ask_discard(request: MemberRequest) -> Result {
    request.permit::<Assess>()?;
    let row = find(&request).await?;
    if row.state != AssessmentState::Draft {
        return Err(Error::from(Conflict::StateStep).into());
    }
    let w = request.w();
    let said = (w.assessment_discard(), w.assessment_discard_text());
    let ask = question(&request, &row, said).await?;
    ask.danger().show(Form::empty())
}

#[handler]
pub(super) async fn discard(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<Assess>()?;
    let id: AssessmentId = request.id()?;
    let once = form.once_on(&id)?;
    for gone in assessments::discard(request.db(), &permit, Some(&once), (id, form.version())).await? {
        let store = request.city.visitor.app.files.as_ref();
        let removed = files::discard(request.db(), store, &permit, &gone.file_key).await;
        removed.or_log("file not deleted: it stays in the store unreferenced");
    }
    Ok(request.done(Flash::AssessmentDiscarded, &request.at("assessments")))
}

fn reply_fields(request: &MemberRequest) -> Vec<Field> {
    let w = request.w();
    vec![Field::prose("reply", w.assessment_reply(), 8).hint(w.assessment_reply_hint())]
}

#[handler]
pub(super) async fn ask_reply(request: MemberRequest) -> Result {
    request.permit::<AnswerAssessment>()?;
    let row = find(&request).await?;
    let w = request.w();
    let said = (w.assessment_reply_write(), w.assessment_by_text());
    sure(&request, &row, said, reply_fields(&request), Form::empty()).await
}

#[handler]
pub(super) async fn reply(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<AnswerAssessment>()?;
    let row = find(&request).await?;
    let once = form.once_on(&row.id)?;
    let at = (row.id, form.version());
    let words = form.value("reply").to_owned();
    match assessments::reply(request.db(), &permit, Some(&once), at, request.today(), &words).await {
        Ok(_) => Ok(request.done(Flash::AssessmentReplied, &there(&request, &row, ""))),
        Err(error) => {
            form.refuse_or_stale(error)?;
            let w = request.w();
            let said = (w.assessment_reply_write(), w.assessment_by_text());
            sure(&request, &row, said, reply_fields(&request), form).await
        }
    }
}

//! The steps of an assessment: start, discard, submit, reply, publish, start a new edition.

use besa_domain::access::{AnswerAssessment, Assess, SeePlan};
use besa_domain::assessments::{self, Assessment, AssessmentKind, AssessmentState};
use besa_domain::reports;
use besa_domain::whole;
use besa_domain::{AssessmentId, CommitmentId, Conflict, Error, FieldError, OrLog as _, PlanId, files, plans};
use besa_text::codes;
use poem::handler;

use super::super::ask::Ask;
use super::super::desk::Desk;
use super::super::field::{Choice, Field, Kind, open};
use super::super::shell::Open;
use super::{find, plan_of, there};
use crate::assessed;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(desk: Desk) -> Result {
    desk.permit::<Assess>()?;
    what(&desk, Form::empty()).await
}

#[handler]
pub(super) async fn begin(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<Assess>()?;
    let once = form.once_on(&"assessment")?;
    let Some((plan, commitment)) = chosen(form.value("what")) else {
        form.note(FieldError::new("what", "not_chosen"));
        return what(&desk, form).await;
    };
    let kind = match commitment {
        Some(_) => AssessmentKind::EndOfCommitment,
        None => AssessmentKind::Inception,
    };
    match assessments::begin(desk.db(), &permit, Some(&once), kind, plan, commitment).await {
        Ok(made) => Ok(desk.done(Flash::AssessmentKept, &there(&desk, &made, "edit/about"))),
        Err(Error::Invalid(_)) => {
            form.note(FieldError::new("what", "taken"));
            what(&desk, form).await
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
async fn what(desk: &Desk, form: Form) -> Result {
    let w = desk.w();
    let see = desk.permit::<SeePlan>()?;
    let mut groups: Vec<(String, Vec<Choice>)> = vec![(String::new(), vec![open(w.assessment_choose())])];
    for plan in plans::list(desk.db(), &see).await? {
        let whole = whole::whole(desk.db(), &see, plan.id).await?;
        let inception = codes::assessment_kind(w, AssessmentKind::Inception.code());
        let of = whole.commitments.iter().map(|one| {
            let words = w.assessment_of_commitment(format!("{}. {}", one.number, one.title));
            (format!("{}/{}", plan.id, one.id), words)
        });
        let choices = std::iter::once((plan.id.to_string(), inception)).chain(of).collect();
        groups.push((plan.title.clone(), choices));
    }
    let list = desk.at("assessments");
    Ask::new(desk, Open::Assessments, w.assessment_new(), list.clone())
        .await?
        .under(w.assessment_title(), list)
        .lede(w.assessment_lede_own())
        .fields(vec![Field::new("what", w.assessment_field_what(), Kind::Pick(groups))])
        .button(w.assessment_begin())
        .show(form)
}

/// Shows a page that asks to confirm a step.
async fn sure(desk: &Desk, row: &Assessment, said: (String, String), fields: Vec<Field>, form: Form) -> Result {
    question(desk, row, said).await?.fields(fields).show(form)
}

async fn question(desk: &Desk, row: &Assessment, said: (String, String)) -> Result<Ask> {
    let w = desk.w();
    let plan = plan_of(desk, row).await?;
    let whole = there(desk, row, "");
    Ok(Ask::new(desk, Open::Assessments, said.0.clone(), whole.clone())
        .await?
        .under(w.assessment_title(), desk.at("assessments"))
        .under(assessed::title(w, row, Some(&plan)), whole)
        .lede(said.1)
        .button(said.0)
        .version(row.version))
}

#[handler]
pub(super) async fn ask_submit(desk: Desk) -> Result {
    desk.permit::<Assess>()?;
    let row = find(&desk).await?;
    let w = desk.w();
    let said = (w.assessment_submit(), w.assessment_submit_text());
    sure(&desk, &row, said, Vec::new(), Form::empty()).await
}

#[handler]
pub(super) async fn submit(desk: Desk, form: Form) -> Result {
    let permit = desk.permit::<Assess>()?;
    let row = find(&desk).await?;
    let once = form.once_on(&row.id)?;
    let at = (row.id, form.version());
    match assessments::submit(desk.db(), &permit, Some(&once), at, desk.today()).await {
        Ok(_) => Ok(desk.done(Flash::AssessmentSubmitted, &there(&desk, &row, ""))),
        // The assessment's page shows which sections are incomplete.
        Err(Error::Invalid(_)) => Ok(desk.done(Flash::AssessmentNotWhole, &there(&desk, &row, ""))),
        Err(error) => Err(error.into()),
    }
}

#[handler]
pub(super) async fn ask_publish(desk: Desk) -> Result {
    desk.permit::<Assess>()?;
    let row = find(&desk).await?;
    let w = desk.w();
    let said = (w.assessment_publish(), w.assessment_publish_text());
    sure(&desk, &row, said, Vec::new(), Form::empty()).await
}

#[handler]
pub(super) async fn publish(desk: Desk, form: Form) -> Result {
    let permit = desk.permit::<Assess>()?;
    let row = find(&desk).await?;
    let once = form.once_on(&row.id)?;
    let at = (row.id, form.version());
    let base = &desk.city.visitor.app.base_url;
    reports::publish_assessment(desk.db(), &permit, Some(&once), at, desk.today(), base).await?;
    Ok(desk.done(Flash::AssessmentPublished, &there(&desk, &row, "")))
}

#[handler]
pub(super) async fn ask_renew(desk: Desk) -> Result {
    desk.permit::<Assess>()?;
    let row = find(&desk).await?;
    let w = desk.w();
    let said = (w.assessment_renew(), w.assessment_renew_text());
    sure(&desk, &row, said, Vec::new(), Form::empty()).await
}

#[handler]
pub(super) async fn renew(desk: Desk, form: Form) -> Result {
    let permit = desk.permit::<Assess>()?;
    let row = find(&desk).await?;
    let once = form.once_on(&row.id)?;
    let made = assessments::renew(desk.db(), &permit, Some(&once), row.id).await?;
    Ok(desk.done(Flash::AssessmentRenewed, &there(&desk, &made, "")))
}

#[handler]
pub(super) async fn ask_discard(desk: Desk) -> Result {
    desk.permit::<Assess>()?;
    let row = find(&desk).await?;
    if row.state != AssessmentState::Draft {
        return Err(Error::from(Conflict::StateStep).into());
    }
    let w = desk.w();
    let said = (w.assessment_discard(), w.assessment_discard_text());
    let ask = question(&desk, &row, said).await?;
    ask.danger().show(Form::empty())
}

#[handler]
pub(super) async fn discard(desk: Desk, form: Form) -> Result {
    let permit = desk.permit::<Assess>()?;
    let id: AssessmentId = desk.id()?;
    let once = form.once_on(&id)?;
    for gone in assessments::discard(desk.db(), &permit, Some(&once), (id, form.version())).await? {
        let store = desk.city.visitor.app.files.as_ref();
        let removed = files::discard(desk.db(), store, &permit, &gone.file_key).await;
        removed.or_log("file not deleted: it stays in the store unreferenced");
    }
    Ok(desk.done(Flash::AssessmentDiscarded, &desk.at("assessments")))
}

fn reply_fields(desk: &Desk) -> Vec<Field> {
    let w = desk.w();
    vec![Field::prose("reply", w.assessment_reply(), 8).hint(w.assessment_reply_hint())]
}

#[handler]
pub(super) async fn ask_reply(desk: Desk) -> Result {
    desk.permit::<AnswerAssessment>()?;
    let row = find(&desk).await?;
    let w = desk.w();
    let said = (w.assessment_reply_write(), w.assessment_by_text());
    sure(&desk, &row, said, reply_fields(&desk), Form::empty()).await
}

#[handler]
pub(super) async fn reply(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<AnswerAssessment>()?;
    let row = find(&desk).await?;
    let once = form.once_on(&row.id)?;
    let at = (row.id, form.version());
    let words = form.value("reply").to_owned();
    match assessments::reply(desk.db(), &permit, Some(&once), at, desk.today(), &words).await {
        Ok(_) => Ok(desk.done(Flash::AssessmentReplied, &there(&desk, &row, ""))),
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            form.note(FieldError::new("main", "stale_version"));
            let w = desk.w();
            let said = (w.assessment_reply_write(), w.assessment_by_text());
            sure(&desk, &row, said, reply_fields(&desk), form).await
        }
        Err(error) => {
            form.refuse(error)?;
            let w = desk.w();
            let said = (w.assessment_reply_write(), w.assessment_by_text());
            sure(&desk, &row, said, reply_fields(&desk), form).await
        }
    }
}

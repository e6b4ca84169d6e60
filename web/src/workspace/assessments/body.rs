//! The monitoring body: its name, and its end. Both are public, with the reason.

use besa_domain::access::{InviteMonitor, SeeAssessments};
use besa_domain::bodies::{self, Body};
use besa_domain::people;
use poem::handler;

use super::super::field::Field;
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::form::Form;

async fn current(request: &MemberRequest) -> Result<Body> {
    request.permit::<InviteMonitor>()?;
    let found = bodies::current(request.db(), &request.permit::<SeeAssessments>()?).await?;
    found.ok_or(Fault::Missing)
}

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let body = current(&request).await?;
    let form = Form::with([("name", body.name.clone().unwrap_or_default())]);
    name(&request, &body, form).await
}

#[handler]
pub(super) async fn rename(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<InviteMonitor>()?;
    let body = current(&request).await?;
    let once = form.once_on(&("rename", body.id))?;
    let given = (form.value("name"), form.value("reason"));
    match bodies::rename(request.db(), &permit, Some(&once), form.version(), given).await {
        Ok(_) => Ok(request.done(Flash::Saved, &request.at("assessments"))),
        Err(error) => {
            form.refuse_or_stale(error)?;
            name(&request, &body, form).await
        }
    }
}

#[handler]
pub(super) async fn ask_end(request: MemberRequest) -> Result {
    let body = current(&request).await?;
    ending(&request, &body, Form::empty()).await
}

#[handler]
pub(super) async fn end(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<InviteMonitor>()?;
    let body = current(&request).await?;
    let once = form.once_on(&("end", body.id))?;
    match people::end_body(request.db(), &permit, Some(&once), form.version(), form.value("reason")).await {
        // Its members can no longer open the workspace.
        Ok(_) => Ok(request.done(Flash::Saved, &request.city.links().overview())),
        Err(error) => {
            form.refuse_or_stale(error)?;
            ending(&request, &body, form).await
        }
    }
}

async fn name(request: &MemberRequest, body: &Body, form: Form) -> Result {
    let w = request.w();
    let fields = vec![
        Field::line("name", w.assessment_field_body()),
        Field::line("reason", w.people_field_reason()).hint(w.people_hint_reason()),
    ];
    let page = page(request, w.assessment_body_rename(), body).await?;
    let page = page.lede(w.assessment_body_rename_text()).fields(fields);
    page.button(w.assessment_body_rename()).show(form)
}

async fn ending(request: &MemberRequest, body: &Body, form: Form) -> Result {
    let w = request.w();
    let fields = vec![Field::line("reason", w.people_field_reason()).hint(w.people_hint_reason())];
    let page = page(request, w.assessment_body_end(), body).await?;
    let page = page.lede(w.assessment_body_end_text()).fields(fields);
    page.button(w.assessment_body_end()).danger().show(form)
}

async fn page(request: &MemberRequest, title: String, body: &Body) -> Result<FormPage> {
    let w = request.w();
    let back = request.at("assessments");
    Ok(FormPage::new(request, Open::Assessments, title, back.clone())
        .await?
        .under(w.assessment_title(), back)
        .version(body.version))
}

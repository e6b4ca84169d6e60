//! Inviting people of the monitoring body. The body invites them itself; the city cannot.

use besa_domain::access::{InviteMonitor, Role};
use besa_domain::people::{self, Invite};
use besa_domain::{Conflict, Error, FieldError, bodies};
use besa_text::Language;
use poem::handler;

use super::super::field::{Field, Kind};
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::tenant;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<InviteMonitor>()?;
    let form = Form::with([("language", tenant::first(request.city.tenant()).code().to_owned())]);
    page(&request, form).await
}

#[handler]
pub(super) async fn submit(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<InviteMonitor>()?;
    let once = form.once_on(&"invite-monitor")?;
    let language = Language::parse(form.value("language")).unwrap_or_default();
    let invite = Invite {
        email: form.value("email").to_owned(),
        role: Role::Monitor,
        language: language.code().to_owned(),
        body: form.maybe("body"),
    };
    match people::invite_monitor(request.db(), &permit, Some(&once), invite).await {
        Ok(_) => Ok(request.done(Flash::Invited, &request.at("assessments"))),
        Err(Error::Conflict(Conflict::SeparateDuties)) => {
            form.note(FieldError::new("email", "separate_duties"));
            page(&request, form).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, form).await
        }
    }
}

async fn page(request: &MemberRequest, form: Form) -> Result {
    let w = request.w();
    let back = request.at("assessments");
    let languages = Language::ALL
        .into_iter()
        .map(|language| (language.code().to_owned(), language.name().to_owned()));
    let mut fields = vec![
        Field::new("email", w.people_field_email(), Kind::Line("email")),
        Field::pick("language", w.people_field_language(), languages.collect()),
    ];
    // People of the body invite to it.
    if !bodies::belongs(request.db(), &request.permit::<InviteMonitor>()?).await? {
        fields.push(Field::line("body", w.assessment_field_body()).hint(w.assessment_hint_body()));
    }
    FormPage::new(request, Open::Assessments, w.assessment_invite(), back.clone())
        .await?
        .under(w.assessment_title(), back)
        .lede(w.assessment_invite_lede())
        .fields(fields)
        .button(w.people_send())
        .show(form)
}

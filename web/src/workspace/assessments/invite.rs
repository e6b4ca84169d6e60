//! Inviting people of the monitoring body. The body invites them itself; the city cannot.

use besa_domain::access::InviteMonitor;
use besa_domain::{Conflict, Error, FieldError, people};
use besa_text::Language;
use poem::handler;

use super::super::ask::Ask;
use super::super::desk::Desk;
use super::super::field::{Field, Kind};
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::tenant;

#[handler]
pub(super) async fn show(desk: Desk) -> Result {
    desk.permit::<InviteMonitor>()?;
    let form = Form::with([("language", tenant::first(desk.city.tenant()).code().to_owned())]);
    page(&desk, form).await
}

#[handler]
pub(super) async fn submit(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<InviteMonitor>()?;
    let once = form.once_on(&"invite-monitor")?;
    let language = Language::parse(form.value("language")).unwrap_or_default();
    let (email, language) = (form.value("email").to_owned(), language.code().to_owned());
    match people::invite_monitor(desk.db(), &permit, Some(&once), email, language).await {
        Ok(_) => Ok(desk.done(Flash::Invited, &desk.at("assessments"))),
        Err(Error::Conflict(Conflict::SeparateDuties)) => {
            form.note(FieldError::new("email", "separate_duties"));
            page(&desk, form).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&desk, form).await
        }
    }
}

async fn page(desk: &Desk, form: Form) -> Result {
    let w = desk.w();
    let back = desk.at("assessments");
    let languages = Language::ALL
        .into_iter()
        .map(|language| (language.code().to_owned(), language.name().to_owned()));
    Ask::new(desk, Open::Assessments, w.assessment_invite(), back.clone())
        .await?
        .under(w.assessment_title(), back)
        .lede(w.assessment_invite_lede())
        .fields(vec![
            Field::new("email", w.people_field_email(), Kind::Line("email")),
            Field::pick("language", w.people_field_language(), languages.collect()),
        ])
        .button(w.people_send())
        .show(form)
}

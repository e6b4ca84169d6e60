//! Removing a role. It takes effect with the person's next request.

use besa_domain::access::{ManagePeople, Role};
use besa_domain::people::{self, Member};
use besa_domain::{Conflict, Error, FieldError, MembershipId};
use besa_text::codes;
use poem::handler;

use super::super::field::Field;
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::member;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let member = member(&request).await?;
    page(&request, &member, Form::empty()).await
}

#[handler]
pub(super) async fn submit(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<ManagePeople>()?;
    let id: MembershipId = request.id()?;
    let once = form.once_on(&id)?;
    let reason = form.maybe("reason");
    match people::remove_member(request.db(), &permit, Some(&once), id, reason.as_deref()).await {
        // A member who removes their own role can no longer open the list.
        Ok(account) if account == request.session.account.id => {
            Ok(request.done(Flash::RoleTaken, &request.city.links().overview()))
        }
        Ok(_) => Ok(request.done(Flash::RoleTaken, &request.at("people"))),
        Err(Error::Conflict(Conflict::LastAdmin)) => {
            form.note(FieldError::new("main", "last_admin"));
            page(&request, &member(&request).await?, form).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, &member(&request).await?, form).await
        }
    }
}

async fn page(request: &MemberRequest, member: &Member, form: Form) -> Result {
    let w = request.w();
    let back = request.at("people");
    let role = codes::role(w, member.role.code());
    let fields = match member.role {
        Role::Monitor => vec![Field::line("reason", w.people_field_reason()).hint(w.people_hint_reason())],
        Role::Admin | Role::Coordinator | Role::Implementer | Role::Cocreator | Role::Viewer => Vec::new(),
    };
    FormPage::new(request, Open::People, w.people_remove(), back.clone())
        .await?
        .under(w.people_title(), back)
        .lede(w.people_remove_text(&member.name, role))
        .fields(fields)
        .button(w.people_remove())
        .danger()
        .show(form)
}

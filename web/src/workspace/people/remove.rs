//! Removing a role. It takes effect with the person's next request.

use besa_domain::access::ManagePeople;
use besa_domain::people::{self, Member};
use besa_domain::{Conflict, Error, FieldError, MembershipId};
use besa_text::codes;
use poem::handler;

use super::super::ask::Ask;
use super::super::desk::Desk;
use super::super::shell::Open;
use super::member;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn show(desk: Desk) -> Result {
    let member = member(&desk).await?;
    page(&desk, &member, Form::empty()).await
}

#[handler]
pub(super) async fn submit(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<ManagePeople>()?;
    let id: MembershipId = desk.id()?;
    let once = form.once_on(&id)?;
    match people::remove_member(desk.db(), &permit, Some(&once), id).await {
        // A member who removes their own role can no longer open the list.
        Ok(account) if account == desk.session.account.id => {
            Ok(desk.done(Flash::RoleTaken, &desk.city.links().overview()))
        }
        Ok(_) => Ok(desk.done(Flash::RoleTaken, &desk.at("people"))),
        Err(Error::Conflict(Conflict::LastAdmin)) => {
            form.note(FieldError::new("main", "last_admin"));
            page(&desk, &member(&desk).await?, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(desk: &Desk, member: &Member, form: Form) -> Result {
    let w = desk.w();
    let back = desk.at("people");
    let role = codes::role(w, member.role.code());
    Ask::new(desk, Open::People, w.people_remove(), back.clone())
        .await?
        .under(w.people_title(), back)
        .lede(w.people_remove_text(&member.name, role))
        .button(w.people_remove())
        .danger()
        .show(form)
}

//! Inviting a person to a role, and withdrawing an invitation.

use besa_domain::access::{ManagePeople, Role};
use besa_domain::people::{self, Invite};
use besa_domain::{Conflict, Error, FieldError, InvitationId, code, input};
use besa_text::{Language, codes};
use poem::handler;

use super::super::field::{Card, Field, Kind};
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::tenant;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<ManagePeople>()?;
    let form = Form::with([("language", tenant::first(request.city.tenant()).code().to_owned())]);
    page(&request, form).await
}

#[handler]
pub(super) async fn submit(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<ManagePeople>()?;
    let Ok(role) = form.value("role").parse::<Role>() else {
        form.note(FieldError::new("role", "not_chosen"));
        if form.maybe("email").is_none() {
            form.note(FieldError::new("email", code::REQUIRED));
        }
        return page(&request, form).await;
    };
    let once = form.once_on(&"invite")?;
    // Do not send a second invitation for the same role while the first waits, even from another form.
    let waiting = people::invitations(request.db(), &permit).await?;
    let typed = input::email_key(form.value("email"));
    let same = |email: &str| typed.is_some() && input::email_key(email) == typed;
    if waiting.iter().any(|one| one.role == role && same(&one.email)) {
        return Ok(request.done(Flash::Invited, &request.at("people")));
    }
    let invite = Invite {
        email: form.value("email").to_owned(),
        role,
        language: Language::parse(form.value("language"))
            .unwrap_or_default()
            .code()
            .to_owned(),
        body: None,
    };
    match people::invite(request.db(), &permit, Some(&once), invite).await {
        Ok(_) => Ok(request.done(Flash::Invited, &request.at("people"))),
        Err(Error::Conflict(conflict @ (Conflict::MonitorsConsent | Conflict::SeparateDuties))) => {
            form.note(FieldError::new("role", refusal(conflict)));
            page(&request, form).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&request, form).await
        }
    }
}

#[handler]
pub(super) async fn withdraw(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<ManagePeople>()?;
    let id: InvitationId = request.id()?;
    let once = form.once_on(&id)?;
    people::withdraw_invitation(request.db(), &permit, Some(&once), id).await?;
    Ok(request.done(Flash::Uninvited, &request.at("people")))
}

/// Returns the error code for a conflict that forbids giving a role.
fn refusal(conflict: Conflict) -> &'static str {
    if conflict == Conflict::MonitorsConsent {
        "monitors_consent"
    } else {
        "separate_duties"
    }
}

fn icon(role: Role) -> &'static str {
    match role {
        Role::Admin => "shield-check",
        Role::Coordinator => "clipboard-check",
        Role::Implementer => "list-checks",
        Role::Cocreator => "users",
        Role::Monitor => "eye",
        Role::Viewer => "book-open",
    }
}

async fn page(request: &MemberRequest, form: Form) -> Result {
    let w = request.w();
    let back = request.at("people");
    // The monitoring body invites its own people; the hint says so.
    let given = Role::ALL.iter().filter(|role| **role != Role::Monitor);
    let cards = given.map(|role| Card {
        value: role.code(),
        icon: icon(*role),
        words: codes::role(w, role.code()),
        hint: codes::role_hint(w, role.code()),
    });
    let languages = Language::ALL
        .into_iter()
        .map(|language| (language.code().to_owned(), language.name().to_owned()));
    FormPage::new(request, Open::People, w.people_invite(), back.clone())
        .await?
        .under(w.people_title(), back)
        .lede(w.people_invite_lede())
        .fields(vec![
            Field::new("email", w.people_field_email(), Kind::Line("email")),
            Field::new("role", w.people_field_role(), Kind::Cards(cards.collect())).hint(w.people_monitor_hint()),
            Field::pick("language", w.people_field_language(), languages.collect()),
        ])
        .button(w.people_send())
        .show(form)
}

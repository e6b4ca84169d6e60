//! Accepting an invitation: with a name and a password, or at once with an account that has them.

use askama::Template;
use besa_domain::people::{self, Acceptance, Account, Invitation};
use besa_domain::tries::Who;
use besa_domain::{Error, FieldError, code, tenants};
use besa_text::{Words, codes, numbers};
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;

use crate::error::Result;
use crate::form::{Fix, Form};
use crate::frame::Frame;
use crate::page::{private, see_other};
use crate::session;
use crate::visitor::Visitor;

use super::workspace;

#[derive(Template)]
#[template(path = "account/invitation.html")]
struct InvitationPage {
    frame: Frame,
    w: &'static Words,
    form: Form,
    fixes: Vec<Fix>,
    email: String,
    role: String,
    role_hint: String,
    /// The account already has a name and a password.
    known: bool,
    password_hint: String,
}

#[handler]
pub(super) async fn show(visitor: Visitor, Path(secret): Path<String>) -> Result {
    let (invitation, known) = people::invitation_by_secret(visitor.db(), &secret).await?;
    page(visitor, StatusCode::OK, Form::empty(), invitation, known).await
}

#[handler]
pub(super) async fn submit(visitor: Visitor, mut form: Form, Path(secret): Path<String>) -> Result {
    people::LINK_TRIES
        .take(&visitor.app, Who::From(visitor.request.address))
        .await?;
    let (invitation, known) = people::invitation_by_secret(visitor.db(), &secret).await?;
    if !has_password(known.as_ref()) && form.maybe("name").is_none() && known.is_none() {
        form.note(FieldError::new("name", code::REQUIRED));
    }
    let acceptance = Acceptance {
        name: form.value("name").to_owned(),
        password: form.value("password").to_owned(),
    };
    let accepted = if form.is_fine() {
        people::accept(visitor.db(), &secret, acceptance).await
    } else {
        Err(Error::Invalid(Vec::new()))
    };
    match accepted {
        Ok((tenant, session)) => {
            session::begin(&visitor.app, &visitor.jar, &session).await?;
            let city = tenants::by_id(visitor.db(), tenant).await?;
            Ok(see_other(&workspace(&city, &session)))
        }
        Err(error) => {
            form.refuse(error)?;
            page(visitor, StatusCode::UNPROCESSABLE_ENTITY, form, invitation, known).await
        }
    }
}

fn has_password(account: Option<&Account>) -> bool {
    account.is_some_and(|account| account.password_hash.is_some())
}

async fn page(
    mut visitor: Visitor,
    status: StatusCode,
    form: Form,
    invitation: Invitation,
    known: Option<Account>,
) -> Result {
    let city = tenants::by_id(visitor.db(), invitation.tenant_id).await?;
    // The page uses the language of the invitation mail, unless the visitor chose another.
    if let Some(language) = besa_text::Language::parse(&invitation.language) {
        visitor.language = visitor.choose(&besa_text::Language::ALL, language);
    }
    let (w, language) = (visitor.w(), visitor.language);
    let labels = [("name", w.account_name()), ("password", w.account_new_password())];
    let fixes = form.fixes(&labels, language);
    let title = w.account_invite_title(city.name(language.code()));
    private(
        status,
        &InvitationPage {
            frame: visitor.frame(&title).refused(!form.is_fine()).hidden(),
            w,
            form,
            fixes,
            email: invitation.email,
            role: codes::role(w, invitation.role.code()),
            role_hint: codes::role_hint(w, invitation.role.code()),
            known: has_password(known.as_ref()),
            password_hint: w.account_new_password_hint(numbers::number(language, 12)),
        },
    )
}

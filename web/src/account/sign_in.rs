//! Signing in with a password or with a one-time link, and signing out.

use askama::Template;
use besa_domain::access::StaffRole;
use besa_domain::people;
use besa_domain::tries::Who;
use besa_text::Words;
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;

use crate::error::Result;
use crate::flash::Flash;
use crate::form::{Fix, Form};
use crate::frame::Frame;
use crate::links;
use crate::page::{private, see_other};
use crate::session;
use crate::visitor::Visitor;

use super::{onwards, workspace};

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignIn {
    frame: Frame,
    w: &'static Words,
    form: Form,
    fixes: Vec<Fix>,
    /// Where to go after signing in.
    next: String,
}

#[handler]
pub(super) async fn show(visitor: Visitor) -> Result {
    let next = visitor.request.query("next").unwrap_or_default();
    if let Some(session) = &visitor.session {
        return onwards(&visitor, session, Some(next.as_str()).filter(|next| !next.is_empty())).await;
    }
    page(&visitor, StatusCode::OK, Form::empty(), next)
}

#[handler]
pub(super) async fn submit(visitor: Visitor, mut form: Form) -> Result {
    let next = form.value("next").to_owned();
    let device = session::device(&visitor.app, &visitor.jar);
    let from = visitor.request.address;
    people::try_password(&visitor.app, from, device.as_deref(), form.value("email")).await?;
    match people::sign_in(visitor.db(), form.value("email"), form.value("password")).await {
        Ok(session) => {
            session::begin(&visitor.app, &visitor.jar, &session).await?;
            onwards(&visitor, &session, Some(next.as_str()).filter(|next| !next.is_empty())).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&visitor, StatusCode::UNPROCESSABLE_ENTITY, form, next)
        }
    }
}

fn page(visitor: &Visitor, status: StatusCode, form: Form, next: String) -> Result {
    let w = visitor.w();
    let labels = [("email", w.account_email()), ("password", w.account_password())];
    let fixes = form.fixes(&labels, visitor.language);
    private(
        status,
        &SignIn {
            frame: visitor
                .frame(&w.account_sign_in_title())
                .refused(!form.is_fine())
                .hidden(),
            w,
            form,
            fixes,
            next,
        },
    )
}

#[derive(Template)]
#[template(path = "account/link.html")]
struct Link {
    frame: Frame,
    w: &'static Words,
}

/// Shows only a button. Mail scanners follow links before people do, and a GET must not spend the link.
#[handler]
pub(super) fn show_link(visitor: Visitor) -> Result {
    let w = visitor.w();
    let frame = visitor.frame(&w.account_one_time_title()).hidden();
    private(StatusCode::OK, &Link { frame, w })
}

#[handler]
pub(super) async fn submit_link(visitor: Visitor, _form: Form, Path(secret): Path<String>) -> Result {
    people::LINK_TRIES
        .take(&visitor.app, Who::From(visitor.request.address))
        .await?;
    let session = people::sign_in_by_link(visitor.db(), &secret).await?;
    session::begin(&visitor.app, &visitor.jar, &session).await?;
    onwards(&visitor, &session, None).await
}

#[handler]
pub(super) async fn out(visitor: Visitor, _form: Form) -> Result {
    session::end(&visitor.app, &visitor.jar).await?;
    Flash::SignedOut.leave(&visitor.app, &visitor.jar);
    Ok(see_other(links::HOME))
}

#[derive(Template)]
#[template(path = "account/cities.html")]
struct Cities {
    frame: Frame,
    w: &'static Words,
    /// Name and workspace URL of each.
    cities: Vec<(String, String)>,
}

/// Lists the cities that the account works in.
#[handler]
pub(super) async fn cities(visitor: Visitor) -> Result {
    let w = visitor.w();
    let session = visitor.session.as_ref().ok_or(besa_domain::Error::Unauthorized)?;
    let cities = besa_domain::people::cities_of(visitor.db(), session.account.id).await?;
    let staff = besa_domain::people::staff_roles(visitor.db(), session.account.id).await?;
    let review = staff
        .contains(&StaffRole::Reviewer)
        .then(|| (w.review_name(), links::REVIEW.to_owned()));
    let cities = cities
        .iter()
        .map(|city| (city.name(visitor.language.code()).to_owned(), workspace(city, session)))
        .chain(review)
        .collect();
    let frame = visitor.frame(&w.account_choose_city()).hidden();
    private(StatusCode::OK, &Cities { frame, w, cities })
}

//! The city's logo: set, replace, remove.

use besa_domain::access::EditTenant;
use besa_domain::tenants::{self, LOGO_BYTES};
use besa_domain::{Conflict, Error, FieldError};
use besa_text::numbers;
use poem::handler;
use poem::web::Multipart;

use super::field::{Field, Kind};
use super::form_page::{FormPage, Panel};
use super::member_request::MemberRequest;
use super::shell::Open;
use super::{BASE, upload};
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::limit;
use crate::pages::Pages;

/// Maximum size of a logo, in bytes.
const MAX: u64 = LOGO_BYTES.unsigned_abs();

/// Adds the pages of the logo.
pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .upload(format!("{BASE}/settings/logo"), MAX + limit::FORM, choose, set)
        .form(format!("{BASE}/settings/logo/remove"), confirm, take_away)
}

/// Returns the panel about the logo on the settings page.
pub(super) fn panel(request: &MemberRequest) -> Panel {
    let (w, city) = (request.w(), request.city.tenant());
    let (change, remove) = (request.at("settings/logo"), request.at("settings/logo/remove"));
    let links = match city.logo_key {
        Some(_) => vec![(w.city_logo_change(), change), (w.city_logo_remove(), remove)],
        None => vec![(w.city_logo_choose(), change)],
    };
    let picture = city.logo_path();
    Panel {
        title: w.city_field_logo(),
        text: picture.is_none().then(|| w.city_logo_none()),
        picture: picture.map(|path| (path, w.city_logo_alt(request.city.name()))),
        links,
        ..Panel::default()
    }
}

#[handler]
async fn choose(request: MemberRequest) -> Result {
    request.permit::<EditTenant>()?;
    page(&request, Form::empty()).await
}

#[handler]
async fn set(request: MemberRequest, parts: Multipart) -> Result {
    let permit = request.permit::<EditTenant>()?;
    let (mut form, file) = upload::read_small(&request, parts, MAX).await?;
    let Some((_, bytes)) = file else {
        form.note(FieldError::new(upload::FILE, "file_missing"));
        return page(&request, form).await;
    };
    let once = form.once(&("logo", form.version(), &bytes))?;
    let files = &*request.city.visitor.app.files;
    match tenants::set_logo(request.db(), files, &permit, Some(&once), form.version(), bytes.into()).await {
        Ok(_) => Ok(request.done(Flash::Logo, &request.at("settings"))),
        Err(error) => {
            refuse(&mut form, error)?;
            page(&request, form).await
        }
    }
}

#[handler]
async fn confirm(request: MemberRequest) -> Result {
    request.permit::<EditTenant>()?;
    if request.city.tenant().logo_key.is_none() {
        return Err(Error::NotFound("logo").into());
    }
    leave(&request, Form::empty()).await
}

#[handler]
async fn take_away(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditTenant>()?;
    let once = form.once_on(&"logo")?;
    let files = &*request.city.visitor.app.files;
    match tenants::remove_logo(request.db(), files, &permit, Some(&once), form.version()).await {
        Ok(_) => Ok(request.done(Flash::LogoRemoved, &request.at("settings"))),
        Err(error) => {
            refuse(&mut form, error)?;
            leave(&request, form).await
        }
    }
}

/// Notes an error. Two pictures cannot be compared: after a conflict, the page shows the current logo.
fn refuse(form: &mut Form, error: Error) -> Result<()> {
    if matches!(error, Error::Conflict(Conflict::StaleVersion { .. })) {
        form.note(FieldError::new(upload::FILE, "stale_version"));
        return Ok(());
    }
    form.refuse(error)
}

async fn page(request: &MemberRequest, form: Form) -> Result {
    let w = request.w();
    let most = numbers::bytes(request.language(), MAX);
    let file = Field::new(upload::FILE, w.city_field_logo(), Kind::Files(false)).hint(w.city_hint_logo(most));
    let title = match request.city.tenant().logo_key {
        Some(_) => w.city_logo_change(),
        None => w.city_logo_choose(),
    };
    about(request, title)
        .await?
        .fields(vec![file])
        .show(current(request, form))
}

async fn leave(request: &MemberRequest, form: Form) -> Result {
    let w = request.w();
    about(request, w.city_logo_remove())
        .await?
        .lede(w.city_logo_remove_text())
        .button(w.city_logo_remove())
        .danger()
        .show(current(request, form))
}

/// Returns the form with the current version of the city, for the check that nobody changed it meanwhile.
fn current(request: &MemberRequest, form: Form) -> Form {
    form.at_version(request.city.tenant().version)
}

async fn about(request: &MemberRequest, title: String) -> Result<FormPage> {
    let (back, city) = (request.at("settings"), request.city.tenant());
    let ask = FormPage::new(request, Open::Settings, title, back.clone()).await?;
    Ok(ask.under(request.w().city_title(), back).version(city.version))
}

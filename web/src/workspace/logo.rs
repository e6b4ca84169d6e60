//! The city's logo: set, replace, remove.

use besa_domain::access::EditTenant;
use besa_domain::tenants::{self, LOGO_BYTES};
use besa_domain::{Conflict, Error, FieldError};
use besa_text::numbers;
use poem::handler;
use poem::web::Multipart;

use super::ask::{Ask, Panel};
use super::desk::Desk;
use super::field::{Field, Kind};
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
pub(super) fn panel(desk: &Desk) -> Panel {
    let (w, city) = (desk.w(), desk.city.tenant());
    let (change, remove) = (desk.at("settings/logo"), desk.at("settings/logo/remove"));
    let links = match city.logo_key {
        Some(_) => vec![(w.city_logo_change(), change), (w.city_logo_remove(), remove)],
        None => vec![(w.city_logo_choose(), change)],
    };
    let picture = city.logo_path();
    Panel {
        title: w.city_field_logo(),
        text: picture.is_none().then(|| w.city_logo_none()),
        picture: picture.map(|path| (path, w.city_logo_alt(desk.city.name()))),
        links,
        ..Panel::default()
    }
}

#[handler]
async fn choose(desk: Desk) -> Result {
    desk.permit::<EditTenant>()?;
    page(&desk, Form::empty()).await
}

#[handler]
async fn set(desk: Desk, parts: Multipart) -> Result {
    let permit = desk.permit::<EditTenant>()?;
    let (mut form, file) = upload::held(&desk, parts, MAX).await?;
    let Some((_, bytes)) = file else {
        form.note(FieldError::new(upload::FILE, "file_missing"));
        return page(&desk, form).await;
    };
    let once = form.once(&("logo", form.version(), &bytes))?;
    let files = &*desk.city.visitor.app.files;
    match tenants::set_logo(desk.db(), files, &permit, Some(&once), form.version(), bytes.into()).await {
        Ok(_) => Ok(desk.done(Flash::Logo, &desk.at("settings"))),
        Err(error) => {
            refuse(&mut form, error)?;
            page(&desk, form).await
        }
    }
}

#[handler]
async fn confirm(desk: Desk) -> Result {
    desk.permit::<EditTenant>()?;
    if desk.city.tenant().logo_key.is_none() {
        return Err(Error::NotFound("logo").into());
    }
    leave(&desk, Form::empty()).await
}

#[handler]
async fn take_away(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditTenant>()?;
    let once = form.once_on(&"logo")?;
    let files = &*desk.city.visitor.app.files;
    match tenants::remove_logo(desk.db(), files, &permit, Some(&once), form.version()).await {
        Ok(_) => Ok(desk.done(Flash::LogoRemoved, &desk.at("settings"))),
        Err(error) => {
            refuse(&mut form, error)?;
            leave(&desk, form).await
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

async fn page(desk: &Desk, form: Form) -> Result {
    let w = desk.w();
    let most = numbers::bytes(desk.language(), MAX);
    let file = Field::new(upload::FILE, w.city_field_logo(), Kind::Files(false)).hint(w.city_hint_logo(most));
    let title = match desk.city.tenant().logo_key {
        Some(_) => w.city_logo_change(),
        None => w.city_logo_choose(),
    };
    about(desk, title).await?.fields(vec![file]).show(current(desk, form))
}

async fn leave(desk: &Desk, form: Form) -> Result {
    let w = desk.w();
    about(desk, w.city_logo_remove())
        .await?
        .lede(w.city_logo_remove_text())
        .button(w.city_logo_remove())
        .danger()
        .show(current(desk, form))
}

/// Returns the form with the version that the page shows.
fn current(desk: &Desk, form: Form) -> Form {
    form.at_version(desk.city.tenant().version)
}

async fn about(desk: &Desk, title: String) -> Result<Ask> {
    let (back, city) = (desk.at("settings"), desk.city.tenant());
    let ask = Ask::new(desk, Open::Settings, title, back.clone()).await?;
    Ok(ask.under(desk.w().city_title(), back).version(city.version))
}

//! The city's settings.

use std::collections::BTreeMap;

use besa_domain::access::EditTenant;
use besa_domain::records::Names;
use besa_domain::tenants::{self, Identity, Tenant};
use besa_domain::{Error, FieldError, input};
use besa_text::{Language, Words, codes};
use poem::handler;

use super::BASE;
use super::field::{Field, Kind};
use super::form_page::{FormPage, Panel, answer};
use super::member_request::MemberRequest;
use super::plan::languages;
use super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::pages::Pages;
use crate::theme::{Colour, ink, like_late};

/// Adds the pages of settings.
pub(super) fn routes(pages: Pages) -> Pages {
    pages.form(format!("{BASE}/settings"), show, save)
}

#[handler]
async fn show(request: MemberRequest) -> Result {
    request.permit::<EditTenant>()?;
    let form = filled(request.city.tenant());
    ask(&request, &form).await?.show(form)
}

#[handler]
async fn save(request: MemberRequest, form: Form) -> Result {
    let permit = request.permit::<EditTenant>()?;
    let old = request.city.tenant();
    let identity = identity(&form, old);
    let once = form.once_on(&"settings")?;
    let saved = tenants::edit(request.db(), &permit, Some(&once), form.version(), identity).await;
    let outcome = saved.map_err(format_errors).map(|saved| {
        // The city may no longer offer the page's language: then use its default language.
        let language = crate::tenant::offered(&saved);
        let language = Some(request.language()).filter(|one| language.contains(one));
        let language = language.unwrap_or_else(|| crate::tenant::first(&saved));
        let links = crate::links::City::new(&saved.slug, language);
        request.done(Flash::Settings, &links.workspace("settings"))
    });
    answer(&request, form, outcome, Some(filled(old)), async |form| {
        ask(&request, form).await
    })
    .await
}

/// Replaces error codes of some fields by codes that say which format is expected.
fn format_errors(error: Error) -> Error {
    let Error::Invalid(errors) = error else { return error };
    let errors = errors
        .into_iter()
        .map(|error| match (error.field.as_ref(), error.code) {
            ("colour", "unknown_choice") => FieldError::new("colour", "not_a_colour"),
            ("time_zone", "unknown_choice") => FieldError::new("time_zone", "not_a_time_zone"),
            ("country", "unknown_choice") => FieldError::new("country", "not_a_country"),
            ("names", code) => FieldError {
                code,
                ..FieldError::new(format!("name_{}", Language::default()), code)
            },
            _ => error,
        });
    Error::Invalid(errors.collect())
}

fn identity(form: &Form, old: &Tenant) -> Identity {
    let mut names: BTreeMap<String, String> = old.names.0.clone();
    for language in Language::ALL {
        match form.maybe(&format!("name_{language}")) {
            Some(name) => names.insert(language.code().to_owned(), name),
            None => names.remove(language.code()),
        };
    }
    // Keep languages that Besa does not support yet.
    let unspoken = old.languages.0.iter().filter(|code| Language::parse(code).is_none());
    let chosen = form.all("languages").filter(|code| Language::parse(code).is_some());
    let languages = chosen.map(str::to_owned).chain(unspoken.cloned()).collect();
    Identity {
        names: Names(names),
        country: form.value("country").trim().to_uppercase(),
        time_zone: form.value("time_zone").trim().to_owned(),
        languages,
        default_language: form.value("default_language").to_owned(),
        colour: form.value("colour").trim().to_owned(),
        motif: form.value("motif").to_owned(),
        unit: form.maybe("unit"),
        contact_email: form.maybe("contact_email"),
    }
}

fn filled(city: &Tenant) -> Form {
    let mut form = Form::with([
        ("country", city.country.clone()),
        ("time_zone", city.time_zone.clone()),
        ("default_language", city.default_language.clone()),
        ("colour", city.colour.clone()),
        ("motif", city.motif.clone()),
        ("unit", city.unit.clone().unwrap_or_default()),
        ("contact_email", city.contact_email.clone().unwrap_or_default()),
    ]);
    for (language, name) in &city.names.0 {
        form.add(&format!("name_{language}"), name.clone());
    }
    for language in &city.languages.0 {
        form.add("languages", language.clone());
    }
    form
}

fn fields(request: &MemberRequest, form: &Form) -> Vec<Field> {
    let w = request.w();
    let names = Language::ALL.into_iter().map(|language| {
        let label = w.city_field_name(language.name());
        Field::new(format!("name_{language}"), label, Kind::Line("text"))
    });
    let motifs = [("none", w.common_none()), ("battlements", w.city_motif_battlements())];
    let motifs = motifs.map(|(code, words)| (code.to_owned(), words)).into();
    let mut fields: Vec<Field> = names.collect();
    fields.extend([
        Field::new("colour", w.city_field_colour(), Kind::Line("color")).hint(seen(form.value("colour"), w)),
        Field::pick("motif", w.city_field_motif(), motifs),
        Field::new("languages", w.city_field_languages(), Kind::Ticks(languages(None))),
        Field::pick(
            "default_language",
            w.city_field_default_language(),
            languages(Some(&request.city.tenant().default_language)),
        ),
        Field::pick("country", w.city_field_country(), countries(w)),
        Field::line("time_zone", w.city_field_time_zone()).hint(w.city_hint_time_zone()),
        Field::line("unit", w.city_field_unit()).hint(w.city_hint_unit()),
        Field::new("contact_email", w.city_field_contact(), Kind::Line("email")),
    ]);
    fields
}

/// Returns every country, by name.
fn countries(w: &Words) -> Vec<(String, String)> {
    let named = codes::COUNTRIES
        .iter()
        .map(|code| ((*code).to_owned(), codes::country(w, code)));
    let mut named: Vec<_> = named.collect();
    named.sort_by_key(|(_, name)| input::slug(name));
    named
}

/// Returns which text colour is used on a colour, and whether the colour resembles "late".
fn seen(colour: &str, w: &Words) -> String {
    let Ok(colour) = colour.parse::<Colour>() else {
        return String::new();
    };
    let white = ink(colour).to_string() == "#ffffff";
    let ink = if white {
        w.city_hint_colour_light()
    } else {
        w.city_hint_colour_dark()
    };
    if like_late(colour) {
        format!("{ink} {}", w.city_hint_colour_late())
    } else {
        ink
    }
}

async fn ask(request: &MemberRequest, form: &Form) -> Result<FormPage> {
    let w = request.w();
    let city = request.city.tenant();
    let panel = Panel {
        title: w.city_address_title(),
        rows: vec![(
            w.city_field_slug(),
            format!("{}/{}/", request.city.visitor.app.base_url, city.slug),
        )],
        ..Panel::default()
    };
    let ask = FormPage::new(request, Open::Settings, w.city_title(), request.at("")).await?;
    Ok(ask
        .fields(fields(request, form))
        .version(city.version)
        .stands(request.at("settings"))
        .panel(super::logo::panel(request))
        .panel(panel))
}

//! A person in an organisation. Only the team sees who it is.

use besa_domain::access::{EditStakeholders, SeeContacts, SeeStakeholders};
use besa_domain::stakeholders::{self, Contact, ContactDraft};
use besa_domain::{Conflict, ContactId, Error};
use besa_text::Language;
use poem::handler;

use super::super::ask::Ask;
use super::super::commitments::choices;
use super::super::conflict;
use super::super::desk::Desk;
use super::super::field::{Field, Kind, open};
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(desk: Desk) -> Result {
    desk.permit::<EditStakeholders>()?;
    let mut form = Form::empty();
    if let Some(organisation) = desk.city.visitor.asked.query("organisation") {
        form.add("organisation", organisation);
    }
    page(&desk, None, form).await
}

#[handler]
pub(super) async fn create(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditStakeholders>()?;
    let draft = draft(&mut form);
    let once = form.once(&draft)?;
    let made = if form.is_fine() {
        stakeholders::create_contact(desk.db(), &permit, Some(&once), draft).await
    } else {
        // What else is wrong is told at once.
        draft.checked().and(Err(Error::Invalid(Vec::new())))
    };
    match made {
        Ok(made) => Ok(desk.done(Flash::Kept, &back(&desk, Some(&made)))),
        Err(error) => {
            form.refuse(error)?;
            page(&desk, None, form).await
        }
    }
}

async fn read(desk: &Desk) -> Result<Contact> {
    let id: ContactId = desk.id()?;
    let all = stakeholders::contacts(desk.db(), &desk.permit::<SeeContacts>()?).await?;
    let found = all.into_iter().find(|person| person.id == id);
    Ok(found.ok_or(Error::NotFound("contact"))?)
}

#[handler]
pub(super) async fn edit(desk: Desk) -> Result {
    desk.permit::<EditStakeholders>()?;
    let person = read(&desk).await?;
    let form = filled(&person);
    page(&desk, Some(&person), form).await
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditStakeholders>()?;
    let old = read(&desk).await?;
    let draft = draft(&mut form);
    let once = form.once_on(&old.id)?;
    let saved = if form.is_fine() {
        stakeholders::edit_contact(desk.db(), &permit, Some(&once), old.id, form.version(), draft).await
    } else {
        // What else is wrong is told at once.
        draft.checked().and(Err(Error::Invalid(Vec::new())))
    };
    match saved {
        Ok(saved) => Ok(desk.done(Flash::Kept, &back(&desk, Some(&saved)))),
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let both = (&form, &filled(&old));
            let back = back(&desk, Some(&old));
            let fields = fields(&desk).await?;
            conflict::page(&desk, Open::Stakeholders, &fields, both, current, &back).await
        }
        Err(error) => {
            form.refuse(error)?;
            page(&desk, Some(&old), form).await
        }
    }
}

/// The organisation's page, or the list for a person in none.
fn back(desk: &Desk, person: Option<&Contact>) -> String {
    match person.and_then(|person| person.organisation_id) {
        Some(id) => desk.at(&format!("stakeholders/{id}")),
        None => desk.at("stakeholders"),
    }
}

async fn fields(desk: &Desk) -> Result<Vec<Field>> {
    let w = desk.w();
    let all = stakeholders::organisations(desk.db(), &desk.permit::<SeeStakeholders>()?).await?;
    let languages = Language::ALL
        .into_iter()
        .map(|language| (language.code().to_owned(), language.name().to_owned()));
    let languages = std::iter::once(open(w.contact_language_city())).chain(languages);
    Ok(vec![
        Field::line("name", w.contact_field_name()),
        Field::pick("organisation", w.stakeholders_column_name(), choices(&all, w)),
        Field::line("position", w.contact_field_position()),
        Field::new("email", w.stakeholder_field_email(), Kind::Line("email")).hint(w.contact_hint_email()),
        Field::pick("language", w.stakeholder_field_language(), languages.collect()),
        Field::day("consent_on", w.stakeholder_field_consent()),
    ])
}

fn filled(person: &Contact) -> Form {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut form = Form::with([
        ("name", person.name.clone()),
        (
            "organisation",
            person.organisation_id.map_or_else(String::new, |id| id.to_string()),
        ),
        ("position", text(&person.position)),
        ("email", text(&person.email)),
        ("language", text(&person.language)),
    ]);
    form.set_date("consent_on", person.consent_on);
    form
}

fn draft(form: &mut Form) -> ContactDraft {
    ContactDraft {
        consent_on: form.date("consent_on"),
        organisation: form.value("organisation").parse().ok(),
        name: form.value("name").to_owned(),
        position: form.maybe("position"),
        email: form.maybe("email"),
        language: form.maybe("language"),
    }
}

async fn page(desk: &Desk, person: Option<&Contact>, form: Form) -> Result {
    let w = desk.w();
    let title = person.map_or_else(|| w.contact_new(), |_| w.contact_edit());
    let mut ask = Ask::new(desk, Open::Stakeholders, title, back(desk, person))
        .await?
        .under(w.stakeholders_title(), desk.at("stakeholders"))
        .lede(w.stakeholder_hint_contact())
        .fields(fields(desk).await?);
    if let Some(person) = person {
        ask = ask.version(person.version);
    }
    ask.show(form)
}

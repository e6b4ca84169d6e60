//! The form of a person in an organisation. Only the team sees people.

use besa_domain::access::{EditStakeholders, SeeContacts, SeeStakeholders};
use besa_domain::stakeholders::{self, Contact, ContactDraft};
use besa_domain::{ContactId, Error};
use besa_text::Language;
use poem::handler;

use super::super::ask::{Ask, answer, attempt};
use super::super::commitments::choices;
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
    ask(&desk, None).await?.show(form)
}

#[handler]
pub(super) async fn create(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditStakeholders>()?;
    let draft = draft(&mut form);
    let once = form.once(&draft)?;
    let write = async |draft| stakeholders::create_contact(desk.db(), &permit, Some(&once), draft).await;
    let made = attempt(&form, draft, ContactDraft::checked, write).await;
    let outcome = made.map(|made| desk.done(Flash::Kept, &back(&desk, Some(&made))));
    answer(&desk, form, outcome, None, async |_| ask(&desk, None).await).await
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
    ask(&desk, Some(&person)).await?.show(filled(&person))
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditStakeholders>()?;
    let old = read(&desk).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| stakeholders::edit_contact(desk.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, ContactDraft::checked, write).await;
    let outcome = saved.map(|saved| desk.done(Flash::Kept, &back(&desk, Some(&saved))));
    answer(&desk, form, outcome, Some(filled(&old)), async |_| {
        ask(&desk, Some(&old)).await
    })
    .await
}

/// Returns the URL of the organisation's page; of the list for a person without an organisation.
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

async fn ask(desk: &Desk, person: Option<&Contact>) -> Result<Ask> {
    let w = desk.w();
    let title = person.map_or_else(|| w.contact_new(), |_| w.contact_edit());
    let ask = Ask::new(desk, Open::Stakeholders, title, back(desk, person))
        .await?
        .under(w.stakeholders_title(), desk.at("stakeholders"))
        .lede(w.stakeholder_hint_contact())
        .fields(fields(desk).await?);
    Ok(match person {
        Some(person) => ask.version(person.version),
        None => ask,
    })
}

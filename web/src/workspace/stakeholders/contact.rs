//! The form of a person in an organisation. Only the team sees people.

use besa_domain::access::{EditStakeholders, SeeContacts, SeeStakeholders};
use besa_domain::stakeholders::{self, Contact, ContactDraft};
use besa_domain::{ContactId, Error};
use besa_text::Language;
use poem::handler;

use super::super::commitments::choices;
use super::super::field::{Field, Kind, open};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditStakeholders>()?;
    let mut form = Form::empty();
    if let Some(organisation) = request.city.visitor.request.query("organisation") {
        form.add("organisation", organisation);
    }
    ask(&request, None).await?.show(form)
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditStakeholders>()?;
    let draft = draft(&mut form);
    let once = form.once(&draft)?;
    let write = async |draft| stakeholders::create_contact(request.db(), &permit, Some(&once), draft).await;
    let made = attempt(&form, draft, ContactDraft::checked, write).await;
    let outcome = made.map(|made| request.done(Flash::Kept, &back(&request, Some(&made))));
    answer(&request, form, outcome, None, async |_| ask(&request, None).await).await
}

async fn read(request: &MemberRequest) -> Result<Contact> {
    let id: ContactId = request.id()?;
    let all = stakeholders::contacts(request.db(), &request.permit::<SeeContacts>()?).await?;
    let found = all.into_iter().find(|person| person.id == id);
    Ok(found.ok_or(Error::NotFound("contact"))?)
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditStakeholders>()?;
    let person = read(&request).await?;
    ask(&request, Some(&person)).await?.show(filled(&person))
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditStakeholders>()?;
    let old = read(&request).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write =
        async |draft| stakeholders::edit_contact(request.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, ContactDraft::checked, write).await;
    let outcome = saved.map(|saved| request.done(Flash::Kept, &back(&request, Some(&saved))));
    answer(&request, form, outcome, Some(filled(&old)), async |_| {
        ask(&request, Some(&old)).await
    })
    .await
}

/// Returns the URL of the organisation's page; of the list for a person without an organisation.
fn back(request: &MemberRequest, person: Option<&Contact>) -> String {
    match person.and_then(|person| person.organisation_id) {
        Some(id) => request.at(&format!("stakeholders/{id}")),
        None => request.at("stakeholders"),
    }
}

async fn fields(request: &MemberRequest) -> Result<Vec<Field>> {
    let w = request.w();
    let all = stakeholders::organisations(request.db(), &request.permit::<SeeStakeholders>()?).await?;
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

async fn ask(request: &MemberRequest, person: Option<&Contact>) -> Result<FormPage> {
    let w = request.w();
    let title = person.map_or_else(|| w.contact_new(), |_| w.contact_edit());
    let ask = FormPage::new(request, Open::Stakeholders, title, back(request, person))
        .await?
        .under(w.stakeholders_title(), request.at("stakeholders"))
        .lede(w.stakeholder_hint_contact())
        .fields(fields(request).await?);
    Ok(match person {
        Some(person) => ask.version(person.version),
        None => ask,
    })
}

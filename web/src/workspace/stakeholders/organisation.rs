//! The page and the form of an organisation.

use askama::Template;
use besa_domain::access::{EditStakeholders, SeeContacts};
use besa_domain::stakeholders::{self, Contact, Organisation, OrganisationDraft, OrganisationKind};
use besa_domain::{FieldError, OrganisationId};
use besa_text::{Words, codes};
use poem::handler;
use poem::http::StatusCode;

use super::super::ask::{Ask, answer, attempt};
use super::super::desk::Desk;
use super::super::field::{Field, Kind, open};
use super::super::shell::{Open, Shell};
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::private;

/// A person in the list.
struct Line {
    name: String,
    href: Option<String>,
    position: Option<String>,
    email: Option<String>,
    consent: Option<String>,
}

#[derive(Template)]
#[template(path = "workspace/organisation.html")]
struct OrganisationPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    kind: String,
    website: Option<String>,
    people: Vec<Line>,
    edit: Option<String>,
    add: Option<String>,
}

async fn read(desk: &Desk) -> Result<(Organisation, Vec<Contact>)> {
    let id: OrganisationId = desk.id()?;
    Ok(stakeholders::organisation(desk.db(), &desk.permit::<SeeContacts>()?, id).await?)
}

#[handler]
pub(super) async fn show(desk: Desk) -> Result {
    let (one, people) = read(&desk).await?;
    let w = desk.w();
    let edits = desk.may::<EditStakeholders>();
    let people = people.into_iter().map(|person| Line {
        href: edits.then(|| desk.at(&format!("contacts/{}", person.id))),
        consent: person.consent_on.map(|day| desk.day(day)),
        name: person.name,
        position: person.position,
        email: person.email,
    });
    let page = OrganisationPage {
        frame: desk.frame(&one.name),
        w,
        kind: codes::organisation_kind(w, one.kind.code()),
        website: one.website,
        people: people.collect(),
        edit: edits.then(|| desk.at(&format!("stakeholders/{}/edit", one.id))),
        add: edits.then(|| desk.at(&format!("contacts/new?organisation={}", one.id))),
        shell: Shell::of(&desk, Open::Stakeholders)
            .await?
            .under(w.stakeholders_title(), desk.at("stakeholders")),
    };
    private(StatusCode::OK, &page)
}

#[handler]
pub(super) async fn new(desk: Desk) -> Result {
    desk.permit::<EditStakeholders>()?;
    ask(&desk, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditStakeholders>()?;
    let draft = draft(&mut form);
    let once = form.once(&draft)?;
    let write = async |draft| stakeholders::create(desk.db(), &permit, Some(&once), draft).await;
    let made = attempt(&form, draft, OrganisationDraft::checked, write).await;
    let outcome = made.map(|made| desk.done(Flash::Kept, &there(&desk, &made)));
    answer(&desk, form, outcome, None, async |_| ask(&desk, None).await).await
}

#[handler]
pub(super) async fn edit(desk: Desk) -> Result {
    desk.permit::<EditStakeholders>()?;
    let (one, _) = read(&desk).await?;
    ask(&desk, Some(&one)).await?.show(filled(&one))
}

#[handler]
pub(super) async fn save(desk: Desk, mut form: Form) -> Result {
    let permit = desk.permit::<EditStakeholders>()?;
    let (old, _) = read(&desk).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| stakeholders::edit(desk.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, OrganisationDraft::checked, write).await;
    let outcome = saved.map(|saved| desk.done(Flash::Kept, &there(&desk, &saved)));
    answer(&desk, form, outcome, Some(filled(&old)), async |_| {
        ask(&desk, Some(&old)).await
    })
    .await
}

fn there(desk: &Desk, one: &Organisation) -> String {
    desk.at(&format!("stakeholders/{}", one.id))
}

fn fields(w: &Words) -> Vec<Field> {
    let kinds = OrganisationKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), codes::organisation_kind(w, kind.code())));
    let kinds = std::iter::once(open(w.stakeholder_choose_kind())).chain(kinds);
    vec![
        Field::line("name", w.stakeholder_field_name()),
        Field::pick("kind", w.stakeholder_field_kind(), kinds.collect()),
        Field::new("website", w.stakeholder_field_website(), Kind::Line("url")),
    ]
}

fn filled(one: &Organisation) -> Form {
    Form::with([
        ("name", one.name.clone()),
        ("kind", one.kind.code().to_owned()),
        ("website", one.website.clone().unwrap_or_default()),
    ])
}

fn draft(form: &mut Form) -> OrganisationDraft {
    let kind = form.value("kind").parse().ok();
    if kind.is_none() {
        form.note(FieldError::new("kind", "not_chosen"));
    }
    OrganisationDraft {
        name: form.value("name").to_owned(),
        kind: kind.unwrap_or(OrganisationKind::Other),
        website: form.maybe("website"),
    }
}

async fn ask(desk: &Desk, one: Option<&Organisation>) -> Result<Ask> {
    let w = desk.w();
    let list = desk.at("stakeholders");
    let back = one.map_or_else(|| list.clone(), |one| there(desk, one));
    let title = one.map_or_else(|| w.stakeholders_new(), |one| w.stakeholders_edit(&one.name));
    let ask = Ask::new(desk, Open::Stakeholders, title, back)
        .await?
        .under(w.stakeholders_title(), list)
        .fields(fields(w));
    Ok(match one {
        Some(one) => ask.version(one.version),
        None => ask,
    })
}

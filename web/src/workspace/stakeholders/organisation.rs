//! The page and the form of an organisation.

use askama::Template;
use besa_domain::access::{EditStakeholders, SeeContacts, SeeStakeholders};
use besa_domain::stakeholders::{self, Contact, Organisation, OrganisationDraft, OrganisationKind};
use besa_domain::{FieldError, OrganisationId};
use besa_text::{Words, codes};
use poem::handler;
use poem::http::StatusCode;

use super::super::field::{Field, Kind, open};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::{Open, Shell};
use super::merge;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{private, see_other};

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
    merge: Option<String>,
    /// The names of organisations that were merged into it.
    former: String,
}

async fn read(request: &MemberRequest) -> Result<(Organisation, Vec<Contact>)> {
    let id: OrganisationId = request.id()?;
    Ok(stakeholders::organisation(request.db(), &request.permit::<SeeContacts>()?, id).await?)
}

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let (one, people) = read(&request).await?;
    if one.id != request.id()? {
        // It was merged into another organisation.
        return Ok(see_other(&there(&request, &one)));
    }
    let w = request.w();
    let mut former = stakeholders::former_names(request.db(), &request.permit::<SeeStakeholders>()?).await?;
    let former = former.remove(&one.id).unwrap_or_default();
    let former: Vec<String> = former.into_iter().map(|name| name.name).collect();
    let edits = request.may::<EditStakeholders>();
    let people = people.into_iter().map(|person| Line {
        href: edits.then(|| request.at(&format!("contacts/{}", person.id))),
        consent: person.consent_on.map(|day| request.day(day)),
        name: person.name,
        position: person.position,
        email: person.email,
    });
    let page = OrganisationPage {
        frame: request.frame(&one.name),
        w,
        kind: codes::organisation_kind(w, one.kind.code()),
        website: one.website,
        people: people.collect(),
        edit: edits.then(|| request.at(&format!("stakeholders/{}/edit", one.id))),
        merge: edits.then(|| merge::href(&request, one.id, None)),
        former: former.join(" · "),
        add: edits.then(|| request.at(&format!("contacts/new?organisation={}", one.id))),
        shell: Shell::of(&request, Open::Stakeholders)
            .await?
            .under(w.stakeholders_title(), request.at("stakeholders")),
    };
    private(StatusCode::OK, &page)
}

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditStakeholders>()?;
    ask(&request, None).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditStakeholders>()?;
    let draft = draft(&mut form);
    let once = form.once(&draft)?;
    let write = async |draft| stakeholders::create(request.db(), &permit, Some(&once), draft).await;
    let made = attempt(&form, draft, OrganisationDraft::checked, write).await;
    let outcome = made.map(|made| request.done(Flash::Kept, &there(&request, &made)));
    answer(&request, form, outcome, None, async |_| ask(&request, None).await).await
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditStakeholders>()?;
    let (one, _) = read(&request).await?;
    ask(&request, Some(&one)).await?.show(filled(&one))
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditStakeholders>()?;
    let (old, _) = read(&request).await?;
    let draft = draft(&mut form);
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| stakeholders::edit(request.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, OrganisationDraft::checked, write).await;
    let outcome = saved.map(|saved| request.done(Flash::Kept, &there(&request, &saved)));
    answer(&request, form, outcome, Some(filled(&old)), async |_| {
        ask(&request, Some(&old)).await
    })
    .await
}

fn there(request: &MemberRequest, one: &Organisation) -> String {
    request.at(&format!("stakeholders/{}", one.id))
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

async fn ask(request: &MemberRequest, one: Option<&Organisation>) -> Result<FormPage> {
    let w = request.w();
    let list = request.at("stakeholders");
    let back = one.map_or_else(|| list.clone(), |one| there(request, one));
    let title = one.map_or_else(|| w.stakeholders_new(), |one| w.stakeholders_edit(&one.name));
    let ask = FormPage::new(request, Open::Stakeholders, title, back)
        .await?
        .under(w.stakeholders_title(), list)
        .fields(fields(w));
    Ok(match one {
        Some(one) => ask.version(one.version),
        None => ask,
    })
}

//! Merging two organisations that are the same. The first page asks for the other one, the second says what
//! moves and asks for a confirmation.

use besa_domain::access::{EditStakeholders, SeeContacts, SeeStakeholders};
use besa_domain::merger::{self, Moves, Preview};
use besa_domain::stakeholders::{self, Organisation};
use besa_domain::{Conflict, Error, FieldError, OrganisationId};
use poem::handler;

use super::super::commitments::choices;
use super::super::field::Field;
use super::super::form_page::{FormPage, Panel};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::form::Form;
use crate::page::see_other;

/// Returns the URL of the page that merges an organisation, into another one if it is already chosen.
pub(super) fn href(request: &MemberRequest, goes: OrganisationId, stays: Option<OrganisationId>) -> String {
    let into = stays.map(|stays| format!("?into={stays}")).unwrap_or_default();
    request.at(&format!("stakeholders/{goes}/merge{into}"))
}

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<EditStakeholders>()?;
    match chosen(&request)? {
        Some(stays) => confirm(&request, stays, Form::empty()).await,
        None => choose(&request, Form::empty()).await,
    }
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditStakeholders>()?;
    let goes: OrganisationId = request.id()?;
    let Some(stays) = chosen(&request)? else {
        let other = form.value("into").parse::<OrganisationId>().ok();
        return match other.filter(|other| *other != goes) {
            Some(stays) => {
                found(&request, stays).await?;
                Ok(see_other(&href(&request, goes, Some(stays))))
            }
            None => {
                form.note(FieldError::new("into", "not_chosen"));
                choose(&request, form).await
            }
        };
    };
    let once = form.once_on(&(goes, stays))?;
    match merger::merge(request.db(), &permit, Some(&once), goes, Some(form.version()), stays).await {
        Ok(saved) => Ok(request.done(Flash::Merged, &request.at(&format!("stakeholders/{}", saved.id)))),
        Err(Error::Conflict(Conflict::StaleVersion { .. })) => {
            form.note(FieldError::new("main", "stale_version"));
            confirm(&request, stays, form).await
        }
        Err(Error::Conflict(Conflict::MonitorImplements)) => confirm(&request, stays, form).await,
        Err(Error::Invalid(_)) => Err(Fault::Missing),
        Err(error) => Err(error.into()),
    }
}

/// Returns the organisation that stays, as the URL names it; `None` when it is not chosen yet.
fn chosen(request: &MemberRequest) -> Result<Option<OrganisationId>> {
    match request.city.visitor.request.query("into") {
        Some(id) => Ok(Some(id.parse().ok().ok_or(Fault::Missing)?)),
        None => Ok(None),
    }
}

/// Asks which organisation stays. Those with a similar name come first, as links.
async fn choose(request: &MemberRequest, form: Form) -> Result {
    let w = request.w();
    let id: OrganisationId = request.id()?;
    let all = stakeholders::organisations(request.db(), &request.permit::<SeeStakeholders>()?).await?;
    let one = all
        .iter()
        .find(|one| one.id == id)
        .ok_or(Error::NotFound("organisation"))?;
    let others: Vec<Organisation> = all.iter().filter(|other| other.id != id).cloned().collect();
    let key = stakeholders::alike(&one.name);
    let similar = others.iter().filter(|other| stakeholders::alike(&other.name) == key);
    let links: Vec<(String, String)> = similar
        .map(|other| (other.name.clone(), href(request, id, Some(other.id))))
        .collect();
    let mut page = page(request, one, w.merge_next())
        .await?
        .lede(w.merge_lede(&one.name))
        .fields(vec![Field::pick("into", w.merge_field_into(), choices(&others, w))]);
    if !links.is_empty() {
        page = page.panel(Panel {
            title: w.merge_similar(),
            links,
            ..Panel::default()
        });
    }
    page.show(form)
}

/// Returns what merging the organisation of the URL into another one would do.
async fn found(request: &MemberRequest, stays: OrganisationId) -> Result<Preview> {
    let permit = request.permit::<SeeContacts>()?;
    match merger::preview(request.db(), &permit, request.id()?, stays).await {
        // There is no such other organisation.
        Err(Error::Invalid(_)) => Err(Fault::Missing),
        found => Ok(found?),
    }
}

/// Says what moves, and asks for the confirmation.
async fn confirm(request: &MemberRequest, stays: OrganisationId, mut form: Form) -> Result {
    let w = request.w();
    let preview = found(request, stays).await?;
    if preview.refused.is_some() {
        form.note(FieldError::new("main", "monitor_implements"));
    }
    let mut fresh = Form::with([("version", preview.goes.version.to_string())]);
    if let Some(error) = form.error("main") {
        fresh.note(error.clone());
    }
    let Preview { goes, stays, .. } = &preview;
    let button = match preview.refused {
        Some(_) => String::new(),
        None => w.merge_title(),
    };
    page(request, goes, button)
        .await?
        .lede(w.merge_means(&goes.name, &stays.name))
        .danger()
        .version(goes.version)
        .panel(Panel {
            title: w.merge_moves(),
            rows: rows(request, &preview.moves),
            links: vec![(w.merge_swap(&goes.name), href(request, stays.id, Some(goes.id)))],
            ..Panel::default()
        })
        .show(fresh)
}

async fn page(request: &MemberRequest, one: &Organisation, button: String) -> Result<FormPage> {
    let w = request.w();
    let back = request.at(&format!("stakeholders/{}", one.id));
    let page = FormPage::new(request, Open::Stakeholders, w.merge_title(), back.clone()).await?;
    Ok(page
        .under(w.stakeholders_title(), request.at("stakeholders"))
        .under(one.name.clone(), back)
        .button(button))
}

/// Returns what moves, without what there is none of.
fn rows(request: &MemberRequest, moves: &Moves) -> Vec<(String, String)> {
    let w = request.w();
    let rows = [
        (w.commitments_title(), moves.commitments),
        (w.commitment_milestones(), moves.milestones),
        (w.organisation_people(), moves.contacts),
        (w.merge_seats(), moves.seats),
        (w.merge_meetings(), moves.meetings),
        (w.merge_decisions(), moves.decisions),
        (w.endorsements_title(), moves.endorsements),
        (w.merge_voices(), moves.voices),
        (w.merge_delegates(), moves.delegates),
    ];
    let some = rows.into_iter().filter(|(_, count)| *count > 0);
    let mut rows: Vec<(String, String)> = some.map(|(name, count)| (name, count.to_string())).collect();
    if rows.is_empty() {
        rows.push((w.merge_moves(), w.common_none()));
    }
    rows
}

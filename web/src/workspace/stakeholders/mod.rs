//! Stakeholders: organisations by kind, and their people, who are never public.

mod contact;
mod merge;
mod organisation;

use std::collections::HashMap;

use askama::Template;
use besa_domain::OrganisationId;
use besa_domain::access::{EditStakeholders, SeeContacts, SeeStakeholders};
use besa_domain::stakeholders::{self, OrganisationKind};
use besa_text::{Words, codes};
use poem::handler;
use poem::http::StatusCode;

use super::BASE;
use super::member_request::MemberRequest;
use super::shell::{Open, Shell};
use crate::error::Result;
use crate::frame::Frame;
use crate::page::private;
use crate::pages::Pages;

/// Adds the pages of stakeholders.
pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page(format!("{BASE}/stakeholders"), list)
        .form(
            format!("{BASE}/stakeholders/new"),
            organisation::new,
            organisation::create,
        )
        .page(format!("{BASE}/stakeholders/:id"), organisation::show)
        .form(
            format!("{BASE}/stakeholders/:id/edit"),
            organisation::edit,
            organisation::save,
        )
        .form(format!("{BASE}/stakeholders/:id/merge"), merge::show, merge::save)
        .form(format!("{BASE}/contacts/new"), contact::new, contact::create)
        .form(format!("{BASE}/contacts/:id"), contact::edit, contact::save)
}

/// An organisation in the list.
struct Line {
    name: String,
    href: Option<String>,
    website: Option<String>,
    commitments: String,
    people: Option<usize>,
}

#[derive(Template)]
#[template(path = "workspace/stakeholders.html")]
struct StakeholdersPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    new: Option<String>,
    groups: Vec<(String, Vec<Line>)>,
    sees_people: bool,
    /// Organisations that may be the same: the names, and the URL of the page that merges the first two.
    similar: Vec<(Vec<String>, String)>,
}

#[handler]
async fn list(request: MemberRequest) -> Result {
    let w = request.w();
    let all = stakeholders::organisations(request.db(), &request.permit::<SeeStakeholders>()?).await?;
    let sees_people = request.may::<SeeContacts>();
    let mut people: HashMap<OrganisationId, usize> = HashMap::new();
    if sees_people {
        let contacts = stakeholders::contacts(request.db(), &request.permit::<SeeContacts>()?).await?;
        for organisation in contacts.iter().filter_map(|contact| contact.organisation_id) {
            *people.entry(organisation).or_default() += 1;
        }
    }
    let whole = request.maybe_whole().await?;
    let parts = |id: OrganisationId| -> String {
        let Some(whole) = &whole else { return String::new() };
        let mut numbers: Vec<i32> = whole
            .parts
            .iter()
            .filter(|part| part.organisation_id == id)
            .filter_map(|part| whole.commitments.iter().find(|one| one.id == part.commitment_id))
            .map(|commitment| commitment.number)
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    let group = |kind: &OrganisationKind| {
        let lines = all.iter().filter(|one| one.kind == *kind).map(|one| Line {
            name: one.name.clone(),
            href: sees_people.then(|| request.at(&format!("stakeholders/{}", one.id))),
            website: one.website.clone(),
            commitments: parts(one.id),
            people: sees_people.then(|| people.get(&one.id).copied().unwrap_or_default()),
        });
        (codes::organisation_kind(w, kind.code()), lines.collect::<Vec<_>>())
    };
    let groups = OrganisationKind::ALL.iter().map(group);
    let similar = if request.may::<EditStakeholders>() {
        stakeholders::similar(&all)
    } else {
        Vec::new()
    };
    let similar = similar.into_iter().filter_map(|group| {
        let [stays, goes, ..] = group.as_slice() else {
            return None;
        };
        let names = group.iter().map(|one| one.name.clone()).collect();
        Some((names, merge::href(&request, goes.id, Some(stays.id))))
    });
    let page = StakeholdersPage {
        similar: similar.collect(),
        frame: request.frame(&w.stakeholders_title()),
        w,
        groups: groups.filter(|(_, lines)| !lines.is_empty()).collect(),
        new: request
            .may::<EditStakeholders>()
            .then(|| request.at("stakeholders/new")),
        sees_people,
        shell: Shell::of(&request, Open::Stakeholders).await?,
    };
    private(StatusCode::OK, &page)
}

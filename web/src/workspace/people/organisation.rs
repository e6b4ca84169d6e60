//! The organisation that a co-creator acts for.

use besa_domain::access::{ManagePeople, Role, SeeStakeholders};
use besa_domain::people;
use besa_domain::people::Member;
use besa_domain::stakeholders::{self, Organisation};
use besa_domain::{Error, OrganisationId};
use poem::handler;

use super::super::field::{Field, open};
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::member;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let (member, all) = read(&request).await?;
    let held = people::delegates(request.db(), &request.permit::<ManagePeople>()?).await?;
    let held = held.into_iter().find(|one| one.account_id == member.account);
    let form = Form::with([(
        "organisation",
        held.map(|one| one.organisation_id.to_string()).unwrap_or_default(),
    )]);
    let w = request.w();
    let choices = all.into_iter().map(|one| (one.id.to_string(), one.name));
    let choices = std::iter::once(open(w.appoint_none())).chain(choices).collect();
    let back = request.at("people");
    let field = Field::pick("organisation", w.appoint_label(), choices).hint(w.appoint_hint());
    FormPage::new(&request, Open::People, w.appoint_label(), back.clone())
        .await?
        .under(w.people_title(), back)
        .lede(member.name)
        .fields(vec![field])
        .show(form)
}

#[handler]
pub(super) async fn save(request: MemberRequest, form: Form) -> Result {
    let (member, _) = read(&request).await?;
    let permit = request.permit::<ManagePeople>()?;
    let once = form.once_on(&member.id)?;
    let chosen: Option<OrganisationId> = match form.maybe("organisation") {
        None => None,
        Some(id) => Some(id.parse().map_err(|_no_id| Error::NotFound("organisation"))?),
    };
    people::appoint(request.db(), &permit, Some(&once), member.account, chosen).await?;
    Ok(request.done(Flash::Kept, &request.at("people")))
}

/// Returns the co-creator, and every organisation.
async fn read(request: &MemberRequest) -> Result<(Member, Vec<Organisation>)> {
    let member = member(request).await?;
    if member.role != Role::Cocreator {
        return Err(Error::NotFound("member").into());
    }
    let all = stakeholders::organisations(request.db(), &request.permit::<SeeStakeholders>()?).await?;
    Ok((member, all))
}

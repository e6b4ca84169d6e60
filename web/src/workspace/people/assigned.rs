//! The commitments that an implementer is assigned to report on.

use std::collections::HashSet;

use besa_domain::access::{EditCommitment, Role, SeePlan};
use besa_domain::commitments::{self, Commitment};
use besa_domain::people::Member;
use besa_domain::{CommitmentId, Error};
use poem::handler;

use super::super::field::{Field, Kind};
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::member;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

/// Maximum number of commitments listed; no city is expected to have more.
const MAX: u64 = 500;

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    let (member, all, held) = read(&request).await?;
    let mut form = Form::empty();
    for id in held {
        form.add("commitment", id.to_string());
    }
    let w = request.w();
    let choices = all.iter().map(|commitment| {
        let words = format!("{}. {}", commitment.number, commitment.title);
        (commitment.id.to_string(), words)
    });
    let back = request.at("people");
    let ticks = Kind::Ticks(choices.collect());
    FormPage::new(&request, Open::People, w.people_field_commitments(), back.clone())
        .await?
        .under(w.people_title(), back)
        .lede(member.name)
        .fields(vec![Field::new("commitment", w.people_field_commitments(), ticks)])
        .show(form)
}

#[handler]
pub(super) async fn save(request: MemberRequest, form: Form) -> Result {
    let (member, ..) = read(&request).await?;
    let permit = request.permit::<EditCommitment>()?;
    let once = form.once_on(&member.id)?;
    let ticked: std::result::Result<Vec<CommitmentId>, _> = form.all("commitment").map(str::parse).collect();
    let ticked = ticked.map_err(|_no_id| Error::NotFound("commitment"))?;
    commitments::assign(request.db(), &permit, Some(&once), member.account, &ticked).await?;
    Ok(request.done(Flash::Kept, &request.at("people")))
}

/// Returns the implementer, every commitment, and the ids of the assigned ones.
async fn read(request: &MemberRequest) -> Result<(Member, Vec<Commitment>, HashSet<CommitmentId>)> {
    let member = member(request).await?;
    if member.role != Role::Implementer {
        return Err(Error::NotFound("member").into());
    }
    let (all, _) = commitments::list(request.db(), &request.permit::<SeePlan>()?, None, None, MAX).await?;
    let assignments = commitments::assignments(request.db(), &request.permit::<EditCommitment>()?).await?;
    let held = assignments
        .into_iter()
        .filter(|one| one.account_id == member.account)
        .map(|one| one.commitment_id);
    let held = held.collect();
    Ok((member, all, held))
}

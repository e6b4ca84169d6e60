//! People and roles: members, invitations, and what each may do.

mod assigned;
mod invite;
mod organisation;
mod remove;

use askama::Template;
use besa_domain::access::{EditCommitment, ManagePeople, Role};
use besa_domain::people;
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

/// Adds the pages of people.
pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page(format!("{BASE}/people"), list)
        .form(format!("{BASE}/people/invite"), invite::show, invite::submit)
        .button(format!("{BASE}/invitations/:id/withdraw"), invite::withdraw)
        .form(format!("{BASE}/people/:id/remove"), remove::show, remove::submit)
        .form(format!("{BASE}/people/:id/commitments"), assigned::show, assigned::save)
        .form(
            format!("{BASE}/people/:id/organisation"),
            organisation::show,
            organisation::save,
        )
}

/// A member's role.
struct Line {
    name: String,
    me: bool,
    email: String,
    role: String,
    hint: String,
    assign: Option<String>,
    appoint: Option<String>,
    remove: String,
}

/// An invitation that is not accepted yet.
struct Waiting {
    email: String,
    role: String,
    until: String,
    withdraw: String,
    nonce: String,
}

#[derive(Template)]
#[template(path = "workspace/people.html")]
struct PeoplePage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    invite: String,
    members: Vec<Line>,
    waiting: Vec<Waiting>,
}

#[handler]
async fn list(request: MemberRequest) -> Result {
    let permit = request.permit::<ManagePeople>()?;
    let w = request.w();
    let me = request.session.account.id;
    let members = people::members(request.db(), &permit).await?;
    let members = members.into_iter().map(|member| Line {
        me: member.account == me,
        role: codes::role(w, member.role.code()),
        hint: codes::role_hint(w, member.role.code()),
        assign: (member.role == Role::Implementer && request.may::<EditCommitment>())
            .then(|| request.at(&format!("people/{}/commitments", member.id))),
        appoint: (member.role == Role::Cocreator).then(|| request.at(&format!("people/{}/organisation", member.id))),
        remove: request.at(&format!("people/{}/remove", member.id)),
        name: member.name,
        email: member.email,
    });
    let waiting = people::invitations(request.db(), &permit).await?;
    let waiting = waiting.into_iter().map(|invitation| Waiting {
        role: codes::role(w, invitation.role.code()),
        until: w.people_invited_until(request.day_of(invitation.expires_at)),
        withdraw: request.at(&format!("invitations/{}/withdraw", invitation.id)),
        nonce: request.nonce(),
        email: invitation.email,
    });
    let page = PeoplePage {
        frame: request.frame(&w.people_title()),
        w,
        invite: request.at("people/invite"),
        members: members.collect(),
        waiting: waiting.collect(),
        shell: Shell::of(&request, Open::People).await?,
    };
    private(StatusCode::OK, &page)
}

/// Returns the member of the URL.
async fn member(request: &MemberRequest) -> Result<people::Member> {
    let id: besa_domain::MembershipId = request.id()?;
    let all = people::members(request.db(), &request.permit::<ManagePeople>()?).await?;
    let found = all.into_iter().find(|member| member.id == id);
    Ok(found.ok_or(besa_domain::Error::NotFound("member"))?)
}

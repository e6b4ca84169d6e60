//! Forums: their seats and meetings, and the papers and decisions of meetings.

mod body;
mod decision;
mod meeting;
mod paper;
mod seat;
mod show;

use askama::Template;
use besa_domain::access::{EditForums, SeeForums};
use besa_domain::forums::{self, Forum, Meeting};
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

/// Returns the forum of the URL.
async fn forum_of(request: &MemberRequest) -> Result<Forum> {
    let permit = request.permit::<SeeForums>()?;
    Ok(forums::forum(request.db(), &permit, request.id()?).await?.forum)
}

/// Returns the meeting of the URL.
async fn meeting_of(request: &MemberRequest) -> Result<Meeting> {
    let permit = request.permit::<SeeForums>()?;
    Ok(forums::meeting(request.db(), &permit, request.id()?).await?.meeting)
}

/// Adds the pages of forums.
pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page(format!("{BASE}/forums"), list)
        .form(format!("{BASE}/forums/new"), body::new, body::create)
        .page(format!("{BASE}/forums/:id"), show::one_forum)
        .form(format!("{BASE}/forums/:id/edit"), body::edit, body::save)
        .form(format!("{BASE}/forums/:id/seats/new"), seat::new, seat::create)
        .form(format!("{BASE}/seats/:id"), seat::edit, seat::save)
        .form(format!("{BASE}/forums/:id/meetings/new"), meeting::new, meeting::create)
        .page(format!("{BASE}/meetings/:id"), show::one_meeting)
        .form(format!("{BASE}/meetings/:id/edit"), meeting::edit, meeting::save)
        .form(format!("{BASE}/meetings/:id/papers/new"), paper::new, paper::create)
        .form(format!("{BASE}/papers/:id"), paper::edit, paper::save)
        .form(
            format!("{BASE}/meetings/:id/decisions/new"),
            decision::new,
            decision::create,
        )
        .form(format!("{BASE}/decisions/:id"), decision::edit, decision::save)
}

#[derive(Template)]
#[template(path = "workspace/forums/list.html")]
struct ForumsPage {
    frame: Frame,
    w: &'static Words,
    shell: Shell,
    new: Option<String>,
    /// Name, kind and URL of each forum.
    bodies: Vec<(String, String, String)>,
}

#[handler]
async fn list(request: MemberRequest) -> Result {
    let w = request.w();
    let all = forums::forums(request.db(), &request.permit::<SeeForums>()?).await?;
    let bodies = all.iter().map(|forum| {
        let kind = codes::forum_kind(w, forum.kind.code());
        (forum.name.clone(), kind, request.at(&format!("forums/{}", forum.id)))
    });
    let page = ForumsPage {
        frame: request.frame(&w.forum_title()),
        w,
        new: request.may::<EditForums>().then(|| request.at("forums/new")),
        bodies: bodies.collect(),
        shell: Shell::of(&request, Open::Forums).await?,
    };
    private(StatusCode::OK, &page)
}

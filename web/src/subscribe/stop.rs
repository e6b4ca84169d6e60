//! Stopping: a page with a button for people, and the same URL for mail programs (RFC 8058).

use askama::Template;
use besa_domain::subscriptions::{self, Opened};
use besa_domain::{CommitmentId, Error, commitments};
use besa_text::Words;
use poem::handler;
use poem::http::StatusCode;
use poem::web::Path;

use super::ask::MessagePage;
use crate::error::Result;
use crate::frame::{Frame, Nav};
use crate::page::private;
use crate::tenant::City;

#[derive(Template)]
#[template(path = "subscribe/stop.html")]
struct StopPage {
    frame: Frame,
    w: &'static Words,
    text: String,
    button: String,
    /// The URL of the subscription.
    change: String,
}

/// Returns the commitment that the URL names; `None` if it names none.
///
/// # Errors
/// `NotFound("commitment")` if the subscription covers the whole plan, or there is no such commitment.
async fn one(city: &City, opened: &Opened) -> Result<Option<(CommitmentId, String)>> {
    let asked = city.visitor.request.query("commitment");
    let Some(id) = asked.and_then(|id| id.parse::<CommitmentId>().ok()) else {
        return Ok(None);
    };
    let named = match commitments::get(city.db(), &city.public(), id).await {
        Ok((commitment, _)) if !opened.subscription.whole => commitment,
        Ok(_) | Err(Error::NotFound(_)) => return Err(Error::NotFound("commitment").into()),
        Err(error) => return Err(error.into()),
    };
    let title = named.short_title.unwrap_or(named.title);
    Ok(Some((id, title)))
}

#[handler]
pub(super) async fn show(city: City, Path((_, _, secret)): Path<(String, String, String)>) -> Result {
    let opened = subscriptions::open(city.db(), &city.public(), &secret).await?;
    if opened.subscription.stopped_at.is_some() {
        return stopped(&city);
    }
    let w = city.w();
    let (title, text) = match one(&city, &opened).await? {
        Some((_, title)) => (w.subscribe_leave_title(title), w.subscribe_leave_text()),
        None => (w.subscribe_stop_title(), w.subscribe_stop_text()),
    };
    private(
        StatusCode::OK,
        &StopPage {
            frame: city.frame(&title, Nav::Elsewhere).hidden(),
            w,
            text,
            button: w.subscribe_stop_button(),
            change: city.links().subscription(&secret),
        },
    )
}

/// Stops the subscription, or only one commitment of it, and says so in the response itself: mail programs
/// send no cookie, have no useful body, and follow no redirect. Repeating it gives the same response.
#[handler]
pub(super) async fn submit(city: City, Path((_, _, secret)): Path<(String, String, String)>) -> Result {
    let (db, permit) = (city.db(), city.public());
    let opened = subscriptions::open(db, &permit, &secret).await?;
    if opened.subscription.stopped_at.is_some() {
        return stopped(&city);
    }
    let Some((id, title)) = one(&city, &opened).await? else {
        subscriptions::stop(db, &permit, &secret).await?;
        return stopped(&city);
    };
    subscriptions::leave(db, &permit, &secret, id).await?;
    let w = city.w();
    let page = MessagePage {
        frame: city.frame(&w.subscribe_left_title(title), Nav::Elsewhere).hidden(),
        w,
        texts: Vec::new(),
        more: Some((w.subscribe_change(), city.links().subscription(&secret))),
    };
    private(StatusCode::OK, &page)
}

fn stopped(city: &City) -> Result {
    let w = city.w();
    let page = MessagePage {
        frame: city.frame(&w.subscribe_stopped_title(), Nav::Elsewhere).hidden(),
        w,
        texts: vec![w.subscribe_stopped_text()],
        more: Some((w.subscribe_again(), city.links().subscribe())),
    };
    private(StatusCode::OK, &page)
}

//! A forum: its purpose, its members and its meetings.

use askama::Template;
use besa_domain::ForumId;
use besa_domain::access::SeeForums;
use besa_domain::forums::{self, ForumWithSeats, Side};
use besa_text::{Words, codes};
use poem::handler;
use poem::web::Path;

use super::super::commitment::described;
use super::super::picture::runs;
use super::{Line, apart, calendar};
use crate::error::{Fault, Result};
use crate::frame::{Frame, Nav};
use crate::media::Format;
use crate::page::Cache;
use crate::tenant::City;

/// A seat that is held today.
struct Row {
    title: String,
    side: String,
    holder: String,
    term: Option<String>,
}

#[derive(Template)]
#[template(path = "public/forums/forum.html")]
struct ForumPage {
    frame: Frame,
    w: &'static Words,
    forums: String,
    kind: String,
    founded: Option<String>,
    /// Titles and texts.
    prose: Vec<(String, String)>,
    rules: Option<String>,
    seats: Vec<Row>,
    balance: String,
    coming: Vec<Line>,
    earlier: Vec<Line>,
    calendar: String,
    json: String,
}

#[handler]
pub(super) async fn show(city: City, Path((_, _, segment)): Path<(String, String, String)>) -> Result {
    let (id, as_calendar) = calendar::split(&segment);
    let id: ForumId = id.parse().ok().ok_or(Fault::Missing)?;
    let permit = city.public::<SeeForums>();
    if as_calendar {
        let body = forums::forum(city.db(), &permit, id).await?;
        let meetings = forums::meetings(city.db(), &permit, Some(id)).await?;
        return calendar::to_response(&city, &body.forum, &meetings);
    }
    let cache = Cache::of(&city).await?;
    let (w, today) = (city.w(), city.today());
    let body = forums::forum(city.db(), &permit, id).await?;
    let meetings = forums::meetings(city.db(), &permit, Some(id)).await?;
    let (coming, earlier) = apart(&city, &meetings, &[], today);
    let forum = &body.forum;
    let prose = [(w.forum_remit(), &forum.remit), (w.forum_rules(), &forum.rules)];
    let outside = body
        .seats_on(today)
        .filter(|seat| seat.side != Side::Government)
        .count();
    cache.page(&ForumPage {
        frame: described(city.frame(&forum.name, Nav::Meetings), forum.remit.as_deref()).with_formats(Format::RECORD),
        w,
        forums: city.links().forums(),
        kind: codes::forum_kind(w, forum.kind.code()),
        founded: forum
            .founded_on
            .map(|day| w.forum_founded(besa_text::dates::day(city.language(), day))),
        prose: prose
            .into_iter()
            .filter_map(|(title, text)| Some((title, text.clone()?)))
            .collect(),
        rules: forum.rules_link.clone(),
        balance: w.forum_balance(body.seats_on(today).count(), outside),
        seats: seats(&city, &body),
        coming,
        earlier,
        calendar: format!("{}.ics", city.links().forum(id)),
        json: city.links().api(&format!("forums/{id}")),
    })
}

/// Returns the seats that are held today, by side.
fn seats(city: &City, body: &ForumWithSeats) -> Vec<Row> {
    let w = city.w();
    let mut held: Vec<_> = body.seats_on(city.today()).collect();
    held.sort_by_key(|seat| seat.side);
    let rows = held.into_iter().map(|seat| Row {
        title: seat.title.clone(),
        side: codes::seat_side(w, seat.side.code()),
        holder: body
            .holder(seat)
            .map_or_else(|| w.forum_vacant(), |holder| holder.name.clone()),
        term: runs(city.language(), seat.starts_on, seat.ends_on),
    });
    rows.collect()
}

//! Forums, their members, meetings and decisions.

mod body;
mod calendar;
mod meeting;

pub(crate) use meeting::shared;

use askama::Template;
use besa_domain::access::SeeForums;
use besa_domain::forums::{self, Forum, Meeting, MeetingState};
use besa_text::{Words, codes, dates, words};
use poem::handler;
use time::{Date, OffsetDateTime};

use crate::error::Result;
use crate::frame::{Frame, Nav};
use crate::media::Format;
use crate::open::What;
use crate::page::Cache;
use crate::pages::Pages;
use crate::tenant::City;

pub(super) fn routes(pages: Pages) -> Pages {
    pages
        .page("/:city/:lang/forums", list)
        .record("/:city/:lang/forums/:id", body::show, What::Forum, Format::RECORD)
        .record(
            "/:city/:lang/meetings/:id",
            meeting::show,
            What::Meeting,
            Format::RECORD,
        )
}

/// A meeting in a list.
pub(super) struct Line {
    href: String,
    title: String,
    iso: String,
    when: String,
    /// The forum, in a list of several forums' meetings.
    forum: Option<String>,
    place: Option<String>,
    state: String,
}

/// Returns when a meeting takes place: "Thursday 10 December 2026, 16:00 to 18:00".
pub(crate) fn when(city: &City, meeting: &Meeting) -> String {
    let language = city.language();
    let moment = |at: OffsetDateTime| {
        let day = dates::day_long(language, at.date());
        format!("{day}, {}", dates::time_of_day(language, at))
    };
    let starts = city.local(meeting.starts_at);
    let Some(ends) = meeting.ends_at.map(|at| city.local(at)) else {
        return moment(starts);
    };
    let ends_words = if starts.date() == ends.date() {
        dates::time_of_day(language, ends)
    } else {
        moment(ends)
    };
    words(language).common_from_to(moment(starts), ends_words)
}

fn line(city: &City, meeting: &Meeting, bodies: &[Forum]) -> Line {
    let forum = bodies.iter().find(|forum| forum.id == meeting.forum_id);
    Line {
        href: city.links().meeting(meeting.id),
        title: meeting.title.clone(),
        iso: dates::iso(city.local(meeting.starts_at).date()),
        when: when(city, meeting),
        forum: forum.map(|forum| forum.name.clone()),
        place: meeting.place.clone(),
        state: codes::meeting_state(city.w(), meeting.state.code()),
    }
}

/// Splits meetings into coming ones, next first, and earlier ones, latest first.
fn apart(city: &City, meetings: &[Meeting], bodies: &[Forum], today: Date) -> (Vec<Line>, Vec<Line>) {
    let (mut coming, earlier): (Vec<_>, Vec<_>) = meetings
        .iter()
        .partition(|meeting| meeting.state != MeetingState::Held && city.local(meeting.starts_at).date() >= today);
    coming.reverse();
    let lines = |found: Vec<&Meeting>| found.into_iter().map(|meeting| line(city, meeting, bodies)).collect();
    (lines(coming), lines(earlier))
}

#[derive(Template)]
#[template(path = "public/forums/list.html")]
struct ForumsPage {
    frame: Frame,
    w: &'static Words,
    lede: String,
    /// Name, kind and URL of each forum.
    bodies: Vec<(String, String, String)>,
    coming: Vec<Line>,
    earlier: Vec<Line>,
    json: String,
}

#[handler]
async fn list(city: City) -> Result {
    let cache = Cache::of(&city).await?;
    let (w, permit) = (city.w(), city.public::<SeeForums>());
    let bodies = forums::forums(city.db(), &permit).await?;
    let meetings = forums::meetings(city.db(), &permit, None).await?;
    let (coming, earlier) = apart(&city, &meetings, &bodies, city.today());
    let named = bodies.iter().map(|forum| {
        let kind = codes::forum_kind(w, forum.kind.code());
        (forum.name.clone(), kind, city.links().forum(forum.id))
    });
    let lede = w.forum_lede(city.name());
    cache.page(&ForumsPage {
        frame: city.frame(&w.forum_title(), Nav::Meetings).described(lede.clone()),
        w,
        lede,
        bodies: named.collect(),
        coming,
        earlier,
        json: city.links().api("meetings"),
    })
}

//! A meeting: what was announced and shared before it, who attended, and what was decided.

use askama::Template;
use besa_domain::MeetingId;
use besa_domain::access::SeeForums;
use besa_domain::calendar::days_between;
use besa_domain::forums::{self, Decision, MeetingDetails, MeetingState};
use besa_text::{Words, codes, dates};
use poem::handler;
use poem::web::Path;
use time::Date;

use super::super::commitment::described;
use super::{calendar, when};
use crate::error::{Fault, Result};
use crate::frame::{Frame, Nav};
use crate::media::Format;
use crate::page::Cache;
use crate::tenant::City;

/// A decision, ready to be shown.
struct Row {
    text: String,
    owner: Option<String>,
    due: Option<String>,
}

#[derive(Template)]
#[template(path = "public/forums/meeting.html")]
struct MeetingPage {
    frame: Frame,
    w: &'static Words,
    forums: String,
    forum: (String, String),
    off: Option<String>,
    facts: Vec<(String, String)>,
    link: Option<String>,
    announced: Option<String>,
    notice: Option<String>,
    agenda: Vec<String>,
    /// Title, URL and the date it was shared.
    papers: Vec<(String, String, String)>,
    held: bool,
    decisions: Vec<Row>,
    attended: Vec<String>,
    minutes: Option<String>,
    calendar: String,
    json: String,
}

#[handler]
pub(super) async fn show(city: City, Path((_, _, segment)): Path<(String, String, String)>) -> Result {
    let (id, as_calendar) = calendar::split(&segment);
    let id: MeetingId = id.parse().ok().ok_or(Fault::Missing)?;
    let permit = city.public::<SeeForums>();
    if as_calendar {
        let found = forums::meeting(city.db(), &permit, id).await?;
        return calendar::to_response(&city, &found.forum, std::slice::from_ref(&found.meeting));
    }
    let cache = Cache::of(&city).await?;
    let found = forums::meeting(city.db(), &permit, id).await?;
    cache.page(&page(&city, &found))
}

fn page(city: &City, found: &MeetingDetails) -> MeetingPage {
    let (w, meeting) = (city.w(), &found.meeting);
    let day = city.local(meeting.starts_at).date();
    let facts = [
        (w.meeting_when(), Some(when(city, meeting))),
        (w.meeting_place(), meeting.place.clone()),
        (w.meeting_state(), Some(codes::meeting_state(w, meeting.state.code()))),
    ];
    let papers = found.papers.iter().map(|paper| {
        let shared = shared(city, paper.shared_on, day);
        (paper.title.clone(), paper.link.clone(), shared)
    });
    let there = found.attended.iter();
    let reason = meeting.reason.as_ref();
    MeetingPage {
        frame: described(city.frame(&meeting.title, Nav::Meetings), meeting.notice.as_deref())
            .with_formats(Format::RECORD),
        w,
        forums: city.links().forums(),
        forum: (found.forum.name.clone(), city.links().forum(found.forum.id)),
        off: reason.map(|reason| w.meeting_off(reason)),
        facts: facts
            .into_iter()
            .filter_map(|(title, fact)| Some((title, fact?)))
            .collect(),
        link: meeting.link.clone(),
        announced: meeting.noticed_on.map(|on| announced(city, on, day)),
        notice: meeting.notice.clone(),
        agenda: meeting.agenda.0.clone(),
        papers: papers.collect(),
        held: meeting.state == MeetingState::Held,
        decisions: found
            .decisions
            .iter()
            .map(|row| decision_row(city, found, row))
            .collect(),
        attended: there
            .filter_map(|row| Some(found.organisation(row.organisation_id)?.name.clone()))
            .collect(),
        minutes: meeting.minutes.clone(),
        calendar: format!("{}.ics", city.links().meeting(meeting.id)),
        json: city.links().api(&format!("meetings/{}", meeting.id)),
    }
}

fn decision_row(city: &City, found: &MeetingDetails, decision: &Decision) -> Row {
    let (w, language) = (city.w(), city.language());
    let owner = decision.organisation_id.and_then(|id| found.organisation(id));
    let due = decision.due_on.map(|due| {
        let late = days_between(due, city.today());
        let words = w.common_due(dates::day(language, due));
        match usize::try_from(late) {
            Ok(late) if late > 0 => format!("{words}, {}", w.common_days_late(late)),
            Ok(_) | Err(_) => words,
        }
    });
    let done = decision.done_on.map(|day| w.meeting_done(dates::day(language, day)));
    Row {
        text: decision.text.clone(),
        owner: owner.map(|owner| owner.name.clone()),
        due: done.or(due),
    }
}

/// Returns when a paper was shared, relative to the meeting.
pub(crate) fn shared(city: &City, on: Date, meeting: Date) -> String {
    let (w, day) = (city.w(), dates::day(city.language(), on));
    let before = days_between(on, meeting);
    let days = usize::try_from(before.unsigned_abs()).unwrap_or_default();
    match before {
        0 => w.meeting_shared_same_day(day),
        1.. => w.meeting_shared_before(days, day),
        _ => w.meeting_shared_after(days, day),
    }
}

fn announced(city: &City, on: Date, meeting: Date) -> String {
    let (w, day) = (city.w(), dates::day(city.language(), on));
    match usize::try_from(days_between(on, meeting)) {
        Ok(days) if days > 0 => w.meeting_announced_before(days, day),
        Ok(_) | Err(_) => w.meeting_announced(day),
    }
}

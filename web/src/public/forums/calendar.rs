//! Meetings as an iCalendar file.

use besa_domain::forums::{Forum, Meeting, MeetingState};
use besa_formats::calendar::{self, Happening, When};
use poem::Response;
use poem::http::header;

use crate::error::Result;
use crate::tenant::City;

/// Returns the id in a URL segment, and whether the segment asks for the calendar (`.ics`).
pub(super) fn split(segment: &str) -> (&str, bool) {
    match segment.strip_suffix(".ics") {
        Some(id) => (id, true),
        None => (segment, false),
    }
}

/// Returns the response with the calendar of some meetings of a forum.
pub(super) fn to_response(city: &City, forum: &Forum, meetings: &[Meeting]) -> Result {
    let happenings: Vec<Happening> = meetings.iter().map(|meeting| happening(city, meeting)).collect();
    let name = city.w().forum_calendar_name(&forum.name);
    Ok(Response::builder()
        .content_type(calendar::MEDIA_TYPE)
        .header(header::CACHE_CONTROL, "no-cache")
        .body(calendar::write(&name, &happenings)))
}

fn happening(city: &City, meeting: &Meeting) -> Happening {
    let page = format!("{}{}", city.visitor.app.base_url, city.links().meeting(meeting.id));
    let off = meeting.state == MeetingState::Cancelled;
    let why = meeting.reason.as_ref().filter(|_| off);
    let mut text: Vec<String> = why.map(|why| city.w().meeting_off(why)).into_iter().collect();
    text.extend(meeting.notice.clone());
    text.extend(meeting.agenda.0.iter().map(|item| format!("– {item}")));
    text.extend(meeting.link.clone());
    Happening {
        // The UID is the same in every language and at every URL.
        uid: format!("{}@besa", meeting.id),
        sequence: u32::try_from(meeting.version - 1).unwrap_or_default(),
        changed_at: meeting.changed_at,
        when: When::At(meeting.starts_at, meeting.ends_at),
        title: meeting.title.clone(),
        text: text.join("\n"),
        place: meeting.place.clone(),
        page,
        off: off.then(|| city.w().calendar_cancelled()),
    }
}

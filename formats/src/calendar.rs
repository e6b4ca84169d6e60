//! Writes calendar files (iCalendar, RFC 5545). Times are in UTC, so the file needs no time zone definitions.

use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, Duration, OffsetDateTime};

/// The media type of the file.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

const STAMP: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]");

/// How long an event without an end lasts (docs/DATA.md). Without any end, programs show a moment that nobody sees.
pub const LENGTH: Duration = Duration::hours(2);

/// The time of an event.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// Start and optional end. Without an end it lasts [`LENGTH`].
    At(OffsetDateTime, Option<OffsetDateTime>),
    /// A whole day.
    Day(Date),
}

/// An event in a calendar.
#[derive(Debug, Clone)]
pub struct Happening {
    /// The stable identifier of the event.
    pub uid: String,
    /// The revision number; increases with each change.
    pub sequence: u32,
    /// When it was last changed.
    pub changed_at: OffsetDateTime,
    /// When it takes place.
    pub when: When,
    /// The title.
    pub title: String,
    /// The description.
    pub text: String,
    /// Where it takes place.
    pub place: Option<String>,
    /// The address of its page.
    pub page: String,
    /// The word for cancelled, in the language of the file, if it was called off. The title begins with it too,
    /// because many programs do not show the field `STATUS`.
    pub off: Option<String>,
}

/// Writes a calendar with this name and these events.
pub fn write(name: &str, happenings: &[Happening]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for one in happenings {
        let mut event = Event::new();
        let title = match &one.off {
            Some(word) => format!("{word}: {}", one.title),
            None => one.title.clone(),
        };
        event
            .uid(&one.uid)
            .sequence(one.sequence)
            .summary(&title)
            // Some programs show only the description, so it contains the address too.
            .description(format!("{}\n\n{}", one.text, one.page).trim())
            .url(&one.page)
            .add_property("DTSTAMP", stamp(one.changed_at))
            .add_property("LAST-MODIFIED", stamp(one.changed_at))
            .add_property("STATUS", if one.off.is_some() { "CANCELLED" } else { "CONFIRMED" });
        match one.when {
            When::At(start, end) => {
                event.add_property("DTSTART", stamp(start));
                event.add_property("DTEND", stamp(end.unwrap_or(start + LENGTH)));
            }
            When::Day(day) => {
                let mut start = Property::new("DTSTART", day.format(DAY).unwrap_or_default());
                event.append_property(start.add_parameter("VALUE", "DATE").done());
                // A deadline does not mark the day as busy.
                event.add_property("TRANSP", "TRANSPARENT");
            }
        }
        if let Some(place) = &one.place {
            event.location(place);
        }
        calendar.push(event.done());
    }
    calendar.done().to_string()
}

fn stamp(at: OffsetDateTime) -> String {
    at.to_offset(time::UtcOffset::UTC).format(STAMP).unwrap_or_default()
}

//! Calendars as files (RFC 5545). Moments are written in UTC, which needs no table of zones.

use icalendar::{Calendar, Component as _, Event, EventLike as _, Property};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

/// The media type of the file.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

const STAMP: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]T[hour][minute][second]Z");

const DAY: &[BorrowedFormatItem<'_>] = format_description!("[year][month][day]");

/// When something is.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// From a moment, and perhaps to another.
    At(OffsetDateTime, Option<OffsetDateTime>),
    /// All of a day.
    Day(Date),
}

/// Something that happens.
#[derive(Debug, Clone)]
pub struct Happening {
    /// A name that stays the same, whatever else of it changes.
    pub uid: String,
    /// Bigger after each change.
    pub sequence: u32,
    /// When it was last changed.
    pub changed_at: OffsetDateTime,
    /// When it is.
    pub when: When,
    /// The title.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// Where it is.
    pub place: Option<String>,
    /// Its page.
    pub page: String,
    /// Whether it was called off.
    pub cancelled: bool,
}

/// The file.
pub fn write(name: &str, happenings: &[Happening]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for one in happenings {
        let mut event = Event::new();
        event
            .uid(&one.uid)
            .sequence(one.sequence)
            .summary(&one.title)
            // Some programs show the text alone, so the address stands there too.
            .description(format!("{}\n\n{}", one.text, one.page).trim())
            .url(&one.page)
            .add_property("DTSTAMP", stamp(one.changed_at))
            .add_property("LAST-MODIFIED", stamp(one.changed_at))
            .add_property("STATUS", if one.cancelled { "CANCELLED" } else { "CONFIRMED" });
        match one.when {
            When::At(start, end) => {
                event.add_property("DTSTART", stamp(start));
                if let Some(end) = end {
                    event.add_property("DTEND", stamp(end));
                }
            }
            When::Day(day) => {
                let mut start = Property::new("DTSTART", day.format(DAY).unwrap_or_default());
                event.append_property(start.add_parameter("VALUE", "DATE").done());
                // A deadline takes nobody's time.
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

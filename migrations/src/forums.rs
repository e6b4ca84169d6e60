//! Forums, with their seats, meetings, papers and decisions.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    date, date_null, integer, json_binary, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
    uuid, uuid_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A forum: a standing body, such as a multi-stakeholder forum or a council.
        Layout::city(
            "forum",
            [
                text("name"),
                text("name_key"),
                text("kind"),
                text_null("remit"),
                text_null("rules"),
                text_null("rules_link"),
                date_null("founded_on"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .unique("forum_name", &["name_key"]),
        // A seat in a forum, for a term.
        Layout::city(
            "seat",
            [
                uuid("forum_id"),
                uuid_null("organisation_id"),
                text("title"),
                text("side"),
                date_null("starts_on"),
                date_null("ends_on"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .within("forum_id", "forum")
        .within("organisation_id", "organisation")
        .lookup("seat_forum", &["forum_id"]),
        // A meeting of a forum.
        Layout::city(
            "meeting",
            [
                uuid("forum_id"),
                text("title"),
                timestamp_with_time_zone("starts_at"),
                timestamp_with_time_zone_null("ends_at"),
                text_null("place"),
                text_null("link"),
                text("state"),
                text_null("reason"),
                text_null("notice"),
                date_null("noticed_on"),
                json_binary("agenda"),
                text_null("minutes"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("changed_at"),
            ],
        )
        .within("forum_id", "forum")
        .lookup("meeting_forum", &["forum_id", "starts_at"]),
        // An organisation that attended a meeting.
        Layout::city("attendance", [uuid("meeting_id"), uuid("organisation_id")])
            .within("meeting_id", "meeting")
            .within("organisation_id", "organisation")
            .unique("attendance_once", &["meeting_id", "organisation_id"]),
        // A paper for a meeting.
        Layout::city(
            "paper",
            [
                uuid("meeting_id"),
                text("title"),
                text("link"),
                date("shared_on"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .within("meeting_id", "meeting")
        .lookup("paper_meeting", &["meeting_id"]),
        // A decision of a meeting.
        Layout::city(
            "decision",
            [
                uuid("meeting_id"),
                text("text"),
                uuid_null("organisation_id"),
                date_null("due_on"),
                date_null("done_on"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .within("meeting_id", "meeting")
        .within("organisation_id", "organisation")
        .lookup("decision_meeting", &["meeting_id"]),
    ]
}

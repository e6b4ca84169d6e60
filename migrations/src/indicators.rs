//! Indicators of commitments and milestones, and their readings.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    date, date_null, integer, json_binary, json_binary_null, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // What a commitment or one of its milestones is measured by. Values are exact decimals, as text.
        Layout::city(
            "indicator",
            [
                uuid("commitment_id"),
                uuid_null("milestone_id"),
                integer("number"),
                text_null("code"),
                json_binary("titles"),
                text_null("unit"),
                text_null("direction"),
                text_null("baseline"),
                date_null("baseline_on"),
                text_null("target"),
                date_null("due_on"),
                json_binary_null("due_said"),
                json_binary("deadlines"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ],
        )
        .within("commitment_id", "commitment")
        .within("milestone_id", "milestone")
        .lookup("indicator_milestone", &["milestone_id"])
        .unique("indicator_number", &["commitment_id", "number"]),
        // A value of an indicator on a day. A corrected or withdrawn one stays, with the reason.
        Layout::city(
            "reading",
            [
                uuid("indicator_id"),
                date("read_on"),
                text("value"),
                text_null("note"),
                text("actor"),
                timestamp_with_time_zone("at"),
                uuid_null("corrects_id"),
                timestamp_with_time_zone_null("withdrawn_at"),
                text_null("withdrawn_reason"),
                integer("version"),
            ],
        )
        .within("indicator_id", "indicator")
        .within("corrects_id", "reading")
        .lookup("reading_indicator", &["indicator_id", "read_on"]),
    ]
}

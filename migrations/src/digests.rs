//! Planned and sent digests.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    big_integer, date, json_binary, text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A digest for one subscription and one period.
        Layout::city(
            "digest",
            [
                uuid("subscription_id"),
                date("period"),
                big_integer("from_entry"),
                big_integer("to_entry"),
                json_binary("entries"),
                text("state"),
                timestamp_with_time_zone("planned_at"),
                timestamp_with_time_zone_null("ended_at"),
            ],
        )
        .within("subscription_id", "subscription")
        .unique("digest_once", &["subscription_id", "period"]),
    ]
}

//! Mail subscriptions.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    big_integer, boolean, integer, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A subscription of an e-mail address to a city's plan. Never public.
        Layout::city(
            "subscription",
            [
                text_null("email"),
                text("address"),
                text("language"),
                text("time_zone"),
                text("frequency"),
                integer("day"),
                integer("hour"),
                boolean("whole"),
                text("consent"),
                timestamp_with_time_zone("asked_at"),
                timestamp_with_time_zone("mailed_at"),
                timestamp_with_time_zone_null("confirmed_at"),
                timestamp_with_time_zone_null("stopped_at"),
                big_integer("cursor"),
                timestamp_with_time_zone_null("next_at"),
                integer("version"),
            ],
        )
        .unique("subscription_address", &["address"])
        .lookup("subscription_due", &["next_at"]),
        // A link in a mail to a subscriber. Each mail has its own; all of them work.
        Layout::city(
            "subscription_link",
            [
                uuid("subscription_id"),
                text("token_hash"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .within("subscription_id", "subscription")
        .unique("subscription_link_token", &["token_hash"]),
        // A commitment that a subscription is limited to.
        Layout::city("follow", [uuid("subscription_id"), uuid("commitment_id")])
            .within("commitment_id", "commitment")
            .within("subscription_id", "subscription")
            .unique("follow_once", &["subscription_id", "commitment_id"]),
    ]
}

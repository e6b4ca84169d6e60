//! Questions of reviewers.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    date_null, integer, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid, uuid_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A reviewer's question to a city, and the city's answer.
        Layout::city(
            "review_query",
            [
                uuid("account_id"),
                uuid_null("commitment_id"),
                text("question"),
                date_null("due_on"),
                text("state"),
                text_null("answer"),
                text_null("answered_by"),
                integer("version"),
                timestamp_with_time_zone("asked_at"),
                timestamp_with_time_zone_null("answered_at"),
            ],
        )
        .to("account_id", "account")
        .within("commitment_id", "commitment")
        .lookup("review_query_state", &["state"]),
    ]
}

//! Notes of reviewers.

use crate::layout::Layout;
use sea_orm_migration::schema::{integer, text, timestamp_with_time_zone, uuid, uuid_null};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A reviewer's note on a city. No role of the city may read it.
        Layout::city(
            "review_note",
            [
                uuid("account_id"),
                uuid_null("commitment_id"),
                text("text"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ],
        )
        .to("account_id", "account")
        .within("commitment_id", "commitment"),
    ]
}

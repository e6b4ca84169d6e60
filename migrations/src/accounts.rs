//! People who can sign in.

use crate::layout::Layout;
use sea_orm_migration::schema::{integer, text, text_null, timestamp_with_time_zone, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A person who can sign in.
        Layout::platform(
            "account",
            &["id"],
            [
                uuid("id"),
                text("email"),
                text("email_key").unique_key().take(),
                text("name"),
                text_null("password_hash"),
                text("language"),
                text("salt"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        ),
    ]
}

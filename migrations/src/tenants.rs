//! Cities.

use crate::layout::Layout;
use sea_orm_migration::schema::{boolean, integer, json_binary, text, text_null, timestamp_with_time_zone, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A city.
        Layout::platform(
            "tenant",
            &["id"],
            [
                uuid("id"),
                text("slug").unique_key().take(),
                json_binary("names"),
                text("country"),
                text("time_zone"),
                json_binary("languages"),
                text("default_language"),
                text("colour"),
                text("motif"),
                text_null("unit"),
                text_null("contact_email"),
                text_null("logo_key"),
                text_null("logo_type"),
                boolean("example"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        ),
    ]
}

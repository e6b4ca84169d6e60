//! Action plans.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    date_null, integer, json_binary, json_binary_null, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // An action plan.
        Layout::city(
            "plan",
            [
                text("reference"),
                text("title"),
                text("language"),
                text("state"),
                date_null("starts_on"),
                date_null("ends_on"),
                json_binary_null("ends_said"),
                date_null("term_ends_on"),
                json_binary_null("term_ends_said"),
                date_null("adopted_on"),
                date_null("submitted_on"),
                text_null("foreword"),
                text_null("vision"),
                text_null("challenges"),
                text_null("engagement"),
                text_null("monitoring"),
                text_null("monitoring_body"),
                json_binary("lead_institutions"),
                text_null("source"),
                timestamp_with_time_zone_null("published_at"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ],
        )
        .unique("plan_reference", &["reference"]),
    ]
}

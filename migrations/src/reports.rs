//! Reports and their sections.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    big_integer_null, date_null, integer, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
    uuid,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A report, from the first draft to its files.
        Layout::city(
            "report",
            [
                uuid("plan_id"),
                text("kind"),
                text("language"),
                text("state"),
                date_null("opens_on"),
                date_null("closes_on"),
                timestamp_with_time_zone_null("published_at"),
                text_null("body"),
                text_null("content"),
                text_null("sha256"),
                text_null("pdf_key"),
                big_integer_null("pdf_size"),
                text_null("docx_key"),
                big_integer_null("docx_size"),
                text_null("html_key"),
                big_integer_null("html_size"),
                text_null("failure"),
                timestamp_with_time_zone("asked_at"),
                timestamp_with_time_zone_null("built_at"),
                integer("version"),
            ],
        )
        .within("plan_id", "plan")
        .lookup("report_plan", &["plan_id"]),
        // The text of a section of a report.
        Layout::city(
            "report_section",
            [
                uuid("report_id"),
                text("section"),
                text_null("body"),
                integer("version"),
                timestamp_with_time_zone("written_at"),
            ],
        )
        .within("report_id", "report")
        .unique("report_section_once", &["report_id", "section"]),
    ]
}

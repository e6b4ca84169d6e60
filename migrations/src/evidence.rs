//! Evidence.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    big_integer_null, date_null, integer, text, text_null, timestamp_with_time_zone, timestamp_with_time_zone_null,
    uuid, uuid_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A piece of evidence: a file or a link.
        Layout::city(
            "evidence",
            [
                uuid("commitment_id"),
                uuid_null("milestone_id"),
                text("title"),
                text("kind"),
                text_null("link"),
                text_null("file_name"),
                text_null("file_type"),
                big_integer_null("file_size"),
                text_null("file_sha256"),
                text_null("original_sha256"),
                text_null("file_key"),
                text_null("language"),
                text_null("source"),
                text_null("licence"),
                text_null("description"),
                date_null("dated_on"),
                text("actor"),
                timestamp_with_time_zone("added_at"),
                timestamp_with_time_zone_null("withdrawn_at"),
                text_null("withdrawn_reason"),
                integer("version"),
            ],
        )
        .within("commitment_id", "commitment")
        .within("milestone_id", "milestone")
        .lookup("evidence_commitment", &["commitment_id"])
        .lookup("evidence_file", &["file_key"])
        .lookup("evidence_milestone", &["milestone_id"]),
    ]
}

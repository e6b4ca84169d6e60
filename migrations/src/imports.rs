//! Files under review, and where values came from.

use crate::layout::Layout;
use sea_orm_migration::schema::{text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // An import under review, or done.
        Layout::city(
            "import",
            [
                text("file_name"),
                text("file_sha256"),
                text("state"),
                text("draft"),
                text("notes"),
                text("outcome"),
                text("actor"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("confirmed_at"),
            ],
        ),
        // Where an imported value stood, and what stood there.
        Layout::city(
            "provenance",
            [
                uuid("import_id"),
                text("subject"),
                uuid("subject_id"),
                text("field"),
                text("cell"),
                text("said"),
            ],
        )
        .within("import_id", "import")
        .lookup("provenance_subject", &["subject", "subject_id"]),
    ]
}

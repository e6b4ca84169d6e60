//! Imports, and the sources of imported values.

use crate::layout::Layout;
use sea_orm_migration::schema::{text, timestamp_with_time_zone, timestamp_with_time_zone_null, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // An import, under review or finished.
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
        // The source of an imported value: its place in the file, and the original text.
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

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
                text("source"),
                text("decisions"),
                text("review"),
                text("made"),
                text("notes"),
                text("outcome"),
                text("actor"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("confirmed_at"),
            ],
        ),
        // What a person chose for a heading, for later files of the city.
        Layout::city("import_heading", [text("heading"), text("field")]).unique("import_heading_one", &["heading"]),
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

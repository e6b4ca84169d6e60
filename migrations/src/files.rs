//! Files in the store, and storage quotas.

use crate::layout::Layout;
use sea_orm_migration::schema::{big_integer, boolean, text, text_null, timestamp_with_time_zone, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A file in the store, with its expected hash and its size.
        Layout::city(
            "stored_file",
            [
                text("file_key"),
                big_integer("size"),
                text_null("sha256"),
                timestamp_with_time_zone("stored_at"),
                boolean("kept"),
                text_null("fault"),
            ],
        )
        .unique("stored_file_key", &["file_key"]),
        // The storage quota of a city, if the operator set one.
        Layout::platform(
            "storage_limit",
            &["tenant_id"],
            [uuid("tenant_id"), big_integer("bytes")],
        )
        .to("tenant_id", "tenant"),
    ]
}

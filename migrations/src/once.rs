//! Answers that are kept for requests that come again.

use crate::layout::Layout;
use sea_orm_migration::schema::{text, timestamp_with_time_zone};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // The answer kept for a request that may come again.
        Layout::keyed(
            "once",
            &["tenant_id", "actor", "key"],
            [
                text("actor"),
                text("key"),
                text("fingerprint"),
                text("answer"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .lookup("once_age", &["created_at"]),
    ]
}

//! Stored responses for idempotency keys.

use crate::layout::Layout;
use sea_orm_migration::schema::{text, timestamp_with_time_zone};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // The stored response of a request with an idempotency key.
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

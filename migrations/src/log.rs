//! The log of each city and of the platform: heads, entries, signed heads and checks.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, text, text_null, timestamp_with_time_zone, uuid, uuid_null,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // The head of a log: one row for each city and one for the platform. Each change locks it first.
        Layout::platform(
            "chain",
            &["tenant_id"],
            [
                uuid("tenant_id"),
                big_integer("revision"),
                big_integer("sequence"),
                text("head"),
                big_integer("public_revision"),
                big_integer("public_sequence"),
                text("public_head"),
            ],
        ),
        // An entry of the log.
        Layout::keyed(
            "event",
            &["tenant_id", "sequence"],
            [
                big_integer("sequence"),
                uuid("id"),
                timestamp_with_time_zone("at"),
                text("actor"),
                text("action"),
                text("subject"),
                uuid_null("subject_id"),
                boolean("public"),
                text("body"),
                text("previous"),
                text("hash"),
                big_integer_null("public_sequence"),
                text_null("public_previous"),
                text_null("public_hash"),
            ],
        )
        .foreign_key("tenant_id", "chain", "tenant_id")
        .lookup("event_kind", &["subject", "sequence"])
        .lookup("event_of_actor", &["actor", "action"])
        .unique("event_public", &["public_sequence"])
        .lookup("event_record", &["subject_id", "sequence"]),
        // A signed head of a log, one for each chain and day.
        Layout::platform(
            "log_head",
            &["tenant_id", "public", "day"],
            [
                uuid("tenant_id"),
                boolean("public"),
                date("day"),
                big_integer("sequence"),
                text("head"),
                timestamp_with_time_zone("at"),
                text("key"),
                text("public_key"),
                text("signature"),
            ],
        )
        .foreign_key("tenant_id", "chain", "tenant_id"),
        // The result of the last check of a log.
        Layout::platform(
            "log_check",
            &["tenant_id"],
            [
                uuid("tenant_id"),
                big_integer("sequence"),
                text("head"),
                big_integer("sound"),
                big_integer("sound_public"),
                big_integer_null("fault_sequence"),
                text_null("fault"),
                timestamp_with_time_zone("at"),
            ],
        )
        .foreign_key("tenant_id", "chain", "tenant_id"),
    ]
}

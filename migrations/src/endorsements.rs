//! Endorsements of plans.

use crate::layout::Layout;
use sea_orm_migration::schema::{integer, text, text_null, timestamp_with_time_zone, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // An organisation's endorsement of a plan, or its refusal.
        Layout::city(
            "endorsement",
            [
                uuid("plan_id"),
                uuid("organisation_id"),
                uuid("account_id"),
                text("stance"),
                text("name"),
                text_null("position"),
                text_null("reason"),
                text_null("letter"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("given_at"),
            ],
        )
        .to("account_id", "account")
        .within("organisation_id", "organisation")
        .within("plan_id", "plan")
        .unique("endorsement_once", &["plan_id", "organisation_id"]),
    ]
}

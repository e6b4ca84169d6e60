//! Commitments, the organisations that take part in them, and the implementers who report on them.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    date_null, integer, json_binary, json_binary_null, text, text_null, timestamp_with_time_zone, uuid,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // A commitment of a plan.
        Layout::city(
            "commitment",
            [
                uuid("plan_id"),
                integer("number"),
                text_null("ogp_id"),
                text_null("ogp_key"),
                text("title"),
                text_null("short_title"),
                text("state"),
                text_null("state_reason"),
                date_null("starts_on"),
                json_binary_null("starts_said"),
                date_null("ends_on"),
                json_binary_null("ends_said"),
                text_null("problem"),
                text_null("status_quo"),
                text_null("action"),
                text_null("solution"),
                text_null("long_term_goal"),
                text_null("policy_area"),
                text_null("policy_area_said"),
                text_null("sector"),
                json_binary("ogp_values"),
                json_binary("sdg_targets"),
                text_null("resources"),
                text_null("additional"),
                text_null("source"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ],
        )
        .within("plan_id", "plan")
        .unique("commitment_number", &["plan_id", "number"])
        .unique("commitment_ogp_id", &["ogp_key"]),
        // An organisation's part in a commitment.
        Layout::city("part", [uuid("commitment_id"), uuid("organisation_id"), text("part")])
            .within("commitment_id", "commitment")
            .within("organisation_id", "organisation")
            .unique("part_once", &["commitment_id", "organisation_id", "part"]),
        // A commitment assigned to an implementer, who reports on it.
        Layout::city("assignment", [uuid("commitment_id"), uuid("account_id")])
            .to("account_id", "account")
            .within("commitment_id", "commitment")
            .unique("assignment_once", &["commitment_id", "account_id"]),
    ]
}

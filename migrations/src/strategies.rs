//! Other plans and strategies of the city.

use crate::layout::Layout;
use sea_orm_migration::schema::{
    big_integer, integer, integer_null, json_binary, text, text_null, timestamp_with_time_zone, uuid,
};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // Another plan or strategy of the city.
        Layout::city(
            "strategy",
            [
                text("title"),
                text("title_key"),
                text("kind"),
                integer_null("first_year"),
                integer_null("last_year"),
                text_null("summary"),
                text_null("source"),
                json_binary("documents"),
                json_binary("policy_areas"),
                json_binary("sdg_targets"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .unique("strategy_title", &["title_key"]),
        // A commitment related to another plan.
        Layout::city("alignment", [uuid("strategy_id"), uuid("commitment_id")])
            .within("commitment_id", "commitment")
            .within("strategy_id", "strategy")
            .lookup("alignment_commitment", &["commitment_id"])
            .unique("alignment_once", &["strategy_id", "commitment_id"]),
        // A past round of participatory budgeting.
        Layout::city(
            "budget_round",
            [
                uuid("strategy_id"),
                integer("year"),
                big_integer("amount"),
                text("currency"),
                text("source"),
                text_null("note"),
                integer("version"),
                timestamp_with_time_zone("created_at"),
            ],
        )
        .within("strategy_id", "strategy")
        .unique("budget_round_year", &["strategy_id", "year"]),
    ]
}

//! Computed figures of each city, for lists across cities.

use crate::layout::Layout;
use sea_orm_migration::schema::{big_integer, date, date_null, integer, integer_null, json_binary, text, uuid};

pub(crate) fn tables() -> Vec<Layout> {
    vec![
        // The figures of a city in the list of cities. Jobs compute them from published records.
        Layout::platform(
            "city_figures",
            &["tenant_id"],
            [
                uuid("tenant_id"),
                text("reference"),
                text("title"),
                text("plan_state"),
                date_null("starts_on"),
                date_null("ends_on"),
                integer("commitments"),
                integer("milestones"),
                integer("done"),
                integer("in_progress"),
                integer("late"),
                integer("stuck"),
                integer("not_started"),
                integer("not_reported"),
                integer("proven"),
                date_null("late_since"),
                date_null("next_due"),
                date_null("active_on"),
                integer("asked"),
                integer("answered"),
                integer("unanswered_late"),
                integer_null("answer_days"),
                integer("meetings"),
                json_binary("policy_areas"),
                date_null("assess_by"),
                integer_null("requirements_met"),
                date("as_of"),
            ],
        )
        .to("tenant_id", "tenant"),
        // The milestones of a city as bricks. Jobs compute them from published records.
        Layout::platform("city_wall", &["tenant_id"], [uuid("tenant_id"), json_binary("courses")])
            .to("tenant_id", "tenant"),
        // Reviewers' questions to a city without its answers: a copy for lists across cities, written by
        // jobs.
        Layout::platform(
            "city_queries",
            &["tenant_id"],
            [uuid("tenant_id"), big_integer("revision"), json_binary("questions")],
        )
        .to("tenant_id", "tenant"),
    ]
}
